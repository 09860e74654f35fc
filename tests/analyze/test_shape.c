/* Quantiles of nine types and moments of three: edges, and values by hand. */

#include <float.h>

#include "analyze/estimate/shape.h"
#include "tests/analyze/near.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void
assert_estimate(struct estimate got, double want, double relative)
{
	assert_int_equal(got.state, EST_OK);
	assert_near(got.value, want, relative);
}

/* By the definitions, for four values at 0.4: n p = 1.6. */
static void
nine_types_differ(void **state)
{
	const double sorted[] = {10, 20, 40, 80};
	const double want[] = {20, 20, 20, 16, 22, 20, 24};
	int type;

	(void)state;
	for (type = 1; type <= 7; type++)
		assert_estimate(shape_quantile(sorted, 4, 0.4,
		                               (enum quantile_type)type),
		                want[type - 1], 1e-14);
	/* Positions 1/3 + 0.4 (13/3) = 31/15 and 3/8 + 0.4 (17/4) = 2.075. */
	assert_estimate(shape_quantile(sorted, 4, 0.4, QUANTILE_MEDIAN),
	                20 + 20.0 / 15, 1e-14);
	assert_estimate(shape_quantile(sorted, 4, 0.4, QUANTILE_BLOM), 21.5,
	                1e-14);
}

static void
steps_at_whole_positions(void **state)
{
	const double sorted[] = {1, 2, 3, 4};

	(void)state;
	assert_estimate(shape_quantile(sorted, 4, 0.5, QUANTILE_INVERSE), 2, 0);
	assert_estimate(shape_quantile(sorted, 4, 0.5, QUANTILE_AVERAGED), 2.5,
	                0);
	/* 4 p - 0.5 = 1 is odd: the even neighbour. */
	assert_estimate(shape_quantile(sorted, 4, 0.375, QUANTILE_NEAREST_EVEN),
	                2, 0);
	/* 4 p - 0.5 = 2 is even: stays. */
	assert_estimate(shape_quantile(sorted, 4, 0.625, QUANTILE_NEAREST_EVEN),
	                2, 0);
}

static void
ends_are_the_extremes(void **state)
{
	const double sorted[] = {-DBL_MAX, 3, DBL_MAX};
	const double one[] = {42};
	int i;

	(void)state;
	for (i = QUANTILE_INVERSE; i <= QUANTILE_BLOM; i++) {
		enum quantile_type type = (enum quantile_type)i;

		assert_estimate(shape_quantile(sorted, 3, 0, type), -DBL_MAX,
		                0);
		assert_estimate(shape_quantile(sorted, 3, 1, type), DBL_MAX, 0);
		assert_estimate(shape_quantile(one, 1, 0.9, type), 42, 0);
		assert_int_equal(shape_quantile(NULL, 0, 0.5, type).state,
		                 EST_TOO_FEW);
	}
	assert_int_equal(shape_quartile_range(NULL, 0).state, EST_TOO_FEW);
}

static void
quantile_refuses_what_is_no_probability(void **state)
{
	const double sorted[] = {0, 3};
	const double bad[] = {-0.01, 1.01, (double)NAN, (double)INFINITY};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(bad); i++)
		assert_int_equal(
			shape_quantile(sorted, 2, bad[i], QUANTILE_MODE).state,
			EST_UNDEFINED);
}

/* Deviations -2, -1, 0, 3 of mean 2: squares 14, cubes 18, fourths 98. */
static void
moments_by_hand(void **state)
{
	const double values[] = {0, 1, 2, 5};
	const double skewness = 2 * 18 / (14 * sqrt(14));

	(void)state;
	assert_estimate(shape_skewness(values, 4, MOMENT_PLAIN), skewness,
	                1e-14);
	assert_estimate(shape_skewness(values, 4, MOMENT_UNBIASED),
	                skewness * sqrt(12) / 2, 1e-14);
	assert_estimate(shape_skewness(values, 4, MOMENT_SAMPLE_SD),
	                skewness * 0.75 * sqrt(0.75), 1e-14);
	assert_estimate(shape_kurtosis(values, 4, MOMENT_PLAIN), -1, 1e-14);
	assert_estimate(shape_kurtosis(values, 4, MOMENT_UNBIASED), 1.5, 1e-14);
	assert_estimate(shape_kurtosis(values, 4, MOMENT_SAMPLE_SD), -1.875,
	                1e-14);
}

static void
moments_need_enough_and_a_spread(void **state)
{
	const double values[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
	const double huge[] = {-DBL_MAX, 0, 1, DBL_MAX};

	(void)state;
	assert_int_equal(shape_skewness(values, 2, MOMENT_PLAIN).state,
	                 EST_TOO_FEW);
	assert_int_equal(shape_kurtosis(values, 3, MOMENT_PLAIN).state,
	                 EST_TOO_FEW);
	assert_int_equal(shape_skewness(values, 7, MOMENT_PLAIN).state,
	                 EST_UNDEFINED);
	assert_int_equal(shape_kurtosis(values, 7, MOMENT_PLAIN).state,
	                 EST_UNDEFINED);
	assert_int_equal(shape_kurtosis(huge, 4, MOMENT_PLAIN).state,
	                 EST_UNDEFINED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nine_types_differ),
		cmocka_unit_test(steps_at_whole_positions),
		cmocka_unit_test(ends_are_the_extremes),
		cmocka_unit_test(quantile_refuses_what_is_no_probability),
		cmocka_unit_test(moments_by_hand),
		cmocka_unit_test(moments_need_enough_and_a_spread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
