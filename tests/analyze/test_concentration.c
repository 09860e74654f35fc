/* Concentration: shares by hand, one category, nothing, amounts below 0. */

#include <float.h>

#include "analyze/estimate/concentration.h"
#include "tests/analyze/near.h"

static void
assert_estimate(struct estimate got, double want, double relative)
{
	assert_int_equal(got.state, EST_OK);
	assert_near(got.value, want, relative);
}

/* Shares 1/4 and 3/4, and a category of 0. */
static void
three_by_hand(void **state)
{
	const double amounts[] = {1, 0, 3};
	const double h = 2 * log(2) - 0.75 * log(3);
	struct concentration c = concentration_of(amounts, 3);
	double curve[3];

	(void)state;
	assert_int_equal(c.state, EST_OK);
	assert_int_equal(c.positive, 2);
	assert_near(c.herfindahl, 0.625, 1e-15);
	assert_estimate(c.normalised, 0.4375, 1e-15);
	assert_near(c.effective_herfindahl, 1.6, 1e-15);
	assert_estimate(c.simpson, 0.5, 1e-15);
	assert_near(c.gini, 0.5, 1e-15);
	assert_estimate(c.gini_corrected, 0.75, 1e-15);
	assert_near(c.shannon, h, 1e-14);
	assert_estimate(c.evenness, h / log(2), 1e-14);
	assert_estimate(c.evenness_all, h / log(3), 1e-14);
	assert_near(c.theil_t, log(3) - h, 1e-14);
	assert_int_equal(c.theil_l.state, EST_UNDEFINED);
	assert_estimate(concentration_top(amounts, 3, 1), 0.75, 0);
	assert_estimate(concentration_top(amounts, 3, 9), 1, 0);
	assert_true(concentration_lorenz(amounts, 3, curve));
	assert_near(curve[0], 0, 0);
	assert_near(curve[1], 0.25, 0);
	assert_near(curve[2], 1, 0);
}

static void
one_category_has_no_evenness(void **state)
{
	const double amounts[] = {17};
	struct concentration c = concentration_of(amounts, 1);

	(void)state;
	assert_near(c.herfindahl, 1, 0);
	assert_near(c.gini, 0, 0);
	assert_int_equal(c.normalised.state, EST_TOO_FEW);
	assert_int_equal(c.gini_corrected.state, EST_TOO_FEW);
	assert_int_equal(c.evenness.state, EST_TOO_FEW);
	assert_estimate(c.theil_l, 0, 0);
}

static void
nothing_to_share(void **state)
{
	const double zeros[] = {0, 0};
	const double negative[] = {5, -1};
	const double huge[] = {DBL_MAX, DBL_MAX};
	double shares[2] = {7, 7};

	(void)state;
	assert_int_equal(concentration_of(NULL, 0).state, EST_TOO_FEW);
	assert_int_equal(concentration_top(NULL, 0, 1).state, EST_TOO_FEW);
	assert_int_equal(concentration_of(zeros, 2).state, EST_UNDEFINED);
	assert_int_equal(concentration_of(negative, 2).state, EST_UNDEFINED);
	assert_int_equal(concentration_of(huge, 2).state, EST_UNDEFINED);
	assert_int_equal(concentration_top(zeros, 2, 1).state, EST_UNDEFINED);
	assert_false(concentration_shares(zeros, 2, shares));
	assert_false(concentration_lorenz(negative, 2, shares));
	assert_near(shares[0], 7, 0);
}

/* Simpson's index draws two: of a total of 1 there is no second. */
static void
one_event_cannot_be_drawn_twice(void **state)
{
	const double amounts[] = {1, 0};

	(void)state;
	assert_int_equal(concentration_of(amounts, 2).simpson.state,
	                 EST_UNDEFINED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_by_hand),
		cmocka_unit_test(one_category_has_no_evenness),
		cmocka_unit_test(nothing_to_share),
		cmocka_unit_test(one_event_cannot_be_drawn_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
