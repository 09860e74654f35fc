/* Chain ladder of one step, its bounds and its back-test. */

#include "analyze/estimate/completion.h"
#include "tests/analyze/near.h"

static const double known[] = {100, 200, 100, 100, 100};
static const double ever[] = {150, 300, 160, 140, 150};

static void
three_semesters_are_too_few(void **state)
{
	(void)state;
	assert_int_equal(completion_predict(known, ever, 3, 100, 0.95).state,
	                 EST_TOO_FEW);
	assert_int_equal(completion_backtest(known, ever, 4, 0.95).tried, 0);
}

/* 250 after 500, phi 4/3: qnbinom of 25 and of 25.13, variance 4/3 times 1.1 a
 * mean, as far out as t with the 2.84 degrees of freedom that phi is worth. */
static void
the_past_makes_the_bounds(void **state)
{
	const struct interval told =
		completion_predict(known, ever, 4, 50, 0.95);

	(void)state;
	assert_int_equal(told.state, EST_OK);
	assert_near(told.value, 75, 1e-12);
	assert_near(told.lower, 58, 0);
	assert_near(told.upper, 98, 0);
}

/* 10 % less of all, but 12 and 7 of two; Mack's variance, t of 3. */
static void
corrections_go_both_ways(void **state)
{
	const double less[] = {90, 180, 88, 93};
	const struct interval told =
		completion_predict(known, less, 4, 100, 0.95);

	(void)state;
	assert_near(told.value, 90.2, 1e-12);
	assert_near(told.lower, 82.99894603766856, 1e-8);
	assert_near(told.upper, 97.40105396233145, 1e-8);
}

/* Semesters beyond the last eight do not count. */
static void
habits_change(void **state)
{
	const double often[] = {10, 100, 100, 100, 100, 100, 100, 100, 100};
	const double then[] = {90, 150, 150, 150, 150, 150, 150, 150, 150};

	(void)state;
	assert_near(completion_predict(often, then, 9, 100, 0.95).value, 150,
	            1e-12);
}

static void
a_correction_downwards_stays_one(void **state)
{
	const double less[] = {90, 180, 90, 90};
	const struct interval told =
		completion_predict(known, less, 4, 100, 0.95);

	(void)state;
	assert_near(told.value, 90, 1e-12);
	assert_near(told.upper, 90, 1e-12);
}

static void
what_was_never_taken_back_is_held(void **state)
{
	const double wild[] = {150, 300, 160, 140, 400};
	struct completion_trial trial =
		completion_backtest(known, ever, 5, 0.95);

	(void)state;
	assert_int_equal(trial.tried, 1);
	assert_int_equal(trial.held, 1);
	trial = completion_backtest(known, wild, 5, 0.95);
	assert_int_equal(trial.tried, 1);
	assert_int_equal(trial.held, 0);
}

static void
nothing_in_the_end_is_no_division(void **state)
{
	const double none[] = {0, 0, 0, 0};

	(void)state;
	assert_int_equal(completion_predict(known, none, 4, 100, 0.95).state,
	                 EST_UNDEFINED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_semesters_are_too_few),
		cmocka_unit_test(the_past_makes_the_bounds),
		cmocka_unit_test(corrections_go_both_ways),
		cmocka_unit_test(habits_change),
		cmocka_unit_test(a_correction_downwards_stays_one),
		cmocka_unit_test(what_was_never_taken_back_is_held),
		cmocka_unit_test(nothing_in_the_end_is_no_division),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
