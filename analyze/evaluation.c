/*
 * Walks host countries and indicators, asks for levels and hands what comes of
 * them to the writer.  Nothing is computed here.
 */

#include "analyze/evaluation.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/basis.h"
#include "analyze/breakdown.h"
#include "analyze/change.h"
#include "analyze/consensus.h"
#include "analyze/coverage.h"
#include "analyze/estimate/descriptive.h"
#include "analyze/figure.h"
#include "analyze/parallel.h"
#include "analyze/ranking.h"
#include "common/mem.h"

enum { BREAKDOWNS = 5 };

static const enum breakdown breakdowns[BREAKDOWNS] = {
	BY_CITIZENSHIP, BY_ROUTE, BY_BORDER, BY_REPORTER, BY_HOST};

/* The figures of one host country on one indicator. */
struct group {
	const struct evaluation *evaluation;
	const struct symbol *host; /* NULL: all */
	const struct indicator *indicator;
	struct levels *totals; /* one level for each term */
	struct breakdown_levels parts[BREAKDOWNS];
};

static struct subject
subject_of(const struct group *group, const char *period)
{
	return (struct subject){
		.host = group->host == NULL ? "_T" : group->host->text,
		.indicator = group->indicator->code->text,
		.unit = group->indicator->unit->text,
		.period = period,
		.by = BY_TOTAL,
	};
}

bool
evaluation_special(const void *context, const struct symbol *code)
{
	const struct evaluation *evaluation = context;
	const struct ilo_code_entry *country =
		ilo_codelist_find(evaluation->countries, code->text);
	const char *kind =
		country == NULL ? NULL : ilo_code_property(country, "kind");

	return code->text[0] == '_' ||
	       (kind != NULL && strcmp(kind, "special") == 0);
}

static void
write_level(const struct group *group, const struct subject *subject,
            const struct level *level)
{
	const struct evaluation *evaluation = group->evaluation;
	struct ilo_buf id = ILO_BUF_INIT;

	figure_write_level(evaluation->writer, subject, level);
	figure_id(subject, &id);
	if (level->state == LEVEL_TOO_LARGE)
		ilo_diag_report(evaluation->diag, ILO_D_SUM_TOO_LARGE, NULL, 0,
		                "%s has more than 15 digits and is given as "
		                "undefined; check the unit of its rows",
		                ilo_buf_text(&id));
	else if (level->state == LEVEL_VALUE && level->exact.state != EST_OK)
		ilo_diag_report(evaluation->diag, ILO_D_NO_INTERVAL, NULL, 0,
		                "%s is given without one; check its rows",
		                ilo_buf_text(&id));
	ilo_buf_release(&id);
}

static void
write_change(const struct group *group, const struct subject *subject,
             enum change_kind kind, const struct level *now,
             const struct level *base)
{
	const struct evaluation *evaluation = group->evaluation;
	const struct rules *rules = evaluation->rules;
	char period[ILO_SEMESTER_SIZE];
	struct comparison comparison = {.kind = kind, .now = now, .base = base};

	comparison.base_period = ilo_semester_print(
		compared_semester(evaluation->history, kind == CHANGE_PREVIOUS
	                                                       ? PREVIOUS
	                                                       : YEAR_BEFORE),
		period);
	comparison.flag =
		base == NULL ? now->flag
			     : rules_worse_flag(rules, now->flag, base->flag);
	comparison.change = change_make(now, base, rules);
	figure_write_change(evaluation->writer, subject, &comparison);
}

/* ---- totals ------------------------------------------------------------ */

static struct question
total_question(const struct group *group, const struct basis *basis)
{
	return (struct question){
		group->host,       group->indicator->code,
		basis->counted_by, basis->agency,
		BY_TOTAL,          WHOLE_SEMESTER,
	};
}

static void
ask_total(const struct group *group, const struct term *term,
          const struct basis *basis, struct levels *out)
{
	const struct symbol *const total[] = {NULL};
	struct question question = total_question(group, basis);

	levels_ask(term, &question, group->evaluation->rules, out);
	levels_fill(out, term, &question, total, 1);
}

/* Earlier semesters than those compared are in the monthly series. */
static bool
is_compared(const struct history *history, const struct term *term)
{
	int k;

	for (k = 0; k < COMPARED_COUNT; k++)
		if (term->semester ==
		    compared_semester(history, (enum compared)k))
			return true;
	return false;
}

