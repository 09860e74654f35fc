/*
 * Edges of the exact Poisson inference.  Values said to be summed were checked
 * by adding the probabilities with 40 digits; the R values are in
 * tests/oracles.
 */

#include <gsl/gsl_errno.h>

#include "analyze/estimate/law.h"
#include "analyze/estimate/poisson.h"
#include "tests/analyze/near.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct poisson_sample
counted(uint64_t count, double exposure)
{
	return (struct poisson_sample){.count = count, .exposure = exposure};
}

static struct poisson_comparison
compared(uint64_t after, uint64_t before)
{
	return poisson_compare(counted(after, 181), counted(before, 184), 0.95);
}

static void
interval_of_zero_starts_at_zero(void **state)
{
	struct interval rate = poisson_interval(counted(0, 4), 0.95);

	(void)state;
	assert_int_equal(rate.state, EST_OK);
	assert_near(rate.value, 0, 0);
	assert_near(rate.lower, 0, 0);
	assert_near(rate.upper, -log(0.025) / 4, 1e-14);
}

static void
interval_of_one_and_two(void **state)
{
	struct interval one = poisson_interval(counted(1, 1), 0.95);
	struct interval two = poisson_interval(counted(2, 1), 0.95);
	double m = two.upper;

	(void)state;
	assert_near(one.lower, -log1p(-0.025), 1e-13);
	assert_near(exp(-one.upper) * (1 + one.upper), 0.025, 1e-13);
	assert_near(exp(-two.lower) * (1 + two.lower), 0.975, 1e-13);
	assert_near(exp(-m) * (1 + m + m * m / 2), 0.025, 1e-13);
}

/* Summed; GSL's inverse gives 66434 and 578001 for two of them. */
static void
interval_of_large_counts(void **state)
{
	struct interval rate;

	(void)state;
	rate = poisson_interval(counted(50000, 1), 0.95);
	assert_true(rate.upper > 50440 && rate.upper < 50441);
	rate = poisson_interval(counted(1000000, 1), 0.95);
	assert_near(rate.lower, 998040.98334029398, 1e-14);
	assert_near(rate.upper, 1001961.9119454321, 1e-14);
	rate = poisson_interval(counted(5000000, 1), 0.95);
	assert_near(rate.lower, 4995618.3345269477, 1e-14);
	assert_near(rate.upper, 5004384.5602171673, 1e-14);
	rate = poisson_interval(counted(5000000, 1), 0.999999999999);
	assert_near(rate.lower, 4984072.3060033722, 1e-14);
	assert_near(rate.upper, 5015961.9250346152, 1e-14);
}

static void
bounds_rise_with_the_count(void **state)
{
	struct interval last = poisson_interval(counted(0, 1), 0.95);
	struct interval rate;
	uint64_t count;

	(void)state;
	for (count = 1; count <= 10000000; count += 1 + count / 3) {
		rate = poisson_interval(counted(count, 1), 0.95);
		assert_int_equal(rate.state, EST_OK);
		assert_true(rate.lower > last.lower);
		assert_true(rate.upper > last.upper);
		assert_true(rate.lower < rate.value);
		assert_true(rate.value < rate.upper);
		last = rate;
	}
}

static void
bounds_widen_with_the_level(void **state)
{
	const double levels[] = {1e-6, 0.1,   0.5,           0.8,
	                         0.95, 0.999, 0.99999999999, 1 - 1e-15};
	const uint64_t counts[] = {1, 2, 30, 5000000, POISSON_COUNT_MAX};
	struct interval last, rate;
	size_t i, j;

	(void)state;
	for (i = 0; i < COUNT(counts); i++) {
		last = poisson_interval(counted(counts[i], 1), levels[0]);
		for (j = 1; j < COUNT(levels); j++) {
			rate = poisson_interval(counted(counts[i], 1),
			                        levels[j]);
			assert_int_equal(rate.state, EST_OK);
			assert_true(rate.lower < last.lower);
			assert_true(rate.upper > last.upper);
			last = rate;
		}
	}
}

