/* Edges of the regression of counts; golden values are in tests/oracles. */

#include <gsl/gsl_errno.h>

#include "analyze/estimate/count.h"
#include "analyze/estimate/prediction.h"
#include "analyze/estimate/regression.h"
#include "tests/analyze/near.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const double ones[12] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

static struct regression
fit_of(const double *response, const double *design, size_t n, size_t terms)
{
	struct regression_data data = {
		.response = response, .design = design, .n = n, .terms = terms};
	struct regression fit;
	double fitted[64];

	assert_true(n <= COUNT(fitted));
	regression_fit(&data, fitted, &fit);
	return fit;
}

static void
nothing_is_too_few(void **state)
{
	const double counts[] = {1};

	(void)state;
	assert_int_equal(fit_of(counts, ones, 0, 1).state, EST_TOO_FEW);
	assert_int_equal(fit_of(counts, ones, 1, 0).state, EST_TOO_FEW);
}

static void
impossible_counts_are_undefined(void **state)
{
	const double negative[] = {1, -1, 2};
	const double infinite[] = {1, (double)INFINITY, 2};

	(void)state;
	assert_int_equal(fit_of(negative, ones, 3, 1).state, EST_UNDEFINED);
	assert_int_equal(fit_of(infinite, ones, 3, 1).state, EST_UNDEFINED);
}

/* Every rate down to 0 fits zeros better: there is no best one. */
static void
all_zeros_have_no_rate(void **state)
{
	const double zeros[4] = {0};

	(void)state;
	assert_int_equal(fit_of(zeros, ones, 4, 1).state, EST_UNDEFINED);
}

static void
a_constant_rate_is_the_mean(void **state)
{
	const double counts[] = {1, 4, 7};
	struct regression fit = fit_of(counts, ones, 3, 1);

	(void)state;
	assert_int_equal(fit.state, EST_OK);
	assert_near(fit.coef[0], log(4), 1e-14);
	assert_near(regression_se(&fit, 0, 1), sqrt(1.0 / 12), 1e-14);
	assert_near(fit.pearson, 18.0 / 4, 1e-14);
	assert_near(fit.dispersion.value, 9.0 / 4, 1e-14);
	assert_int_equal(fit.df, 2);
}

/* Two groups: means 2 and 6, so that the slope is log 3. */
static void
two_groups_have_the_log_ratio(void **state)
{
	const double counts[] = {1, 3, 4, 8};
	const double design[] = {1, 1, 1, 1, 0, 0, 1, 1};
	struct regression fit = fit_of(counts, design, 4, 2);

	(void)state;
	assert_near(fit.coef[1], log(3), 1e-13);
	assert_near(regression_se(&fit, 1, 1), sqrt(1.0 / 4 + 1.0 / 12), 1e-13);
}

static void
an_offset_is_an_exposure(void **state)
{
	const double counts[] = {10, 30};
	const double offset[] = {0, 1.0986122886681098};
	const struct regression_data data = {.response = counts,
	                                     .design = ones,
	                                     .offset = offset,
	                                     .n = 2,
	                                     .terms = 1};
	struct regression fit;
	double fitted[2];

	(void)state;
	regression_fit(&data, fitted, &fit);
	assert_near(fit.coef[0], log(10), 1e-14);
	assert_true(fit.dispersion.value == 0);
	assert_int_equal(regression_p(&fit, 0, 0).state, EST_UNDEFINED);
}

static void
a_weight_of_zero_is_no_observation(void **state)
{
	const double counts[] = {2, 4, 900};
	const double weights[] = {1, 1, 0};
	const struct regression_data data = {.response = counts,
	                                     .design = ones,
	                                     .weights = weights,
	                                     .n = 3,
	                                     .terms = 1};
	struct regression fit;
	double fitted[3];

	(void)state;
	regression_fit(&data, fitted, &fit);
	assert_near(fit.coef[0], log(3), 1e-14);
	assert_int_equal(fit.df, 1);
}

static void
an_aliased_term_has_no_coefficient(void **state)
{
	const double counts[] = {2, 4, 6};
	const double design[] = {1, 1, 1, 5, 5, 5};
	struct regression fit = fit_of(counts, design, 3, 2);

	(void)state;
	assert_int_equal(fit.state, EST_OK);
	assert_true(regression_is_aliased(&fit, 1));
	assert_int_equal(fit.df, 2);
	assert_near(fit.coef[0], log(4), 1e-14);
	assert_int_equal(regression_p(&fit, 1, 1).state, EST_UNDEFINED);
}

