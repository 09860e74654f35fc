/* Edges of the aberration rules; golden values are in tests/oracles. */

#include <gsl/gsl_errno.h>
#include <stdlib.h>

#include "analyze/estimate/control.h"
#include "analyze/estimate/count.h"
#include "analyze/estimate/farrington.h"
#include "tests/analyze/near.h"

#define MONTHS 61

static struct farrington
last_of(const double *counts, const struct farrington_rules *rules)
{
	struct farrington_work *work = calloc(1, sizeof(*work));
	struct farrington result;

	assert_non_null(work);
	result = farrington_at(counts, MONTHS - 1, rules, work);
	free(work);
	return result;
}

static void
fill(double *counts, double value)
{
	size_t i;

	for (i = 0; i < MONTHS; i++)
		counts[i] = value;
}

static void
whole_years_of_reference(void **state)
{
	(void)state;
	assert_int_equal(farrington_years(0, 12, 1), 0);
	assert_int_equal(farrington_years(12, 12, 1), 0);
	assert_int_equal(farrington_years(13, 12, 1), 1);
	assert_int_equal(farrington_years(60, 12, 1), 4);
}

static void
a_short_history_is_too_few(void **state)
{
	struct farrington_rules rules = farrington_classic(12, 1);
	double counts[MONTHS];

	(void)state;
	fill(counts, 5);
	rules.years = 5;
	assert_int_equal(last_of(counts, &rules).state, EST_TOO_FEW);
}

static void
impossible_rules_are_undefined(void **state)
{
	struct farrington_rules rules = farrington_classic(12, 6);
	double counts[MONTHS];

	(void)state;
	fill(counts, 5);
	assert_int_equal(last_of(counts, &rules).state, EST_UNDEFINED);
	rules = farrington_classic(12, 1);
	rules.tail = 0;
	assert_int_equal(last_of(counts, &rules).state, EST_UNDEFINED);
}

static void
no_case_in_the_reference_is_undefined(void **state)
{
	struct farrington_rules rules = farrington_classic(12, 1);
	double counts[MONTHS];

	(void)state;
	fill(counts, 0);
	counts[MONTHS - 1] = 9;
	assert_int_equal(last_of(counts, &rules).state, EST_UNDEFINED);
}

/*
 * Nine months of 100: expected 100, variance of it 100 / 9, tau 10 / 9, and the
 * bound (100^(2/3) + z 2/3 100^(1/6) sqrt(10 / 9))^(3/2).
 */
static void
a_constant_series(void **state)
{
	struct farrington_rules rules = farrington_classic(12, 1);
	const double z = 2.5758293035489004;
	double counts[MONTHS];
	struct farrington result;

	(void)state;
	fill(counts, 100);
	counts[MONTHS - 1] = 131;
	result = last_of(counts, &rules);
	assert_int_equal(result.state, EST_OK);
	assert_int_equal(result.n, 9);
	assert_near(result.expected, 100, 1e-12);
	assert_near(result.expected_se, 10.0 / 3, 1e-12);
	assert_near(result.upper,
	            pow(pow(100, 2.0 / 3) +
	                        z * 2 / 3 * pow(100, 1.0 / 6) * sqrt(10.0 / 9),
	                1.5),
	            1e-9);
	assert_true(result.alarm);
	assert_false(result.trend);
}

/* Four blocks of a year of twelve months, window 1: lengths 3, 3, 3 and 3. */
static void
the_flexible_rule_fills_the_year(void **state)
{
	struct farrington_rules rules = farrington_flexible(12, 1, 4);
	struct farrington_work *work = calloc(1, sizeof(*work));
	double counts[MONTHS];
	struct farrington result;
	size_t i, seen[5] = {0};

	(void)state;
	assert_non_null(work);
	fill(counts, 40);
	result = farrington_at(counts, MONTHS - 1, &rules, work);
	assert_int_equal(result.state, EST_OK);
	assert_int_equal(result.n, 36 + 1 - 6);
	for (i = 0; i < 12; i++)
		seen[work->block[i]]++;
	for (i = 1; i <= 4; i++)
		assert_int_equal(seen[i], 3);
	assert_near(result.expected, 40, 1e-9);
	assert_true(result.upper == count_quantile(0.99, 40, 1));
	free(work);
}

