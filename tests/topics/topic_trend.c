/* 03: Mann-Kendall, Theil-Sen and seasonal Kendall. */

#include <math.h>
#include <stdlib.h>

#include "analyze/estimate/trend.h"
#include "tests/topics/topic.h"

/*
 * Drops what is missing; the times of the rest are their places from 1.
 * Returns how many there are.
 */
static size_t
with_times(double *values, double *times, size_t n)
{
	size_t kept = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (isnan(values[i]))
			continue;
		times[kept] = (double)(i + 1);
		values[kept++] = values[i];
	}
	return kept;
}

static void
emit_test(const struct sample *sample, const struct mann_kendall *test)
{
	emit(sample, "S", 1, test->s);
	emit_estimate(sample, "varS", test->variance);
	emit_estimate(sample, "Z", test->z);
	emit_estimate(sample, "p", test->p);
}

static void
emit_slope(const struct sample *sample, const struct theil_sen *sen)
{
	enum est_state state = sen->slope.state;

	emit_one(sample, "sen_slope", state, sen->slope.value);
	emit_one(sample, "sen_N", state, (double)sen->slopes);
	emit_one(sample, "sen_Calpha", state, sen->half_width);
	emit_one(sample, "sen_lo_interp", state, sen->slope.lower);
	emit_one(sample, "sen_hi_interp", state, sen->slope.upper);
	emit_one(sample, "sen_lo_round", state, sen->lower_rounded);
	emit_one(sample, "sen_hi_round", state, sen->upper_rounded);
}

/*
 * The reference walks over the first places of the series only, as many as it
 * has values, and has no intercept where one is missing: its slopes are made
 * of those.  test_trend.c holds what the estimator makes of all.
 */
static void
run_slope(const struct sample *sample, struct trend_series series,
          struct estimate variance, size_t places)
{
	size_t n = series.count;
	struct theil_sen sen;

	while (series.count > 0 && series.times[series.count - 1] > (double)n)
		series.count--;
	sen = trend_theil_sen(&series, variance.value, LEVEL);
	if (n < places)
		sen.intercept = est_undefined(n);
	emit_slope(sample, &sen);
	emit_estimate(sample, "sen_intercept_median_residual", sen.intercept);
	if (n < 2) {
		emit_estimate(sample, "sen_intercept", sen.intercept);
		emit_one(sample, "sen_lo", sen.slope.state, 0);
		emit_one(sample, "sen_hi", sen.slope.state, 0);
	}
}

static void
run_seasonal(const struct sample *sample, const struct trend_series *series,
             size_t seasons)
{
	double *s = checked(calloc(seasons + 1, sizeof(*s)));
	double *variance = checked(calloc(seasons + 1, sizeof(*variance)));
	struct seasonal_kendall result =
		trend_seasonal_kendall(series, seasons, s, variance);
	size_t i;

	emit_test(sample, &result.total);
	emit_estimate(sample, "seasonal_sen_slope_per_year", result.slope);
	for (i = 0; i < seasons; i++) {
		emit(sample, "S_season", i + 1, s[i]);
		emit(sample, "varS_season", i + 1, variance[i]);
	}
	free(variance);
	free(s);
}

void
run_trend(const struct sample *sample)
{
	size_t places;
	double *values = get_all(sample, "x", &places);
	double *times = checked(calloc(places + 1, sizeof(*times)));
	struct trend_series series = {
		.times = times,
		.values = values,
		.count = with_times(values, times, places),
	};
	struct mann_kendall test;
	double seasons;

	if (get_scalar(sample, "frequency", &seasons)) {
		run_seasonal(sample, &series, (size_t)seasons);
	} else {
		test = trend_mann_kendall(values, series.count);
		emit(sample, "n", 1, (double)series.count);
		emit_test(sample, &test);
		emit_estimate(sample, "tau_b", test.tau_b);
		run_slope(sample, series, test.variance, places);
	}
	free(times);
	free(values);
}
