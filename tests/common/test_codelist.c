/* The reader of codelists, on good and bad files. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/codelist.h"
#include "common/xmlio.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define HEAD                                                                   \
	"<codelist xmlns='urn:x-ilo:codelist:1' id='test' version='1.0'>"      \
	"<title xml:lang='en'>Test</title><source>None.</source>"
#define TAIL "</codelist>"

/* Read text as a codelist from a file. */
static enum ilo_status
read_text(const char *text, struct ilo_diag *diag, struct ilo_codelist **out)
{
	char path[] = "/tmp/ilo-codelist-XXXXXX";
	const int descriptor = mkstemp(path);
	const size_t size_bytes = strlen(text);
	enum ilo_status status;

	assert_true(descriptor >= 0);
	assert_int_equal(write(descriptor, text, size_bytes), size_bytes);
	assert_int_equal(close(descriptor), 0);
	status = ilo_codelist_read(path, diag, out);
	assert_int_equal(unlink(path), 0);
	return status;
}

static void
test_reading_one_code(void **state)
{
	struct ilo_codelist *list = NULL;
	const struct ilo_code_entry *code;
	struct ilo_diag diag;

	(void)state;
	assert_int_equal(
		read_text(HEAD "<code id='b' from='2004-05-01' to='2020-01-31'>"
	                       "<label xml:lang='en'>\n  two\n  words </label>"
	                       "<label xml:lang='fr'>deux &amp; mots</label>"
	                       "<alias scheme='x'>B &amp; B</alias>"
	                       "<alias scheme='x'>BB</alias>"
	                       "<alias scheme='y'>BB</alias>"
	                       "<property name='kind'>k</property>"
	                       "<note>Said.</note></code>"
	                       "<code id='a'><label xml:lang='en'>one</label>"
	                       "</code>" TAIL,
	                  &diag, &list),
		ILO_OK);
	assert_string_equal(ilo_codelist_version(list), "1.0");
	assert_int_equal(ilo_codelist_count(list), 2);
	code = ilo_codelist_at(list, 0);
	assert_ptr_equal(code, ilo_codelist_find(list, "b"));
	assert_ptr_equal(code, ilo_codelist_find_alias(list, "x", "B & B"));
	assert_ptr_equal(code, ilo_codelist_find_alias(list, "y", "BB"));
	assert_null(ilo_codelist_find_alias(list, "y", "B & B"));
	assert_null(ilo_codelist_find(list, "B"));
	assert_string_equal(ilo_code_label(code, "en"), "two words");
	assert_string_equal(ilo_code_label(code, "fr"), "deux & mots");
	assert_string_equal(ilo_code_label(code, "de"), "two words");
	assert_string_equal(ilo_code_alias(code, "x"), "B & B");
	assert_null(ilo_code_alias(code, "z"));
	assert_string_equal(ilo_code_property(code, "kind"), "k");
	assert_null(ilo_code_property(code, "other"));
	assert_string_equal(ilo_code_note(code), "Said.");
	assert_null(ilo_code_note(ilo_codelist_at(list, 1)));
	ilo_codelist_free(list);
}

static void
test_bad_files_are_refused(void **state)
{
#define ONE "<label xml:lang='en'>x</label>"
	static const char *const texts[] = {
		"",
		"<codelist",
		"<codelist xmlns='urn:other' id='t' version='1.0'/>",
		"<list xmlns='urn:x-ilo:codelist:1' id='t' version='1.0'/>",
		HEAD "<code>" ONE "</code>" TAIL,
		HEAD "<code id='a'/>" TAIL,
		HEAD "<code id='a'><label xml:lang='fr'>x</label></code>" TAIL,
		HEAD "<code id='a'><label>x</label></code>" TAIL,
		HEAD "<code id='a'><label xml:lang='en'> </label></code>" TAIL,
		HEAD "<code id='a'>" ONE "<extra/></code>" TAIL,
		HEAD "<codes/>" TAIL,
		HEAD "<code id='a' from='2004-02-30'>" ONE "</code>" TAIL,
		HEAD "<code id='a' from='2004-02-02' to='2004-02-01'>" ONE
		     "</code>" TAIL,
		HEAD "<code id='a'>" ONE "</code><code id='a'>" ONE
		     "</code>" TAIL,
		HEAD "<code id='a'>" ONE "<alias scheme='s'>t</alias></code>"
		     "<code id='b'>" ONE
		     "<alias scheme='s'>t</alias></code>" TAIL,
	};
#undef ONE

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct ilo_codelist *list = NULL;
		struct ilo_diag diag;

		ilo_diag_init(&diag, "test", NULL);
		if (read_text(texts[i], &diag, &list) != ILO_FAILED)
			fail_msg("accepted: %s", texts[i]);
		assert_null(list);
		assert_true(ilo_diag_count(&diag, ILO_ERROR) > 0);
	}
}

static void
keep_finding(void *context, const struct ilo_finding *finding)
{
	struct ilo_finding *kept = context;

	kept->code = finding->code;
	kept->line = finding->line;
}

static void
test_problems_name_their_line(void **state)
{
	struct ilo_codelist *list = NULL;
	struct ilo_finding kept = {.line = 0};
	struct ilo_diag diag;

	(void)state;
	ilo_diag_init(&diag, "test", NULL);
	diag.sink = keep_finding;
	diag.sink_context = &kept;
	assert_int_equal(
		read_text(HEAD "\n\n<code id='a'/>\n" TAIL, &diag, &list),
		ILO_FAILED);
	assert_int_equal(kept.code, ILO_D_CODELIST_UNREADABLE);
	assert_int_equal(kept.line, 3);
	assert_int_equal(ilo_diag_count(&diag, ILO_FATAL), 1);
}

static void
test_missing_file_is_reported(void **state)
{
	struct ilo_codelist *list = NULL;
	struct ilo_diag diag;

	(void)state;
	ilo_diag_init(&diag, "test", NULL);
	assert_int_equal(
		ilo_codelist_read("schema/codelists/none.xml", &diag, &list),
		ILO_FAILED);
	assert_null(list);
	assert_int_equal(ilo_diag_count(&diag, ILO_ERROR), 1);
	ilo_codelist_free(list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reading_one_code),
		cmocka_unit_test(test_bad_files_are_refused),
		cmocka_unit_test(test_problems_name_their_line),
		cmocka_unit_test(test_missing_file_is_reported),
	};

	ilo_xml_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
