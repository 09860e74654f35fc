/* Edges of the descriptive figures; certified values are in test_nist.c. */

#include <float.h>
#include <gsl/gsl_errno.h>
#include <string.h>

#include "analyze/estimate/descriptive.h"
#include "tests/analyze/near.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void
assert_estimate(struct estimate got, double want, double relative)
{
	assert_int_equal(got.state, EST_OK);
	assert_near(got.value, want, relative);
}

static void
nothing_is_too_few(void **state)
{
	double work[1];

	(void)state;
	assert_int_equal(descriptive_mean(NULL, 0).state, EST_TOO_FEW);
	assert_int_equal(descriptive_sd(NULL, 0).state, EST_TOO_FEW);
	assert_int_equal(descriptive_minimum(NULL, 0).state, EST_TOO_FEW);
	assert_int_equal(descriptive_maximum(NULL, 0).state, EST_TOO_FEW);
	assert_estimate(descriptive_sum(NULL, 0), 0, 0);
	assert_int_equal(descriptive_lag1(NULL, 0).state, EST_TOO_FEW);
	assert_int_equal(descriptive_median(NULL, 0, work).state, EST_TOO_FEW);
	assert_int_equal(descriptive_mad(NULL, 0, work).state, EST_TOO_FEW);
}

static void
one_value_has_place_but_no_spread(void **state)
{
	const double values[] = {42};
	double work[COUNT(values)];

	(void)state;
	assert_estimate(descriptive_mean(values, 1), 42, 0);
	assert_estimate(descriptive_median(values, 1, work), 42, 0);
	assert_estimate(descriptive_mad(values, 1, work), 0, 0);
	assert_int_equal(descriptive_sd(values, 1).state, EST_TOO_FEW);
	assert_int_equal(descriptive_lag1(values, 1).state, EST_TOO_FEW);
}

static void
two_values(void **state)
{
	const double values[] = {0, 10};
	double work[COUNT(values)];

	(void)state;
	assert_estimate(descriptive_mean(values, 2), 5, 0);
	assert_estimate(descriptive_sd(values, 2), sqrt(50), 1e-15);
	assert_estimate(descriptive_lag1(values, 2), -0.5, 0);
	assert_estimate(descriptive_median(values, 2, work), 5, 0);
	assert_estimate(descriptive_mad(values, 2, work), 5, 0);
	assert_int_equal(descriptive_sd(values, 2).n, 2);
}

static void
ties(void **state)
{
	const double values[] = {3, 3, 1, 2, 2, 2, 9};
	double work[COUNT(values)];

	(void)state;
	assert_estimate(descriptive_median(values, 7, work), 2, 0);
	assert_estimate(descriptive_mad(values, 7, work), 1, 0);
	assert_estimate(descriptive_mad_normal(values, 7, work), 1.4826, 0);
	assert_estimate(descriptive_sd(values, 7), sqrt(50.0 / 7), 1e-14);
}