static void
few_cases_raise_no_alarm(void **state)
{
	struct farrington_rules rules = farrington_classic(12, 1);
	double counts[MONTHS];
	struct farrington result;

	(void)state;
	fill(counts, 0);
	counts[MONTHS - 13] = 1;
	counts[MONTHS - 1] = 4;
	result = last_of(counts, &rules);
	assert_false(result.enough);
	assert_false(result.alarm);
}

static void
ears_of_a_step(void **state)
{
	const double counts[] = {2, 4, 2, 4, 2, 4, 100};
	const struct control_rules rules = {
		.method = CONTROL_C1, .baseline = 4, .tail = 0.001};
	struct control_rules second = rules;
	struct control result = control_ears(counts, 6, &rules);

	(void)state;
	assert_int_equal(result.state, EST_OK);
	assert_near(result.centre, 3, 0);
	assert_near(result.upper, 3 + 3.090232306167813 * sqrt(4.0 / 3), 1e-12);
	assert_true(result.alarm);
	assert_int_equal(control_ears(counts, 3, &rules).state, EST_TOO_FEW);
	second.method = CONTROL_C2;
	assert_int_equal(control_ears(counts, 5, &second).state, EST_TOO_FEW);
	assert_int_equal(control_ears(counts, 6, &second).state, EST_OK);
}

/* C3 remembers what was too much in the two months before. */
static void
the_third_ears_rule_remembers(void **state)
{
	const double counts[] = {2, 4, 2, 4, 2, 4, 30, 6, 6};
	const struct control_rules rules = {
		.method = CONTROL_C3, .baseline = 4, .tail = 0.025};

	(void)state;
	assert_int_equal(control_ears(counts, 7, &rules).state, EST_TOO_FEW);
	assert_int_equal(control_ears(counts, 8, &rules).state, EST_OK);
	assert_true(control_ears(counts, 8, &rules).alarm);
}

static void
cumulated_sums_go_both_ways(void **state)
{
	struct control_cusum cusum = {0, 0};

	(void)state;
	control_cusum_add(&cusum, 2, 0.5);
	assert_near(cusum.upper, 1.5, 0);
	assert_true(cusum.lower == 0);
	control_cusum_add(&cusum, -3, 0.5);
	assert_true(cusum.upper == 0);
	assert_near(cusum.lower, 2.5, 0);
}

static void
scores_and_counts_are_inverse(void **state)
{
	static const enum control_score scores[] = {CONTROL_ROSSI,
	                                            CONTROL_ANSCOMBE};
	struct estimate count;
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		count = control_count(scores[i], 1.3, 20);
		assert_near(control_score(scores[i], count.value, 20).value,
		            1.3, 1e-12);
	}
	assert_int_equal(control_score(CONTROL_ROSSI, 3, 0).state,
	                 EST_UNDEFINED);
	assert_int_equal(control_count(CONTROL_ROSSI, 3, 0).state,
	                 EST_UNDEFINED);
	assert_true(control_count(CONTROL_STANDARD, -9, 4).value == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_years_of_reference),
		cmocka_unit_test(a_short_history_is_too_few),
		cmocka_unit_test(impossible_rules_are_undefined),
		cmocka_unit_test(no_case_in_the_reference_is_undefined),
		cmocka_unit_test(a_constant_series),
		cmocka_unit_test(the_flexible_rule_fills_the_year),
		cmocka_unit_test(few_cases_raise_no_alarm),
		cmocka_unit_test(ears_of_a_step),
		cmocka_unit_test(the_third_ears_rule_remembers),
		cmocka_unit_test(cumulated_sums_go_both_ways),
		cmocka_unit_test(scores_and_counts_are_inverse),
	};

	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
