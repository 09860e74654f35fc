/* Ratios that stand out; worked by hand. */

#include "analyze/estimate/outlier.h"
#include "tests/analyze/near.h"

static const struct outlier_rules plain = {0, 0.05, 4};
static const struct outlier_rules sized = {0.5, 0.05, 4};

static void
too_few_say_nothing(void **state)
{
	const double now[] = {1, 100}, base[] = {1, 1};
	double effects[2];
	struct outlier_range range =
		outlier_ratios(now, base, 2, 3, &plain, effects);

	(void)state;
	assert_int_equal(range.state, EST_TOO_FEW);
	assert_false(outlier_is_outside(&range, 1e9));
	range = outlier_ratios(now, base, 0, 0, &plain, effects);
	assert_int_equal(range.state, EST_TOO_FEW);
}

/* Ratios 0.5, 1, 1, 1, 2, 8: median 1, s = -1, 0, 0, 0, 1, 7. */
static void
both_ways_count_alike(void **state)
{
	const double now[] = {5, 10, 20, 30, 20, 80};
	const double base[] = {10, 10, 20, 30, 10, 10};
	double effects[6];
	const struct outlier_range range =
		outlier_ratios(now, base, 6, 3, &plain, effects);

	(void)state;
	assert_int_equal(range.state, EST_OK);
	assert_near(range.median, 1, 0);
	assert_near(effects[0], -1, 1e-15);
	assert_near(effects[4], 1, 1e-15);
	assert_near(effects[5], 7, 1e-15);
	/* Q1 = 0, median 0, Q3 = 0.75: 4 times that is 3. */
	assert_near(range.upper, 3, 1e-15);
	assert_near(range.lower, 0, 0);
	assert_true(outlier_is_outside(&range, effects[5]));
	assert_false(outlier_is_outside(&range, effects[4]));
}

static void
size_makes_a_change_weigh_more(void **state)
{
	const double now[] = {30, 3000, 10}, base[] = {10, 1000, 10};
	double effects[3];

	(void)state;
	(void)outlier_ratios(now, base, 3, 1, &sized, effects);
	/* Median 3: s = 0, 0, -2; times the root of 10. */
	assert_near(effects[0], 0, 0);
	assert_near(effects[2], -2 * 3.1622776601683795, 1e-15);
}

static void
all_alike_leave_the_floor(void **state)
{
	const double now[] = {10, 10, 10, 10}, base[] = {10, 10, 10, 10};
	double effects[4];
	const struct outlier_range range =
		outlier_ratios(now, base, 4, 3, &plain, effects);

	(void)state;
	assert_false(outlier_is_outside(&range, effects[0]));
	assert_true(outlier_is_outside(&range, 0.1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(too_few_say_nothing),
		cmocka_unit_test(both_ways_count_alike),
		cmocka_unit_test(size_makes_a_change_weigh_more),
		cmocka_unit_test(all_alike_leave_the_floor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
