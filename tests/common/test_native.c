/* Native submissions: what the rows, the cover and the tree hold, and each rule
 * on content with its line.  Run from the top of the tree. */

#include "tests/common/reading.h"

static const char base[] = "tests/hostile/base.xml";

static const struct ilo_reading judged = {.trust = ILO_JUDGE};

static void
test_good(void **state)
{
	struct fixture *fixture = *state;
	const struct ilo_cover *cover = &fixture->submission.cover;
	const xmlNode *root, *statistics;

	assert_int_equal(read_bytes(fixture, "native",
	                            changed(fixture, base, NULL, NULL), judged),
	                 ILO_OK);
	assert_int_equal(fixture->finding_count, 0);
	assert_int_equal(fixture->row_count, 5);
	assert_string_equal(
		fixture->rows[2].text,
		"GH IBC_BETWEEN own FR|NG _T _T|2024-S1 20 DETECTIONS AF|35 "
		"/submission/statistics/observation[3]");
	assert_string_equal(
		fixture->rows[3].text,
		"GH IBC_BETWEEN host FR|_T CMED SEA|2024-01 7 DETECTIONS EF|36 "
		"/submission/statistics/observation[4]");
	assert_string_equal(
		fixture->rows[4].text,
		"GH REFUSED own FR|_T _T _T|2024-S1 -0 DECISIONS OF|37 "
		"/submission/statistics/absence[1]");
	assert_string_equal(cover->sender, "FR");
	assert_string_equal(cover->host, "GH");
	assert_string_equal(cover->report, "contribution");
	assert_string_equal(cover->document, "FR-GH-2024-S1");
	assert_string_equal(cover->published, "2024-07-12");
	assert_int_equal(cover->first, 2024 * 2);
	assert_int_equal(cover->last, 2024 * 2);
	assert_int_equal(cover->revision, 1);
	root = xmlDocGetRootElement(fixture->submission.narrative);
	statistics = ilo_xml_child(root, "statistics");
	assert_non_null(statistics);
	assert_null(statistics->children); /* the rows are no nodes */
	assert_non_null(ilo_xml_child(ilo_xml_child(root, "assessment"),
	                              "conclusions"));
}

static void
test_trusted_streams_the_same(void **state)
{
	struct fixture *fixture = *state;
	const struct ilo_reading trusted = {.trust = ILO_TRUSTED};
	const char *text = changed(fixture, base, NULL, NULL);
	struct met rows[5];

	assert_int_equal(read_bytes(fixture, "native", text, judged), ILO_OK);
	memcpy(rows, fixture->rows, sizeof rows);
	assert_int_equal(read_bytes(fixture, "native", text, trusted), ILO_OK);
	assert_int_equal(fixture->row_count, 5);
	assert_memory_equal(rows, fixture->rows, sizeof rows);
}

static void
test_sink_stops(void **state)
{
	struct fixture *fixture = *state;

	fixture->rows_until_stop = 2;
	assert_int_equal(read_bytes(fixture, "native",
	                            changed(fixture, base, NULL, NULL), judged),
	                 ILO_FAILED);
	assert_int_equal(fixture->row_count, 2);
	fixture->rows_until_stop = 0;
}

static void
test_eu_codes(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(
		read_bytes(fixture, "native",
	                   changed(fixture, base, "<reporting-state>FR",
	                           "<reporting-state>EL"),
	                   judged),
		ILO_OK);
	assert_string_equal(fixture->submission.cover.sender, "GR");
	assert_string_equal(strstr(fixture->rows[0].text, "own"),
	                    "own GR|_T _T _T|2024-S1 60 DETECTIONS AF|33 "
	                    "/submission/statistics/observation[1]");
}

static void
test_line_of_a_wrapped_tag(void **state)
{
	struct fixture *fixture = *state;
	static const char *const wanted[] = {"ING225:35", NULL};

	assert_int_equal(read_bytes(fixture, "native",
	                            changed(fixture, base, "citizenship=\"NG\"",
	                                    "\n\n  citizenship=\"ZZ\"\n"),
	                            judged),
	                 ILO_FINDINGS);
	assert_found(fixture, wanted);
}

