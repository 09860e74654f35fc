/* From elements of a submission to entries: which become texts and which
 * records, what happens to their attributes, and how places are given. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/parser.h>

#include "common/names.h"
#include "transform/narrative.h"

struct fixture {
	struct ilo_codebook *codebook;
	struct ilo_diag diag;
};

static int
set_up(void **state)
{
	struct fixture *fixture = ilo_xcalloc(1, sizeof(*fixture));

	ilo_xml_init();
	ilo_diag_init(&fixture->diag, "test", NULL);
	*state = fixture;
	return ilo_codebook_read(".", &fixture->diag, &fixture->codebook) !=
	       ILO_OK;
}

static int
tear_down(void **state)
{
	struct fixture *fixture = *state;

	ilo_codebook_free(fixture->codebook);
	free(fixture);
	return 0;
}

static xmlDoc *
parse(const char *parts)
{
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);
	xmlDoc *document;

	assert_non_null(stream);
	(void)fprintf(stream, "<submission xmlns='" ILO_NS_SUBMISSION "'>\n%s",
	              parts);
	(void)fprintf(stream, "</submission>");
	assert_int_equal(fclose(stream), 0);
	document = xmlReadMemory(text, (int)size, "test.xml", NULL,
	                         XML_PARSE_NONET);
	free(text);
	assert_non_null(document);
	return document;
}

/* What narrative_write() makes of the element at path; free() ends it. */
static char *
written(const struct fixture *fixture, const char *parts, const char *path)
{
	xmlDoc *document = parse(parts);
	struct ilo_arena *arena = ilo_arena_new();
	struct ilo_diag diag;
	char *text = NULL, *end;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);
	struct ilo_xmlwriter *writer;

	assert_non_null(stream);
	writer = ilo_xmlwriter_new(stream, "x", "urn:x");
	narrative_write(&(struct narrative){writer, fixture->codebook, arena},
	                &(struct narrator){"0123456789abcdef", "FR", document},
	                path);
	ilo_diag_init(&diag, "test", NULL);
	assert_int_equal(ilo_xmlwriter_finish(&writer, &diag), ILO_OK);
	assert_int_equal(fclose(stream), 0);
	ilo_arena_free(arena);
	ilo_xml_free(document);
	end = strstr(text, "\n</x>");
	if (end != NULL)
		*end = '\0';
	end = strchr(text, '\n');
	(void)memmove(text, end + 1, strlen(end));
	return text;
}

#define ENTRY                                                                  \
	"<x xmlns=\"urn:x\">\n"                                                \
	"  <entry source=\"0123456789abcdef\" reporter=\"FR\" "

static void
keeps_records_and_texts_in_their_order(void **state)
{
	char *text =
		written(*state,
	                "<network><meetings>"
	                "<meeting date='2024-02-01' convener='EL'>\n"
	                "<participant state='UK'/><participant state='DE'/>\n"
	                "<topic xml:lang='fr'>Un</topic></meeting>\n"
	                "<meeting date='2024-03-01'/>\n"
	                "<text xml:lang='de'>Zwei</text></meetings></network>",
	                "network/meetings");

	assert_string_equal(
		text,
		ENTRY "line=\"2\" path=\"/submission/network/meetings\">\n"
		      "    <record kind=\"meeting\" line=\"2\" "
		      "path=\"/submission/network/meetings/meeting[1]\" "
		      "date=\"2024-02-01\" convener=\"GR\">\n"
		      "      <record kind=\"participant\" line=\"3\" "
		      "path=\"/submission/network/meetings/meeting[1]/"
		      "participant[1]\" state=\"GB\"/>\n"
		      "      <record kind=\"participant\" line=\"3\" "
		      "path=\"/submission/network/meetings/meeting[1]/"
		      "participant[2]\" state=\"DE\"/>\n"
		      "      <text xml:lang=\"fr\" line=\"4\" "
		      "path=\"/submission/network/meetings/meeting[1]/"
		      "topic[1]\">Un</text>\n"
		      "    </record>\n"
		      "    <record kind=\"meeting\" line=\"5\" "
		      "path=\"/submission/network/meetings/meeting[2]\" "
		      "date=\"2024-03-01\"/>\n"
		      "    <text xml:lang=\"de\" line=\"6\" "
		      "path=\"/submission/network/meetings/text[1]\">"
		      "Zwei</text>\n"
		      "  </entry>");
	free(text);
}

static void
maps_codes_only_where_they_are_countries(void **state)
{
	char *text = written(*state,
	                     "<network><joint-arrangements><arrangement "
	                     "by='UK' for='EL FR UK' kind='tasks' place='UK'/>"
	                     "</joint-arrangements></network>",
	                     "network/joint-arrangements");

	assert_non_null(strstr(text, " by=\"GB\" for=\"GR FR GB\" "
	                             "arrangement-kind=\"tasks\" "
	                             "place=\"UK\"/>"));
	free(text);
}

