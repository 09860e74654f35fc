/*
 * All months of a series are written where any is above its bound, and those of
 * all host countries together always; of the others the list says nothing,
 * which is that they are within.
 */

#include "analyze/alerts.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/aberration.h"
#include "analyze/estimate/control.h"
#include "analyze/estimate/descriptive.h"
#include "analyze/result.h"
#include "common/buf.h"
#include "common/mem.h"

/* As in Hutwagner et al.: seven periods, three standard deviations. */
#define EARS_BASELINE 7
#define EARS_TAIL 0.001

/* A month that is written. */
struct entry {
	const struct evaluation *evaluation;
	const struct series *series;
	size_t at; /* position in the run */
	char period[ILO_MONTH_SIZE];
	struct ilo_buf from; /* the figure of the month, and the run */
};

static struct result
result_of_entry(const struct entry *entry, const char *measure,
                const char *method)
{
	struct result result = result_of_series(entry->series, measure, method);

	result.subject.period = entry->period;
	result.from = ilo_buf_text(&entry->from);
	return result;
}

static void
take_range(struct result *result, double value, double lower, double upper)
{
	result->state = EST_OK;
	result->value = value;
	result->has_interval = true;
	result->lower = lower;
	result->upper = upper;
}

/* What the month is held against: the count itself. */
static void
write_count(const struct entry *entry)
{
	struct result result = result_of_entry(entry, "alert-count", "garwood");

	result.n = 1;
	result.state = EST_OK;
	result.value = series_run(entry->series)[entry->at];
	result.flag = entry->series->flags[entry->series->run + entry->at];
	result_write(entry->evaluation, &result);
}

static const char *
verdict_of(const struct entry *entry, const struct aberration *aberration)
{
	const double count = series_run(entry->series)[entry->at];

	return aberration->alert                      ? "alert"
	       : aberration->above                    ? "above"
	       : count < aberration_lower(aberration) ? "below"
	                                              : "within";
}

/* A month that has a history and yet no law. */
static void
write_no_law(const struct entry *entry, size_t n)
{
	struct result result =
		result_of_entry(entry, "alert", "farrington-flexible");

	result.n = n;
	result.reason = "too-dispersed";
	result_write(entry->evaluation, &result);
}

static void
write_expected(const struct entry *entry, const struct aberration *aberration)
{
	const char *method = aberration->kind == ABERRATION_SEASON
	                             ? "farrington-flexible"
	                             : "pooled-history";
	struct result result = result_of_entry(entry, "alert", method);

	result.n = aberration->n;
	take_range(&result, aberration->expected, aberration_lower(aberration),
	           aberration->upper);
	result.has_p = result.has_adjusted = true;
	result.p = aberration->p;
	result.p_adjusted = aberration->p_adjusted;
	result.verdict = verdict_of(entry, aberration);
	result_write(entry->evaluation, &result);
	if (isnan(aberration->score))
		return;
	result = result_of_entry(entry, "alert-score", method);
	result.n = aberration->n;
	result.unit = "index";
	result.state = EST_OK;
	result.value = aberration->score;
	result_write(entry->evaluation, &result);
}

static void
write_classic(const struct entry *entry, struct farrington_work *work)
{
	const struct farrington classic =
		aberration_classic(series_run(entry->series), entry->at, work);
	struct result result =
		result_of_entry(entry, "alert-classic", "farrington-classic");

	if (classic.state != EST_OK)
		return;
	result.n = classic.n;
	take_range(&result, classic.expected, classic.lower, classic.upper);
	result.has_p = true;
	result.p = classic.p;
	result.verdict = classic.alarm ? "above" : "within";
	result_write(entry->evaluation, &result);
}

static void
write_ears(const struct entry *entry)
{
	static const char *const measures[] = {
		[CONTROL_C1] = "alert-c1",
		[CONTROL_C2] = "alert-c2",
		[CONTROL_C3] = "alert-c3",
	};
	struct control_rules rules = {.baseline = EARS_BASELINE,
	                              .least_spread = 1,
	                              .tail = EARS_TAIL};
	int method;

	for (method = CONTROL_C1; method <= CONTROL_C3; method++) {
		struct result result =
			result_of_entry(entry, measures[method], "ears");
		struct control control;

		rules.method = (enum control_ears)method;
		control = control_ears(series_run(entry->series), entry->at,
		                       &rules);
		if (control.state != EST_OK)
			continue;
		result.n = EARS_BASELINE;
		result.state = EST_OK;
		result.value = fmax(control.upper, 0);
		result.verdict = control.alarm ? "above" : "within";
		result_write(entry->evaluation, &result);
	}
}