/* 0.1 is not exact, so that a mean of it may differ from it. */
static void
constant_series_has_no_autocorrelation(void **state)
{
	const double values[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
	double work[COUNT(values)];

	(void)state;
	assert_int_equal(descriptive_lag1(values, 7).state, EST_UNDEFINED);
	assert_estimate(descriptive_mad(values, 7, work), 0, 0);
	assert_estimate(descriptive_median(values, 7, work), 0.1, 0);
	assert_int_equal(descriptive_sd(values, 7).state, EST_OK);
	assert_true(descriptive_sd(values, 7).value < 1e-15);
}

static void
huge_offset_keeps_the_spread(void **state)
{
	const double values[] = {1e15 + 4, 1e15 + 7, 1e15 + 13, 1e15 + 16};
	double work[COUNT(values)];

	(void)state;
	assert_estimate(descriptive_mean(values, 4), 1e15 + 10, 0);
	assert_estimate(descriptive_sd(values, 4), sqrt(30), 1e-14);
	assert_estimate(descriptive_mad(values, 4, work), 4.5, 0);
	assert_estimate(descriptive_lag1(values, 4), 0.3, 1e-14);
}

static void
overflow_is_undefined(void **state)
{
	const double values[] = {-DBL_MAX, DBL_MAX};
	double work[COUNT(values)];

	(void)state;
	assert_int_equal(descriptive_sd(values, 2).state, EST_UNDEFINED);
	assert_int_equal(descriptive_variance(values, 2).state, EST_UNDEFINED);
	assert_estimate(descriptive_sum(values, 2), 0, 0);
	assert_estimate(descriptive_maximum(values, 2), DBL_MAX, 0);
	assert_int_equal(descriptive_lag1(values, 2).state, EST_UNDEFINED);
	assert_int_equal(descriptive_mirror(values, 2, work).range.state,
	                 EST_UNDEFINED);
}

static void
median_leaves_its_input_alone(void **state)
{
	const double before[] = {9, 1, 8, 2, 7, 3};
	double values[COUNT(before)];
	double work[COUNT(before)];

	(void)state;
	memcpy(values, before, sizeof(values));
	assert_estimate(descriptive_median(values, 6, work), 5, 0);
	assert_estimate(descriptive_mad(values, 6, work), 3, 0);
	assert_memory_equal(values, before, sizeof(values));
}

/* prop.test(10, 100, correct = FALSE) of R. */
static void
share_has_the_wilson_interval(void **state)
{
	struct interval share = descriptive_share(10, 100, 0.95);

	(void)state;
	assert_int_equal(share.state, EST_OK);
	assert_near(share.value, 0.1, 0);
	assert_near(share.lower, 0.055229137060675, 1e-13);
	assert_near(share.upper, 0.17436566150491, 1e-13);
}

static void
share_of_none_and_all(void **state)
{
	const double z2 = 3.8414588206941236; /* qchisq(0.95, 1) */
	struct interval none = descriptive_share(0, 7, 0.95);
	struct interval all = descriptive_share(7, 7, 0.95);

	(void)state;
	assert_near(none.lower, 0, 0);
	assert_near(none.upper, z2 / (7 + z2), 1e-14);
	assert_near(all.lower, 7 / (7 + z2), 1e-14);
	assert_near(all.upper, 1, 0);
}

static void
share_stays_between_0_and_1(void **state)
{
	const uint64_t wholes[] = {1, 2, 3, 50, 5000000, UINT64_MAX};
	struct interval share;
	size_t i, part;

	(void)state;
	for (i = 0; i < COUNT(wholes); i++) {
		for (part = 0; part <= 4; part++) {
			share = descriptive_share(wholes[i] / 4 * part,
			                          wholes[i], 0.999);
			assert_int_equal(share.state, EST_OK);
			assert_true(share.lower >= 0 && share.upper <= 1);
			assert_true(share.lower <= share.value);
			assert_true(share.value <= share.upper);
		}
	}
}

static void
share_refuses_the_impossible(void **state)
{
	(void)state;
	assert_int_equal(descriptive_share(0, 0, 0.95).state, EST_TOO_FEW);
	assert_int_equal(descriptive_share(3, 2, 0.95).state, EST_UNDEFINED);
	assert_int_equal(descriptive_share(1, 2, 0).state, EST_UNDEFINED);
	assert_int_equal(descriptive_share(1, 2, 1).state, EST_UNDEFINED);
	assert_int_equal(descriptive_share(1, 2, (double)NAN).state,
	                 EST_UNDEFINED);
}

static void
mirror_agrees_or_not(void **state)
{
	const double close[] = {98, 110, 100};
	const double far[] = {10, 100, 1000};
	double work[3];
	struct mirror mirror;

	(void)state;
	mirror = descriptive_mirror(close, 3, work);
	assert_estimate(mirror.consensus, 100, 0);
	assert_estimate(mirror.range, 12, 0);
	assert_estimate(mirror.mad, 2, 0);
	assert_estimate(mirror.concordance, 0.88, 1e-15);
	mirror = descriptive_mirror(far, 3, work);
	assert_estimate(mirror.consensus, 100, 0);
	assert_estimate(mirror.concordance, 0, 0);
}

static void
mirror_of_few(void **state)
{
	const double reports[] = {7, 9};
	double work[2];
	struct mirror mirror;

	(void)state;
	mirror = descriptive_mirror(reports, 2, work);
	assert_estimate(mirror.consensus, 8, 0);
	assert_estimate(mirror.concordance, 0.75, 0);
	mirror = descriptive_mirror(reports, 1, work);
	assert_estimate(mirror.consensus, 7, 0);
	assert_estimate(mirror.range, 0, 0);
	assert_int_equal(mirror.concordance.state, EST_TOO_FEW);
	mirror = descriptive_mirror(reports, 0, work);
	assert_int_equal(mirror.consensus.state, EST_TOO_FEW);
	assert_int_equal(mirror.range.state, EST_TOO_FEW);
	assert_int_equal(mirror.concordance.state, EST_TOO_FEW);
}

static void
mirror_around_zero_has_no_concordance(void **state)
{
	const double reports[] = {0, 0, 4};
	double work[3];
	struct mirror mirror = descriptive_mirror(reports, 3, work);

	(void)state;
	assert_estimate(mirror.consensus, 0, 0);
	assert_estimate(mirror.range, 4, 0);
	assert_int_equal(mirror.concordance.state, EST_UNDEFINED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_too_few),
		cmocka_unit_test(one_value_has_place_but_no_spread),
		cmocka_unit_test(two_values),
		cmocka_unit_test(ties),
		cmocka_unit_test(constant_series_has_no_autocorrelation),
		cmocka_unit_test(huge_offset_keeps_the_spread),
		cmocka_unit_test(overflow_is_undefined),
		cmocka_unit_test(median_leaves_its_input_alone),
		cmocka_unit_test(share_has_the_wilson_interval),
		cmocka_unit_test(share_of_none_and_all),
		cmocka_unit_test(share_stays_between_0_and_1),
		cmocka_unit_test(share_refuses_the_impossible),
		cmocka_unit_test(mirror_agrees_or_not),
		cmocka_unit_test(mirror_of_few),
		cmocka_unit_test(mirror_around_zero_has_no_concordance),
	};

	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
