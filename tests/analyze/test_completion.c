/* Chain ladder of one step, its bounds and its back-test. */

#include "analyze/estimate/completion.h"
#include "tests/analyze/near.h"

static const double known[] = {100, 200, 100, 100, 100};
static const double ever[] = {150, 300, 160, 140, 150};

static void
three_semesters_are_too_few(void **state)
{
	(void)state;
	assert_int_equal(completion_predict(known, ever, 3, 100).state,
	                 EST_TOO_FEW);
	assert_int_equal(completion_backtest(known, ever, 4).tried, 0);
}

/* 750 over 500; without the third 590 over 400 foretold 147.5 of 160, without
 * the fourth 610 over 400 foretold 152.5 of 140. */
static void
errors_of_the_past_make_the_bounds(void **state)
{
	const struct interval told = completion_predict(known, ever, 4, 50);

	(void)state;
	assert_int_equal(told.state, EST_OK);
	assert_near(told.value, 75, 1e-12);
	assert_near(told.upper, 75 * 160 / 147.5, 1e-12);
	assert_near(told.lower, 75 * 140 / 152.5, 1e-12);
}

static void
a_correction_downwards_stays_one(void **state)
{
	const double less[] = {90, 180, 90, 90};
	const struct interval told = completion_predict(known, less, 4, 100);

	(void)state;
	assert_near(told.value, 90, 1e-12);
	assert_near(told.upper, 90, 1e-12);
}

static void
what_was_never_taken_back_is_held(void **state)
{
	const double wild[] = {150, 300, 160, 140, 400};
	struct completion_trial trial = completion_backtest(known, ever, 5);

	(void)state;
	assert_int_equal(trial.tried, 1);
	assert_int_equal(trial.held, 1);
	trial = completion_backtest(known, wild, 5);
	assert_int_equal(trial.tried, 1);
	assert_int_equal(trial.held, 0);
}

static void
nothing_in_the_end_is_no_division(void **state)
{
	const double none[] = {0, 0, 0, 0};

	(void)state;
	assert_int_equal(completion_predict(known, none, 4, 100).state,
	                 EST_UNDEFINED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_semesters_are_too_few),
		cmocka_unit_test(errors_of_the_past_make_the_bounds),
		cmocka_unit_test(a_correction_downwards_stays_one),
		cmocka_unit_test(what_was_never_taken_back_is_held),
		cmocka_unit_test(nothing_in_the_end_is_no_division),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
