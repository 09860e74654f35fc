/* Rows, fields and lines, and what is no CSV. */

#include "common/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"

static enum ilo_status
write_row(void *context, const struct ilo_csv_row *row)
{
	struct ilo_buf *out = context;

	ilo_buf_printf(out, "%ld:", row->line);
	for (size_t i = 0; i < row->count; i++)
		ilo_buf_printf(out, "[%s]", row->fields[i]);
	return strcmp(row->fields[0], "stop") == 0 ? ILO_TRY_AGAIN : ILO_OK;
}

static const struct {
	const char *text, *rows;
	enum ilo_status status;
	long line; /* of what is wrong */
} cases[] = {
	{"", "", ILO_OK, 0},
	{"\n\r\n", "", ILO_OK, 0},
	{"a,b\nc,d\n", "1:[a][b]2:[c][d]", ILO_OK, 0},
	{"a,b\r\nc,d", "1:[a][b]2:[c][d]", ILO_OK, 0},
	{"a\rb\nc\n", "1:[a]1:[b]2:[c]", ILO_OK, 0},
	{"a,,\n\n\n\"\",x\n", "1:[a][][]4:[][x]", ILO_OK, 0},
	{"\"a\nb\",c\nd\n", "1:[a\nb][c]3:[d]", ILO_OK, 0},
	{"\"say \"\"hi\"\"\", b \n", "1:[say \"hi\"][ b ]", ILO_OK, 0},
	{"a\nstop\nb\n", "1:[a]2:[stop]", ILO_TRY_AGAIN, 0},
	{"a\nb\"c\n", "1:[a]", ILO_FINDINGS, 2},
	{"a\n\n\"b\nc\nd", "1:[a]", ILO_FINDINGS, 3},
	{"a\n\"b\"c\n", "1:[a]", ILO_FINDINGS, 2},
};

static void
test_rows(void **state)
{
	(void)state; /* none */
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct ilo_buf out = ILO_BUF_INIT;
		long line = -1;

		assert_int_equal(ilo_csv_read(cases[i].text,
		                              strlen(cases[i].text), NULL,
		                              write_row, &out, &line),
		                 cases[i].status);
		assert_string_equal(ilo_buf_text(&out), cases[i].rows);
		if (cases[i].line != 0)
			assert_int_equal(line, cases[i].line);
		ilo_buf_release(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