/* False when no term knows anything of the group but mirror figures. */
static bool
gather_totals(struct group *group)
{
	const struct history *history = group->evaluation->history;
	bool any = false;
	size_t t;

	group->totals =
		ilo_xcalloc(history->term_count, sizeof(*group->totals));
	for (t = 0; t < history->term_count; t++) {
		struct basis basis;

		any |= basis_find(history, &history->terms[t], group->host,
		                  group->indicator->code, &basis);
		if (is_compared(history, &history->terms[t]))
			ask_total(group, &history->terms[t], &basis,
			          &group->totals[t]);
	}
	return any;
}

static const struct level *
total_at(const struct group *group, enum compared which)
{
	const struct history *history = group->evaluation->history;
	const struct term *term =
		history_find(history, compared_semester(history, which));

	return term == NULL ? NULL
	                    : &group->totals[term - history->terms].items[0];
}

static void
write_total(const struct group *group, size_t t)
{
	const struct term *term = &group->evaluation->history->terms[t];
	struct subject subject = subject_of(group, term->period);
	const struct level *level = &group->totals[t].items[0];

	write_level(group, &subject, level);
	if (t > 0)
		return;
	write_change(group, &subject, CHANGE_PREVIOUS, level,
	             total_at(group, PREVIOUS));
	write_change(group, &subject, CHANGE_YEAR, level,
	             total_at(group, YEAR_BEFORE));
}

/* ---- second sources and mirror figures --------------------------------- */

static void
write_second(const struct group *group, const struct term *term)
{
	const struct history *history = group->evaluation->history;
	struct subject subject = subject_of(group, term->period);
	struct levels levels = {0};
	struct basis basis;

	if (!basis_find(history, term, group->host, group->indicator->code,
	                &basis) ||
	    basis.agency != NULL ||
	    !basis_second(history, term, group->host, group->indicator->code,
	                  &basis))
		return;
	subject.source = basis.counted_by->text;
	ask_total(group, term, &basis, &levels);
	write_level(group, &subject, &levels.items[0]);
	levels_release(&levels);
}

static void
write_mirror(const struct group *group, const struct term *term,
             const struct symbol *counted_by)
{
	const struct evaluation *evaluation = group->evaluation;
	struct subject subject = subject_of(group, term->period);
	struct question question = {
		group->host, group->indicator->code, counted_by, NULL,
		BY_REPORTER, WHOLE_SEMESTER,
	};
	struct consensus consensus = {0};
	struct levels levels = {0};

	levels_ask(term, &question, evaluation->rules, &levels);
	if (levels.count > 0) {
		subject.source = counted_by->text;
		consensus_make(&levels, evaluation->rules, &consensus);
		figure_write_consensus(
			evaluation->writer, &subject, &consensus,
			network_expected(term->network, group->host, NULL));
		consensus_release(&consensus);
	}
	levels_release(&levels);
}

/* ---- breakdowns -------------------------------------------------------- */

static void
write_share(const struct group *group, const struct subject *subject,
            const struct levels *levels, const struct level *level)
{
	const struct evaluation *evaluation = group->evaluation;
	struct interval share =
		descriptive_share(level->value, ranking_sum(levels),
	                          evaluation->rules->confidence);
	struct rank rank;

	figure_write_share(evaluation->writer, subject, level, &share);
	if (evaluation_special(evaluation, level->code))
		return;
	rank = ranking_rank(levels, level, evaluation_special, evaluation);
	figure_write_rank(evaluation->writer, subject, level, &rank);
}

/* A host country as a category has its changes as a host country; a state's
 * reports on one host country are told, not followed. */
static bool
has_changes(const struct group *group, enum breakdown by)
{
	return by != BY_HOST && !(by == BY_REPORTER && group->host != NULL);
}

/* Of a semester that was not given the totals tell. */
static void
write_category(const struct group *group, const struct subject *subject,
               const struct breakdown_levels *parts, const struct level *now)
{
	const struct level *previous = breakdown_at(parts, PREVIOUS, now->code);
	const struct level *year = breakdown_at(parts, YEAR_BEFORE, now->code);

	if (has_changes(group, parts->by) && previous != NULL)
		write_change(group, subject, CHANGE_PREVIOUS, now, previous);
	if (has_changes(group, parts->by) && year != NULL)
		write_change(group, subject, CHANGE_YEAR, now, year);
	if (parts->by != BY_REPORTER && now->state == LEVEL_VALUE)
		write_share(group, subject, &parts->at[NOW], now);
}

static void
write_parts(const struct group *group, const struct breakdown_levels *parts,
            enum compared which, const char *period)
{
	struct subject subject = subject_of(group, period);
	size_t i;

