/* Season and level apart: a season that is known, and a lasting change. */

#include <stdlib.h>

#include "analyze/deseason.h"
#include "tests/analyze/near.h"

enum { MONTHS = 60 };

static struct series
series_of(double *values, size_t count)
{
	return (struct series){.values = values, .count = count};
}

/* A level of 1000, from month 30 on of 4000, times a season of up to 3. */
static void
the_season_goes_and_the_level_stays(void **state)
{
	static const double season[] = {1, 1, 2, 3, 3, 2, 1, 0.5, 1, 2, 0.5, 1};
	double values[MONTHS];
	struct series series = series_of(values, MONTHS);
	struct deseason out;
	size_t i;

	(void)state;
	for (i = 0; i < MONTHS; i++)
		values[i] = (i < 30 ? 1000 : 4000) * season[i % 12] - 0.5;
	assert_true(deseason_make(&series, &out));
	assert_int_equal(out.count, MONTHS);
	for (i = 1; i < MONTHS; i++)
		if (i != 30)
			assert_near(out.values[i], out.values[i - 1], 1e-12);
	assert_near(out.values[30] - out.values[29], log(4), 1e-12);
	deseason_release(&out);
}

/* Equal as doubles, whatever rounding leaves of the logarithms: a month of the
 * year's usual change is without change, in each of the twelve. */
static void
equal_changes_are_equal(void **state)
{
	static const double season[] = {3, 3, 9, 1, 5, 7, 7, 2, 8, 6, 4, 11};
	double values[MONTHS];
	struct series series = series_of(values, MONTHS);
	struct deseason out;
	size_t i;

	(void)state;
	for (i = 0; i < MONTHS; i++)
		values[i] =
			i / 12 == 2 ? 7 * season[i % 12] + 3 : season[i % 12];
	assert_true(deseason_make(&series, &out));
	for (i = 1; i < MONTHS; i++) {
		assert_true(fabs(out.changes[i - 1] - out.values[i] +
		                 out.values[i - 1]) < 1e-12);
		if (i < 24 || i > 36)
			assert_true(out.changes[i - 1] == 0);
	}
	deseason_release(&out);
}

static void
only_the_run_counts(void **state)
{
	double values[MONTHS];
	struct series series = series_of(values, MONTHS);
	struct deseason out;
	size_t i;

	(void)state;
	for (i = 0; i < MONTHS; i++)
		values[i] = i < 20 ? (double)NAN : 100;
	series.run = 20;
	assert_true(deseason_make(&series, &out));
	assert_int_equal(out.count, 40);
	assert_near(out.values[0], log(100.5), 1e-14);
	deseason_release(&out);
	series.run = 25; /* 35 months */
	assert_false(deseason_make(&series, &out));
}

static void
a_few_events_are_mostly_chance(void **state)
{
	double values[MONTHS];
	struct series series = series_of(values, MONTHS);
	struct deseason out;
	size_t i;

	(void)state;
	for (i = 0; i < MONTHS; i++)
		values[i] = 4;
	assert_false(deseason_make(&series, &out));
	assert_null(out.values);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_season_goes_and_the_level_stays),
		cmocka_unit_test(equal_changes_are_equal),
		cmocka_unit_test(only_the_run_counts),
		cmocka_unit_test(a_few_events_are_mostly_chance),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
