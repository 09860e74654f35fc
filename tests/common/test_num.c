/* Numbers are taken whole or refused, and printed in one way. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* The fewest digits of 15, 16 and 17 with which the library reads back what it
 * printed. */
static void
print_by_library(double value, char text[ILO_NUM_SIZE])
{
	int precision;
	double back;

	for (precision = 15; precision <= 17; precision++) {
		(void)snprintf(text, ILO_NUM_SIZE, "%.*g", precision, value);
		back = strtod(text, NULL);
		if (memcmp(&back, &value, sizeof value) == 0)
			return;
	}
}

/* A generator of 64 bits (Marsaglia's xorshift). */
static uint64_t
next(uint64_t *random)
{
	*random ^= *random << 13;
	*random ^= *random >> 7;
	*random ^= *random << 17;
	return *random;
}

static void
test_printing_is_that_of_the_library(void **state)
{
	uint64_t random = 88172645463325252U;
	char own[ILO_NUM_SIZE], theirs[ILO_NUM_SIZE];
	long i;

	(void)state;
	for (i = 0; i < 300000; i++) {
		const uint64_t bits = next(&random);
		const int power = (int)(bits % 90) - 40;
		double value = ldexp((double)(bits >> 11), power - 53);

		if (i % 3 == 0) /* few digits */
			value = (double)(bits >> 48) *
			        pow(10, (double)(power / 4));
		if (i % 3 == 1) /* next to a power of two or ten */
			value = nextafter(i % 2 == 0 ? ldexp(1, power)
			                             : pow(10, power / 3),
			                  (double)(bits % 3) * 1e30);
		value = i % 5 == 0 ? -value : value;
		if (value == floor(value))
			continue;
		print_by_library(value, theirs);
		assert_string_equal(ilo_num_print(value, own), theirs);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts_are_digits_alone),
		cmocka_unit_test(test_reals_are_decimal),
		cmocka_unit_test(test_printing_is_shortest_and_reads_back),
		cmocka_unit_test(test_printing_is_that_of_the_library),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
