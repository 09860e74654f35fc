/* Numbers are taken whole or refused, and printed in one way. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/num.h"

static void
test_counts_are_digits_alone(void **state)
{
	static const char *const refused[] = {"",
	                                      " 1",
	                                      "1 ",
	                                      "+1",
	                                      "-1",
	                                      "0x10",
	                                      "1e3",
	                                      "1.0",
	                                      "1,0",
	                                      "١٢",
	                                      "nan",
	                                      "inf",
	                                      "1234567890123456"};
	int64_t value;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		assert_false(ilo_num_count(refused[i], &value));
	assert_true(ilo_num_count("0", &value));
	assert_int_equal(value, 0);
	assert_true(ilo_num_count("007", &value));
	assert_int_equal(value, 7);
	assert_true(ilo_num_count("999999999999999", &value));
	assert_int_equal(value, 999999999999999);
}

static void
test_reals_are_decimal(void **state)
{
	static const char *const refused[] = {"",       ".5",  "5.",  "1.2.3",
	                                      "0x1",    "inf", "nan", "1e",
	                                      "1e9999", "1 ",  "--1", "1,5"};
	double value;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		assert_false(ilo_num_real(refused[i], &value));
	assert_true(ilo_num_real("-12.50", &value));
	assert_true(fabs(value + 12.5) < 1e-15);
	assert_true(ilo_num_real("4.5e-300", &value));
}

static void
test_printing_is_shortest_and_reads_back(void **state)
{
	static const double values[] = {0.1,     1.0 / 3, 5e-324,
	                                1.7e308, -2.5,    123456789.123456789};
	char text[ILO_NUM_SIZE];
	double back;
	size_t i;

	(void)state;
	assert_string_equal(ilo_num_print(0.1, text), "0.1");
	assert_string_equal(ilo_num_print(-0.0, text), "0");
	assert_string_equal(ilo_num_print(412, text), "412");
	assert_string_equal(ilo_num_print(1e14, text), "100000000000000");
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		assert_true(
			ilo_num_real(ilo_num_print(values[i], text), &back));
		assert_memory_equal(&back, &values[i], sizeof(back));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts_are_digits_alone),
		cmocka_unit_test(test_reals_are_decimal),
		cmocka_unit_test(test_printing_is_shortest_and_reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
