/*
 * Both figures are made now, by the same rules, from what was known then and
 * what is known today: so that a difference is one of the reports.
 */

#include "analyze/revisions.h"

#include "analyze/basis.h"
#include "analyze/estimate/descriptive.h"
#include "analyze/result.h"
#include "analyze/vintage.h"

/* Levels of one question, of both times. */
struct pair_of {
	struct levels now, then;
};

/* One figure at both times; NULL where it had no value. */
struct revision {
	struct subject subject;
	const char *unit;
	const struct level *now, *then;
	const char *cause;
};

struct revising {
	const struct evaluation *evaluation;
	const struct vintage *vintage;
	size_t compared, revised;
};

static void
pair_release(struct pair_of *pair)
{
	levels_release(&pair->now);
	levels_release(&pair->then);
}

static void
ask(const struct revising *revising, const struct question *question,
    struct pair_of *out)
{
	const struct evaluation *evaluation = revising->evaluation;

	levels_ask(&evaluation->history->terms[0], question, evaluation->rules,
	           &out->now);
	vintage_ask(revising->vintage, question, evaluation->rules, &out->then);
}

/* What the reporters did: came late, corrected, withdrew, or several of it. */
static const char *
cause_of(const struct pair_of *pair)
{
	size_t late = 0, corrected = 0, gone = 0, i;

	for (i = 0; i < pair->now.count; i++) {
		const struct level *now = &pair->now.items[i];
		const struct level *then =
			vintage_level(&pair->then, now->code);

		if (now->state != LEVEL_VALUE)
			continue;
		late += then == NULL;
		corrected += then != NULL && then->value != now->value;
	}
	for (i = 0; i < pair->then.count; i++) {
		const struct level *then = &pair->then.items[i];

		gone += then->state == LEVEL_VALUE &&
		        vintage_level(&pair->now, then->code) == NULL;
	}
	if ((late > 0) + (corrected > 0) + (gone > 0) != 1)
		return "several-causes";
	return late > 0        ? "late-report"
	       : corrected > 0 ? "correction"
	                       : "withdrawal";
}

static void
write_level(const struct revising *revising, const struct revision *revision,
            struct result *result, const struct level *level)
{
	result->state = level == NULL ? EST_TOO_FEW : EST_OK;
	result->reason = "no-value";
	if (level != NULL) {
		result->value = (double)level->value;
		result->has_interval = level->exact.state == EST_OK;
		result->lower = level_lower(level);
		result->upper = level_upper(level);
		result->n = level->n;
		result->flag = level->flag;
	}
	result->unit = revision->unit;
	result_write(revising->evaluation, result);
}

static void
write_difference(const struct revising *revising,
                 const struct revision *revision, struct result *result)
{
	const bool both = revision->now != NULL && revision->then != NULL;

	result->measure = "revision";
	result->method = "revision";
	result->state = both ? EST_OK : EST_UNDEFINED;
	result->has_interval = false;
	if (both) {
		result->value = (double)revision->now->value -
		                (double)revision->then->value;
		result->flag = rules_worse_flag(revising->evaluation->rules,
		                                revision->now->flag,
		                                revision->then->flag);
	}
	result->verdict = revision->cause;
	result_write(revising->evaluation, result);
}

static void
write_revision(struct revising *revising, const struct revision *revision)
{
	struct ilo_buf from = ILO_BUF_INIT;
	struct result result = {.subject = revision->subject,
	                        .method = "first-published"};

	if (revision->now == NULL && revision->then == NULL)
		return;
	revising->compared++;
	if (revision->now != NULL && revision->then != NULL &&
	    revision->now->value == revision->then->value)
		return;
	revising->revised++;
	figure_id(&revision->subject, &from);
	result.from = ilo_buf_text(&from);
	result.measure = "first-published";
	write_level(revising, revision, &result, revision->then);
	result = (struct result){.subject = revision->subject,
	                         .measure = "now-known",
	                         .method = "first-published",
	                         .from = result.from};
	write_level(revising, revision, &result, revision->now);
	write_difference(revising, revision, &result);
	ilo_buf_release(&from);
}

