/* Order by merging is the order of any sort; of equal values it keeps that in
 * which they stood. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/estimate/sorting.h"

#define MOST 700

/* Numbers with many ties, the same each time. */
static void
fill(double *values, size_t n, unsigned kinds)
{
	uint32_t seed = 1 + (uint32_t)n;
	size_t i;

	for (i = 0; i < n; i++) {
		seed = seed * 1664525u + 1013904223u;
		values[i] = (double)(seed >> 8) / 3 - 1e6;
		if (kinds > 0)
			values[i] = (double)(seed >> 8 & 0xff) / kinds;
	}
}

static void
puts_in_order(void **state)
{
	double values[MOST], sorted[MOST];
	size_t order[MOST], n, i;
	unsigned kinds;

	(void)state;
	for (kinds = 0; kinds < 3; kinds++)
		for (n = 0; n < MOST; n++) {
			fill(values, n, kinds);
			memcpy(sorted, values, sizeof values);
			sorting_ascend(sorted, n);
			sorting_order(values, n, order);
			for (i = 0; i < n; i++) {
				assert_true(!(values[order[i]] < sorted[i]) &&
				            !(values[order[i]] > sorted[i]));
				assert_true(i == 0 ||
				            sorted[i - 1] < sorted[i] ||
				            (!(sorted[i - 1] > sorted[i]) &&
				             order[i - 1] < order[i]));
			}
		}
}

static void
selects_what_order_has(void **state)
{
	double values[MOST], sorted[MOST];
	size_t n, k;
	unsigned kinds;

	(void)state;
	for (kinds = 0; kinds < 3; kinds++)
		for (n = 1; n < MOST; n += 1 + n / 8) {
			fill(values, n, kinds);
			memcpy(sorted, values, sizeof values);
			sorting_ascend(sorted, n);
			for (k = 0; k < n; k++)
				assert_memory_equal(
					(const double[]){sorting_select(
						values, n, k * 7919 % n)},
					&sorted[k * 7919 % n], sizeof(double));
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(puts_in_order),
		cmocka_unit_test(selects_what_order_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
