/*
 * Of the comparable run of each series of two years or more that counts enough:
 * the median slope of a year, tested by the seasonal Kendall test; the last
 * twelve months against the twelve before; and how much of it is trend and
 * season.  All tests are adjusted for their number together.
 */

#include "analyze/trend.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/estimate/contrast.h"
#include "analyze/estimate/multiplicity.h"
#include "analyze/estimate/yearly.h"
#include "analyze/parallel.h"
#include "analyze/result.h"
#include "analyze/sum.h"
#include "common/mem.h"

enum { YEAR_MONTHS = 12, LEAST_MONTHS = 24 };

#define SIGNIFICANT 0.05

/* Of one series. */
struct trend {
	bool tested;
	struct yearly yearly;
	struct contrast year;
	struct yearly_strength strength; /* of all host countries only */
};

struct trends {
	const struct series_set *set;
	const struct rules *rules;
	struct trend *items;
};

static void
estimate(void *shared, size_t i)
{
	struct trends *trends = shared;
	const struct series *series = &trends->set->items[i];
	const double *run = series_run(series);
	const size_t n = series_run_count(series);
	const double confidence = trends->rules->confidence;
	struct trend *trend = &trends->items[i];

	if (n < LEAST_MONTHS ||
	    sum_of(run, n) < (double)trends->rules->small_number)
		return;
	trend->tested = true;
	trend->yearly = yearly_trend(run, n, YEAR_MONTHS, confidence);
	trend->year = contrast_of(run + n - YEAR_MONTHS, run + n - LEAST_MONTHS,
	                          YEAR_MONTHS, confidence);
	if (series->host == NULL)
		trend->strength = yearly_strength(run, n, YEAR_MONTHS);
}

/* p-values of both tests of all series, adjusted; returns how many. */
static size_t
adjust(const struct trends *trends, double *p)
{
	const size_t count = trends->set->count;
	size_t tested = 0, i;

	for (i = 0; i < count; i++) {
		const struct trend *trend = &trends->items[i];

		p[i] = p[count + i] = (double)NAN;
		if (!trend->tested)
			continue;
		if (trend->yearly.p.state == EST_OK)
			p[i] = trend->yearly.p.value;
		if (trend->year.p.state == EST_OK)
			p[count + i] = trend->year.p.value;
		tested += (size_t)!isnan(p[i]) + (size_t)!isnan(p[count + i]);
	}
	multiplicity_adjust(p, 2 * count, MULTIPLICITY_BH);
	return tested;
}

/* A finding needs an adjusted p and an interval on one side of `none`. */
static const char *
verdict_of(const struct result *result, double none)
{
	if (result->state != EST_OK || !result->has_adjusted ||
	    !(result->p_adjusted <= SIGNIFICANT))
		return "no-evidence";
	return result->lower > none   ? "rise"
	       : result->upper < none ? "fall"
	                              : "no-evidence";
}

static void
take_p(struct result *result, struct estimate p, double adjusted)
{
	result->has_p = result->has_adjusted = p.state == EST_OK;
	result->p = p.value;
	result->p_adjusted = adjusted;
}

static void
write_slope(const struct evaluation *evaluation, const struct series *series,
            const struct yearly *yearly, double adjusted)
{
	struct result result =
		result_of_series(series, "trend-slope", "seasonal-sen");

	result.n = yearly->years * YEAR_MONTHS;
	result_take_interval(&result, yearly->slope);
	take_p(&result, yearly->p, adjusted);
	result.verdict = verdict_of(&result, 0);
	result_write(evaluation, &result);
	result = result_of_series(series, "trend-tau", "seasonal-sen");
	result.n = yearly->years * YEAR_MONTHS;
	result.unit = "index";
	result_take(&result, yearly->tau);
	result_write(evaluation, &result);
}

static void
write_year(const struct evaluation *evaluation, const struct series *series,
           const struct contrast *year, double adjusted)
{
	struct result result =
		result_of_series(series, "trend-year", "year-contrast");

	result.unit = "ratio";
	result.n = LEAST_MONTHS;
	result_take_interval(&result, year->ratio);
	result.reason = year->ratio.state == EST_TOO_FEW ? "few-months"
	                : year->ratio.state != EST_OK    ? "base-zero"
	                                                 : NULL;
	take_p(&result, year->p, adjusted);
	result.verdict = verdict_of(&result, 1);
	result_write(evaluation, &result);
}

static void
write_part(const struct evaluation *evaluation, const struct series *series,
           const char *measure, struct estimate strength)
{
	struct result result =
		result_of_series(series, measure, "stl-strength");

	result.unit = "share";
	result_take(&result, strength);
	if (strength.state == EST_OK)
		result_write(evaluation, &result);
}

void
trend_write(const struct analysis *analysis)
{
	const struct series_set *set = analysis->series;
	struct ilo_xmlwriter *writer = analysis->evaluation->writer;
	struct trends trends = {set, analysis->evaluation->rules, NULL};
	double *p = ilo_xcalloc(2 * set->count + 1, sizeof(*p));
	size_t i;

	trends.items = ilo_xcalloc(set->count + 1, sizeof(*trends.items));
	parallel_each(analysis->evaluation->threads, estimate, &trends,
	              set->count);
	result_open(writer, "trend", adjust(&trends, p));
	for (i = 0; i < set->count; i++) {
		const struct trend *trend = &trends.items[i];

		if (!trend->tested)
			continue;
		write_slope(analysis->evaluation, &set->items[i],
		            &trend->yearly, p[i]);
		write_year(analysis->evaluation, &set->items[i], &trend->year,
		           p[set->count + i]);
		if (set->items[i].host != NULL)
			continue;
		write_part(analysis->evaluation, &set->items[i],
		           "trend-strength", trend->strength.trend);
		write_part(analysis->evaluation, &set->items[i],
		           "season-strength", trend->strength.season);
	}
	result_close(writer);
	free(trends.items);
	free(p);
}
