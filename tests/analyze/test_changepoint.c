/* Edges of the change-points; golden values are in tests/oracles. */

#include <gsl/gsl_errno.h>

#include "analyze/estimate/changepoint.h"
#include "tests/analyze/near.h"

static const double constant[8] = {3, 3, 3, 3, 3, 3, 3, 3};

static void
pettitt_wants_two_values(void **state)
{
	(void)state;
	assert_int_equal(changepoint_pettitt(NULL, 0, NULL).state, EST_TOO_FEW);
	assert_int_equal(changepoint_pettitt(constant, 1, NULL).state,
	                 EST_TOO_FEW);
	assert_int_equal(changepoint_pettitt(constant, 2, NULL).state, EST_OK);
}

static void
a_constant_series_has_no_change(void **state)
{
	struct changepoint_pettitt result =
		changepoint_pettitt(constant, 8, NULL);

	(void)state;
	assert_true(result.statistic == 0);
	assert_int_equal(result.at, 0);
	assert_near(result.p, 1, 0);
	assert_int_equal(changepoint_cusum(constant, 8, NULL).state,
	                 EST_UNDEFINED);
}

/* Ranks 1 2 3 | 4 5 6: U_3 = 2 * 6 - 3 * 7. */
static void
pettitt_of_a_clean_step(void **state)
{
	const double values[] = {1, 2, 3, 14, 15, 16};
	struct changepoint_pettitt result =
		changepoint_pettitt(values, 6, NULL);

	(void)state;
	assert_near(result.statistic, 9, 0);
	assert_int_equal(result.at, 3);
	assert_near(result.p, 2 * exp(-6 * 81.0 / (216 + 36)), 1e-14);
}

static void
partitions_that_cannot_be(void **state)
{
	struct changepoint_rules rules = {
		.cost = CHANGEPOINT_POISSON, .penalty = 1, .least = 2};
	const double negative[] = {1, -2, 3};
	size_t cuts[8];

	(void)state;
	assert_int_equal(changepoint_partition(constant, 0, &rules, cuts).state,
	                 EST_TOO_FEW);
	assert_int_equal(changepoint_partition(constant, 1, &rules, cuts).state,
	                 EST_TOO_FEW);
	assert_int_equal(changepoint_partition(negative, 3, &rules, cuts).state,
	                 EST_UNDEFINED);
	rules.penalty = -1;
	assert_int_equal(changepoint_partition(constant, 8, &rules, cuts).state,
	                 EST_UNDEFINED);
}

/* Two means of 0 and 10: 150 of squares for no change, 0 and a penalty for
 * one. */
static void
the_penalty_decides(void **state)
{
	const double values[] = {0, 0, 0, 10, 10, 10};
	struct changepoint_rules rules = {
		.cost = CHANGEPOINT_MEAN, .penalty = 149, .least = 1};
	struct changepoint_partition result;
	size_t cuts[6];

	(void)state;
	result = changepoint_partition(values, 6, &rules, cuts);
	assert_int_equal(result.changes, 1);
	assert_int_equal(cuts[0], 3);
	assert_near(result.objective, 149, 1e-12);
	rules.penalty = 151;
	result = changepoint_partition(values, 6, &rules, cuts);
	assert_int_equal(result.changes, 0);
	assert_near(result.objective, 150, 1e-12);
}

static void
zeros_have_a_poisson_cost(void **state)
{
	const double zeros[4] = {0};
	const struct changepoint_rules rules = {
		.cost = CHANGEPOINT_POISSON, .penalty = 3, .least = 1};
	struct changepoint_partition result;
	size_t cuts[4];

	(void)state;
	result = changepoint_partition(zeros, 4, &rules, cuts);
	assert_int_equal(result.state, EST_OK);
	assert_int_equal(result.changes, 0);
	assert_true(result.objective == 0);
}

static void
breaks_of_two_steps(void **state)
{
	const double values[] = {1, 2, 1, 2, 51, 52, 51, 52, 21, 22, 21, 22};
	size_t cuts[CHANGEPOINT_BREAKS_MAX];
	struct changepoint_breaks result;

	(void)state;
	result = changepoint_breaks(values, 12, 0.25, cuts);
	assert_int_equal(result.state, EST_OK);
	assert_int_equal(result.most, 2);
	assert_int_equal(result.chosen, 2);
	assert_int_equal(cuts[0], 4);
	assert_int_equal(cuts[1], 8);
	assert_near(result.rss[2], 3, 1e-12);
	assert_int_equal(changepoint_breaks(values, 1, 0.25, cuts).state,
	                 EST_TOO_FEW);
	assert_int_equal(changepoint_breaks(constant, 8, 0.25, cuts).state,
	                 EST_UNDEFINED);
}

/* Residuals -1 -1 1 1, s = 2 / sqrt 3, the process at 2 is -2 / (2 s). */
static void
the_fluctuation_of_a_step(void **state)
{
	const double values[] = {1, 1, 3, 3};
	double process[5];
	struct changepoint_cusum result = changepoint_cusum(values, 4, process);

	(void)state;
	assert_near(result.statistic, sqrt(3) / 2, 1e-14);
	assert_near(process[2], -sqrt(3) / 2, 1e-14);
	assert_true(process[0] == 0 && fabs(process[4]) < 1e-15);
	assert_near(result.p, 0.4409, 1e-3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pettitt_wants_two_values),
		cmocka_unit_test(a_constant_series_has_no_change),
		cmocka_unit_test(pettitt_of_a_clean_step),
		cmocka_unit_test(partitions_that_cannot_be),
		cmocka_unit_test(the_penalty_decides),
		cmocka_unit_test(zeros_have_a_poisson_cost),
		cmocka_unit_test(breaks_of_two_steps),
		cmocka_unit_test(the_fluctuation_of_a_step),
	};

	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