static void
interval_refuses_the_impossible(void **state)
{
	const double exposures[] = {0, -1, (double)NAN, (double)INFINITY};
	const double levels[] = {0, 1, -0.5, 2, (double)NAN};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(exposures); i++)
		assert_int_equal(
			poisson_interval(counted(3, exposures[i]), 0.95).state,
			EST_UNDEFINED);
	for (i = 0; i < COUNT(levels); i++)
		assert_int_equal(
			poisson_interval(counted(3, 1), levels[i]).state,
			EST_UNDEFINED);
	assert_int_equal(
		poisson_interval(counted(POISSON_COUNT_MAX + 1, 1), 0.95).state,
		EST_UNDEFINED);
	assert_int_equal(poisson_interval(counted(3, 1e-310), 0.95).state,
	                 EST_UNDEFINED);
}

static void
probabilities_are_the_textbook_ones(void **state)
{
	const double coins[] = {1, 4, 6, 4, 1}; /* of 16 */
	struct law coin = law_given_sum(4, 1);
	struct law count = law_of_count(3);
	double k;

	(void)state;
	for (k = 0; k <= 4; k++)
		assert_near(law_probability(&coin, k), coins[(size_t)k] / 16,
		            1e-14);
	assert_near(law_at_most(&coin, 1), 5.0 / 16, 1e-14);
	assert_near(law_at_least(&coin, 1), 15.0 / 16, 1e-14);
	assert_near(law_at_least(&coin, 5), 0, 0);
	assert_near(law_at_most(&coin, -1), 0, 0);
	assert_near(law_probability(&count, 0), exp(-3), 1e-14);
	assert_near(law_probability(&count, 2), 4.5 * exp(-3), 1e-14);
	assert_near(law_at_most(&count, 2), 8.5 * exp(-3), 1e-14);
}

static void
tails_add_to_one(void **state)
{
	const struct law laws[] = {
		law_of_count(0.01), law_of_count(25), law_of_count(1e4 + 0.5),
		law_given_sum(20000, 1e-3), law_given_sum(20000, 1.02)};
	size_t i;
	double k;

	(void)state;
	for (i = 0; i < COUNT(laws); i++)
		for (k = 0; k < 20000; k += 77)
			assert_near(law_at_most(&laws[i], k) +
			                    law_at_least(&laws[i], k + 1),
			            1, 1e-12);
}

/* The definition, outcome by outcome up to `last`. */
static double
no_likelier_slowly(const struct law *law, double k, double last)
{
	double limit = law_probability(law, k) * (1 + 1e-7);
	double p = 0;
	double i;

	for (i = 0; i <= last; i++)
		if (law_probability(law, i) <= limit)
			p += law_probability(law, i);
	return p;
}

static void
no_likelier_is_what_it_says(void **state)
{
	const double odds[] = {0.01, 0.5, 181.0 / 184, 1, 7};
	const double sums[] = {1, 2, 7, 60, 333};
	struct law law;
	size_t i, j;
	double k;

	(void)state;
	for (i = 0; i < COUNT(odds); i++) {
		for (j = 0; j < COUNT(sums); j++) {
			law = law_given_sum(sums[j], odds[i]);
			for (k = 0; k <= sums[j]; k += 1 + floor(k / 9))
				assert_near(
					law_no_likelier(&law, k),
					no_likelier_slowly(&law, k, sums[j]),
					1e-11);
		}
		law = law_of_count(10 * odds[i]);
		for (k = 0; k <= 100; k++)
			assert_near(law_no_likelier(&law, k),
			            no_likelier_slowly(&law, k, 400), 1e-11);
	}
}

static void
nothing_against_nothing(void **state)
{
	struct poisson_comparison none = compared(0, 0);

	(void)state;
	assert_int_equal(none.state, EST_OK);
	assert_int_equal(none.ratio.state, EST_UNDEFINED);
	assert_near(none.ratio.lower, 0, 0);
	assert_true(isinf(none.ratio.upper));
	assert_near(none.p_central, 1, 0);
	assert_near(none.p_minlike, 1, 0);
	assert_near(none.p_midp, 1, 0);
	assert_int_equal(none.z_score.state, EST_UNDEFINED);
}

