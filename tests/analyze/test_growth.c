/* Growth: zero bases, gaps, ends of a series; never an infinity. */

#include <float.h>

#include "analyze/estimate/growth.h"
#include "tests/analyze/near.h"

static const double values[] = {10, 0, 15, 30, 0, 20};
static const bool known[] = {true, true, true, true, false, true};
static const struct growth_series series = {values, known, 6};

static void
assert_estimate(struct estimate got, double want, double relative)
{
	assert_int_equal(got.state, EST_OK);
	assert_near(got.value, want, relative);
}

static void
rates(void **state)
{
	(void)state;
	assert_estimate(growth_percent(&series, 3, 1), 100, 0);
	assert_estimate(growth_percent(&series, 1, 1), -100, 0);
	assert_estimate(growth_difference(&series, 2, 2), 5, 0);
	assert_estimate(growth_log(&series, 3, 1), log(2), 1e-15);
	assert_estimate(growth_index(&series, 2), 150, 0);
	assert_estimate(growth_compound(&series), pow(2, 0.2) - 1, 1e-15);
}

static void
no_rate_from_zero_or_from_nothing(void **state)
{
	(void)state;
	assert_int_equal(growth_percent(&series, 2, 1).state, EST_UNDEFINED);
	assert_int_equal(growth_log(&series, 1, 1).state, EST_UNDEFINED);
	assert_int_equal(growth_percent(&series, 4, 1).state, EST_UNDEFINED);
	assert_int_equal(growth_difference(&series, 5, 1).state, EST_UNDEFINED);
	assert_int_equal(growth_percent(&series, 0, 1).state, EST_TOO_FEW);
	assert_int_equal(growth_percent(&series, 6, 1).state, EST_TOO_FEW);
	assert_int_equal(growth_index(&series, 4).state, EST_UNDEFINED);
	assert_int_equal(growth_rate(0, 5).state, EST_UNDEFINED);
	assert_int_equal(growth_rate(0, 0).state, EST_UNDEFINED);
	assert_int_equal(growth_rate(DBL_MIN, DBL_MAX).state, EST_UNDEFINED);
}

static void
sums_say_what_is_missing(void **state)
{
	(void)state;
	assert_estimate(growth_rolling(&series, 3, 3), 45, 0);
	assert_int_equal(growth_rolling(&series, 4, 2).state, EST_UNDEFINED);
	assert_int_equal(growth_rolling(&series, 1, 3).state, EST_TOO_FEW);
	assert_int_equal(growth_rolling(&series, 1, 0).state, EST_TOO_FEW);
	assert_estimate(growth_to_date(&series, 5, 3), 50, 0);
	assert_int_equal(growth_to_date(&series, 5, 3).n, 2);
	assert_estimate(growth_to_date(&series, 3, 3), 30, 0);
	assert_int_equal(growth_to_date(&series, 3, 0).state, EST_TOO_FEW);
}

static void
empty_series(void **state)
{
	const struct growth_series none = {NULL, NULL, 0};
	const struct growth_series one = {values, known, 1};

	(void)state;
	assert_int_equal(growth_index(&none, 0).state, EST_TOO_FEW);
	assert_int_equal(growth_compound(&none).state, EST_TOO_FEW);
	assert_int_equal(growth_compound(&one).state, EST_TOO_FEW);
	assert_estimate(growth_index(&one, 0), 100, 0);
	assert_int_equal(growth_total(NULL, NULL, 0).state, EST_TOO_FEW);
}

static void
contributions_add_up(void **state)
{
	const double before[] = {60, 0, 40};
	const double after[] = {30, 10, 70};
	const double zeros[] = {0, 0, 0};

	(void)state;
	assert_estimate(growth_contribution(before, after, 3, 0), -30, 1e-15);
	assert_estimate(growth_contribution(before, after, 3, 1), 10, 1e-15);
	assert_estimate(growth_contribution(before, after, 3, 2), 30, 1e-15);
	assert_estimate(growth_total(before, after, 3), 10, 1e-15);
	assert_int_equal(growth_contribution(zeros, after, 3, 1).state,
	                 EST_UNDEFINED);
	assert_int_equal(growth_total(zeros, after, 3).state, EST_UNDEFINED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rates),
		cmocka_unit_test(no_rate_from_zero_or_from_nothing),
		cmocka_unit_test(sums_say_what_is_missing),
		cmocka_unit_test(empty_series),
		cmocka_unit_test(contributions_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
