/* Statements: the same members in any order give the same bytes. */

#include "common/intoto.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct ilo_intoto_subject subjects[] = {
	{"b \xc3\xa9\"", "00"},
	{"a", "11"},
};

static enum ilo_status
print(json_t *predicate, enum ilo_intoto_form form, struct ilo_diag *diag,
      struct ilo_buf *out)
{
	const struct ilo_intoto statement = {.predicate_type =
	                                             ILO_PREDICATE_RECEIPT,
	                                     .subjects = subjects,
	                                     .subject_count = 2,
	                                     .predicate = predicate};

	ilo_diag_init(diag, "test", NULL);
	return ilo_intoto_print(&statement, form, diag, out);
}

static void
members_are_sorted(void **state)
{
	json_t *predicate = json_pack("{s:i, s:s}", "z", 1, "a", "x");
	struct ilo_buf out = ILO_BUF_INIT;
	struct ilo_diag diag;

	(void)state;
	assert_int_equal(print(predicate, ILO_INTOTO_LINE, &diag, &out),
	                 ILO_OK);
	assert_string_equal(
		ilo_buf_text(&out),
		"{\"_type\":\"https://in-toto.io/Statement/v1\","
		"\"predicate\":{\"a\":\"x\",\"z\":1},"
		"\"predicateType\":\"urn:x-ilo:receipt:1\",\"subject\":["
		"{\"digest\":{\"sha256\":\"00\"},\"name\":\"b \xc3\xa9\\\"\"},"
		"{\"digest\":{\"sha256\":\"11\"},\"name\":\"a\"}]}");
	ilo_buf_release(&out);
	json_decref(predicate);
}

static void
file_form_says_the_same(void **state)
{
	json_t *predicate = json_pack("{s:i, s:s}", "z", 1, "a", "x");
	struct ilo_buf line = ILO_BUF_INIT, file = ILO_BUF_INIT;
	json_t *from_line, *from_file;
	struct ilo_diag diag;

	(void)state;
	assert_int_equal(print(predicate, ILO_INTOTO_LINE, &diag, &line),
	                 ILO_OK);
	assert_int_equal(print(predicate, ILO_INTOTO_FILE, &diag, &file),
	                 ILO_OK);
	assert_int_equal(file.bytes[file.count - 1], '\n');
	from_line = json_loads(ilo_buf_text(&line), 0, NULL);
	from_file = json_loads(ilo_buf_text(&file), 0, NULL);
	assert_non_null(from_line);
	assert_true(json_equal(from_line, from_file));
	json_decref(from_file);
	json_decref(from_line);
	ilo_buf_release(&file);
	ilo_buf_release(&line);
	json_decref(predicate);
}

static void
what_cannot_be_said_fails(void **state)
{
	const struct ilo_intoto_subject bad = {"\xff", "00"};
	json_t *predicate = json_object();
	const struct ilo_intoto statement = {.predicate_type = "t",
	                                     .subjects = &bad,
	                                     .subject_count = 1,
	                                     .predicate = predicate};
	struct ilo_buf out = ILO_BUF_INIT;
	struct ilo_diag diag;

	(void)state;
	assert_int_equal(print(NULL, ILO_INTOTO_LINE, &diag, &out), ILO_FAILED);
	assert_int_equal(ilo_diag_count(&diag, ILO_FATAL), 1);
	assert_int_equal(
		ilo_intoto_print(&statement, ILO_INTOTO_LINE, &diag, &out),
		ILO_FAILED);
	assert_int_equal(ilo_diag_count(&diag, ILO_FATAL), 2);
	assert_int_equal(out.count, 0);
	json_decref(predicate);
	ilo_buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_are_sorted),
		cmocka_unit_test(file_form_says_the_same),
		cmocka_unit_test(what_cannot_be_said_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