static void
something_against_nothing(void **state)
{
	struct poisson_comparison appeared = compared(5, 0);
	struct poisson_comparison vanished = compared(0, 5);

	(void)state;
	assert_int_equal(appeared.state, EST_OK);
	assert_int_equal(appeared.ratio.state, EST_UNDEFINED);
	assert_near(appeared.ratio.lower, 0.931544075944998, 1e-13);
	assert_true(isinf(appeared.ratio.upper));
	assert_near(appeared.p_central, 2 * pow(181.0 / 365, 5), 1e-13);
	assert_int_equal(vanished.ratio.state, EST_OK);
	assert_near(vanished.ratio.value, 0, 0);
	assert_near(vanished.ratio.lower, 0, 0);
	assert_near(vanished.ratio.upper, 1.10936660416347, 1e-13);
}

static void
swapping_the_samples_inverts_the_ratio(void **state)
{
	const uint64_t pairs[][2] = {{1, 1}, {3, 900}, {40, 38}, {5, 2000000}};
	struct poisson_comparison a, b;
	struct poisson_sample x, y;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(pairs); i++) {
		x = counted(pairs[i][0], 181);
		y = counted(pairs[i][1], 184);
		a = poisson_compare(x, y, 0.95);
		b = poisson_compare(y, x, 0.95);
		assert_near(a.ratio.value * b.ratio.value, 1, 1e-14);
		assert_near(a.ratio.lower * b.ratio.upper, 1, 1e-13);
		assert_near(a.ratio.upper * b.ratio.lower, 1, 1e-13);
		assert_near(a.p_central, b.p_central, 1e-12);
		assert_near(a.p_minlike, b.p_minlike, 1e-12);
		assert_near(a.p_midp, b.p_midp, 1e-12);
		assert_near(a.z_score.value, -b.z_score.value, 1e-12);
	}
}

static void
equal_exposures_make_the_tails_equal(void **state)
{
	struct poisson_comparison result;

	(void)state;
	result = poisson_compare(counted(100300, 1), counted(100000, 1), 0.95);
	assert_near(result.p_minlike, result.p_central, 1e-12);
	result = poisson_compare(counted(70, 1), counted(70, 1), 0.95);
	assert_near(result.p_minlike, 1, 0);
	assert_near(result.p_central, 1, 0);
	assert_near(result.z_score.value, 0, 0);
}

/* Summed. */
static void
comparison_of_large_counts(void **state)
{
	struct poisson_comparison large = compared(5000000, 5003000);
	struct poisson_comparison lopsided = compared(5, 200000);

	(void)state;
	assert_near(large.ratio.lower, 1.0147063923653521, 1e-13);
	assert_near(large.ratio.upper, 1.0172251819327578, 1e-13);
	assert_near(large.p_central, 1.89185528072e-138, 1e-10);
	assert_near(lopsided.ratio.lower, 8.2518847355985659e-06, 1e-13);
	assert_near(lopsided.ratio.upper, 5.9309637972813762e-05, 1e-13);
	assert_int_equal(lopsided.state, EST_OK);
	assert_near(lopsided.p_minlike, 0, 0); /* under the smallest double */
}

static void
comparison_refuses_the_impossible(void **state)
{
	struct poisson_sample good = counted(3, 1);

	(void)state;
	assert_int_equal(poisson_compare(good, counted(3, 0), 0.95).state,
	                 EST_UNDEFINED);
	assert_int_equal(poisson_compare(counted(3, -1), good, 0.95).state,
	                 EST_UNDEFINED);
	assert_int_equal(poisson_compare(good, good, 1).state, EST_UNDEFINED);
	assert_int_equal(
		poisson_compare(counted(3, 1e300), counted(3, 1e-300), 0.95)
			.state,
		EST_UNDEFINED);
	assert_int_equal(poisson_compare(good, counted(3, 0), 0.95).ratio.state,
	                 EST_UNDEFINED);
}

