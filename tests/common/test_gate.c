/* The lexical gate: what it refuses, where, and what it lets through. */

#include "common/gate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/mem.h"

struct found {
	enum ilo_code code;
	long line;
	char detail[128];
};

static void
keep(void *context, const struct ilo_finding *finding)
{
	struct found *found = context;

	found->code = finding->code;
	found->line = finding->line;
	(void)snprintf(found->detail, sizeof found->detail, "%s",
	               finding->detail);
}

static enum ilo_status
pass(const char *bytes, size_t count, struct found *found)
{
	struct ilo_diag diag;
	char *exact = ilo_xcalloc(count, 1); /* a sanitizer sees one too many */
	enum ilo_status status;

	ilo_diag_init(&diag, "test", NULL);
	diag.sink = keep;
	diag.sink_context = found;
	if (count > 0)
		memcpy(exact, bytes, count);
	status = ilo_gate_xml(exact, count, NULL, "given", &diag);
	free(exact);
	assert_int_equal(ilo_diag_count(&diag, ILO_INFO),
	                 status == ILO_OK ? 0 : 1);
	return status;
}

#define GIVEN(text) text, sizeof(text) - 1

struct refusal {
	const char *bytes;
	size_t count;
	enum ilo_code code;
	long line;
	const char *detail; /* its beginning */
};

static const struct refusal refusals[] = {
	{GIVEN(""), ILO_D_GATE_EMPTY, 0, ""},
	{GIVEN("\xef\xbb\xbf"), ILO_D_GATE_EMPTY, 0, ""},
	{GIVEN("\x1f\x8b\x08"), ILO_D_GATE_PACKED, 1, "at byte offset 0: gzip"},
	{GIVEN("PK\x03\x04"), ILO_D_GATE_PACKED, 1, "at byte offset 0: zip"},
	{GIVEN("\xfd\x37zXZ\0"), ILO_D_GATE_PACKED, 1, "at byte offset 0: xz"},
	{GIVEN("\xff\xfe<\0"), ILO_D_GATE_ENCODING, 1,
         "at byte offset 0: UTF-16, little"},
	{GIVEN("\xfe\xff\0<"), ILO_D_GATE_ENCODING, 1,
         "at byte offset 0: UTF-16, big"},
	{GIVEN("<a>\n\0</a>"), ILO_D_GATE_NUL, 2, "at byte offset 4"},
	{GIVEN("<a>\n\nx\xff</a>"), ILO_D_GATE_UTF8, 3, "at byte offset 6"},
	{GIVEN("<a>\xc0\xaf</a>"), ILO_D_GATE_UTF8, 1, "at byte offset 3"},
	{GIVEN("<a>\xc3"), ILO_D_GATE_UTF8, 1, "at byte offset 3"},
	{GIVEN("\n<a/>"), ILO_D_GATE_NOT_XML, 1, "at byte offset 0"},
	{GIVEN("<?xml version='1.1'?><a/>"), ILO_D_GATE_DECLARATION, 1, "at"},
	{GIVEN("<?xml encoding='UTF-8'?><a/>"), ILO_D_GATE_DECLARATION, 1,
         "at"},
	{GIVEN("<?xml version='1.0'"), ILO_D_GATE_DECLARATION, 1, "at"},
	{GIVEN("<?xml version='1.0' encoding='ISO-8859-1'?><a/>"),
         ILO_D_GATE_ENCODING, 1, "at byte offset 30"},
	{GIVEN("<?xml version='1.0' encoding='US-ASCII'?>\n<a>\xc3\xa9</a>"),
         ILO_D_GATE_ENCODING, 2, "at byte offset 45"},
	{GIVEN("<?xml version='1.0'?>\n\n<!DOCTYPE a>"), ILO_D_GATE_DOCTYPE, 3,
         "at byte offset 23"},
	{GIVEN("<!-- --><!doctype a>"), ILO_D_GATE_DOCTYPE, 1,
         "at byte offset 8"},
};

static void
test_refused(void **state)
{
	(void)state; /* none */
	for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
		struct found found = {.line = -1};
		const char *detail = refusals[i].detail;

		assert_int_equal(
			pass(refusals[i].bytes, refusals[i].count, &found),
			ILO_FINDINGS);
		assert_string_equal(ilo_diag_id(found.code),
		                    ilo_diag_id(refusals[i].code));
		assert_int_equal(found.line, refusals[i].line);
		assert_memory_equal(found.detail, detail, strlen(detail));
	}
}

static void
test_let_through(void **state)
{
	static const char *const fine[] = {
		"<a/>",
		"<",
		"<a b='>' c=\"<'\"/>",
		"\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-8\"?><a/>",
		"<?xml version = '1.0' encoding = 'US-ASCII' ?><a/>",
		"<a><!-- <!DOCTYPE a> --></a>",
		"<a><![CDATA[<!DOCTYPE a>]]></a>",
		"<?pi <!DOCTYPE a>?><a>\xf0\x9f\x9a\xa2</a>",
		"<!-- never closed",
		"<a b='never closed",
	};
	struct found found;

	(void)state; /* none */
	for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++)
		assert_int_equal(pass(fine[i], strlen(fine[i]), &found),
		                 ILO_OK);
}

/* A tag of exactly the limit passes, one byte more does not. */
static void
test_tag_length(void **state)
{
	const size_t limit = ILO_LIMIT_TAG_BYTES;
	char *tag = ilo_xcalloc(limit + 8, 1);
	struct found found = {.line = -1};

	(void)state; /* none */
	memset(tag, ' ', limit + 2);
	memcpy(tag, "<a", 2);
	tag[limit - 1] = '>';
	assert_int_equal(pass(tag, limit, &found), ILO_OK);
	tag[limit - 1] = ' ';
	tag[limit] = '>';
	assert_int_equal(pass(tag, limit + 1, &found), ILO_FINDINGS);
	assert_string_equal(ilo_diag_id(found.code), "ING008");
	free(tag);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_let_through),
		cmocka_unit_test(test_tag_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
