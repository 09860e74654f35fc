/* Trends: series by hand, gaps, ties, constants, too little. */

#include <float.h>
#include <gsl/gsl_errno.h>

#include "analyze/estimate/trend.h"
#include "tests/analyze/near.h"

static void
assert_estimate(struct estimate got, double want, double relative)
{
	assert_int_equal(got.state, EST_OK);
	assert_near(got.value, want, relative);
}

static void
three_that_rise(void **state)
{
	const double values[] = {1, 2, 3};
	struct mann_kendall test = trend_mann_kendall(values, 3);

	(void)state;
	assert_near(test.s, 3, 0);
	assert_estimate(test.variance, 11.0 / 3, 1e-15);
	assert_estimate(test.z, 2 / sqrt(11.0 / 3), 1e-15);
	assert_estimate(test.tau_b, 1, 1e-15);
}

static void
ties_make_the_variance_smaller(void **state)
{
	const double values[] = {1, 1, 2};
	struct mann_kendall test = trend_mann_kendall(values, 3);

	(void)state;
	assert_near(test.s, 2, 0);
	assert_estimate(test.variance, 8.0 / 3, 1e-15);
	assert_estimate(test.z, 1 / sqrt(8.0 / 3), 1e-15);
	assert_estimate(test.tau_b, 2 / sqrt(6), 1e-15);
}

static void
balance_is_no_evidence(void **state)
{
	const double values[] = {1, 3, 3, 1};
	struct mann_kendall test = trend_mann_kendall(values, 4);

	(void)state;
	assert_near(test.s, 0, 0);
	assert_estimate(test.z, 0, 0);
	assert_estimate(test.p, 1, 0);
}

static void
too_little_or_constant(void **state)
{
	const double values[] = {0.1, 0.1, 0.1};
	struct mann_kendall test;

	(void)state;
	assert_int_equal(trend_mann_kendall(NULL, 0).p.state, EST_TOO_FEW);
	assert_int_equal(trend_mann_kendall(values, 1).z.state, EST_TOO_FEW);
	test = trend_mann_kendall(values, 3);
	assert_estimate(test.variance, 0, 0);
	assert_int_equal(test.z.state, EST_UNDEFINED);
	assert_int_equal(test.p.state, EST_UNDEFINED);
	assert_int_equal(test.tau_b.state, EST_UNDEFINED);
}

/* All fifteen pairs, by their distance in time. */
static void
slopes_span_gaps(void **state)
{
	const double times[] = {1, 3, 4, 6, 7, 9};
	const double values[] = {5, 8, 9, 15, 14, 21};
	struct trend_series series = {times, values, 6};
	struct theil_sen sen = trend_theil_sen(&series, 85.0 / 3, 0.95);

	(void)state;
	assert_int_equal(sen.slope.state, EST_OK);
	assert_int_equal(sen.slopes, 15);
	assert_near(sen.slope.value, 2, 1e-15);
	assert_estimate(sen.intercept, 2.5, 1e-15);
	assert_near(sen.half_width, 1.959963984540054 * sqrt(85.0 / 3), 1e-14);
	/* Places 2.28 and 13.72 of -1 1 4/3 ... 12/5 3 7/2. */
	assert_near(sen.slope.lower, 1 + ((15 - sen.half_width) / 2 - 2) / 3,
	            1e-14);
	assert_near(sen.slope.upper,
	            2.4 + ((15 + sen.half_width) / 2 + 1 - 13) * 0.6, 1e-14);
	assert_near(sen.lower_rounded, 1, 0);
	assert_near(sen.upper_rounded, 3, 0);
}

/* With C = 1 the places are 1 and 3 before rounding: 2.5 rounds to 2. */
static void
halves_round_to_even(void **state)
{
	const double times[] = {1, 2, 3, 4};
	const double values[] = {0, 1, 3, 7}; /* slopes 1 1.5 2 7/3 3 4 */
	const double z = 1.9599639845400536;
	struct trend_series series = {times, values, 4};
	struct theil_sen sen = trend_theil_sen(&series, 1 / (z * z), 0.95);

	(void)state;
	assert_near(sen.slope.value, (2 + 7.0 / 3) / 2, 1e-15);
	assert_near(sen.slope.lower, 1.75, 1e-14);
	assert_near(sen.lower_rounded, 1.5, 0);
}

static void
no_slope(void **state)
{
	const double times[] = {1, 2};
	const double values[] = {-DBL_MAX, DBL_MAX};
	struct trend_series series = {times, values, 2};

	(void)state;
	assert_int_equal(trend_theil_sen(&series, 1, 0.95).slope.state,
	                 EST_UNDEFINED);
	assert_int_equal(trend_theil_sen(&series, 1, 1).slope.state,
	                 EST_UNDEFINED);
	series.count = 1;
	assert_int_equal(trend_theil_sen(&series, 1, 0.95).slope.state,
	                 EST_TOO_FEW);
	assert_int_equal(
		trend_seasonal_kendall(&series, 2, NULL, NULL).total.p.state,
		EST_TOO_FEW);
}

static void
seasons_add_up(void **state)
{
	const double times[] = {1, 2, 3, 4, 5, 6};
	const double values[] = {1, 30, 2, 20, 3, 10};
	struct trend_series series = {times, values, 6};
	double s[2], variance[2];
	struct seasonal_kendall both =
		trend_seasonal_kendall(&series, 2, s, variance);

	(void)state;
	assert_near(s[0], 3, 0);
	assert_near(s[1], -3, 0);
	assert_near(variance[1], 11.0 / 3, 1e-15);
	assert_near(both.total.s, 0, 0);
	assert_estimate(both.total.variance, 22.0 / 3, 1e-15);
	assert_estimate(both.slope, -4.5, 1e-15);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_that_rise),
		cmocka_unit_test(ties_make_the_variance_smaller),
		cmocka_unit_test(balance_is_no_evidence),
		cmocka_unit_test(too_little_or_constant),
		cmocka_unit_test(slopes_span_gaps),
		cmocka_unit_test(halves_round_to_even),
		cmocka_unit_test(no_slope),
		cmocka_unit_test(seasons_add_up),
	};

	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
