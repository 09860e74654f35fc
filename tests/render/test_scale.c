/* Axes: round ticks that enclose the data, places that keep to the axis. */

#include "render/scale.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
ticks_are_round_and_enclose(void **state)
{
	static const double highs[] = {1, 3, 7, 19, 99, 101, 412, 5432, 380000};
	double ticks[SCALE_TICKS_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(highs) / sizeof(*highs); i++) {
		size_t count = scale_ticks(highs[i], 4, ticks);
		double step = ticks[1] - ticks[0];

		assert_true(count >= 2 && count <= 6);
		assert_true(ticks[0] >= 0 && ticks[0] <= 0);
		assert_true(ticks[count - 1] >= highs[i]);
		assert_true(ticks[count - 2] < highs[i]);
		while (step >= 10)
			step /= 10;
		assert_true((step > 0.99 && step < 1.01) ||
		            (step > 1.99 && step < 2.01) ||
		            (step > 4.99 && step < 5.01));
	}
}

static void
ticks_of_nothing_are_a_unit(void **state)
{
	double ticks[SCALE_TICKS_MAX];

	(void)state;
	assert_int_equal(scale_ticks(0, 4, ticks), 2);
	assert_true(ticks[1] > 0.99 && ticks[1] < 1.01);
}

static void
ratio_ticks_hold_one_and_stop_at_eight(void **state)
{
	double ticks[SCALE_TICKS_MAX];
	size_t count = scale_ratio_ticks(0.9, 1.1, ticks);

	(void)state;
	assert_int_equal(count, 3);
	assert_true(ticks[0] > 0.49 && ticks[0] < 0.51);
	assert_true(ticks[2] > 1.99 && ticks[2] < 2.01);
	count = scale_ratio_ticks(0, 1000, ticks);
	assert_int_equal(count, 7);
	assert_true(ticks[6] > 7.99 && ticks[6] < 8.01);
}

static void
values_beyond_stay_on_the_axis(void **state)
{
	struct scale linear = {.low = 0, .high = 10, .from = 100, .to = 200};
	struct scale ratio = {.low = 0.5,
	                      .high = 2,
	                      .from = 0,
	                      .to = 100,
	                      .logarithmic = true};

	(void)state;
	assert_true(scale_at(&linear, 5) > 149.9 &&
	            scale_at(&linear, 5) < 150.1);
	assert_true(scale_at(&linear, 99) < 200.1);
	assert_true(scale_at(&linear, -1) > 99.9);
	assert_true(scale_at(&ratio, 1) > 49.9 && scale_at(&ratio, 1) < 50.1);
	assert_true(scale_at(&ratio, 0) > -0.1 && scale_at(&ratio, 0) < 0.1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ticks_are_round_and_enclose),
		cmocka_unit_test(ticks_of_nothing_are_a_unit),
		cmocka_unit_test(ratio_ticks_hold_one_and_stop_at_eight),
		cmocka_unit_test(values_beyond_stay_on_the_axis),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
