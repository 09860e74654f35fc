/*
 * States that count for themselves count different events: their rates are
 * summed up with random effects.  Observers of a mirror figure tell of the same
 * events, so that chance is in all of them alike and does not average out.
 */

#include "analyze/agreement.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/breakdown.h"
#include "analyze/change.h"
#include "analyze/estimate/meta.h"
#include "analyze/lineage.h"
#include "analyze/parallel.h"
#include "analyze/result.h"
#include "common/buf.h"
#include "common/mem.h"

enum { LEAST_REPORTERS = 3 };

/* Rates of change that reporters tell of one host country and indicator. */
struct rates {
	const struct evaluation *evaluation;
	struct subject subject;
	const struct symbol *counted_by;
	enum compared since;
	struct meta_effect *effects; /* logarithms */
	size_t count;
	struct scatter scatter; /* of all months, about their semester's mean */
	struct lineage rows[2]; /* of this semester, and of the one before */
	char flag;
};

static bool
is_own(const struct rates *rates)
{
	return rates->counted_by == rates->evaluation->history->own;
}

static void
add_rate(struct rates *rates, const struct level *now, const struct level *base)
{
	const struct rules *rules = rates->evaluation->rules;
	const char flag = rules_worse_flag(rules, now->flag, base->flag);
	size_t i;

	if (now->value == 0 && base->value == 0)
		return;
	rates->flag = rates->count == 0
	                      ? flag
	                      : rules_worse_flag(rules, rates->flag, flag);
	for (i = 0; i < now->rows.count; i++)
		lineage_add(&rates->rows[0], now->rows.rows[i]);
	for (i = 0; i < base->rows.count; i++)
		lineage_add(&rates->rows[1], base->rows.rows[i]);
	rates->scatter = scatter_pool(
		rates->scatter, scatter_pool(now->scatter, base->scatter));
	rates->effects[rates->count++] =
		meta_log_ratio(now->value, 1, base->value, 1);
}

static void
gather(struct rates *rates, const struct levels *now, const struct levels *base)
{
	size_t i;

	rates->effects = ilo_xcalloc(now->count + 1, sizeof(*rates->effects));
	for (i = 0; i < now->count; i++) {
		const struct level *before =
			levels_find(base, now->items[i].code);

		if (before != NULL && change_comparable(&now->items[i], before))
			add_rate(rates, &now->items[i], before);
	}
}

/* Months vary more than Poisson counts do; all reporters together tell by how
 * much. */
static void
widen(struct rates *rates)
{
	const double phi =
		rates->scatter.df > 0
			? rates->scatter.chi2 / (double)rates->scatter.df
			: 1;
	size_t i;

	for (i = 0; i < rates->count && phi > 1; i++)
		rates->effects[i].variance *= phi;
}

/* The reporters' figures of this semester and the total of the one before, of
 * which nothing is told by reporter; of a mirror figure both consensuses. */
static void
name_parts(const struct rates *rates, const char *base, struct ilo_buf *out)
{
	struct subject subject = rates->subject;

	subject.source = is_own(rates) ? NULL : rates->counted_by->text;
	subject.by = BY_REPORTER;
	subject.code = is_own(rates) ? "*" : NULL;
	figure_id(&subject, out);
	subject.by = BY_TOTAL;
	subject.code = NULL;
	subject.period = base;
	ilo_buf_puts(out, " ");
	figure_id(&subject, out);
}

static void
list_rows(struct rates *rates, const char *base, struct ilo_buf *out)
{
	lineage_sort(&rates->rows[0]);
	lineage_print(&rates->rows[0], rates->subject.period, out);
	ilo_buf_puts(out, " ");
	lineage_sort(&rates->rows[1]);
	lineage_print(&rates->rows[1], base, out);
}

static const char *
verdict_of(const struct interval *ratio)
{
	return verdict_name(ratio->lower > 1   ? VERDICT_RISE
	                    : ratio->upper < 1 ? VERDICT_FALL
	                                       : VERDICT_NO_EVIDENCE);
}

