/* Summaries of effects: by hand, one, none, alike, impossible variances. */

#include <float.h>
#include <gsl/gsl_errno.h>

#include "analyze/estimate/meta.h"
#include "tests/analyze/near.h"

static const enum meta_method all[] = {META_FIXED, META_DL, META_PM,
                                       META_REML,  META_ML, META_HEDGES};

/* Variances of 1 around a spread of 4: tau^2 is 3, by likelihood 8/3 - 1. */
static void
equal_variances(void **state)
{
	const struct meta_effect effects[] = {{0, 1}, {2, 1}, {4, 1}};
	const double tau2[] = {0, 3, 3, 3, 5.0 / 3, 3};
	struct meta meta;
	size_t i;

	(void)state;
	for (i = 0; i < 6; i++) {
		meta = meta_analyse(effects, 3, all[i], 0.95);
		assert_int_equal(meta.summary.state, EST_OK);
		assert_near(meta.summary.value, 2, 1e-14);
		assert_near(meta.tau2, tau2[i], 1e-12);
		assert_near(meta.se, sqrt((1 + tau2[i]) / 3), 1e-12);
		assert_near(meta.i2.value, 100 * tau2[i] / (tau2[i] + 1),
		            1e-12);
		assert_near(meta.knapp_hartung_se, sqrt(4.0 / 3), 1e-12);
	}
}

static void
heterogeneity_by_hand(void **state)
{
	const struct meta_effect effects[] = {{0, 0.01}, {1, 0.02}};
	struct heterogeneity test = meta_heterogeneity(effects, 2);
	struct meta meta = meta_analyse(effects, 2, META_DL, 0.95);

	(void)state;
	assert_int_equal(test.state, EST_OK);
	assert_near(test.q, 100.0 / 3, 1e-14);
	assert_near(test.i2, 97, 1e-14);
	assert_near(meta.tau2, 0.485, 1e-14);
	assert_near(meta_analyse(effects, 2, META_FIXED, 0.95).summary.value,
	            1.0 / 3, 1e-14);
}

static void
one_effect_is_its_own_summary(void **state)
{
	const struct meta_effect effects[] = {{0.7, 0.04}};
	struct meta meta;
	size_t i;

	(void)state;
	for (i = 0; i < 6; i++) {
		meta = meta_analyse(effects, 1, all[i], 0.95);
		assert_near(meta.summary.value, 0.7, 1e-15);
		assert_near(meta.se, 0.2, 1e-15);
		assert_near(meta.tau2, 0, 0);
		assert_int_equal(meta.prediction.state, EST_TOO_FEW);
		assert_int_equal(meta.knapp_hartung.state, EST_TOO_FEW);
		assert_int_equal(meta.i2.state, EST_TOO_FEW);
	}
	assert_near(meta_heterogeneity(effects, 1).p, 1, 0);
}

static void
none_or_impossible(void **state)
{
	const struct meta_effect zero[] = {{1, 0}, {2, 1}};
	const struct meta_effect missing[] = {{(double)NAN, 1}, {2, 1}};
	const struct meta_effect huge[] = {{-DBL_MAX, 1}, {DBL_MAX, 1}};
	size_t i;

	(void)state;
	for (i = 0; i < 6; i++) {
		assert_int_equal(
			meta_analyse(NULL, 0, all[i], 0.95).summary.state,
			EST_TOO_FEW);
		assert_int_equal(
			meta_analyse(zero, 2, all[i], 0.95).summary.state,
			EST_UNDEFINED);
		assert_int_equal(meta_analyse(missing, 2, all[i], 0.95).p.state,
		                 EST_UNDEFINED);
	}
	assert_int_equal(meta_analyse(zero + 1, 1, META_DL, 1).summary.state,
	                 EST_UNDEFINED);
	assert_int_equal(meta_analyse(huge, 2, META_REML, 0.95).summary.state,
	                 EST_UNDEFINED);
	assert_int_equal(meta_heterogeneity(huge, 2).state, EST_UNDEFINED);
	assert_int_equal(meta_heterogeneity(NULL, 0).state, EST_TOO_FEW);
}

