/*
 * Of all host countries together and of each route: the segmentation of least
 * cost of the logarithm without its season, and the rank test of one change.
 * Both allow for the dependence of one month on the one before, which else
 * makes changes out of drift.
 */

#include "analyze/shifts.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/deseason.h"
#include "analyze/estimate/changepoint.h"
#include "analyze/estimate/correlation.h"
#include "analyze/estimate/descriptive.h"
#include "analyze/estimate/multiplicity.h"
#include "analyze/result.h"
#include "common/mem.h"

enum { LEAST_SEGMENT = 6 };
#define SIGNIFICANT 0.05
#define MOST_DEPENDENCE 0.9

struct shifts {
	const struct series *series; /* NULL: not tested */
	struct deseason season;
	double dependence; /* of a month on the one before, 0 to 0.9 */
	struct changepoint_partition partition;
	size_t *cuts;
	struct changepoint_pettitt pettitt;
	double p; /* allows for dependence */
};

/* ---- estimates --------------------------------------------------------- */

/*
 * Changes of a series that depends on the month before by rho have a
 * correlation of -(1 - rho) / 2 at lag 1; a few lasting changes of level hardly
 * touch it, being few among the ranks.
 */
static double
dependence_of(const double *changes, size_t n)
{
	const struct estimate r = correlation_rho(changes, changes + 1, n - 1);

	if (r.state != EST_OK)
		return 0;
	return fmin(MOST_DEPENDENCE, fmax(0, 1 + 2 * r.value));
}

/* Long-run variance of the months about their level, from the spread of the
 * changes. */
static double
variance_of(const double *changes, size_t n, double dependence)
{
	double *work = ilo_xcalloc(n + 1, sizeof(*work));
	const struct estimate spread = descriptive_mad_normal(changes, n, work);
	const double once =
		spread.state == EST_OK
			? spread.value * spread.value / (2 * (1 - dependence))
			: 0;

	free(work);
	return once * (1 + dependence) / (1 - dependence);
}

static void
estimate(struct shifts *shifts)
{
	const size_t n = shifts->season.count;
	const double *values = shifts->season.values;
	const double *changes = shifts->season.changes;
	struct changepoint_rules rules = {CHANGEPOINT_MEAN, 0, LEAST_SEGMENT};
	double u;

	shifts->dependence = dependence_of(changes, n - 1);
	rules.penalty = 2 * log((double)n) *
	                variance_of(changes, n - 1, shifts->dependence);
	shifts->cuts = ilo_xcalloc(n + 1, sizeof(*shifts->cuts));
	shifts->partition.state = EST_UNDEFINED;
	if (rules.penalty > 0)
		shifts->partition =
			changepoint_partition(values, n, &rules, shifts->cuts);
	shifts->pettitt = changepoint_pettitt(values, n, NULL);
	u = shifts->pettitt.statistic;
	shifts->p = fmin(1, 2 * exp(-6 * u * u * (1 - shifts->dependence) /
	                            (1 + shifts->dependence) /
	                            ((double)n * (double)n * (double)(n + 1))));
}

/* Median after over median before, as a factor. */
static double
factor(const struct shifts *shifts, size_t from, size_t at, size_t to)
{
	double *work = ilo_xcalloc(to + 1, sizeof(*work));
	const double *values = shifts->season.values;
	const struct estimate before =
		descriptive_median(values + from, at - from, work);
	const struct estimate after =
		descriptive_median(values + at, to - at, work);

	free(work);
	return before.state == EST_OK && after.state == EST_OK
	               ? exp(after.value - before.value)
	               : (double)NAN;
}

/* ---- output ------------------------------------------------------------ */

/* The month from which on the new level holds. */
static const char *
month_of(const struct shifts *shifts, size_t at, char text[ILO_MONTH_SIZE])
{
	return series_month(shifts->series, shifts->series->run + at, text);
}

static void
write_changes(const struct evaluation *evaluation, const struct shifts *shifts)
{
	struct result result =
		result_of_series(shifts->series, "changes", "changepoints");
	char month[ILO_MONTH_SIZE];
	size_t i;

	result.unit = "changes";
	result.state = shifts->partition.state;
	result.value = (double)shifts->partition.changes;
	result.reason = "no-variation";
	result_write(evaluation, &result);
	if (shifts->partition.state != EST_OK)
		return;
	result.measure = "change-point";
	result.unit = "ratio";
	for (i = 0; i < shifts->partition.changes; i++) {
		const size_t from = i == 0 ? 0 : shifts->cuts[i - 1];
		const size_t to = i + 1 < shifts->partition.changes
		                          ? shifts->cuts[i + 1]
		                          : shifts->season.count;

		result.other = month_of(shifts, shifts->cuts[i], month);
		result.value = factor(shifts, from, shifts->cuts[i], to);
		result.verdict = result.value > 1 ? "rise" : "fall";
		result_write(evaluation, &result);
	}
}

static void
write_pettitt(const struct evaluation *evaluation, const struct shifts *shifts,
              double adjusted)
{
	struct result result =
		result_of_series(shifts->series, "pettitt", "pettitt");
	const size_t at = shifts->pettitt.at;
	char month[ILO_MONTH_SIZE];

	result.unit = "ratio";
	result.state = shifts->pettitt.state;
	result.reason = "no-variation";
	if (at == 0 || at >= shifts->season.count)
		result.state = EST_UNDEFINED;
	if (result.state == EST_OK) {
		result.other = month_of(shifts, at, month);
		result.value = factor(shifts, 0, at, shifts->season.count);
		result.has_p = result.has_adjusted = true;
		result.p = shifts->p;
		result.p_adjusted = adjusted;
		result.verdict = adjusted > SIGNIFICANT ? "no-evidence"
		                 : result.value > 1     ? "rise"
		                                        : "fall";
	}
	result_write(evaluation, &result);
}

static void
write_all(const struct analysis *analysis, struct shifts *all, size_t count)
{
	double *p = ilo_xcalloc(count + 1, sizeof(*p));
	size_t tested = 0, i;

	for (i = 0; i < count; i++) {
		const bool good = all[i].pettitt.state == EST_OK;

		p[i] = good ? all[i].p : (double)NAN;
		tested += good;
	}
	multiplicity_adjust(p, count, MULTIPLICITY_BH);
	result_open(analysis->evaluation->writer, "change-points", tested);
	for (i = 0; i < count; i++) {
		write_changes(analysis->evaluation, &all[i]);
		write_pettitt(analysis->evaluation, &all[i], p[i]);
	}
	result_close(analysis->evaluation->writer);
	free(p);
}

void
shifts_write(const struct analysis *analysis)
{
	const struct series_set *set = analysis->series;
	struct shifts *all = ilo_xcalloc(set->count + 1, sizeof(*all));
	size_t count = 0, i;

	for (i = 0; i < set->count; i++) {
		struct shifts *shifts = &all[count];

		shifts->series = &set->items[i];
		if (shifts->series->host != NULL ||
		    !deseason_make(shifts->series, &shifts->season))
			continue;
		estimate(shifts);
		count++;
	}
	write_all(analysis, all, count);
	for (i = 0; i < count; i++) {
		deseason_release(&all[i].season);
		free(all[i].cuts);
	}
	free(all);
}
