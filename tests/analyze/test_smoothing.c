/* Edges of smoothing, decomposition and accuracy; golden values are in
 * tests/oracles. */

#include <gsl/gsl_errno.h>

#include "analyze/estimate/accuracy.h"
#include "analyze/estimate/seasonal.h"
#include "analyze/estimate/smoothing.h"
#include "tests/analyze/near.h"

#define MONTHS 48
#define LONG_MONTHS 120

static void
too_short_to_start(void **state)
{
	const double values[] = {1, 2, 3};
	struct smoothing_model model = {.period = 1};
	struct smoothing_state start;

	(void)state;
	assert_int_equal(smoothing_start(values, 0, &model, &start),
	                 EST_TOO_FEW);
	assert_int_equal(smoothing_start(values, 1, &model, &start),
	                 EST_TOO_FEW);
	model.trend = true;
	assert_int_equal(smoothing_start(values, 2, &model, &start),
	                 EST_TOO_FEW);
	model.season = SMOOTHING_ADDITIVE;
	model.period = 2;
	assert_int_equal(smoothing_start(values, 3, &model, &start),
	                 EST_TOO_FEW);
}

/* With alpha 1/2: level 4 -> 6 -> 5. */
static void
a_level_by_hand(void **state)
{
	const double values[] = {4, 8, 4};
	const struct smoothing_model model = {
		.period = 1, .alpha = 0.5, .first = 1};
	const struct smoothing_state start = {.level = 4};
	double fitted[2], levels[2];
	struct smoothing result =
		smoothing_run(values, 3, &model, &start, fitted, levels);
	struct interval ahead = smoothing_ahead(&model, &result, 3, 0.95);

	(void)state;
	assert_int_equal(result.state, EST_OK);
	assert_near(fitted[1], 6, 0);
	assert_near(result.last.level, 5, 0);
	assert_near(result.sse, 16 + 4, 0);
	assert_near(result.variance, 18, 1e-15);
	assert_near(ahead.upper - 5,
	            1.959963984540054 * sqrt(18 * (1 + 2 * 0.25)), 1e-12);
}

static void
parameters_out_of_range_are_undefined(void **state)
{
	const double values[] = {4, 8, 4};
	const struct smoothing_model model = {
		.period = 1, .alpha = 1.5, .first = 1};
	const struct smoothing_state start = {.level = 4};

	(void)state;
	assert_int_equal(
		smoothing_run(values, 3, &model, &start, NULL, NULL).state,
		EST_UNDEFINED);
}

/* A straight line is foretold without error, whatever the parameters. */
static void
a_line_is_foretold(void **state)
{
	double values[10];
	struct smoothing_model model = {.trend = true, .period = 1};
	struct smoothing_state start;
	struct smoothing result;
	size_t i;

	(void)state;
	for (i = 0; i < 10; i++)
		values[i] = 3 + 2 * (double)i;
	result = smoothing_fit(values, 10, &model, &start);
	assert_int_equal(result.state, EST_OK);
	assert_true(result.sse < 1e-20);
	assert_near(smoothing_ahead(&model, &result, 4, 0.9).value, 29, 1e-9);
}

/* The fit beats every point of a finer grid. */
static void
the_fit_is_the_best(void **state)
{
	double values[MONTHS];
	struct smoothing_model model = {
		.season = SMOOTHING_ADDITIVE, .trend = true, .period = 12};
	struct smoothing_state start;
	struct smoothing best, other;
	size_t i, k;

	(void)state;
	for (i = 0; i < MONTHS; i++)
		values[i] = 100 + (double)i + 20 * (double)(i % 12 > 5) +
		            (double)(i * i * 7 % 23);
	best = smoothing_fit(values, MONTHS, &model, &start);
	assert_int_equal(best.state, EST_OK);
	for (k = 0; k < 1000; k++) {
		model.alpha = (double)(k % 10) / 9;
		model.beta = (double)(k / 10 % 10) / 9;
		model.gamma = (double)(k / 100) / 9;
		other = smoothing_run(values, MONTHS, &model, &start, NULL,
		                      NULL);
		assert_true(best.sse <= other.sse);
	}
}

static void
state_space_by_hand(void **state)
{
	const double values[] = {4, 8, 4};
	const struct smoothing_model model = {.period = 1, .alpha = 0.5};
	const struct smoothing_state start = {.level = 4};
	struct smoothing_ets result =
		smoothing_ets(values, 3, &model, &start, 2, NULL);

	(void)state;
	assert_int_equal(result.state, EST_OK);
	assert_near(result.sse, 20, 0);
	assert_near(result.sigma2, 20, 0);
	assert_near(smoothing_ets_ahead(&model, &result, 1, 0.95).value, 5, 0);
	assert_int_equal(
		smoothing_ets(values, 2, &model, &start, 2, NULL).state,
		EST_TOO_FEW);
}

