/* The cursor over a rows attribute. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "driver/lineage.h"

static void
test_ranges_lists_and_semesters(void **state)
{
	static const struct {
		const char *semester;
		size_t row;
	} expected[] = {{"2024-S1", 12},
	                {"2024-S1", 13},
	                {"2024-S1", 14},
	                {"2024-S1", 77},
	                {"2023-S2", 9}};
	struct lineage lineage = lineage_of("2024-S1:12-14,77 2023-S2:9");
	char text[ILO_SEMESTER_SIZE];
	ilo_semester semester;
	size_t row, i;

	(void)state;
	for (i = 0; i < 5; i++) {
		assert_true(lineage_next(&lineage, &semester, &row));
		assert_string_equal(ilo_semester_print(semester, text),
		                    expected[i].semester);
		assert_int_equal(row, expected[i].row);
	}
	assert_false(lineage_next(&lineage, &semester, &row));
	assert_string_equal(lineage.rest, "");
}

static void
test_nothing_and_nonsense(void **state)
{
	static const char *const bad[] = {
		"x", "2024-S1", "2024-S1:", "2024-S1:9-3", "2024-S9:1", ":1"};
	struct lineage lineage = lineage_of(NULL);
	ilo_semester semester;
	size_t row, i;

	(void)state;
	assert_false(lineage_next(&lineage, &semester, &row));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		lineage = lineage_of(bad[i]);
		assert_false(lineage_next(&lineage, &semester, &row));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ranges_lists_and_semesters),
		cmocka_unit_test(test_nothing_and_nonsense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
