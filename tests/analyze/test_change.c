/* Change: when there is a ratio, when a percentage, when a verdict. */

#include <math.h>

#include "analyze/change.h"
#include "analyze/estimate/poisson.h"
#include "tests/analyze/near.h"

static const struct rules rules = {
	.confidence = 0.95, .small_number = 20, .mirror_factor = 1.5};
static const struct symbol own = {"own", 0}, agency = {"agency", 1};
static const struct symbol fr = {"FR", 2}, de = {"DE", 3}, gh = {"GH", 4};

/* A full level. */
static struct level
level_of(uint64_t value)
{
	return (struct level){
		.counted_by = &own,
		.state = LEVEL_VALUE,
		.value = value,
		.exact = {EST_OK, (double)value, 0, 0},
		.n = 1,
		.reported = 1,
		.expected = 1,
		.months = 6,
		.months_expected = 6,
		.flag = 'A',
	};
}

static void
judges_by_the_interval(void **state)
{
	struct level base = level_of(100), now = level_of(200);
	struct change change = change_make(&now, &base, &rules);

	(void)state;
	assert_int_equal(change.state, CHANGE_VALUE);
	assert_int_equal(change.verdict, VERDICT_RISE);
	assert_null(change.reason);
	assert_true(change.has_percent);
	assert_near(change.percent, 100, 1e-9);
	assert_near(change.percent_lower, (change.ratio.lower - 1) * 100, 1e-9);
	assert_true(change.has_p && change.p < 0.001);
	assert_near(change.difference, 100, 0);
	change = change_make(&base, &now, &rules);
	assert_int_equal(change.verdict, VERDICT_FALL);
	now = level_of(104);
	change = change_make(&now, &base, &rules);
	assert_int_equal(change.verdict, VERDICT_NO_EVIDENCE);
}

static void
divides_by_no_zero(void **state)
{
	struct level base = level_of(0), now = level_of(50);
	struct change change = change_make(&now, &base, &rules);

	(void)state;
	assert_int_equal(change.state, CHANGE_UNDEFINED);
	assert_int_equal(change.verdict, VERDICT_NOT_COMPARABLE);
	assert_string_equal(change.reason, "base-zero");
	assert_false(change.has_percent || change.has_p);
	assert_near(change.difference, 50, 0);
	change = change_make(&base, &base, &rules);
	assert_int_equal(change.state, CHANGE_UNDEFINED);
	assert_string_equal(change.reason, "base-zero");
	assert_near(change.difference, 0, 0);
}

static void
gives_no_percentage_on_a_small_base(void **state)
{
	struct level base = level_of(19), now = level_of(60);
	struct change change = change_make(&now, &base, &rules);

	(void)state;
	assert_int_equal(change.state, CHANGE_VALUE);
	assert_int_equal(change.verdict, VERDICT_RISE);
	assert_string_equal(change.reason, "small-base");
	assert_false(change.has_percent);
	assert_true(change.has_p);
	base = level_of(20);
	change = change_make(&now, &base, &rules);
	assert_true(change.has_percent);
	assert_null(change.reason);
}

static void
tells_missing_from_zero(void **state)
{
	struct level now = level_of(50),
		     none = {.counted_by = &own, .state = LEVEL_MISSING};
	struct change change = change_make(&none, &now, &rules);

	(void)state;
	assert_int_equal(change.state, CHANGE_MISSING);
	assert_false(change.has_difference);
	change = change_make(&now, &none, &rules);
	assert_int_equal(change.state, CHANGE_UNDEFINED);
	assert_string_equal(change.reason, "base-missing");
	change = change_make(&now, NULL, &rules);
	assert_string_equal(change.reason, "base-missing");
	assert_int_equal(change.verdict, VERDICT_NOT_COMPARABLE);
}

static void
compares_like_with_like(void **state)
{
	struct level now = level_of(50), base = level_of(100);
	struct change change;

	(void)state;
	base.counted_by = &agency;
	change = change_make(&now, &base, &rules);
	assert_string_equal(change.reason, "basis-differs");
	assert_int_equal(change.state, CHANGE_UNDEFINED);
	base = level_of(100);
	now.absent = 1;
	change = change_make(&now, &base, &rules);
	assert_string_equal(change.reason, "incomplete");
	assert_int_equal(change.verdict, VERDICT_NOT_COMPARABLE);
	assert_int_equal(change.state, CHANGE_VALUE);
	assert_false(change.has_p || change.has_percent);
	now = level_of(50);
	base.months = 5;
	change = change_make(&now, &base, &rules);
	assert_string_equal(change.reason, "base-incomplete");
}

