/* Digits: by hand, nothing to count, rounded counts, what is no count. */

#include <gsl/gsl_errno.h>

#include "analyze/estimate/digits.h"
#include "tests/analyze/near.h"

static void
first_digits_are_counted(void **state)
{
	const double counts[] = {1, 19, 123456, 9, 90, 0, 7e14};
	struct first_digits first = digits_first(counts, 7);

	(void)state;
	assert_int_equal(first.state, EST_OK);
	assert_int_equal(first.n, 6);
	assert_near(first.counts[0], 3, 0);
	assert_near(first.counts[6], 1, 0);
	assert_near(first.counts[8], 2, 0);
	assert_near(first.expected[8], 6 * log10(10.0 / 9), 1e-14);
}

/* One 1: its share is 0.699 too high, each other as much too low as it is. */
static void
one_count(void **state)
{
	const double counts[] = {1};
	const double p1 = log10(2);
	struct first_digits first = digits_first(counts, 1);

	(void)state;
	assert_near(first.chi2, (1 - p1) * (1 - p1) / p1 + (1 - p1), 1e-14);
	assert_near(first.deviation, 2 * (1 - p1) / 9, 1e-14);
	assert_near(first.z[0], (0.5 - p1) / sqrt(p1 * (1 - p1)), 1e-14);
	/* 0.046 is under 1/2: no correction. */
	assert_near(first.z[8], sqrt(log10(10.0 / 9) / (1 - log10(10.0 / 9))),
	            1e-13);
	assert_int_equal(digits_last(counts, 1).state, EST_TOO_FEW);
}

static void
heaping_by_hand(void **state)
{
	const double counts[] = {10, 25, 31, 5};
	struct last_digits last = digits_last(counts, 4);

	(void)state;
	assert_int_equal(last.state, EST_OK);
	assert_int_equal(last.n, 3);
	assert_near(last.chi2, 3 * 0.49 / 0.3 + 7 * 0.3, 1e-14);
	assert_near(last.heaping, 2.0 / 3, 1e-15);
	assert_near(last.heaping_p, 3 * 0.04 * 0.8 + 0.008, 1e-13);
	assert_near(last.whipple, 1000.0 / 3, 1e-15);
	assert_near(last.myers, 1.0 / 3 - 0.1, 1e-15);
}

static void
nothing_to_count(void **state)
{
	const double counts[] = {0, -3, 0.5, (double)NAN, 1e16};

	(void)state;
	assert_int_equal(digits_first(NULL, 0).state, EST_TOO_FEW);
	assert_int_equal(digits_first(counts, 5).state, EST_TOO_FEW);
	assert_int_equal(digits_last(counts, 5).state, EST_TOO_FEW);
	assert_false(digits_rounded(counts, 5));
}

static void
rounded_counts_are_told(void **state)
{
	const double counts[] = {5, 10, 0, 12345};
	const double other[] = {5, 10, 11};

	(void)state;
	assert_true(digits_rounded(counts, 4));
	assert_false(digits_rounded(other, 3));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_digits_are_counted),
		cmocka_unit_test(one_count),
		cmocka_unit_test(heaping_by_hand),
		cmocka_unit_test(nothing_to_count),
		cmocka_unit_test(rounded_counts_are_told),
	};

	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
