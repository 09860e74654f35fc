/* Wider intervals: what months show, and what so few events cannot. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyze/estimate/poisson.h"
#include "analyze/estimate/widening.h"
#include "tests/analyze/near.h"

static const double t5_over_z = 2.5705818366147395 / 1.959963984540054;

static struct widened
widen(uint64_t count, struct scatter scatter)
{
	const struct interval exact =
		poisson_interval((struct poisson_sample){count, 1}, 0.95);

	return widening_of_count(scatter, &exact, 0.95, NULL);
}

static void
follows_the_months(void **state)
{
	const struct interval exact =
		poisson_interval((struct poisson_sample){50, 1}, 0.95);
	const struct widened wide = widen(50, (struct scatter){20, 5});
	const double factor = 2 * t5_over_z * 1.02;

	(void)state;
	assert_true(wide.found);
	assert_near(wide.phi, 4, 1e-12);
	assert_near(wide.lower, 50 * pow(exact.lower / 50, factor), 1e-9);
	assert_near(wide.upper, 50 * pow(exact.upper / 50, factor), 1e-7);
}

static void
leaves_the_even_ones(void **state)
{
	(void)state;
	assert_false(widen(11, (struct scatter){4, 5}).found);
	assert_false(widen(5000, (struct scatter){4, 5}).found);
	/* What the months 0, 1, 2, 3, 3, 4 have, but for rounding 5. */
	assert_false(widen(13, (struct scatter){5.0000000000000009, 5}).found);
}

/* A score of 4 where phi is 4 is a t of 2: R's 2 * pt(-2, 10). */
static void
judges_by_what_phi_is_worth(void **state)
{
	(void)state;
	assert_near(widening_p((struct scatter){40, 10}, 4),
	            0.07338803477074037, 1e-12);
	assert_near(widening_p((struct scatter){40, 10}, -4),
	            0.07338803477074037, 1e-12);
	assert_near(widening_p((struct scatter){3, 10}, 2), 0.07338803477074037,
	            1e-12); /* as for a phi of 1 */
}

/* The upper limits by hand: 3.5 times a gamma quantile, and Garwood's of 11. */
static void
assumes_groups_of_few(void **state)
{
	static const double zero = 12.911078089398776; /* -3.5 log 0.025 */
	const double eleven =
		poisson_interval((struct poisson_sample){11, 1}, 0.95).upper;
	struct widened before = widen(0, (struct scatter){0, 0}), wide;
	uint64_t count;

	(void)state;
	assert_true(before.found);
	assert_near(before.phi, 3.5, 0);
	assert_near(before.lower, 0, 0);
	assert_near(before.upper, zero, 1e-9);
	for (count = 1; count < 11; count++) {
		wide = widen(count, (struct scatter){0, 5});
		assert_true(wide.found);
		assert_true(wide.upper >= before.upper);
		assert_true(wide.upper <= eleven * (1 + 1e-12));
		before = wide;
	}
	assert_near(before.upper, eleven, 1e-9); /* of 4 on */
	/* The lower limit is the exact one, which covers enough. */
	assert_near(widen(4, (struct scatter){0, 5}).lower,
	            poisson_interval((struct poisson_sample){4, 1}, 0.95).lower,
	            1e-12);
}

/* Months that show more than is assumed count for more. */
static void
takes_the_wider_of_both(void **state)
{
	const struct interval exact =
		poisson_interval((struct poisson_sample){9, 1}, 0.95);
	const struct widened wide = widen(9, (struct scatter){45, 5});
	const double factor = 3 * t5_over_z * (1 + 1.0 / 9);

	(void)state;
	assert_near(wide.phi, 9, 1e-12);
	assert_near(wide.upper, 9 * pow(exact.upper / 9, factor), 1e-7);
	assert_near(wide.lower, 9 * pow(exact.lower / 9, factor), 1e-7);
}

/* Kept quantiles are those that are worked out. */
static void
keeps_what_it_works_out(void **state)
{
	const struct widening_kept kept = widening_keep(0.9);
	struct scatter scatter = {0, 0};
	uint64_t count;

	(void)state;
	for (count = 0; count < 30; count++) {
		const struct interval exact = poisson_interval(
			(struct poisson_sample){count, 1}, 0.9);
		const struct widened own =
			widening_of_count(scatter, &exact, 0.9, NULL);
		const struct widened same =
			widening_of_count(scatter, &exact, 0.9, &kept);

		assert_int_equal(own.found, same.found);
		assert_near(same.lower, own.lower, 0);
		assert_near(same.upper, own.upper, 0);
		scatter = (struct scatter){2.5 * (double)count, count / 2};
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(follows_the_months),
		cmocka_unit_test(leaves_the_even_ones),
		cmocka_unit_test(judges_by_what_phi_is_worth),
		cmocka_unit_test(assumes_groups_of_few),
		cmocka_unit_test(takes_the_wider_of_both),
		cmocka_unit_test(keeps_what_it_works_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
