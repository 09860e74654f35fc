/* Years against years: by hand, with ties, correlated seasons, too little. */

#include <gsl/gsl_errno.h>

#include "analyze/estimate/contrast.h"
#include "analyze/estimate/poisson.h"
#include "analyze/estimate/yearly.h"
#include "tests/analyze/near.h"

static void
two_years_never_show_a_trend(void **state)
{
	double values[24];
	struct yearly yearly;
	size_t i;

	(void)state;
	for (i = 0; i < 24; i++)
		values[i] = (double)(100 * (i / 12) + i % 12);
	yearly = yearly_trend(values, 24, 12, 0.95);
	assert_int_equal(yearly.state, EST_OK);
	assert_near(yearly.s, 12, 0);
	/* Twelve seasons that move as one are one season: var s is s^2. */
	assert_near(yearly.variance, 144, 1e-14);
	assert_near(yearly.variance_independent, 12, 1e-14);
	assert_near(yearly.slope.value, 100, 1e-14);
	assert_near(yearly.tau.value, 1, 1e-14);
	assert_true(yearly.p.value > 0.3);
}

static void
one_season_is_kendalls(void **state)
{
	const double values[] = {3, 1, 4, 1, 5, 9, 2, 6};
	struct yearly yearly = yearly_trend(values, 8, 1, 0.95);

	(void)state;
	/* 28 pairs, one tie: 19 rise, 8 fall. */
	assert_near(yearly.s, 11, 0);
	/* Kendall's with a tie of two. */
	assert_near(yearly.variance, (8 * 7 * 21 - 2 * 1 * 9) / 18.0, 1e-14);
	assert_near(yearly.tau.value, 11.0 / 28, 1e-14);
}

static void
only_whole_years_at_the_end_count(void **state)
{
	const double values[] = {99, 1, 5, 2, 6, 3, 7};
	struct yearly yearly = yearly_trend(values, 7, 2, 0.95);

	(void)state;
	assert_int_equal(yearly.years, 3);
	assert_near(yearly.slope.value, 1, 1e-14);
	assert_near(yearly.s, 6, 0);
	assert_int_equal(yearly_trend(values, 3, 2, 0.95).state, EST_TOO_FEW);
}

static void
a_constant_has_no_trend(void **state)
{
	const double values[] = {4, 4, 4, 4, 4, 4};
	struct yearly yearly = yearly_trend(values, 6, 2, 0.95);

	(void)state;
	assert_near(yearly.slope.value, 0, 0);
	assert_near(yearly.tau.value, 0, 0);
	assert_true(yearly.p.state == EST_UNDEFINED || yearly.p.value > 0.999);
}

static void
strength_of_pure_parts(void **state)
{
	double values[60];
	struct yearly_strength strength;
	size_t i;

	(void)state;
	for (i = 0; i < 60; i++)
		values[i] = exp(4 + sin((double)i * 0.52359877559829887)) - 1;
	strength = yearly_strength(values, 60, 12);
	assert_true(strength.season.value > 0.999);
	for (i = 0; i < 60; i++)
		values[i] = exp(2 + (double)i / 20) - 1;
	strength = yearly_strength(values, 60, 12);
	assert_true(strength.trend.value > 0.99);
	assert_true(strength.season.value < 0.1);
	assert_int_equal(yearly_strength(values, 35, 12).trend.state,
	                 EST_TOO_FEW);
}

static void
an_even_contrast_is_the_exact_one(void **state)
{
	const double after[] = {20, 10, 30, 2, 2, 2};
	const double before[] = {10, 5, 15, 1, 1, 1};
	const struct contrast contrast = contrast_of(after, before, 6, 0.95);
	const struct poisson_comparison exact =
		poisson_compare((struct poisson_sample){66, 1},
	                        (struct poisson_sample){33, 1}, 0.95);

	(void)state;
	assert_near(contrast.ratio.value, 2, 1e-14);
	assert_near(contrast.dispersion.value, 0, 0);
	assert_int_equal(contrast.df, 5);
	assert_near(contrast.ratio.lower, exact.ratio.lower, 0);
	assert_near(contrast.ratio.upper, exact.ratio.upper, 0);
	assert_near(contrast.p.value, exact.p_central, 0);
}

static void
uneven_months_widen(void **state)
{
	const double after[] = {90, 10, 20, 40, 40, 40};
	const double before[] = {10, 30, 20, 20, 20, 20};
	const struct contrast contrast = contrast_of(after, before, 6, 0.95);

	(void)state;
	/* The same as regression: chi-square 60.75 of the table of 6 by 2. */
	assert_near(contrast.dispersion.value, 60.75 / 5, 1e-12);
	assert_near(contrast.ratio.value, 2, 1e-14);
	assert_true(contrast.ratio.lower < 1 && contrast.ratio.lower > 0.5);
	assert_true(contrast.ratio.upper > 4 && contrast.ratio.upper < 8);
	assert_true(contrast.p.value > 0.05 && contrast.p.value < 0.2);
}

static void
contrasts_without_a_base(void **state)
{
	const double some[] = {1, 2, 1, 2, 1, 2}, none[6] = {0};
	const double clustered[] = {50, 1, 1, 1, 1, 1};
	const double even[] = {9, 10, 9, 10, 9, 8};
	const double once[] = {9, 0, 0, 0, 0, 0};
	const struct contrast contrast = contrast_of(none, some, 6, 0.95);

	(void)state;
	assert_int_equal(contrast_of(some, none, 6, 0.95).ratio.state,
	                 EST_UNDEFINED);
	assert_int_equal(contrast_of(once, once, 6, 0.95).ratio.state,
	                 EST_TOO_FEW);
	assert_int_equal(contrast.ratio.state, EST_OK);
	assert_near(contrast.ratio.value, 0, 0);
	assert_near(contrast.ratio.lower, 0, 0);
	assert_true(contrast.ratio.upper > 0.1 && contrast.ratio.upper < 1);
	assert_true(contrast_of(none, clustered, 6, 0.95).ratio.upper > 0.5);
	assert_true(contrast_of(none, even, 6, 0.95).ratio.upper < 0.1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_years_never_show_a_trend),
		cmocka_unit_test(one_season_is_kendalls),
		cmocka_unit_test(only_whole_years_at_the_end_count),
		cmocka_unit_test(a_constant_has_no_trend),
		cmocka_unit_test(strength_of_pure_parts),
		cmocka_unit_test(an_even_contrast_is_the_exact_one),
		cmocka_unit_test(uneven_months_widen),
		cmocka_unit_test(contrasts_without_a_base),
	};

	(void)gsl_set_error_handler_off(); /* the old one is not needed */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