static struct revision
revision_of(const struct revising *revising, const struct symbol *host,
            const struct indicator *indicator)
{
	return (struct revision){
		.subject = {.host = host == NULL ? "_T" : host->text,
	                    .indicator = indicator->code->text,
	                    .period = revising->evaluation->history->terms[0]
	                                      .period,
	                    .by = BY_TOTAL},
		.unit = indicator->unit->text,
	};
}

/* What each state's reports on all host countries came to. */
static void
write_states(struct revising *revising, struct revision revision,
             const struct pair_of *pair)
{
	size_t i;

	revision.subject.by = BY_REPORTER;
	for (i = 0; i < pair->now.count; i++) {
		const struct symbol *code = pair->now.items[i].code;

		revision.subject.code = code->text;
		revision.now = vintage_level(&pair->now, code);
		revision.then = vintage_level(&pair->then, code);
		revision.cause =
			revision.then == NULL ? "late-report" : "correction";
		if (revision.now != NULL)
			write_revision(revising, &revision);
	}
	for (i = 0; i < pair->then.count; i++) {
		const struct symbol *code = pair->then.items[i].code;

		revision.subject.code = code->text;
		revision.now = NULL;
		revision.then = vintage_level(&pair->then, code);
		revision.cause = "withdrawal";
		if (vintage_level(&pair->now, code) == NULL)
			write_revision(revising, &revision);
	}
}

/* The total of a host country, or of all with that of each state. */
static void
revise(struct revising *revising, const struct symbol *host,
       const struct indicator *indicator)
{
	const struct history *history = revising->evaluation->history;
	struct revision revision = revision_of(revising, host, indicator);
	struct pair_of total = {{0}, {0}}, states = {{0}, {0}};
	struct question question;
	struct basis basis;

	if (!basis_find(history, &history->terms[0], host, indicator->code,
	                &basis))
		return;
	question = (struct question){
		host,         indicator->code, basis.counted_by,
		basis.agency, BY_TOTAL,        WHOLE_SEMESTER};
	ask(revising, &question, &total);
	question.by = BY_REPORTER;
	if (basis.agency == NULL)
		ask(revising, &question, &states);
	revision.now = vintage_level(&total.now, NULL);
	revision.then = vintage_level(&total.then, NULL);
	revision.cause = basis.agency == NULL    ? cause_of(&states)
	                 : revision.then == NULL ? "late-report"
	                                         : "correction";
	write_revision(revising, &revision);
	if (host == NULL)
		write_states(revising, revision, &states);
	pair_release(&total);
	pair_release(&states);
}

/* How many of the figures compared have changed. */
static void
write_share(const struct revising *revising)
{
	const struct evaluation *evaluation = revising->evaluation;
	struct result result = {
		.subject = {.period = evaluation->history->terms[0].period,
	                    .by = BY_TOTAL},
		.measure = "figures-revised",
		.n = revising->compared,
		.unit = "share",
		.method = "wilson",
	};

	result_take_interval(&result,
	                     descriptive_share(revising->revised,
	                                       revising->compared,
	                                       evaluation->rules->confidence));
	result_write(evaluation, &result);
}

void
revisions_write(const struct analysis *analysis)
{
	const struct evaluation *evaluation = analysis->evaluation;
	struct revising revising = {
		.evaluation = evaluation,
		.vintage = vintages_find(evaluation->vintages, 0),
	};
	size_t i;

	result_open(evaluation->writer, "revisions", 0);
	for (i = 0;
	     revising.vintage != NULL && i < evaluation_groups(evaluation); i++)
		revise(&revising, evaluation_host(evaluation, i),
		       evaluation_indicator(evaluation, i));
	if (revising.compared > 0)
		write_share(&revising);
	result_close(evaluation->writer);
}