static void
write_summary(const struct rates *rates, struct result result)
{
	const double confidence = rates->evaluation->rules->confidence;
	struct interval summary =
		is_own(rates)
			? meta_rates(rates->effects, rates->count, confidence)
			: meta_of_one(rates->effects, rates->count, confidence);

	result.measure =
		rates->since == PREVIOUS ? "summary-previous" : "summary-year";
	result.method = is_own(rates) ? "random-effects" : "mirror-effects";
	result.unit = "ratio";
	result.reason = "no-fit";
	summary.value = exp(summary.value);
	summary.lower = exp(summary.lower);
	summary.upper = exp(summary.upper);
	result_take_interval(&result, summary);
	if (summary.state == EST_OK)
		result.verdict = verdict_of(&summary);
	result_write(rates->evaluation, &result);
}

static void
write_heterogeneity(const struct rates *rates, struct result result)
{
	const struct heterogeneity differ =
		meta_heterogeneity(rates->effects, rates->count);

	result.measure = rates->since == PREVIOUS ? "heterogeneity-previous"
	                                          : "heterogeneity-year";
	result.method = "heterogeneity";
	result.unit = "share";
	result.reason = "no-fit";
	result.state = differ.state;
	result.value = differ.i2 / 100;
	result.has_p = differ.state == EST_OK;
	result.p = differ.p;
	result_write(rates->evaluation, &result);
}

static void
write_rates(struct rates *rates)
{
	struct ilo_buf from = ILO_BUF_INIT, rows = ILO_BUF_INIT;
	char base[ILO_SEMESTER_SIZE];
	struct result result = {
		.subject = rates->subject,
		.other = is_own(rates) ? NULL : rates->counted_by->text,
		.n = rates->count,
		.flag = rates->flag,
		.mirror = !is_own(rates)};

	if (rates->count < LEAST_REPORTERS)
		return;
	(void)ilo_semester_print(
		compared_semester(rates->evaluation->history, rates->since),
		base);
	widen(rates);
	name_parts(rates, base, &from);
	list_rows(rates, base, &rows);
	result.from = ilo_buf_text(&from);
	result.rows = ilo_buf_text(&rows);
	write_summary(rates, result);
	if (is_own(rates))
		write_heterogeneity(rates, result);
	ilo_buf_release(&rows);
	ilo_buf_release(&from);
}

static void
release(struct rates *rates)
{
	free(rates->effects);
	lineage_release(&rates->rows[0]);
	lineage_release(&rates->rows[1]);
}

static void
write_since(struct rates rates, const struct question *question,
            const struct levels *now)
{
	const struct history *history = rates.evaluation->history;
	const struct term *term =
		history_find(history, compared_semester(history, rates.since));
	struct levels base = {0};

	if (term == NULL)
		return;
	levels_ask(term, question, rates.evaluation->rules, &base);
	gather(&rates, now, &base);
	write_rates(&rates);
	release(&rates);
	levels_release(&base);
}

/* Task i: what is told of a host country's indicator, by each kind of source.
 */
static void
write_group(const struct evaluation *evaluation, size_t i)
{
	const struct history *history = evaluation->history;
	const struct symbol *sources[] = {history->own, history->host,
	                                  history->other};
	const struct indicator *indicator = evaluation_indicator(evaluation, i);
	const struct symbol *host = evaluation_host(evaluation, i);
	const char *period = history->terms[0].period;
	size_t s;

	for (s = 0; s < sizeof(sources) / sizeof(*sources); s++) {
		const struct question question = {
			host, indicator->code, sources[s],
			NULL, BY_REPORTER,     WHOLE_SEMESTER,
		};
		struct rates rates = {
			.evaluation = evaluation,
			.subject = {.host = host == NULL ? "_T" : host->text,
		                    .indicator = indicator->code->text,
		                    .period = period,
		                    .by = BY_TOTAL},
			.counted_by = sources[s],
			.since = PREVIOUS,
		};
		struct levels now = {0};

		/* A mirror figure is of one host country. */
		if (host == NULL && sources[s] != history->own)
			continue;
		levels_ask(&history->terms[0], &question, evaluation->rules,
		           &now);
		if (now.count >= LEAST_REPORTERS) {
			write_since(rates, &question, &now);
			rates.since = YEAR_BEFORE;
			write_since(rates, &question, &now);
		}
		levels_release(&now);
	}
}

void
agreement_write(const struct analysis *analysis)
{
	const struct evaluation *evaluation = analysis->evaluation;

	result_open(evaluation->writer, "agreement", 0);
	parallel_write(evaluation, write_group, evaluation_groups(evaluation));
	result_close(evaluation->writer);
}