static void
test_at_and_around_the_mean(void **state)
{
	struct poisson_test at = poisson_test(25, 25);
	struct poisson_test far = poisson_test(5000000, 10);
	struct poisson_test large = poisson_test(5000000, 5000000.5);

	(void)state;
	assert_near(at.p_two, 1, 0);
	assert_near(at.p_greater + at.p_less - 1,
	            exp(25 * log(25) - 25 - lgamma(26)), 1e-12);
	assert_int_equal(far.state, EST_OK);
	assert_near(far.p_two, 0, 0);
	assert_near(far.p_less, 1, 0);
	assert_int_equal(large.state, EST_OK);
	assert_near(large.p_two, 1, 1e-3);
	assert_near(large.p_less, 0.5, 1e-3);
}

static void
test_against_nothing_expected(void **state)
{
	struct poisson_test none = poisson_test(0, 0);
	struct poisson_test some = poisson_test(3, 0);

	(void)state;
	assert_near(none.p_two, 1, 0);
	assert_near(none.p_greater, 1, 0);
	assert_near(none.p_less, 1, 0);
	assert_near(some.p_two, 0, 0);
	assert_near(some.p_greater, 0, 0);
	assert_near(some.p_less, 1, 0);
	assert_int_equal(poisson_test(3, -1).state, EST_UNDEFINED);
	assert_int_equal(poisson_test(3, (double)NAN).state, EST_UNDEFINED);
	assert_int_equal(poisson_test(3, (double)INFINITY).state,
	                 EST_UNDEFINED);
	assert_int_equal(poisson_test(3, 1e-300).state, EST_OK);
}

static void
dispersion_of_few_or_none(void **state)
{
	const double counts[] = {0, 0, 0, 0};
	const double two[] = {3, 5};

	(void)state;
	assert_int_equal(poisson_dispersion(counts, 0).state, EST_TOO_FEW);
	assert_int_equal(poisson_dispersion(counts, 1).state, EST_TOO_FEW);
	assert_int_equal(poisson_dispersion(counts, 4).state, EST_UNDEFINED);
	assert_int_equal(poisson_dispersion(two, 2).state, EST_OK);
	assert_near(poisson_dispersion(two, 2).index, 0.5, 1e-15);
}

static void
dispersion_of_constant_and_of_wild(void **state)
{
	const double constant[] = {4, 4, 4, 4, 4, 4};
	const double wild[] = {0, 10000000, 0, 10000000, 0, 10000000};
	struct poisson_dispersion result;

	(void)state;
	result = poisson_dispersion(constant, 6);
	assert_int_equal(result.state, EST_OK);
	assert_near(result.index, 0, 0);
	assert_near(result.p_upper, 1, 0);
	result = poisson_dispersion(wild, 6);
	assert_int_equal(result.state, EST_OK);
	assert_near(result.chi2, 3e7, 1e-14);
	assert_near(result.p_upper, 0, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(interval_of_zero_starts_at_zero),
		cmocka_unit_test(interval_of_one_and_two),
		cmocka_unit_test(interval_of_large_counts),
		cmocka_unit_test(bounds_rise_with_the_count),
		cmocka_unit_test(bounds_widen_with_the_level),
		cmocka_unit_test(interval_refuses_the_impossible),
		cmocka_unit_test(probabilities_are_the_textbook_ones),
		cmocka_unit_test(tails_add_to_one),
		cmocka_unit_test(no_likelier_is_what_it_says),
		cmocka_unit_test(nothing_against_nothing),
		cmocka_unit_test(something_against_nothing),
		cmocka_unit_test(swapping_the_samples_inverts_the_ratio),
		cmocka_unit_test(equal_exposures_make_the_tails_equal),
		cmocka_unit_test(comparison_of_large_counts),
		cmocka_unit_test(comparison_refuses_the_impossible),
		cmocka_unit_test(test_at_and_around_the_mean),
		cmocka_unit_test(test_against_nothing_expected),
		cmocka_unit_test(dispersion_of_few_or_none),
		cmocka_unit_test(dispersion_of_constant_and_of_wild),
	};

	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