static void
accuracy_by_hand(void **state)
{
	const double actual[] = {10, 0};
	const double forecast[] = {8, 1};
	const double flat[] = {5, 5, 5};
	struct accuracy result = accuracy_of(actual, forecast, 2);

	(void)state;
	assert_near(result.me.value, 0.5, 0);
	assert_near(result.rmse.value, sqrt(2.5), 1e-15);
	assert_near(result.mae.value, 1.5, 0);
	assert_int_equal(result.mape.state, EST_UNDEFINED);
	assert_int_equal(accuracy_scaled(result.mae, flat, 3, 1).state,
	                 EST_UNDEFINED);
	assert_int_equal(accuracy_scaled(result.mae, flat, 1, 1).state,
	                 EST_TOO_FEW);
	assert_int_equal(accuracy_of(actual, forecast, 0).me.state,
	                 EST_TOO_FEW);
}

/* Line plus figure (-3, 0, 3): both are found again. */
static void
classical_parts_of_a_line(void **state)
{
	double values[12], figure[3], trend[12];
	struct seasonal_classical parts;
	size_t i;

	(void)state;
	for (i = 0; i < 12; i++)
		values[i] = 50 + (double)i + 3 * ((double)(i % 3) - 1);
	parts = seasonal_classical(values, 12, 3, false, figure, trend);
	assert_int_equal(parts.state, EST_OK);
	assert_int_equal(parts.first, 1);
	assert_int_equal(parts.last, 10);
	assert_near(figure[0], -3, 1e-13);
	assert_near(figure[2], 3, 1e-13);
	assert_near(trend[5], 55, 1e-14);
	assert_true(isnan(trend[0]) && isnan(trend[11]));
	assert_int_equal(
		seasonal_classical(values, 5, 3, false, figure, trend).state,
		EST_TOO_FEW);
}

static void
stl_of_a_line_and_a_figure(void **state)
{
	double values[MONTHS], season[MONTHS], trend[MONTHS], weights[MONTHS];
	struct seasonal_rules rules = seasonal_stl_rules(MONTHS, 12, 0, false);
	size_t i;

	(void)state;
	for (i = 0; i < MONTHS; i++)
		values[i] = 30 + (double)i + (i % 12 < 6 ? -4 : 4);
	assert_int_equal(
		seasonal_stl(values, MONTHS, &rules, season, trend, weights),
		EST_OK);
	for (i = 0; i < MONTHS; i++) {
		assert_near(season[i], season[(i + 12) % MONTHS], 1e-12);
		assert_near(weights[i], 1, 0);
		assert_true(fabs(values[i] - season[i] - trend[i]) < 1);
	}
	assert_int_equal(
		seasonal_stl(values, 24, &rules, season, trend, weights),
		EST_TOO_FEW);
	rules.trend.window = 4;
	assert_int_equal(
		seasonal_stl(values, MONTHS, &rules, season, trend, weights),
		EST_UNDEFINED);
}

/* One month of a thousand is left to the remainder, its weight is 0. */
static void
robust_stl_ignores_an_outlier(void **state)
{
	double values[LONG_MONTHS], season[LONG_MONTHS], trend[LONG_MONTHS],
		weights[LONG_MONTHS];
	const struct seasonal_rules rules =
		seasonal_stl_rules(LONG_MONTHS, 12, 13, true);
	size_t i;

	(void)state;
	for (i = 0; i < LONG_MONTHS; i++)
		values[i] = 50 + (i % 12 < 6 ? -4 : 4) + (double)(i % 5) / 10;
	values[20] = 1000;
	assert_int_equal(seasonal_stl(values, LONG_MONTHS, &rules, season,
	                              trend, weights),
	                 EST_OK);
	assert_true(weights[20] == 0);
	assert_true(fabs(trend[20] - 50) < 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(too_short_to_start),
		cmocka_unit_test(a_level_by_hand),
		cmocka_unit_test(parameters_out_of_range_are_undefined),
		cmocka_unit_test(a_line_is_foretold),
		cmocka_unit_test(the_fit_is_the_best),
		cmocka_unit_test(state_space_by_hand),
		cmocka_unit_test(accuracy_by_hand),
		cmocka_unit_test(classical_parts_of_a_line),
		cmocka_unit_test(stl_of_a_line_and_a_figure),
		cmocka_unit_test(robust_stl_ignores_an_outlier),
	};

	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
