/* Outlooks of series that are known to the end, and the scale of their errors.
 */

#include <gsl/gsl_errno.h>

#include "analyze/estimate/conformal.h"
#include "analyze/forecast.h"
#include "tests/analyze/near.h"

#define MONTHS 60
#define YEAR 12
#define MONTH_ANGLE 0.52359877559829887

static void
fill(double *counts, size_t n, double level, double growth)
{
	size_t i;

	for (i = 0; i < n; i++)
		counts[i] =
			round(level *
		              exp(growth * (double)i / YEAR +
		                  0.4 * sin(MONTH_ANGLE * (double)(i % YEAR))));
}

static double
sum_from(const double *counts, size_t first)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < FORECAST_AHEAD; i++)
		sum += counts[first + i];
	return sum;
}

static void
two_years_at_least(void **state)
{
	double counts[MONTHS];

	(void)state;
	fill(counts, MONTHS, 100, 0);
	assert_int_equal(forecast_sum(counts, 23, 0.95).sum.state, EST_TOO_FEW);
	assert_int_equal(forecast_sum(counts, 24, 0.95).sum.state, EST_OK);
	assert_int_equal(forecast_sum(counts, 24, 0.95).n, 24);
	assert_int_equal(forecast_sum(counts, MONTHS, 0.95).n,
	                 FORECAST_MONTHS_MOST);
	assert_int_equal(forecast_check(counts, 24).state, EST_TOO_FEW);
}

static void
a_season_goes_on(void **state)
{
	double counts[MONTHS];
	struct forecast forecast;

	(void)state;
	fill(counts, MONTHS, 1000, 0);
	forecast = forecast_sum(counts, MONTHS - FORECAST_AHEAD, 0.95);
	assert_int_equal(forecast.sum.state, EST_OK);
	assert_near(forecast.sum.value,
	            sum_from(counts, MONTHS - FORECAST_AHEAD), 0.01);
	assert_true(forecast.sum.lower < forecast.sum.value);
	assert_true(forecast.sum.upper > forecast.sum.value);
	assert_near(forecast_check(counts, MONTHS - FORECAST_AHEAD).value,
	            sum_from(counts, MONTHS - FORECAST_AHEAD), 0.01);
}

static void
a_trend_is_not_led_beyond_what_was(void **state)
{
	double counts[MONTHS];
	struct forecast forecast;

	(void)state;
	fill(counts, MONTHS, 100, 1);
	forecast = forecast_sum(counts, MONTHS, 0.95);
	assert_false(forecast.trend);
	assert_true(forecast.sum.value <
	            sum_from(counts, MONTHS - FORECAST_AHEAD));
	/* Down within a season that swings further: the trend stays. */
	fill(counts, MONTHS, 1000, -0.05);
	assert_true(forecast_sum(counts, MONTHS, 0.95).trend);
}

static void
no_count_has_no_outlook(void **state)
{
	const double counts[MONTHS] = {0};

	(void)state;
	assert_int_equal(forecast_sum(counts, MONTHS, 0.95).sum.state,
	                 EST_UNDEFINED);
}

static void
scores_and_stretches_undo_each_other(void **state)
{
	const struct interval sum = {EST_OK, 100, 80, 130};
	const double far[] = {10, 60, 200, 5000};
	size_t i;

	(void)state;
	assert_near(conformal_score(&sum, 130), 1, 1e-14);
	assert_near(conformal_score(&sum, 80), 1, 1e-14);
	assert_near(conformal_score(&sum, 100), 0, 0);
	for (i = 0; i < 4; i++) {
		const double score = conformal_score(&sum, far[i]);
		const struct interval wide =
			conformal_stretch(sum, score * (1 + 1e-9));
		const struct interval near =
			conformal_stretch(sum, score * 0.99);

		assert_true(score > 1);
		assert_true(wide.lower <= far[i] && wide.upper >= far[i]);
		assert_false(near.lower <= far[i] && near.upper >= far[i]);
	}
	assert_near(conformal_stretch(sum, 0.5).upper, 130, 0);
	assert_true(conformal_stretch(sum, 50).lower >= 0);
}

static void
a_factor_needs_enough_scores(void **state)
{
	double scores[39];
	size_t i;

	(void)state;
	for (i = 0; i < 39; i++)
		scores[i] = (double)(39 - i);
	/* ceil(40 0.95) = 38th smallest of 39; of 18 there is no 19th. */
	assert_near(conformal_factor(scores, 39, 0.95).value, 38, 0);
	assert_int_equal(conformal_factor(scores, 18, 0.95).state, EST_TOO_FEW);
	for (i = 0; i < 39; i++)
		scores[i] = 0.5;
	assert_near(conformal_factor(scores, 39, 0.95).value, 1, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_years_at_least),
		cmocka_unit_test(a_season_goes_on),
		cmocka_unit_test(a_trend_is_not_led_beyond_what_was),
		cmocka_unit_test(no_count_has_no_outlook),
		cmocka_unit_test(scores_and_stretches_undo_each_other),
		cmocka_unit_test(a_factor_needs_enough_scores),
	};

	(void)gsl_set_error_handler_off(); /* the old one is not needed */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