static void
write_month(const struct analysis *analysis, const struct series *series,
            size_t month, const struct aberration *aberration,
            struct farrington_work *work)
{
	struct entry entry = {.evaluation = analysis->evaluation,
	                      .series = series,
	                      .at = series_run_count(series) - SEMESTER_MONTHS +
	                            month,
	                      .from = ILO_BUF_INIT};
	struct subject subject = series->subject;

	(void)series_month(series, series->run + entry.at, entry.period);
	subject.period = entry.period;
	figure_id(&subject, &entry.from);
	ilo_buf_printf(&entry.from, " %s", series->id);
	write_count(&entry);
	if (aberration->kind != ABERRATION_NONE)
		write_expected(&entry, aberration);
	else if (aberration->n > 0)
		write_no_law(&entry, aberration->n);
	if (aberration->kind == ABERRATION_SEASON)
		write_classic(&entry, work);
	else
		write_ears(&entry);
	ilo_buf_release(&entry.from);
}

static bool
is_written(const struct aberrations *all, const struct series *series, size_t i)
{
	size_t m;

	if (series_run_count(series) < SEMESTER_MONTHS)
		return false;
	for (m = 0; m < SEMESTER_MONTHS; m++)
		if (aberrations_get(all, i, 0, m)->above)
			return true;
	return series->host == NULL;
}

/* ---- the semesters before ---------------------------------------------- */

struct tally {
	size_t tested, above, alerts, semesters;
};

static struct tally
count_back(const struct aberrations *all)
{
	struct tally tally = {0, 0, 0, 0};
	size_t k, i, m;

	for (k = 1; k < all->semesters; k++) {
		tally.tested += all->tested[k];
		tally.semesters += all->tested[k] > 0;
		for (i = 0; i < all->series; i++)
			for (m = 0; m < SEMESTER_MONTHS; m++) {
				const struct aberration *one =
					aberrations_get(all, i, k, m);

				tally.above += one->above;
				tally.alerts += one->alert;
			}
	}
	return tally;
}

static void
write_rate(const struct analysis *analysis, const char *measure, size_t part,
           const struct tally *tally)
{
	const struct evaluation *evaluation = analysis->evaluation;
	struct result result = {
		.subject = {.period = evaluation->history->terms[0].period,
	                    .by = BY_TOTAL},
		.measure = measure,
		.n = tally->tested,
		.unit = "share",
		.method = "alert-backtest",
	};

	result_take_interval(&result,
	                     descriptive_share(part, tally->tested,
	                                       evaluation->rules->confidence));
	result_write(evaluation, &result);
}

static void
write_rates(const struct analysis *analysis, const struct aberrations *all)
{
	const struct tally tally = count_back(all);
	struct result nominal = {
		.subject = {.period = analysis->evaluation->history->terms[0]
	                                      .period,
	                    .by = BY_TOTAL},
		.measure = "alert-rate-nominal",
		.state = EST_OK,
		.value = ABERRATION_TAIL,
		.n = tally.tested,
		.unit = "share",
		.method = "alert-backtest",
	};

	if (tally.tested == 0)
		return;
	write_rate(analysis, "alert-rate", tally.alerts, &tally);
	write_rate(analysis, "alert-rate-bound", tally.above, &tally);
	result_write(analysis->evaluation, &nominal);
}

void
alerts_write(const struct analysis *analysis)
{
	const struct series_set *set = analysis->series;
	struct farrington_work *work = ilo_xcalloc(1, sizeof(*work));
	struct aberrations all;
	size_t i, m;

	aberrations_find(set, analysis->evaluation->threads, &all);
	result_open(analysis->evaluation->writer, "alerts", all.tested[0]);
	write_rates(analysis, &all);
	for (i = 0; i < set->count; i++) {
		if (!is_written(&all, &set->items[i], i))
			continue;
		for (m = 0; m < SEMESTER_MONTHS; m++)
			write_month(analysis, &set->items[i], m,
			            aberrations_get(&all, i, 0, m), work);
	}
	result_close(analysis->evaluation->writer);
	aberrations_release(&all);
	free(work);
}
