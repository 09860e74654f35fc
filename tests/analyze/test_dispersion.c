/* What months say of a level, and which contributions may speak. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyze/dispersion.h"
#include "tests/analyze/near.h"

static const uint64_t wild[SEMESTER_MONTHS] = {10, 90, 12, 70, 15, 60};
/* Variance / mean of them, by hand. */
static const double wild_phi = 1212.1666666666667 / 42.833333333333336;

static double
phi_of(const struct dispersion_result *result)
{
	assert_true(result->scatter.df > 0);
	return result->scatter.chi2 / (double)result->scatter.df;
}

/* A contribution of count months that gave value. */
static void
give(struct dispersion *dispersion, const uint64_t *months, int count,
     uint64_t value)
{
	int m;

	for (m = 0; m < count; m++)
		dispersion_add(dispersion, m, months[m]);
	dispersion_end(dispersion, value, 0);
}

static void
judges_the_whole(void **state)
{
	struct dispersion dispersion = dispersion_start();
	struct dispersion_result result;

	(void)state;
	give(&dispersion, wild, 6, 257);
	result = dispersion_judge(&dispersion, 257);
	assert_near(phi_of(&result), wild_phi, 1e-12);
	assert_near(result.share, 1, 0);
}

static void
judges_from_half_on(void **state)
{
	struct dispersion dispersion = dispersion_start();
	struct dispersion_result result;

	(void)state;
	give(&dispersion, wild, 6, 257);
	dispersion_end(&dispersion, 257, 0); /* no months */
	result = dispersion_judge(&dispersion, 514);
	assert_near(phi_of(&result), wild_phi, 1e-12);
	assert_near(result.share, 0.5, 0);
	dispersion_end(&dispersion, 1, 0);
	assert_int_equal(dispersion_judge(&dispersion, 515).scatter.df, 0);
}

static void
judges_no_semesters(void **state)
{
	struct dispersion dispersion = dispersion_start();

	(void)state;
	dispersion_end(&dispersion, 100, 0);
	dispersion_end(&dispersion, 900, 0);
	assert_int_equal(dispersion_judge(&dispersion, 1000).scatter.df, 0);
	dispersion = dispersion_start();
	assert_int_equal(dispersion_judge(&dispersion, 0).scatter.df, 0);
	assert_false(dispersion_judge(&dispersion, 0).known);
}

static void
knows_the_months_of_a_zero(void **state)
{
	static const uint64_t none[SEMESTER_MONTHS] = {0};
	struct dispersion dispersion = dispersion_start();
	struct dispersion_result result;

	(void)state;
	give(&dispersion, none, 6, 0);
	result = dispersion_judge(&dispersion, 0);
	assert_true(result.known);
	assert_int_equal(result.scatter.df, 0);
	assert_near(result.share, 1, 0);
}

/* Months that do not make up the value speak of something else. */
static void
leaves_out_other_sums(void **state)
{
	struct dispersion dispersion = dispersion_start();

	(void)state;
	give(&dispersion, wild, 6, 258);
	assert_int_equal(dispersion_judge(&dispersion, 258).scatter.df, 0);
}

static void
knows_gaps_from_zeros(void **state)
{
	struct dispersion dispersion = dispersion_start();
	struct dispersion_result result;

	(void)state;
	/* Five months: the sixth is missing, and is not judged. */
	give(&dispersion, wild, 5, 197);
	result = dispersion_judge(&dispersion, 197);
	assert_near(phi_of(&result), 1426.8 / 39.4, 1e-12);

	/* The same where silence is zero. */
	dispersion = dispersion_start();
	dispersion_add(&dispersion, 0, 6);
	dispersion_end(&dispersion, 6, (1U << SEMESTER_MONTHS) - 1);
	result = dispersion_judge(&dispersion, 6);
	assert_near(phi_of(&result), 6, 1e-12); /* 6, 0, 0, 0, 0, 0 */

	/* Two months tell nothing, nor does a gap in four of six. */
	dispersion = dispersion_start();
	give(&dispersion, wild, 2, 100);
	assert_int_equal(dispersion_judge(&dispersion, 100).scatter.df, 0);
	dispersion = dispersion_start();
	dispersion_add_gap(&dispersion, 0);
	dispersion_add_gap(&dispersion, 1);
	dispersion_add_gap(&dispersion, 2);
	dispersion_add_gap(&dispersion, 3);
	give(&dispersion, wild, 6, 257);
	assert_int_equal(dispersion_judge(&dispersion, 257).scatter.df, 0);
}

/* A small contribution with few months does not take months from the others. */
static void
prefers_complete_contributions(void **state)
{
	struct dispersion dispersion = dispersion_start();
	struct dispersion_result result;

	(void)state;
	give(&dispersion, wild, 6, 257);
	give(&dispersion, wild, 3, 112);
	result = dispersion_judge(&dispersion, 369);
	assert_near(phi_of(&result), wild_phi, 1e-12);
	assert_near(result.share, 257.0 / 369, 1e-15);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judges_the_whole),
		cmocka_unit_test(judges_from_half_on),
		cmocka_unit_test(judges_no_semesters),
		cmocka_unit_test(knows_the_months_of_a_zero),
		cmocka_unit_test(leaves_out_other_sums),
		cmocka_unit_test(knows_gaps_from_zeros),
		cmocka_unit_test(prefers_complete_contributions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