struct change {
	const char *old, *new;
	const char *finding;
	enum ilo_status status;
};

/* Those that samples/bad/ does not show. */
static const struct change changes[] = {
	{"<reporting-state>FR", "<reporting-state>NO", NULL, ILO_OK},
	{"<reporting-state>FR", "<reporting-state>DK", "ING204:8", ILO_OK},
	{"<reporting-state>FR", "<reporting-state>US", "ING203:8",
         ILO_FINDINGS},
	{"<host country=\"GH\"/>", "<host/>", "ING206:5", ILO_FINDINGS},
	{"<host country=\"GH\"/>", "<host country=\"FR\"/>", "ING208:5",
         ILO_FINDINGS},
	{"language=\"en\"", "language=\"tlh\"", "ING210:9", ILO_FINDINGS},
	{"language=\"en\"", "language=\"pt-PT\"", NULL, ILO_OK},
	{"<selection indicators=\"IBC_BETWEEN\">",
         "<selection indicators=\"IBC_BETWEEN NONE\">", "ING214:11",
         ILO_FINDINGS},
	{"</selection>",
         "</selection><period from=\"2023-01-01\" to=\"2023-05-01\"/>",
         "ING211:11", ILO_FINDINGS},
	{"date=\"2024-03-14\"", "date=\"2024-08-14\"", "ING215:19", ILO_OK},
	{"from=\"2022-09-01\"", "from=\"2022-09-01\" to=\"2021-09-01\"",
         "ING216:15", ILO_FINDINGS},
	{"nationalities=\"GH NG\"", "nationalities=\"GH QQ\"", "ING214:27",
         ILO_FINDINGS},
	{"route=\"CMED\" border=\"SEA\"", "route=\"NONE\" border=\"SEA\"",
         "ING226:36", ILO_FINDINGS},
	{"route=\"CMED\" border=\"SEA\"", "route=\"CMED\" border=\"NONE\"",
         "ING227:36", ILO_FINDINGS},
	{"status=\"E\"", "confidentiality=\"Z\"", "ING229:36", ILO_FINDINGS},
	{"citizenship=\"NG\"", "host=\"TG\" citizenship=\"NG\"", "ING224:35",
         ILO_FINDINGS},
	{"value=\"20\"", "value=\"19\"", "ING232:34", ILO_FINDINGS},
	{"reason=\"not-available\"", "reason=\"lost\"", "ING104:37",
         ILO_FINDINGS},
};

static void
test_rules(void **state)
{
	struct fixture *fixture = *state;

	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		const char *const wanted[] = {changes[i].finding, NULL};
		const enum ilo_status status = read_bytes(
			fixture, "native",
			changed(fixture, base, changes[i].old, changes[i].new),
			judged);

		assert_found(fixture, wanted);
		assert_int_equal(status, changes[i].status);
	}
}

/* With a part missing the parts need only stay within the total. */
static void
test_tables_with_an_absent_part(void **state)
{
	struct fixture *fixture = *state;
	static const char absent[] =
		"value=\"%s\"/><absence indicator=\"IBC_BETWEEN\" "
		"unit=\"DETECTIONS\" counted-by=\"own\" period=\"2024-S1\" "
		"citizenship=\"ML\" reason=\"confidential\"/>";
	static const char *const none[] = {NULL};
	static const char *const above[] = {"ING232:34", NULL};
	const char *within = ilo_arena_printf(fixture->arena, absent, "10");
	const char *beyond = ilo_arena_printf(fixture->arena, absent, "21");

	assert_int_equal(
		read_bytes(fixture, "native",
	                   changed(fixture, base, "value=\"20\"/>", within),
	                   judged),
		ILO_OK);
	assert_found(fixture, none);
	assert_int_equal(
		read_bytes(fixture, "native",
	                   changed(fixture, base, "value=\"20\"/>", beyond),
	                   judged),
		ILO_FINDINGS);
	assert_found(fixture, above);
}

