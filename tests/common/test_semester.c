/* Semesters, months, days: strict text, plain arithmetic. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/semester.h"

static void
test_semesters(void **state)
{
	char text[ILO_SEMESTER_SIZE], date[ILO_DATE_SIZE];
	ilo_semester semester;

	(void)state;
	assert_true(ilo_semester_parse("2024-S1", &semester));
	assert_string_equal(ilo_semester_print(semester - 1, text), "2023-S2");
	assert_string_equal(ilo_semester_print(semester - 2, text), "2023-S1");
	assert_string_equal(ilo_semester_start(semester, date), "2024-01-01");
	assert_string_equal(ilo_semester_end(semester, date), "2024-06-30");
	assert_false(ilo_semester_parse("2024-S3", &semester));
	assert_false(ilo_semester_parse("2024-S1 ", &semester));
	assert_false(ilo_semester_parse("24-S1", &semester));
	assert_false(ilo_semester_parse("9999-S1", &semester));
	assert_false(ilo_semester_parse("", &semester));
}

static void
test_months(void **state)
{
	char text[ILO_MONTH_SIZE];
	ilo_semester semester;
	ilo_month month;

	(void)state;
	assert_true(ilo_month_parse("2024-06", &month));
	assert_true(ilo_semester_parse("2024-S1", &semester));
	assert_int_equal(ilo_month_semester(month), semester);
	assert_int_equal(ilo_month_semester(month + 1), semester + 1);
	assert_int_equal(ilo_semester_first_month(semester), month - 5);
	assert_string_equal(ilo_month_print(month + 7, text), "2025-01");
	assert_false(ilo_month_parse("2024-00", &month));
	assert_false(ilo_month_parse("2024-13", &month));
	assert_false(ilo_month_parse("2024-1", &month));
}

static void
test_days(void **state)
{
	long first, second;

	(void)state;
	assert_true(ilo_date_parse("1970-01-01", &first));
	assert_int_equal(first, 0);
	assert_true(ilo_date_parse("2024-02-29", &first));
	assert_true(ilo_date_parse("2024-03-01", &second));
	assert_int_equal(second - first, 1);
	assert_int_equal(first, 19782);
	assert_false(ilo_date_parse("2023-02-29", &first));
	assert_false(ilo_date_parse("2024-04-31", &first));
	assert_false(ilo_date_parse("2024-4-30", &first));
}

static void
test_instants(void **state)
{
	char time[ILO_TIME_SIZE];

	(void)state;
	assert_true(ilo_time_parse("2025-02-20", time));
	assert_string_equal(time, "2025-02-20T23:59:59Z");
	assert_true(ilo_time_parse("2025-02-20T12:00:00Z", time));
	assert_string_equal(time, "2025-02-20T12:00:00Z");
	assert_false(ilo_time_parse("2025-02-20T12:00:00", time));
	assert_false(ilo_time_parse("2025-02-20T24:00:00Z", time));
	assert_false(ilo_time_parse("2025-02-30", time));
	assert_false(ilo_time_parse("", time));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_semesters),
		cmocka_unit_test(test_months),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_instants),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