/* Not all reported, but those who did are the same and complete. */
static void
compares_the_same_reporters(void **state)
{
	struct giver both[] = {{&gh, &de, true}, {&gh, &fr, true}};
	struct giver other[] = {{&gh, &de, true}, {&gh, &de, true}};
	struct level now = level_of(50), base = level_of(100);
	struct change change;

	(void)state;
	now.expected = base.expected = 3;
	now.givers = base.givers = both;
	now.giver_count = base.giver_count = 2;
	change = change_make(&now, &base, &rules);
	assert_null(change.reason);
	assert_int_equal(change.verdict, VERDICT_FALL);
	base.givers = other;
	change = change_make(&now, &base, &rules);
	assert_string_equal(change.reason, "reporters-differ");
	base.givers = both;
	base.giver_count = 1;
	change = change_make(&now, &base, &rules);
	assert_string_equal(change.reason, "reporters-differ");
}

/* Student's t over the normal quantile, at 95 %. */
static const double t5 = 2.5705818366147395 / 1.959963984540054;
static const double t10 = 2.2281388519649385 / 1.959963984540054;

/* The widened interval is the printed one: it decides. */
static void
widens_on_the_log_scale(void **state)
{
	struct level now = level_of(150), base = level_of(100);
	struct change change;

	(void)state;
	base.scatter = (struct scatter){16 * 5, 5};
	change = change_make(&now, &base, &rules);
	assert_true(change.ratio.lower > 1);
	assert_true(change.widened);
	assert_near(change.phi, 16, 1e-12);
	assert_int_equal(change.verdict, VERDICT_NO_EVIDENCE);
	assert_near(log(change.wide_upper / 1.5),
	            4 * t5 * log(change.ratio.upper / 1.5), 1e-9);
	assert_near(change.percent_upper, (change.wide_upper - 1) * 100, 1e-9);
}

/* Both ends are judged as one: even months of one temper the other's. */
static void
pools_both_ends(void **state)
{
	struct level now = level_of(150), base = level_of(100);
	struct change change;

	(void)state;
	base.scatter = (struct scatter){16 * 5, 5};
	now.scatter = (struct scatter){2 * 5, 5};
	change = change_make(&now, &base, &rules);
	assert_near(change.phi, 9, 1e-12);
	assert_near(log(change.wide_upper / 1.5),
	            3 * t10 * log(change.ratio.upper / 1.5), 1e-9);
	base.scatter.chi2 = 6;
	now.scatter.chi2 = 3.9;
	assert_false(change_make(&now, &base, &rules).widened);
}

/* From zero the limit is the exact one of a base divided by phi and by the
 * square of what Student's t adds. */
static void
widens_from_zero(void **state)
{
	struct level now = level_of(0), base = level_of(100);
	struct change change;
	double exact = pow(0.025, -1.0 / 100) - 1;

	(void)state;
	base.scatter = (struct scatter){4 * 5, 5};
	change = change_make(&now, &base, &rules);
	assert_near(change.ratio.upper, exact, 1e-9);
	assert_near(change.wide_lower, 0, 0);
	assert_near(change.wide_upper, pow(0.025, -4 * t5 * t5 / 100) - 1,
	            1e-9);
}

/* Widened or not, other counts are judged as if their limits were known. */
static void
judges_other_counts_alike(void **state)
{
	const double chi2[] = {0, 12, 200};
	size_t verdicts[4] = {0};
	uint64_t a, b;
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++)
		for (a = 0; a < 60; a += 3)
			for (b = 0; b < 60; b++) {
				struct level now = level_of(a);
				struct level base = level_of(b);
				enum verdict verdict;
				struct change one;

				now.scatter = (struct scatter){chi2[i], 5};
				verdict = change_make(&now, &base, &rules)
				                  .verdict;
				now.value = base.value = 1;
				one = change_make(&now, &base, &rules);
				assert_int_equal(
					change_verdict(&one, a, b, &rules),
					verdict);
				verdicts[verdict]++;
			}
	assert_true(verdicts[VERDICT_RISE] > 100);
	assert_true(verdicts[VERDICT_FALL] > 100);
	assert_true(verdicts[VERDICT_NO_EVIDENCE] > 100);
	assert_true(verdicts[VERDICT_NOT_COMPARABLE] > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judges_by_the_interval),
		cmocka_unit_test(divides_by_no_zero),
		cmocka_unit_test(gives_no_percentage_on_a_small_base),
		cmocka_unit_test(tells_missing_from_zero),
		cmocka_unit_test(compares_like_with_like),
		cmocka_unit_test(compares_the_same_reporters),
		cmocka_unit_test(widens_on_the_log_scale),
		cmocka_unit_test(pools_both_ends),
		cmocka_unit_test(widens_from_zero),
		cmocka_unit_test(judges_other_counts_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
