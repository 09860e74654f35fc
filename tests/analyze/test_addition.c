/* Levels added up: value, limits, what is missing, what is too much. */

#include <stdlib.h>

#include "analyze/addition.h"
#include "tests/analyze/near.h"

static const struct rules rules = {
	.confidence = 0.95, .flag_rank = {['A' - 'A'] = 20, ['O' - 'A'] = 2}};

static struct level
level_of(uint64_t value, double lower, double upper)
{
	return (struct level){
		.state = LEVEL_VALUE,
		.value = value,
		.exact = {EST_OK, (double)value, lower, upper},
		.n = 3,
		.flag = 'A',
	};
}

/* Limits 30 and 40 away make 50. */
static void
limits_square_and_add(void **state)
{
	const struct level a = level_of(100, 70, 130);
	const struct level b = level_of(200, 160, 240);
	struct addition sum = {0};
	struct result result = {0};

	(void)state;
	addition_add(&sum, &rules, &a);
	addition_add(&sum, &rules, &b);
	addition_take(&sum, &rules, &result);
	assert_int_equal(result.state, EST_OK);
	assert_near(result.value, 300, 0);
	assert_near(result.lower, 250, 1e-14);
	assert_near(result.upper, 350, 1e-14);
	assert_int_equal(result.n, 6);
	assert_int_equal(result.flag, 'A');
	addition_release(&sum);
}

/* poisson.test(300): 267.0 to 335.9. */
static void
limits_are_never_inside_the_exact_ones(void **state)
{
	const struct level a = level_of(300, 299, 301);
	struct addition sum = {0};
	struct result result = {0};

	(void)state;
	addition_add(&sum, &rules, &a);
	addition_take(&sum, &rules, &result);
	assert_near(result.lower, 267.0, 1e-3);
	assert_near(result.upper, 335.9, 1e-3);
	addition_release(&sum);
}

static void
missing_is_no_zero(void **state)
{
	const struct level a = level_of(0, 0, 3.7);
	const struct level gap = {.state = LEVEL_MISSING, .flag = 'O'};
	struct addition sum = {0};
	struct result result = {0};

	(void)state;
	addition_add(&sum, &rules, &gap);
	addition_take(&sum, &rules, &result);
	assert_int_equal(result.state, EST_UNDEFINED);
	assert_string_equal(result.reason, "missing");
	addition_add(&sum, &rules, &a);
	addition_take(&sum, &rules, &result);
	assert_int_equal(result.state, EST_OK);
	assert_near(result.value, 0, 0);
	assert_int_equal(result.flag, 'O');
	assert_int_equal(sum.missing, 1);
	addition_release(&sum);
}

static void
fifteen_digits_are_the_most(void **state)
{
	const struct level a = level_of(UINT64_C(999999999999999), 1, 2);
	const struct level b = level_of(1, 0, 6);
	struct addition sum = {0};
	struct result result = {0};

	(void)state;
	addition_add(&sum, &rules, &a);
	addition_add(&sum, &rules, &b);
	addition_take(&sum, &rules, &result);
	assert_int_equal(result.state, EST_UNDEFINED);
	assert_string_equal(result.reason, "too-large");
	addition_release(&sum);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limits_square_and_add),
		cmocka_unit_test(limits_are_never_inside_the_exact_ones),
		cmocka_unit_test(missing_is_no_zero),
		cmocka_unit_test(fifteen_digits_are_the_most),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