static void
test_stated_sender_and_date(void **state)
{
	struct fixture *fixture = *state;
	struct ilo_reading stated = judged;
	static const char *const differs[] = {"ING205:8", NULL};
	static const char *const early[] = {"ING209:9", NULL};

	stated.sender = "DE";
	assert_int_equal(read_bytes(fixture, "native",
	                            changed(fixture, base, NULL, NULL), stated),
	                 ILO_FINDINGS);
	assert_found(fixture, differs);
	stated.sender = "FR";
	stated.published = "2023-12-31";
	assert_int_equal(read_bytes(fixture, "native",
	                            changed(fixture, base, NULL, NULL), stated),
	                 ILO_FINDINGS);
	assert_found(fixture, early);
}

static void
test_several_faults_are_all_told(void **state)
{
	struct fixture *fixture = *state;
	static const char *const wanted[] = {"ING225:35", "ING202:7",
	                                     "ING214:29", NULL};
	const char *text = changed(fixture, base, "citizenship=\"NG\"",
	                           "citizenship=\"ZZ\"");
	char *copy = ilo_arena_strdup(fixture->arena, text);

	memcpy(strstr(copy, "<presidency>BE") + 12, "HU", 2);
	memcpy(strstr(copy, "CMED\" border=\"LAND"), "DMEC", 4);
	assert_int_equal(read_bytes(fixture, "native", copy, judged),
	                 ILO_FINDINGS);
	assert_found(fixture, wanted);
}

/* A DOCTYPE gets through the gate of a trusted reading, not through SAX. */
static void
test_trusted_doctype(void **state)
{
	struct fixture *fixture = *state;
	static const char *const wanted[] = {"ING007:3", NULL};

	assert_int_equal(
		read_bytes(fixture, "native",
	                   changed(fixture, base, "<submission ",
	                           "<!DOCTYPE a [<!ENTITY % b 'c'> %b;]>\n"
	                           "<submission "),
	                   (struct ilo_reading){.trust = ILO_TRUSTED}),
		ILO_FINDINGS);
	assert_found(fixture, wanted);
}

static void
test_identify(void **state)
{
	struct fixture *fixture = *state;
	static const char good[] = "\xef\xbb\xbf<?xml version='1.0'?><!-- "
				   "<a> -->\n<s:submission "
				   "xmlns:s='urn:x-ilo:submission:1'>";
	static const char wide[] =
		"<\0s\0 \0x\0=\0'\0u\0r\0n\0:\0x\0-\0i\0l\0o\0:\0s\0u\0b\0m\0i"
		"\0s\0s\0i\0o\0n\0:\0001\0'\0>\0";
	static const char *const others[] = {
		"",
		"<",
		"<!--",
		"<html>",
		"submission",
		"<!-- urn:x-ilo:submission:1 --><html>",
		"<html>urn:x-ilo:submission:1</html>"};

	assert_string_equal(
		ilo_kind_identify(fixture->codebook, good, sizeof good - 1)
			->name,
		"native");
	assert_string_equal(
		ilo_kind_identify(fixture->codebook, wide, sizeof wide - 1)
			->name,
		"native");
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		assert_null(ilo_kind_identify(fixture->codebook, others[i],
		                              strlen(others[i])));
	assert_null(ilo_kind_find(fixture->codebook, "no such kind"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_trusted_streams_the_same),
		cmocka_unit_test(test_sink_stops),
		cmocka_unit_test(test_eu_codes),
		cmocka_unit_test(test_line_of_a_wrapped_tag),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_tables_with_an_absent_part),
		cmocka_unit_test(test_stated_sender_and_date),
		cmocka_unit_test(test_several_faults_are_all_told),
		cmocka_unit_test(test_trusted_doctype),
		cmocka_unit_test(test_identify),
	};

	return cmocka_run_group_tests(tests, reading_setup, reading_teardown);
}
