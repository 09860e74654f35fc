/* Completion of one step, its interval and its back-test. */

#include "analyze/estimate/completion.h"
#include "tests/analyze/near.h"

static const double known[] = {100, 200, 100, 100, 100};
static const double ever[] = {150, 300, 160, 140, 150};

static void
three_periods_are_too_few(void **state)
{
	(void)state;
	assert_int_equal(completion_of(known, ever, 3, 100, 0.95).state,
	                 EST_TOO_FEW);
	assert_int_equal(completion_backtest(known, ever, 4, 0.95).tried, 0);
}

/* 250 on 500; phi = 1: (50 - 50)^2, (100 - 100)^2, (60 - 50)^2 and (40 - 50)^2
 * are 4 over 3 times 50, 1.33; to come 25 of 50, dispersion 1.33 (1 + 0.1). */
static void
what_only_grows_never_falls_under_what_is_known(void **state)
{
	const struct interval told = completion_of(known, ever, 4, 50, 0.95);

	(void)state;
	assert_int_equal(told.state, EST_OK);
	assert_near(told.value, 75, 1e-12);
	assert_true(told.lower > 50 && told.lower < 65);
	assert_true(told.upper > 85 && told.upper < 120);
}

/* 450 over 500 each time: s is what one by one gives, sqrt(51 / 5) of 90, and t
 * with 3 degrees of freedom 3.182446. */
static void
a_correction_downwards_stays_one(void **state)
{
	const double less[] = {90, 180, 90, 90};
	const struct interval told = completion_of(known, less, 4, 100, 0.95);
	const double far = exp(3.182446305284263 * sqrt(51.0 / 5) / 90);

	(void)state;
	assert_near(told.value, 90, 1e-12);
	assert_near(told.upper, 90 * far, 1e-9);
	assert_near(told.lower, 90 / far, 1e-9);
}

/* log(160 / 147.5), log(60 / 85.71), ... each predicted from the other three.
 */
static void
errors_of_the_past_are_the_scale(void **state)
{
	const double wild[] = {150, 300, 60, 140};
	const double others[] = {500.0 / 400, 350.0 / 300, 590.0 / 400,
	                         510.0 / 400};
	const struct interval told = completion_of(known, wild, 4, 100, 0.95);
	double squares = 0;
	size_t i;

	(void)state;
	for (i = 0; i < 4; i++)
		squares += pow(log(wild[i] / (known[i] * others[i])), 2);
	assert_near(told.value, 130, 1e-12);
	assert_near(log(told.upper / 130),
	            3.182446305284263 * sqrt(squares / 4), 1e-9);
	assert_near(told.upper / 130, 130 / told.lower, 1e-9);
}

static void
the_next_one_is_held_or_not(void **state)
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
	assert_int_equal(completion_of(known, none, 4, 100, 0.95).state,
	                 EST_UNDEFINED);
	assert_int_equal(completion_of(known, ever, 4, 0, 0.95).state,
	                 EST_UNDEFINED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_periods_are_too_few),
		cmocka_unit_test(
			what_only_grows_never_falls_under_what_is_known),
		cmocka_unit_test(a_correction_downwards_stays_one),
		cmocka_unit_test(errors_of_the_past_are_the_scale),
		cmocka_unit_test(the_next_one_is_held_or_not),
		cmocka_unit_test(nothing_in_the_end_is_no_division),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
