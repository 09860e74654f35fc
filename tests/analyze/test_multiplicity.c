/* Adjusted p-values: order, ties, none, tests that gave no p. */

#include <string.h>

#include "analyze/estimate/multiplicity.h"
#include "tests/analyze/near.h"

static void
assert_all_near(const double *got, const double *want, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		assert_near(got[i], want[i], 1e-15);
}

/* Three tests: factors 3, 3/2, 1 of BH; 3, 2, 1 of Holm and Hochberg. */
static void
three_by_hand(void **state)
{
	const double bh[] = {0.06, 0.03, 0.06};
	const double holm[] = {0.08, 0.03, 0.08};
	const double hochberg[] = {0.06, 0.03, 0.06};
	const double bonferroni[] = {0.18, 0.03, 0.12};
	double p[] = {0.06, 0.01, 0.04};

	(void)state;
	multiplicity_adjust(p, 3, MULTIPLICITY_BH);
	assert_all_near(p, bh, 3);
	multiplicity_adjust(memcpy(p, (double[]){0.06, 0.01, 0.04}, sizeof(p)),
	                    3, MULTIPLICITY_HOLM);
	assert_all_near(p, holm, 3);
	multiplicity_adjust(memcpy(p, (double[]){0.06, 0.01, 0.04}, sizeof(p)),
	                    3, MULTIPLICITY_HOCHBERG);
	assert_all_near(p, hochberg, 3);
	multiplicity_adjust(memcpy(p, (double[]){0.06, 0.01, 0.04}, sizeof(p)),
	                    3, MULTIPLICITY_BONFERRONI);
	assert_all_near(p, bonferroni, 3);
}

/* 1 + 1/2 = 3/2 times what BH gives. */
static void
any_dependence_costs_the_harmonic_sum(void **state)
{
	double p[] = {0.02, 0.5};

	(void)state;
	multiplicity_adjust(p, 2, MULTIPLICITY_BY);
	assert_near(p[0], 0.06, 1e-15);
	assert_near(p[1], 0.75, 1e-15);
}

static void
a_test_without_p_keeps_its_place(void **state)
{
	double p[] = {(double)NAN, 0.02, (double)NAN, 0.01};

	(void)state;
	multiplicity_adjust(p, 4, MULTIPLICITY_BONFERRONI);
	assert_true(isnan(p[0]) && isnan(p[2]));
	assert_near(p[1], 0.04, 1e-15);
	assert_near(p[3], 0.02, 1e-15);
}

static void
nothing_exceeds_one(void **state)
{
	double p[] = {1, 1, 0.9};

	(void)state;
	multiplicity_adjust(p, 3, MULTIPLICITY_HOLM);
	assert_near(p[0], 1, 0);
	assert_near(p[2], 1, 0);
	multiplicity_adjust(p, 0, MULTIPLICITY_BH);
	multiplicity_adjust(NULL, 0, MULTIPLICITY_BH);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_by_hand),
		cmocka_unit_test(any_dependence_costs_the_harmonic_sum),
		cmocka_unit_test(a_test_without_p_keeps_its_place),
		cmocka_unit_test(nothing_exceeds_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
