/*
 * On the comparable run of each series of two years or more: the median slope
 * with its interval, tested by the seasonal Kendall test, adjusted for the
 * number of series; and the last twelve months against the twelve before.
 */

#include "analyze/trend.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/estimate/multiplicity.h"
#include "analyze/estimate/poisson.h"
#include "analyze/estimate/trend.h"
#include "analyze/result.h"
#include "analyze/sum.h"
#include "common/mem.h"

enum { YEAR_MONTHS = 12, LEAST_MONTHS = 24 };

/* Of one series. */
struct trend {
	struct theil_sen sen;
	struct seasonal_kendall kendall;
};

static bool
is_tested(const struct series *series)
{
	return series_run_count(series) >= LEAST_MONTHS;
}

static struct trend
estimate(const struct series *series, double confidence)
{
	const size_t n = series_run_count(series);
	double *times = ilo_xcalloc(n, sizeof(*times));
	const struct trend_series data = {times, series_run(series), n};
	const struct mann_kendall plain =
		trend_mann_kendall(series_run(series), n);
	struct trend trend;
	size_t i;

	for (i = 0; i < n; i++)
		times[i] = (double)(i + 1);
	trend.sen = trend_theil_sen(&data, plain.variance.value, confidence);
	trend.kendall = trend_seasonal_kendall(&data, YEAR_MONTHS, NULL, NULL);
	free(times);
	return trend;
}

static const char *
verdict_of(const struct result *result)
{
	if (!result->has_adjusted || result->p_adjusted > 0.05)
		return "no-evidence";
	return result->value > 0   ? "rise"
	       : result->value < 0 ? "fall"
	                           : "no-evidence";
}

static void
write_slope(struct ilo_xmlwriter *writer, const struct series *series,
            const struct trend *trend, const double *adjusted)
{
	struct result result =
		result_of_series(series, "trend-slope", "theil-sen");

	result_take_interval(&result, trend->sen.slope);
	result.has_p = trend->kendall.total.p.state == EST_OK;
	result.p = trend->kendall.total.p.value;
	result.has_adjusted = result.has_p;
	result.p_adjusted = *adjusted;
	result.verdict = verdict_of(&result);
	result_write(writer, &result);
}

/* Twelve months that a double holds exactly. */
static bool
year_sum(const double *values, uint64_t *sum)
{
	const double total = sum_of(values, YEAR_MONTHS);

	*sum = total >= 0 && total < 1e15 ? (uint64_t)total : 0;
	return total >= 0 && total < 1e15;
}

static void
write_year(const struct analysis *analysis, const struct series *series)
{
	const double confidence = analysis->evaluation->rules->confidence;
	const double *end = series_run(series) + series_run_count(series);
	struct result result =
		result_of_series(series, "trend-year", "ratio-conditional");
	struct poisson_sample now = {0, 1}, before = {0, 1};
	struct poisson_comparison ratio;

	result.unit = "ratio";
	result.n = LEAST_MONTHS;
	if (year_sum(end - YEAR_MONTHS, &now.count) &&
	    year_sum(end - LEAST_MONTHS, &before.count)) {
		ratio = poisson_compare(now, before, confidence);
		result_take_interval(&result, ratio.ratio);
		result.has_p = ratio.state == EST_OK;
		result.p = ratio.p_central;
	}
	if (before.count == 0)
		result.reason = "base-zero";
	result_write(analysis->evaluation->writer, &result);
}

void
trend_write(const struct analysis *analysis)
{
	const struct series_set *set = analysis->series;
	struct ilo_xmlwriter *writer = analysis->evaluation->writer;
	struct trend *trends = ilo_xcalloc(set->count + 1, sizeof(*trends));
	double *p = ilo_xcalloc(set->count + 1, sizeof(*p));
	size_t tested = 0, i;

	for (i = 0; i < set->count; i++) {
		p[i] = (double)NAN;
		if (!is_tested(&set->items[i]))
			continue;
		trends[i] = estimate(&set->items[i],
		                     analysis->evaluation->rules->confidence);
		if (trends[i].kendall.total.p.state != EST_OK)
			continue;
		p[i] = trends[i].kendall.total.p.value;
		tested++;
	}
	multiplicity_adjust(p, set->count, MULTIPLICITY_BH);
	result_open(writer, "trend", tested);
	for (i = 0; i < set->count; i++)
		if (is_tested(&set->items[i])) {
			write_slope(writer, &set->items[i], &trends[i], &p[i]);
			write_year(analysis, &set->items[i]);
		}
	result_close(writer);
	free(trends);
	free(p);
}