static void
one_count_leaves_no_dispersion(void **state)
{
	const double counts[] = {5};
	struct regression fit = fit_of(counts, ones, 1, 1);

	(void)state;
	assert_int_equal(fit.state, EST_OK);
	assert_int_equal(fit.dispersion.state, EST_UNDEFINED);
}

/* Variance 2/3 of mean 4: less than Poisson, no theta fits. */
static void
under_dispersed_counts_have_no_theta(void **state)
{
	const double counts[] = {3, 4, 5, 4};
	const struct regression_data data = {
		.response = counts, .design = ones, .n = 4, .terms = 1};
	struct regression fit;
	double fitted[4];

	(void)state;
	regression_fit_negative_binomial(&data, fitted, &fit);
	assert_int_equal(fit.state, EST_UNDEFINED);
}

static void
residuals_of_a_perfect_fit_are_zero(void **state)
{
	(void)state;
	assert_true(regression_pearson_residual(7, 7) == 0);
	assert_true(regression_deviance_residual(7, 7) == 0);
	assert_near(regression_deviance_residual(0, 2), -2, 1e-15);
	assert_near(regression_anscombe_residual(8, 1), 4.5, 1e-14);
}

/* P(X = 0) of a negative binomial is (1 / phi)^(mean / (phi - 1)). */
static void
count_tails(void **state)
{
	(void)state;
	assert_near(count_at_most(0, 3, 2), 0.125, 1e-13);
	assert_near(count_at_least(1, 3, 2), 0.875, 1e-13);
	assert_near(count_at_most(0, 3, 1), exp(-3), 1e-13);
	assert_true(count_at_most(-1, 3, 2) == 0);
	assert_true(count_at_least(0, 3, 2) == 1);
	assert_true(count_at_most(5, 0, 2) == 1);
	assert_true(isnan(count_at_most(5, (double)NAN, 2)));
}

static void
count_quantiles(void **state)
{
	(void)state;
	assert_true(count_quantile(0.125, 3, 2) == 0);
	assert_true(count_quantile(0.1251, 3, 2) == 1);
	assert_true(count_quantile(0.5, 0, 2) == 0);
	assert_true(count_quantile(0.975, 4, 1) == 8);
	/* So large that not every count is a double. */
	assert_true(isfinite(count_quantile(1 - 8.4e-6, 283119, 2.7e16)));
	assert_true(isnan(count_quantile(1, 4, 1)));
	assert_true(isnan(count_quantile(0.5, -1, 1)));
}

/* Constant counts of 4: Poisson of mean 12 for three months, widened a little
 * for what twelve months can tell of the mean. */
static void
a_prediction_adds_the_months(void **state)
{
	const double counts[] = {4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4};
	struct regression fit = fit_of(counts, ones, 12, 1);
	const struct prediction_rows rows = {.design = ones, .n = 3};
	struct interval next = prediction_of(&fit, &rows, 0.95);

	(void)state;
	assert_int_equal(next.state, EST_OK);
	assert_near(next.value, 12, 1e-13);
	assert_true(next.lower == count_quantile(0.025, 12, 1.25));
	assert_true(next.upper == count_quantile(0.975, 12, 1.25));
}

static void
the_design_of_a_year(void **state)
{
	double design[4 * 12];

	(void)state;
	prediction_design(24, 36, 12, 1, design);
	assert_true(design[0] == 1 && design[12] == 1);
	assert_near(design[12 + 6], 1.5, 1e-15);
	assert_near(design[24 + 3], 1, 1e-15);
	assert_near(design[36], 1, 1e-15);
	assert_near(design[36 + 6], -1, 1e-15);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_too_few),
		cmocka_unit_test(impossible_counts_are_undefined),
		cmocka_unit_test(all_zeros_have_no_rate),
		cmocka_unit_test(a_constant_rate_is_the_mean),
		cmocka_unit_test(two_groups_have_the_log_ratio),
		cmocka_unit_test(an_offset_is_an_exposure),
		cmocka_unit_test(a_weight_of_zero_is_no_observation),
		cmocka_unit_test(an_aliased_term_has_no_coefficient),
		cmocka_unit_test(one_count_leaves_no_dispersion),
		cmocka_unit_test(under_dispersed_counts_have_no_theta),
		cmocka_unit_test(residuals_of_a_perfect_fit_are_zero),
		cmocka_unit_test(count_tails),
		cmocka_unit_test(count_quantiles),
		cmocka_unit_test(a_prediction_adds_the_months),
		cmocka_unit_test(the_design_of_a_year),
	};

	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
