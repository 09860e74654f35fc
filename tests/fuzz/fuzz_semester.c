/* Semesters, months, dates and instants: what is taken prints as it came. */

#include "common/semester.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	char *text = fuzz_text(bytes, count);
	char printed[ILO_TIME_SIZE], again[ILO_TIME_SIZE];
	ilo_semester semester;
	ilo_month month;
	long day;

	if (ilo_semester_parse(text, &semester)) {
		FUZZ_CHECK(strcmp(ilo_semester_print(semester, printed),
		                  text) == 0);
		FUZZ_CHECK(ilo_month_semester(ilo_semester_first_month(
				   semester)) == semester);
		FUZZ_CHECK(ilo_date_parse(ilo_semester_start(semester, printed),
		                          &day));
		FUZZ_CHECK(ilo_date_parse(ilo_semester_end(semester, printed),
		                          &day));
	}
	if (ilo_month_parse(text, &month))
		FUZZ_CHECK(strcmp(ilo_month_print(month, printed), text) == 0);
	if (ilo_time_parse(text, printed)) {
		FUZZ_CHECK(ilo_time_parse(printed, again));
		FUZZ_CHECK(strcmp(printed, again) == 0);
	} else {
		FUZZ_CHECK(!ilo_date_parse(text, &day));
	}
	free(text);
	return 0;
}
