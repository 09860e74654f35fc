/* What people see, what JSON holds, what is compared: text under control. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/text.h"

static void
check_escaped(const char *bytes, size_t count, const char *shown)
{
	struct ilo_buf out = ILO_BUF_INIT;

	ilo_text_escape(&out, bytes, count);
	assert_string_equal(ilo_buf_text(&out), shown);
	ilo_buf_release(&out);
}

static void
test_escaping(void **state)
{
	(void)state;
	check_escaped("plain", 5, "plain");
	check_escaped("Γκάνα", strlen("Γκάνα"), "Γκάνα");
	check_escaped("a\nb\x1b[31m", 8, "a\\x0Ab\\x1B[31m");
	check_escaped("a\\b", 3, "a\\\\b");
	check_escaped("\xe2\x80\xae", 3, "\\xE2\\x80\\xAE"); /* U+202E */
	check_escaped("\xc2\x9b", 2, "\\xC2\\x9B");          /* C1 CSI */
	check_escaped("\xc0\xaf", 2, "\\xC0\\xAF");          /* overlong */
	check_escaped("a\0b", 3, "a\\x00b");
}

static void
test_utf8(void **state)
{
	(void)state;
	assert_int_equal(ilo_text_utf8_span("abc", 3), 3);
	assert_int_equal(ilo_text_utf8_span("ab\xff", 3), 2);
	assert_int_equal(ilo_text_utf8_span("\xc3\xa9\xc3", 3), 2);
	assert_int_equal(ilo_text_utf8_span("\xed\xa0\x80", 3), 0);
	assert_int_equal(ilo_text_utf8_span("", 0), 0);
}

static void
test_json(void **state)
{
	struct ilo_buf out = ILO_BUF_INIT;

	(void)state;
	ilo_text_json(&out, "a\"b\\c\n\x7f");
	assert_string_equal(ilo_buf_text(&out),
	                    "\"a\\\"b\\\\c\\u000a\\u007f\"");
	ilo_buf_release(&out);
}

static void
test_normalisation(void **state)
{
	struct ilo_arena *arena = ilo_arena_new();

	(void)state;
	assert_string_equal(ilo_text_nfc(arena, "e\xcc\x81"), "\xc3\xa9");
	assert_string_equal(ilo_text_nfc(arena, "plain"), "plain");
	assert_string_equal(ilo_text_nfc(arena, ""), "");
	ilo_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escaping),
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_normalisation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
