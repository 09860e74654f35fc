/* Robust fits: a published set, a wild value, an exact line, too little. */

#include <float.h>
#include <gsl/gsl_errno.h>

#include "analyze/estimate/robust.h"
#include "tests/analyze/near.h"

/* Brownlee (1965): air flow, water temperature, acid, loss of ammonia. */
#define PLANTS 21
static const double plant[PLANTS][3] = {
	{80, 27, 89}, {80, 27, 88}, {75, 25, 90}, {62, 24, 87}, {62, 22, 87},
	{62, 23, 87}, {62, 24, 93}, {62, 24, 93}, {58, 23, 87}, {58, 18, 80},
	{58, 18, 89}, {58, 17, 88}, {58, 18, 82}, {58, 19, 93}, {50, 18, 89},
	{50, 18, 86}, {50, 19, 72}, {50, 19, 79}, {50, 20, 80}, {56, 20, 82},
	{70, 20, 91}};
static const double loss[PLANTS] = {42, 37, 37, 28, 18, 18, 19, 20, 15, 14, 14,
                                    13, 11, 12, 8,  7,  8,  8,  9,  15, 15};
static const double months[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

/* rlm(stack.loss ~ ., psi = psi.huber) of MASS: -41.0265 0.8294 0.9261 -0.1278,
 * with the three weights that are not 1. */
static void
published_stack_loss(void **state)
{
	const double want[] = {-41.0264853733, 0.829385770254, 0.926059415549,
	                       -0.127846317965};
	const double se[] = {9.80687229435, 0.111174962320, 0.303393403350,
	                     0.128846345687};
	const struct leastsquares_data data = {*plant, loss, NULL,
	                                       PLANTS, 3,    true};
	double weights[PLANTS], residuals[PLANTS];
	struct robust fit = robust_fit(&data, ROBUST_HUBER, ROBUST_MEDIAN,
	                               weights, residuals);
	size_t i;

	(void)state;
	assert_int_equal(fit.state, EST_OK);
	for (i = 0; i < 4; i++) {
		assert_near(fit.coefficients[i], want[i], 1e-11);
		assert_near(fit.se[i], se[i], 1e-11);
	}
	assert_near(fit.scale, 2.44048904599, 1e-11);
	for (i = 0; i < PLANTS; i++)
		if (i != 2 && i != 3 && i != 20)
			assert_near(weights[i], 1, 0);
	assert_near(weights[2], 0.785796612530, 1e-10);
	assert_near(weights[3], 0.504855924898, 1e-10);
	assert_near(weights[20], 0.368083781778, 1e-10);
}

/* A line with noise of 1 at the ends, and one value out by 1000. */
static void
wild_value_is_given_no_weight(void **state)
{
	double y[] = {6, 7, 8, 11, 1013, 15, 17, 19, 20, 24};
	const struct leastsquares_data data = {months, y, NULL, 10, 1, true};
	double weights[10], residuals[10];
	struct robust fit;
	int scale;

	(void)state;
	for (scale = ROBUST_LEVERAGE; scale <= ROBUST_MEDIAN; scale++) {
		fit = robust_fit(&data, ROBUST_BISQUARE,
		                 (enum robust_scale)scale, weights, residuals);
		assert_int_equal(fit.state, EST_OK);
		assert_true(fabs(fit.coefficients[1] - 2) < 0.2);
		assert_near(weights[4], 0, 0);
		assert_true(residuals[4] > 990);
		assert_true(fit.sd_least_squares > 100);
	}
}

static void
exact_line_has_no_scale(void **state)
{
	const double y[] = {5, 7, 9, 11, 13, 15, 17, 19, 21, 23};
	const struct leastsquares_data data = {months, y, NULL, 10, 1, true};
	double weights[10], residuals[10];
	struct robust fit;
	int scale;

	(void)state;
	for (scale = ROBUST_LEVERAGE; scale <= ROBUST_MEDIAN; scale++) {
		fit = robust_fit(&data, ROBUST_HUBER, (enum robust_scale)scale,
		                 weights, residuals);
		assert_int_equal(fit.state, EST_OK);
		assert_near(fit.coefficients[0], 5, 0);
		assert_near(fit.coefficients[1], 2, 0);
		assert_near(fit.scale, 0, 0);
		assert_near(weights[9], 1, 0);
	}
}

static void
too_little(void **state)
{
	const double y[] = {1, 2};
	const double same[] = {3, 3, 3};
	const struct leastsquares_data two = {months, y, NULL, 2, 1, true};
	const struct leastsquares_data none = {months, y, NULL, 0, 1, true};
	const struct leastsquares_data flat = {same, same, NULL, 3, 1, true};
	double weights[3], residuals[3];

	(void)state;
	assert_int_equal(robust_fit(&two, ROBUST_HUBER, ROBUST_LEVERAGE,
	                            weights, residuals)
	                         .state,
	                 EST_TOO_FEW);
	assert_int_equal(robust_fit(&none, ROBUST_HUBER, ROBUST_MEDIAN, weights,
	                            residuals)
	                         .state,
	                 EST_TOO_FEW);
	assert_int_equal(robust_fit(&flat, ROBUST_HUBER, ROBUST_MEDIAN, weights,
	                            residuals)
	                         .state,
	                 EST_UNDEFINED);
}

static void
scales(void **state)
{
	const double values[] = {1, 2, 3, 4, 100};
	const double huge[] = {-DBL_MAX, -DBL_MAX, DBL_MAX, DBL_MAX};

	(void)state;
	/* Distances: the lower median of the upper ones is 2; the third of
	 * ten differences is 1. */
	assert_near(robust_sn(values, 5, false).value, 2 * 1.1926, 1e-15);
	assert_near(robust_qn(values, 5, false).value, 2.21914, 1e-15);
	assert_near(robust_sn(values, 1, true).value, 0, 0);
	assert_near(robust_qn(values, 1, true).value, 0, 0);
	assert_int_equal(robust_sn(NULL, 0, true).state, EST_TOO_FEW);
	assert_int_equal(robust_qn(NULL, 0, false).state, EST_TOO_FEW);
	assert_int_equal(robust_sn(huge, 4, false).state, EST_UNDEFINED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_stack_loss),
		cmocka_unit_test(wild_value_is_given_no_weight),
		cmocka_unit_test(exact_line_has_no_scale),
		cmocka_unit_test(too_little),
		cmocka_unit_test(scales),
	};

	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
