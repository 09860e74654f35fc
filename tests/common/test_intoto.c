/* Statements: the same members in any order give the same bytes, as a file or
 * as a line. */

#include "common/intoto.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct ilo_intoto_subject subject = {"b \xc3\xa9\"", "00"};

static enum ilo_status
print(json_t *predicate, struct ilo_diag *diag, struct ilo_buf *out)
{
	const struct ilo_intoto statement = {.predicate_type =
	                                             ILO_PREDICATE_RECEIPT,
	                                     .subjects = &subject,
	                                     .subject_count = 1,
	                                     .predicate = predicate};

	ilo_diag_init(diag, "test", NULL);
	return ilo_intoto_print(&statement, diag, out);
}

static void
members_are_sorted(void **state)
{
	json_t *predicate = json_pack("{s:i, s:s}", "z", 1, "a", "x");
	struct ilo_buf out = ILO_BUF_INIT;
	struct ilo_diag diag;

	(void)state;
	assert_int_equal(print(predicate, &diag, &out), ILO_OK);
	assert_string_equal(
		ilo_buf_text(&out),
		"{\n  \"_type\": \"https://in-toto.io/Statement/v1\",\n"
		"  \"predicate\": {\n    \"a\": \"x\",\n    \"z\": 1\n  },\n"
		"  \"predicateType\": \"urn:x-ilo:receipt:1\",\n"
		"  \"subject\": [\n    {\n      \"digest\": {\n"
		"        \"sha256\": \"00\"\n      },\n"
		"      \"name\": \"b \xc3\xa9\\\"\"\n    }\n  ]\n}\n");
	ilo_buf_release(&out);
	json_decref(predicate);
}

static void
line_says_the_same(void **state)
{
	json_t *predicate = json_pack("{s:i, s:s}", "z", 1, "a", "x");
	struct ilo_buf line = ILO_BUF_INIT, file = ILO_BUF_INIT;
	json_t *from_file;
	char *compact;
	struct ilo_diag diag;

	(void)state;
	ilo_intoto_print_line(ILO_PREDICATE_RECEIPT, &subject,
	                      "{\"a\":\"x\",\"z\":1}", &line);
	assert_int_equal(print(predicate, &diag, &file), ILO_OK);
	from_file = json_loads(ilo_buf_text(&file), 0, NULL);
	assert_non_null(from_file);
	compact = json_dumps(from_file, JSON_SORT_KEYS | JSON_COMPACT);
	assert_string_equal(ilo_buf_text(&line), compact);
	free(compact);
	json_decref(from_file);
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
	assert_int_equal(print(NULL, &diag, &out), ILO_FAILED);
	assert_int_equal(ilo_diag_count(&diag, ILO_FATAL), 1);
	assert_int_equal(ilo_intoto_print(&statement, &diag, &out), ILO_FAILED);
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
		cmocka_unit_test(line_says_the_same),
		cmocka_unit_test(what_cannot_be_said_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