static void
brings_text_into_one_form(void **state)
{
	char *text = written(*state,
	                     "<situation><context>"
	                     "<text xml:lang='fr'> e\xCC\x81t\n\t e </text>"
	                     "<text xml:lang='fr'>\n </text>"
	                     "<text xml:lang='el'>\xC2\xA0"
	                     "a &lt;b&gt; &amp;</text>"
	                     "</context></situation>",
	                     "situation/context");

	assert_non_null(strstr(text, ">\xC3\xA9t e</text>"));
	assert_null(strstr(text, "text[2]"));
	assert_non_null(strstr(text, "text[3]\">\xC2\xA0"
	                             "a &lt;b&gt; &amp;</text>"));
	free(text);
}

static void
says_nothing_where_there_is_nothing(void **state)
{
	char *text = written(*state, "<network/>", "network/meetings");

	assert_string_equal(text, "<x xmlns=\"urn:x\"/>\n");
	free(text);
	/* An element that is there is an entry, even an empty one. */
	text = written(*state, "<network><protection/></network>",
	               "network/protection");
	assert_string_equal(
		text,
		ENTRY "line=\"2\" path=\"/submission/network/protection\"/>");
	free(text);
}

struct heard {
	size_t count;
	long line;
	char detail[100];
};

static void
hear(void *context, const struct ilo_finding *finding)
{
	struct heard *heard = context;

	assert_int_equal(finding->code, ILO_D_FIELD_UNKNOWN);
	heard->count++;
	heard->line = finding->line;
	(void)snprintf(heard->detail, sizeof(heard->detail), "%s",
	               finding->detail);
}

static void
reports_what_is_no_field(void **state)
{
	const struct fixture *fixture = *state;
	struct heard heard = {0};
	struct ilo_diag diag;
	xmlDoc *document = parse("<cover><host/></cover>\n"
	                         "<network><officers/>\n<parking/></network>\n"
	                         "<statistics><x/></statistics>");

	ilo_diag_init(&diag, "test", NULL);
	diag.sink = hear;
	diag.sink_context = &heard;
	narrative_check(fixture->codebook, document, "f.xml", &diag);
	assert_int_equal(heard.count, 1);
	assert_int_equal(heard.line, 4);
	assert_string_equal(heard.detail, "network/parking");
	ilo_xml_free(document);
}

/* A field added to the schema but not to the codelist would be left out. */
static void
every_element_of_the_schema_is_a_field(void **state)
{
	static const char *const parts[] = {"network", "situation",
	                                    "assessment"};
	struct fixture *fixture = *state;
	xmlDoc *schema = NULL, *made = xmlNewDoc(XC("1.0"));
	xmlNode *root = xmlNewNode(NULL, XC("submission")), *part;
	struct ilo_arena *arena = ilo_arena_new();
	const xmlNode *type, *element;
	size_t i, count = 0;

	(void)xmlDocSetRootElement(made, root);
	assert_int_equal(
		ilo_xml_read("schema/submission.xsd", &fixture->diag, &schema),
		ILO_OK);
	type = ilo_xml_child(xmlDocGetRootElement(schema), "complexType");
	for (; type != NULL; type = ilo_xml_next(type, "complexType")) {
		const char *name = ilo_xml_attr(arena, type, "name");

		for (i = 0; i < 3 && strcmp(parts[i], name) != 0; i++)
			continue;
		if (i == 3)
			continue;
		part = xmlNewChild(root, NULL, XC(name), NULL);
		element = ilo_xml_child(ilo_xml_child(type, NULL), NULL);
		for (; element != NULL; element = ilo_xml_next(element, NULL)) {
			(void)xmlNewChild(
				part, NULL,
				XC(ilo_xml_attr(arena, element, "name")), NULL);
			count++;
		}
	}
	assert_int_equal(count, 28);
	ilo_diag_init(&fixture->diag, "test", NULL);
	narrative_check(fixture->codebook, made, "f.xml", &fixture->diag);
	assert_int_equal(ilo_diag_count(&fixture->diag, ILO_INFO), 0);
	ilo_xml_free(made);
	ilo_xml_free(schema);
	ilo_arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_records_and_texts_in_their_order),
		cmocka_unit_test(maps_codes_only_where_they_are_countries),
		cmocka_unit_test(brings_text_into_one_form),
		cmocka_unit_test(says_nothing_where_there_is_nothing),
		cmocka_unit_test(reports_what_is_no_field),
		cmocka_unit_test(every_element_of_the_schema_is_a_field),
	};

	return cmocka_run_group_tests_name("narrative", tests, set_up,
	                                   tear_down);
}
