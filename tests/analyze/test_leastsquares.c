/* Least squares and analysis of variance: by hand, too few, collinear. */

#include <float.h>
#include <gsl/gsl_errno.h>

#include "analyze/estimate/anova.h"
#include "analyze/estimate/leastsquares.h"
#include "tests/analyze/near.h"

static const double x[] = {0, 1, 2, 3};
static const double y[] = {1, 3, 2, 6};

static void
assert_estimate(struct estimate got, double want, double relative)
{
	assert_int_equal(got.state, EST_OK);
	assert_near(got.value, want, relative);
}

/* Products 7, squares 5 and 14: slope 1.4, rest 14 - 9.8. */
static void
line_by_hand(void **state)
{
	const struct leastsquares_data data = {x, y, NULL, 4, 1, true};
	double residuals[4], leverages[4];
	struct leastsquares fit = leastsquares_fit(&data, residuals, leverages);

	(void)state;
	assert_int_equal(fit.state, EST_OK);
	assert_near(fit.coefficients[0], 0.9, 1e-15);
	assert_near(fit.coefficients[1], 1.4, 1e-15);
	assert_near(fit.residual_ss, 4.2, 1e-14);
	assert_estimate(fit.r_squared, 0.7, 1e-14);
	assert_estimate(fit.f, 9.8 / 2.1, 1e-14);
	assert_estimate(leastsquares_se(&fit, 1), sqrt(2.1 / 5), 1e-14);
	assert_near(residuals[0], 0.1, 1e-14);
	assert_near(leverages[0], 0.25 + 2.25 / 5, 1e-14);
}

/* A weight of 2 is a second observation, but for the degrees of freedom. */
static void
weights_repeat(void **state)
{
	const double twice_x[] = {0, 1, 2, 3, 3};
	const double twice_y[] = {1, 3, 2, 6, 6};
	const double weights[] = {1, 1, 1, 2};
	const struct leastsquares_data one = {x, y, weights, 4, 1, true};
	const struct leastsquares_data two = {twice_x, twice_y, NULL,
	                                      5,       1,       true};
	struct leastsquares a = leastsquares_fit(&one, NULL, NULL);
	struct leastsquares b = leastsquares_fit(&two, NULL, NULL);

	(void)state;
	assert_near(a.coefficients[0], b.coefficients[0], 1e-14);
	assert_near(a.coefficients[1], b.coefficients[1], 1e-14);
	assert_near(a.residual_ss, b.residual_ss, 1e-14);
	assert_near(a.explained_ss, b.explained_ss, 1e-14);
}

static void
nothing_to_fit(void **state)
{
	const double zeros[] = {0, 0, 0, 0};
	const double twins[] = {1, 2, 2, 4, 3, 6, 5, 10};
	const double broken[] = {1, (double)NAN, 2, 3};
	struct leastsquares_data data = {x, y, NULL, 1, 1, true};

	(void)state;
	assert_int_equal(leastsquares_fit(&data, NULL, NULL).state,
	                 EST_TOO_FEW);
	data.count = 0;
	assert_int_equal(leastsquares_fit(&data, NULL, NULL).state,
	                 EST_TOO_FEW);
	data.count = 4;
	data.x = zeros;
	assert_int_equal(leastsquares_fit(&data, NULL, NULL).state,
	                 EST_UNDEFINED);
	data.x = twins;
	data.width = 2;
	assert_int_equal(leastsquares_fit(&data, NULL, NULL).state,
	                 EST_UNDEFINED);
	data = (struct leastsquares_data){x, broken, NULL, 4, 1, true};
	assert_int_equal(leastsquares_fit(&data, NULL, NULL).state,
	                 EST_UNDEFINED);
	data.width = LEASTSQUARES_MAX;
	data.count = LEASTSQUARES_MAX + 1;
	assert_int_equal(leastsquares_fit(&data, NULL, NULL).state,
	                 EST_UNDEFINED);
}

static void
perfect_fit_has_no_error(void **state)
{
	const double line[] = {5, 7, 9, 11};
	const struct leastsquares_data data = {x, line, NULL, 4, 1, true};
	const struct leastsquares_data two = {x, y, NULL, 2, 1, true};
	struct leastsquares fit = leastsquares_fit(&data, NULL, NULL);

	(void)state;
	assert_near(fit.coefficients[0], 5, 0);
	assert_near(fit.coefficients[1], 2, 0);
	assert_estimate(fit.r_squared, 1, 0);
	assert_int_equal(fit.f.state, EST_UNDEFINED);
	fit = leastsquares_fit(&two, NULL, NULL);
	assert_int_equal(fit.state, EST_OK);
	assert_near(fit.coefficients[1], 2, 1e-15);
	assert_int_equal(leastsquares_se(&fit, 1).state, EST_TOO_FEW);
}

/* Means 2 and 5 about 3.5: between 9, within 4. */
static void
groups_by_hand(void **state)
{
	const double values[] = {1, 4, 3, 6};
	const size_t group[] = {0, 2, 0, 2};
	struct anova result = anova_one_way(values, group, 4, 3);

	(void)state;
	assert_int_equal(result.state, EST_OK);
	assert_near(result.between_ss, 9, 1e-15);
	assert_near(result.within_ss, 4, 1e-15);
	assert_int_equal(result.between_df, 1);
	assert_int_equal(result.within_df, 2);
	assert_estimate(result.f, 4.5, 1e-15);
	/* F with 1 and 2 df is the square of t: p = 1 - t / sqrt(2 + t^2). */
	assert_estimate(result.p, 1 - sqrt(4.5 / 6.5), 1e-14);
}

static void
groups_that_cannot_be_compared(void **state)
{
	const double values[] = {1, 2, -DBL_MAX, DBL_MAX};
	const size_t one[] = {1, 1, 1, 1};
	const size_t each[] = {0, 1, 2, 3};

	(void)state;
	assert_int_equal(anova_one_way(values, one, 2, 2).state, EST_TOO_FEW);
	assert_int_equal(anova_one_way(NULL, NULL, 0, 2).state, EST_TOO_FEW);
	assert_int_equal(anova_one_way(values, each, 2, 4).f.state,
	                 EST_TOO_FEW);
	assert_int_equal(anova_one_way(values, each, 4, 4).state,
	                 EST_UNDEFINED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(line_by_hand),
		cmocka_unit_test(weights_repeat),
		cmocka_unit_test(nothing_to_fit),
		cmocka_unit_test(perfect_fit_has_no_error),
		cmocka_unit_test(groups_by_hand),
		cmocka_unit_test(groups_that_cannot_be_compared),
	};

	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