	if (which != NOW && !has_changes(group, parts->by))
		return;
	subject.by = parts->by;
	for (i = 0; i < parts->count; i++) {
		const struct level *level =
			breakdown_at(parts, which, parts->codes[i]);

		if (level == NULL)
			continue;
		subject.code = parts->codes[i]->text;
		write_level(group, &subject, level);
		if (which == NOW)
			write_category(group, &subject, parts, level);
	}
}

/* A breakdown that only says where the host country is tells nothing. */
static bool
is_idle(const struct group *group, enum breakdown by,
        const struct breakdown_levels *parts)
{
	if (by == BY_HOST)
		return group->host != NULL;
	return by == BY_CITIZENSHIP && group->host != NULL &&
	       parts->count == 1 && parts->codes[0] == group->host;
}

static void
gather_parts(struct group *group)
{
	const struct evaluation *evaluation = group->evaluation;
	size_t b;

	for (b = 0; b < BREAKDOWNS; b++) {
		struct breakdown_levels *parts = &group->parts[b];

		if (breakdowns[b] == BY_HOST && group->host != NULL)
			continue;
		breakdown_gather(evaluation->history, group->host,
		                 group->indicator->code, breakdowns[b],
		                 evaluation->rules, parts);
		if (is_idle(group, breakdowns[b], parts))
			breakdown_release(parts);
	}
}

static void
write_period(const struct group *group, size_t t)
{
	const struct history *history = group->evaluation->history;
	const struct term *term = &history->terms[t];
	size_t b;
	int k;

	if (!is_compared(history, term))
		return;
	write_total(group, t);
	for (k = 0; k < COMPARED_COUNT; k++)
		for (b = 0; b < BREAKDOWNS; b++)
			if (term->semester ==
			    compared_semester(history, (enum compared)k))
				write_parts(group, &group->parts[b],
				            (enum compared)k, term->period);
	write_second(group, term);
}

/* ---- all --------------------------------------------------------------- */

static void
write_group(const struct evaluation *evaluation, size_t i)
{
	const struct history *history = evaluation->history;
	const struct symbol *host = evaluation_host(evaluation, i);
	struct group group = {evaluation,
	                      host,
	                      evaluation_indicator(evaluation, i),
	                      NULL,
	                      {{0}}};
	bool own = gather_totals(&group);
	size_t t, b;

	coverage_take(evaluation->coverage, i, &group.totals[0].items[0]);
	if (own)
		gather_parts(&group);
	for (t = 0; t < history->term_count; t++) {
		if (own)
			write_period(&group, t);
		if (host == NULL)
			continue;
		if (!is_compared(history, &history->terms[t]))
			continue;
		write_mirror(&group, &history->terms[t], history->host);
		write_mirror(&group, &history->terms[t], history->other);
	}
	for (b = 0; b < BREAKDOWNS; b++)
		breakdown_release(&group.parts[b]);
	for (t = 0; t < history->term_count; t++)
		levels_release(&group.totals[t]);
	free(group.totals);
}

/* Agencies count the same events: their figures are never added. */
static void
check_agencies(const struct evaluation *evaluation)
{
	const struct history *history = evaluation->history;
	size_t t, i, count;

	for (t = 0; t < history->term_count; t++)
		for (i = 0; i < history->indicator_count; i++) {
			const struct symbol *indicator =
				history->indicators[i].code;
			const struct symbol *agency = basis_agency(
				&history->terms[t], indicator, &count);

			if (count < 2)
				continue;
			ilo_diag_report(evaluation->diag, ILO_D_AGENCIES, NULL,
			                0,
			                "%s in %s: %s is used, being the first "
			                "by code; the others are left out",
			                indicator->text,
			                history->terms[t].period, agency->text);
		}
}

size_t
evaluation_groups(const struct evaluation *evaluation)
{
	return (evaluation->history->host_count + 1) *
	       evaluation->history->indicator_count;
}

const struct symbol *
evaluation_host(const struct evaluation *evaluation, size_t i)
{
	const struct history *history = evaluation->history;
	size_t host = i / history->indicator_count;

	return host == 0 ? NULL : history->hosts[host - 1];
}

const struct indicator *
evaluation_indicator(const struct evaluation *evaluation, size_t i)
{
	const struct history *history = evaluation->history;

	return &history->indicators[i % history->indicator_count];
}

void
evaluation_write(const struct evaluation *evaluation)
{
	check_agencies(evaluation);
	parallel_write(evaluation, write_group, evaluation_groups(evaluation));
}
