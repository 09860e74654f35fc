/* The writer against the reader, and documents against a schema.  Run from the
 * top of the tree. */

#include "common/xmlio.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/datadir.h"
#include "common/outfile.h"
#include "common/xsd.h"
#include "tests/common/scratch.h"

struct fixture {
	char folder[SCRATCH_SIZE];
	struct ilo_diag diag;
	struct ilo_arena *arena;
};

static int
setup(void **state)
{
	struct fixture *fixture = ilo_xcalloc(1, sizeof *fixture);

	*state = fixture;
	ilo_xml_init();
	ilo_diag_init(&fixture->diag, "test", NULL);
	fixture->arena = ilo_arena_new();
	return scratch_new(fixture->folder);
}

static int
teardown(void **state)
{
	struct fixture *fixture = *state;
	const int result = scratch_free(fixture->folder);

	ilo_arena_free(fixture->arena);
	free(fixture);
	return result;
}

static void
write_sample(FILE *stream, struct ilo_diag *diag)
{
	struct ilo_xmlwriter *writer =
		ilo_xmlwriter_new(stream, "root", "urn:x:test");

	ilo_xmlwriter_attr(writer, "left-out", NULL);
	ilo_xmlwriter_attr(writer, "odd", "<&>\"\t\n'");
	ilo_xmlwriter_attr_count(writer, "count", -12);
	ilo_xmlwriter_attr_real(writer, "real", 0.1);
	ilo_xmlwriter_attr_real(writer, "top", (double)INFINITY);
	ilo_xmlwriter_start(writer, "empty");
	ilo_xmlwriter_end(writer);
	ilo_xmlwriter_start(writer, "text");
	ilo_xmlwriter_lang(writer, "el");
	ilo_xmlwriter_text(writer, "\xce\xb1 < \"b\" & ]]> ");
	ilo_xmlwriter_start(writer, "inside");
	ilo_xmlwriter_text(writer, "c");
	assert_int_equal(ilo_xmlwriter_finish(&writer, diag), ILO_OK);
	assert_null(writer);
}