/* The scale of the effects scales tau^2 by its square, and nothing else. */
static void
large_effects_converge(void **state)
{
	const struct meta_effect effects[] = {
		{1e6, 1e10}, {5e6, 3e10}, {2e6, 2e10}, {9e6, 1e10}};
	struct meta meta = meta_analyse(effects, 4, META_REML, 0.95);

	(void)state;
	assert_int_equal(meta.summary.state, EST_OK);
	assert_true(meta.tau2 > 1e12);
}

static void
zero_counts_get_a_half(void **state)
{
	struct meta_effect rate = meta_log_rate(0, 2);
	struct meta_effect ratio = meta_log_ratio(0, 1, 4, 1);

	(void)state;
	assert_near(rate.value, log(0.25), 1e-15);
	assert_near(rate.variance, 2, 0);
	assert_near(ratio.value, log(0.5 / 4.5), 1e-15);
	assert_near(ratio.variance, 2 + 1 / 4.5, 1e-15);
	assert_near(meta_log_ratio(3, 1, 6, 2).value, 0, 0);
}

/* Student's t with two degrees of freedom: 4.302653 standard errors. */
static void
rates_that_differ_and_rates_that_agree(void **state)
{
	const struct meta_effect differ[] = {{0, 1}, {2, 1}, {4, 1}};
	const struct meta_effect agree[] = {{1, 1}, {1, 1}, {1, 1}};
	struct interval rate = meta_rates(differ, 3, 0.95);

	(void)state;
	assert_int_equal(rate.state, EST_OK);
	assert_near(rate.value, 2, 1e-12);
	assert_near(rate.upper, 2 + 4.302652729911275 * sqrt(4.0 / 3), 1e-9);
	rate = meta_rates(agree, 3, 0.95); /* nothing differs: no t to take */
	assert_near(rate.lower, 1 - 1.959963984540054 * sqrt(1.0 / 3), 1e-9);
}

/* Agreement of all leaves what chance made of the one count they tell of. */
static void
one_rate_keeps_its_chance(void **state)
{
	const struct meta_effect differ[] = {{0, 1}, {2, 1}, {4, 1}};
	const struct meta_effect agree[] = {{1, 4}, {1, 4}, {1, 4}};
	struct interval rate = meta_of_one(agree, 3, 0.95);

	(void)state;
	assert_near(rate.value, 1, 1e-15);
	assert_near(rate.upper, 1 + 2 * 1.959963984540054, 1e-12);
	rate = meta_of_one(differ, 3, 0.95);
	assert_near(rate.value, 2, 1e-15);
	assert_near(
		rate.lower,
		2 - hypot(1.959963984540054, 4.302652729911275 * 2 / sqrt(3)),
		1e-9);
	assert_int_equal(meta_of_one(agree, 1, 0.95).state, EST_TOO_FEW);
}

/* Scoring steps over this maximum and back; the values are those of a search of
 * the restricted likelihood. */
static void
likelihood_is_found_where_scoring_turns(void **state)
{
	const struct meta_effect effects[] = {
		{-0.23, 0.013}, {0.3, 0.03},   {-0.04, 0.053}, {0.05, 0.083},
		{-0.01, 0.12},  {-0.16, 0.16}, {-0.1, 0.21},   {0.08, 0.27}};
	const struct meta meta = meta_analyse(effects, 8, META_REML, 0.95);

	(void)state;
	assert_int_equal(meta.summary.state, EST_OK);
	assert_near(meta.tau2, 0.022576983746949258, 1e-10);
	assert_near(meta.summary.value, -0.02129754995879191, 1e-10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_variances),
		cmocka_unit_test(heterogeneity_by_hand),
		cmocka_unit_test(one_effect_is_its_own_summary),
		cmocka_unit_test(none_or_impossible),
		cmocka_unit_test(large_effects_converge),
		cmocka_unit_test(zero_counts_get_a_half),
		cmocka_unit_test(rates_that_differ_and_rates_that_agree),
		cmocka_unit_test(one_rate_keeps_its_chance),
		cmocka_unit_test(likelihood_is_found_where_scoring_turns),
	};

	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