static const char expected[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<root xmlns=\"urn:x:test\" odd=\"&lt;&amp;&gt;&quot;&#9;&#10;'\" "
	"count=\"-12\" real=\"0.1\" top=\"INF\">\n"
	"  <empty/>\n"
	"  <text xml:lang=\"el\">\xce\xb1 &lt; \"b\" &amp; ]]&gt; "
	"<inside>c</inside></text>\n"
	"</root>\n";

static void
test_written_and_read(void **state)
{
	struct fixture *fixture = *state;
	const char *path = ilo_arena_printf(fixture->arena, "%s/sample.xml",
	                                    fixture->folder);
	const xmlNode *root, *text;
	struct ilo_outfile *out;
	char bytes[1024] = "";
	FILE *stream;
	xmlDoc *doc;

	assert_int_equal(ilo_outfile_open(path, &fixture->diag, &out), ILO_OK);
	write_sample(ilo_outfile_stream(out), &fixture->diag);
	assert_int_equal(ilo_outfile_commit(&out, &fixture->diag), ILO_OK);
	stream = fopen(path, "r");
	assert_non_null(stream);
	assert_int_equal(fread(bytes, 1, sizeof bytes - 1, stream),
	                 strlen(expected));
	(void)fclose(stream); /* only read from */
	assert_string_equal(bytes, expected);

	assert_int_equal(ilo_xml_read(path, &fixture->diag, &doc), ILO_OK);
	root = xmlDocGetRootElement(doc);
	text = ilo_xml_next(ilo_xml_child(root, NULL), NULL);
	assert_true(ilo_xml_is(text, "text"));
	assert_ptr_equal(ilo_xml_child(root, "text"), text);
	assert_null(ilo_xml_next(text, NULL));
	assert_null(ilo_xml_child(NULL, NULL));
	assert_int_equal(ilo_xml_line(text), 4);
	assert_string_equal(ilo_xml_attr(fixture->arena, root, "odd"),
	                    "<&>\"\t\n'");
	assert_string_equal(ilo_xml_attr(fixture->arena, text, "lang"), "el");
	assert_null(ilo_xml_attr(fixture->arena, root, "left-out"));
	assert_string_equal(ilo_xml_text(fixture->arena, text),
	                    "\xce\xb1 < \"b\" & ]]> c");
	ilo_xml_free(doc);
}

static void
test_disk_full(void **state)
{
	struct fixture *fixture = *state;
	FILE *stream = fopen("/dev/full", "w");
	struct ilo_xmlwriter *writer;

	assert_non_null(stream);
	writer = ilo_xmlwriter_new(stream, "root", "urn:x:test");
	assert_int_equal(ilo_xmlwriter_finish(&writer, &fixture->diag),
	                 ILO_FAILED);
	(void)fclose(stream); /* it has failed already */
}

static void
test_schema(void **state)
{
	struct fixture *fixture = *state;
	const char *path =
		ilo_arena_printf(fixture->arena, "%s/bad.xml", fixture->folder);
	static const char bad[] =
		"<codelist xmlns='urn:x-ilo:codelist:1' id='x'/>";
	struct ilo_xsd *xsd;
	xmlDoc *doc;

	assert_int_equal(
		ilo_xsd_read("schema/codelist.xsd", &fixture->diag, &xsd),
		ILO_OK);
	assert_int_equal(ilo_xml_read("schema/codelists/units.xml",
	                              &fixture->diag, &doc),
	                 ILO_OK);
	assert_int_equal(ilo_xsd_check(xsd, doc, "units", &fixture->diag),
	                 ILO_OK);
	ilo_xml_free(doc);
	assert_int_equal(
		ilo_outfile_put(path, bad, sizeof bad - 1, &fixture->diag),
		ILO_OK);
	assert_int_equal(ilo_xml_read(path, &fixture->diag, &doc), ILO_OK);
	assert_int_equal(ilo_diag_count(&fixture->diag, ILO_INFO), 0);
	assert_int_equal(ilo_xsd_check(xsd, doc, "bad", &fixture->diag),
	                 ILO_FAILED);
	assert_int_equal(ilo_diag_count(&fixture->diag, ILO_FATAL), 1);
	ilo_xml_free(doc);
	ilo_xsd_free(xsd);
}

static void
test_unreadable(void **state)
{
	struct fixture *fixture = *state;
	struct ilo_xsd *xsd;
	xmlDoc *doc;

	assert_int_equal(ilo_xml_read("no/such.xml", &fixture->diag, &doc),
	                 ILO_FAILED);
	assert_null(doc);
	assert_int_equal(ilo_xml_read("Makefile", &fixture->diag, &doc),
	                 ILO_FAILED);
	assert_int_equal(ilo_xsd_read("no/such.xsd", &fixture->diag, &xsd),
	                 ILO_FAILED);
	assert_int_equal(ilo_xsd_read("schema/codelists/units.xml",
	                              &fixture->diag, &xsd),
	                 ILO_FAILED);
	assert_null(xsd);
	assert_int_equal(ilo_diag_count(&fixture->diag, ILO_FATAL), 4);
}

/* This program lies too deep in the build folder for the data beside it. */
static void
test_datadir(void **state)
{
	struct fixture *fixture = *state;
	const char *bin = ilo_bindir(fixture->arena, &fixture->diag);

	assert_non_null(bin);
	assert_string_equal(strrchr(bin, '/'), "/common");
	assert_null(ilo_datadir(fixture->arena, &fixture->diag));
	assert_int_equal(ilo_diag_count(&fixture->diag, ILO_FATAL), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_written_and_read, setup,
	                                        teardown),
		cmocka_unit_test_setup_teardown(test_disk_full, setup,
	                                        teardown),
		cmocka_unit_test_setup_teardown(test_schema, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unreadable, setup,
	                                        teardown),
		cmocka_unit_test_setup_teardown(test_datadir, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
