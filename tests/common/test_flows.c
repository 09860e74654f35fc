/* flows.csv: the total order, the way to the file and back, and that a file
 * which is not exactly as written is refused with its line. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/flows.h"

#define HEADER                                                                 \
	"STRUCTURE,STRUCTURE_ID,ACTION,HOST_COUNTRY,INDICATOR,COUNTED_BY,"     \
	"REPORTER,CITIZENSHIP,ROUTE,BORDER,FREQ,TIME_PERIOD,OBS_VALUE,"        \
	"UNIT_MEASURE,OBS_STATUS,CONF_STATUS,SOURCE,SOURCE_LINE,LOCATOR\n"
#define START "dataflow,ILO:FLOWS(1.0),I,"
#define ROW                                                                    \
	START "GH,IBC_BETWEEN,own,FR,_T,_T,_T,S,2024-S1,7,DETECTIONS,A,F,"     \
	      "0123456789abcdef,12,row 3\n"

static const struct ilo_flow plain = {
	.host = "GH",
	.indicator = "IBC_BETWEEN",
	.counted_by = "own",
	.reporter = "FR",
	.citizenship = "_T",
	.route = "_T",
	.border = "_T",
	.period = "2024-S1",
	.unit = "DETECTIONS",
	.source = "0123456789abcdef",
	.locator = "row 3",
	.line = 12,
	.value = 7,
	.has_value = true,
	.status = 'A',
	.confidentiality = 'F',
};

/* What ilo_flows_write() makes of flows; free() ends it. */
static char *
written(const struct ilo_flows *flows)
{
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);

	assert_non_null(stream);
	ilo_flows_write(flows, stream);
	assert_int_equal(fclose(stream), 0);
	return text;
}

struct verdict {
	enum ilo_status status;
	long line;
	char detail[200];
};

static void
hear(void *context, const struct ilo_finding *finding)
{
	struct verdict *verdict = context;

	assert_int_equal(finding->code, ILO_D_FLOWS_UNREADABLE);
	verdict->line = finding->line;
	(void)snprintf(verdict->detail, sizeof(verdict->detail), "%s",
	               finding->detail);
}

static struct verdict
read_bytes(const char *bytes, size_t count, struct ilo_flows **out)
{
	char path[] = "test_flows.XXXXXX";
	struct verdict verdict = {.line = -1};
	struct ilo_diag diag;
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, count), (ssize_t)count);
	assert_int_equal(close(fd), 0);
	ilo_diag_init(&diag, "test", NULL);
	diag.sink = hear;
	diag.sink_context = &verdict;
	verdict.status = ilo_flows_read(path, &diag, out);
	assert_int_equal(unlink(path), 0);
	return verdict;
}

static struct verdict
read_text(const char *text, struct ilo_flows **out)
{
	return read_bytes(text, strlen(text), out);
}

static void
writes_as_the_contract_says(void **state)
{
	struct ilo_flows *flows = ilo_flows_new();
	struct ilo_flow row = plain;
	char *text;

	(void)state;
	ilo_flows_add(flows, &row);
	row.has_value = false;
	row.status = 'Q';
	row.confidentiality = 'C';
	row.period = "2024-01";
	row.locator = "a \"b\", c";
	ilo_flows_add(flows, &row);
	text = written(flows);
	assert_string_equal(text, HEADER ROW START
	                    "GH,IBC_BETWEEN,own,FR,_T,_T,_T,M,2024-01,,"
	                    "DETECTIONS,Q,C,0123456789abcdef,12,"
	                    "\"a \"\"b\"\", c\"\n");
	free(text);
	ilo_flows_free(flows);
}

/* Rows that differ from the row before in one key only, which grows. */
static struct ilo_flows *
ordered(void)
{
	struct ilo_flows *flows = ilo_flows_new();
	struct ilo_flow row = plain;

	row.line = 1;
	ilo_flows_add(flows, &row);
	row.line = 2;
	ilo_flows_add(flows, &row);
	row.source = "f123456789abcdef";
	row.line = 1;
	ilo_flows_add(flows, &row);
	row.source = plain.source;
	row.period = "2024-S2";
	ilo_flows_add(flows, &row);
	row.period = "2024-01";
	row.border = "_X";
	ilo_flows_add(flows, &row);
	row.border = "AIR";
	row.route = "_X";
	ilo_flows_add(flows, &row);
	row.route = "CMED";
	row.citizenship = "_X";
	ilo_flows_add(flows, &row);
	row.citizenship = "AF";
	row.reporter = "GR";
	ilo_flows_add(flows, &row);
	row.reporter = "AT";
	row.counted_by = "zzz";
	ilo_flows_add(flows, &row);
	row.counted_by = "host";
	row.indicator = "ZZ";
	ilo_flows_add(flows, &row);
	row.indicator = "AA";
	row.host = "ZW";
	ilo_flows_add(flows, &row);
	return flows;
}

static void
sorts_into_the_total_order(void **state)
{
	struct ilo_flows *wanted = ordered(), *flows = ilo_flows_new();
	size_t count = ilo_flows_count(wanted), i;
	char *left, *right;

	(void)state;
	/* 7 has no factor in common with the count, so every row comes once. */
	assert_int_equal(count, 11);
	for (i = 0; i < count; i++)
		ilo_flows_add(flows, ilo_flows_at(wanted, i * 7 % count));
	for (i = 1; i < count; i++)
		assert_true(ilo_flow_compare(ilo_flows_at(wanted, i - 1),
		                             ilo_flows_at(wanted, i)) < 0);
	ilo_flows_sort(flows);
	left = written(wanted);
	right = written(flows);
	assert_string_equal(left, right);
	free(left);
	free(right);
	ilo_flows_free(flows);
	ilo_flows_free(wanted);
}

static void
equal_strings_are_one_pointer(void **state)
{
	struct ilo_flows *flows = ilo_flows_new();
	struct ilo_flow row = plain;
	char host[] = "GH", citizenship[] = "GH";

	(void)state;
	ilo_flows_add(flows, &row);
	row.host = host;
	row.citizenship = citizenship;
	ilo_flows_add(flows, &row);
	assert_ptr_equal(ilo_flows_at(flows, 0)->host,
	                 ilo_flows_at(flows, 1)->host);
	assert_ptr_equal(ilo_flows_at(flows, 1)->citizenship,
	                 ilo_flows_at(flows, 1)->host);
	assert_ptr_not_equal(ilo_flows_at(flows, 1)->host, host);
	ilo_flows_free(flows);
}

static void
grows_sorts_and_reads_back(void **state)
{
	enum { ROWS = 20000 };
	struct ilo_flows *flows = ilo_flows_new(), *back = NULL;
	struct ilo_flow row = plain;
	char source[17], locator[40];
	char *text, *again;
	unsigned i, n;

	(void)state;
	row.source = source;
	row.locator = locator;
	for (i = 0; i < ROWS; i++) {
		n = i * 7919u % ROWS;
		(void)snprintf(source, sizeof(source), "%016x", n % 997);
		(void)snprintf(locator, sizeof(locator), "row %u", n);
		row.line = (long)n + 1;
		row.value = (int64_t)n * 50000000000;
		row.has_value = n % 3 != 0;
		ilo_flows_add(flows, &row);
	}
	ilo_flows_sort(flows);
	text = written(flows);
	assert_int_equal(read_text(text, &back).status, ILO_OK);
	assert_int_equal(ilo_flows_count(back), ROWS);
	for (i = 0; i < ROWS; i++) {
		const struct ilo_flow *a = ilo_flows_at(flows, i);
		const struct ilo_flow *b = ilo_flows_at(back, i);

		assert_int_equal(ilo_flow_compare(a, b), 0);
		assert_int_equal(a->value, b->value);
		assert_int_equal(a->has_value, b->has_value);
	}
	again = written(back);
	assert_string_equal(text, again);
	free(again);
	free(text);
	ilo_flows_free(back);
	ilo_flows_free(flows);
}

static void
reads_an_empty_table(void **state)
{
	struct ilo_flows *flows = NULL;

	(void)state;
	assert_int_equal(read_text(HEADER, &flows).status, ILO_OK);
	assert_int_equal(ilo_flows_count(flows), 0);
	ilo_flows_sort(flows);
	assert_int_equal(ilo_flows_count(flows), 0);
	ilo_flows_free(flows);
}

static void
reads_quoted_locators(void **state)
{
	struct ilo_flows *flows = NULL;
	struct verdict verdict = read_text(
		HEADER START "GH,IBC_BETWEEN,own,FR,_T,_T,_T,S,2024-S1,0,"
			     "DETECTIONS,A,F,0123456789abcdef,12,"
			     "\"a \"\"b\"\", c \"\n",
		&flows);

	(void)state;
	assert_int_equal(verdict.status, ILO_OK);
	assert_string_equal(ilo_flows_at(flows, 0)->locator, "a \"b\", c ");
	assert_true(ilo_flows_at(flows, 0)->has_value);
	assert_int_equal(ilo_flows_at(flows, 0)->value, 0);
	ilo_flows_free(flows);
}

/* Each refused file with the line that must be named and a word of why. */
static const struct {
	const char *text;
	long line;
	const char *why;
} refused[] = {
	{"", 0, "empty"},
	{"HOST_COUNTRY\n", 1, "first line"},
	{"\xEF\xBB\xBF" HEADER, 1, "first line"},
	{HEADER "\n", 2, "fields"},
	{HEADER ROW "\n", 3, "fields"},
	{HEADER "x\n", 2, "fields"},
	{HEADER START "GH,IBC_BETWEEN,own,FR,_T,_T,_T,S,2024-S1,7,DETECTIONS,"
                      "A,F,0123456789abcdef,12,row 3,more\n",
         2, "fields"},
	{HEADER START "GH,IBC_BETWEEN,own,FR,_T,_T,_T,S,2024-S1,7,DETECTIONS,"
                      "A,F,0123456789abcdef,12,row 3\r\n",
         2, "line feed"},
	{HEADER START "GH,IBC_BETWEEN,own,FR,_T,_T,_T,S,2024-S1,7,DETECTIONS,"
                      "A,F,0123456789abcdef,12,row 3",
         2, "line feed"},
	{HEADER START "GH,IBC_BETWEEN,own,FR,_T,_T,_T,S,2024-S1,7,DETECTIONS,"
                      "A,F,0123456789abcdef,12,\"row 3\n",
         2, ""},
	{HEADER ROW START "GH,IBC_BETWEEN,own,FR,_T,_T,_T,S,2024-S1,7,"
                          "DETECTIONS,A,F,0123456789abcdef,11,row 3\n",
         3, "order"},
};

static void
refuses_what_is_not_as_written(void **state)
{
	struct ilo_flows *flows = NULL;
	struct verdict verdict;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		verdict = read_text(refused[i].text, &flows);
		assert_int_equal(verdict.status, ILO_FAILED);
		assert_null(flows);
		assert_int_equal(verdict.line, refused[i].line);
		assert_non_null(strstr(verdict.detail, refused[i].why));
	}
}

/* One bad field a row, by its column from 1. */
static const struct {
	int column;
	const char *text;
} bad_fields[] = {
	{1, "datastructure"},
	{2, "ILO:FLOWS(2.0)"},
	{3, "D"},
	{4, "gh"},
	{4, ""},
	{5, "1BC"},
	{6, "mine"},
	{7, "F R"},
	{8, "_T "},
	{9, "-X"},
	{10, "ABCDEFGHIJKLMNOPQRSTUVWXYZ12345"},
	{12, "2024-S3"},
	{12, "2024-01"},
	{12, "2024"},
	{13, "-1"},
	{13, "1.0"},
	{13, "1e3"},
	{13, " 1"},
	{13, "1234567890123456"},
	{14, ""},
	{15, "AB"},
	{15, ""},
	{16, "f"},
	{17, "0123456789ABCDEF"},
	{17, "0123456789abcde"},
	{18, "0"},
	{18, "-1"},
	{18, ""},
	{19, ""},
	{19, "a\tb"},
	{19, "\xff"},
};

static void
refuses_each_bad_field(void **state)
{
	static const char *const good[] = {"dataflow",
	                                   "ILO:FLOWS(1.0)",
	                                   "I",
	                                   "GH",
	                                   "IBC_BETWEEN",
	                                   "own",
	                                   "FR",
	                                   "_T",
	                                   "_T",
	                                   "_T",
	                                   "S",
	                                   "2024-S1",
	                                   "7",
	                                   "DETECTIONS",
	                                   "A",
	                                   "F",
	                                   "0123456789abcdef",
	                                   "12",
	                                   "row 3"};
	struct ilo_flows *flows = NULL;
	struct verdict verdict;
	char text[1000], wanted[40];
	size_t i, c, at;

	(void)state;
	for (i = 0; i < sizeof(bad_fields) / sizeof(*bad_fields); i++) {
		at = (size_t)snprintf(text, sizeof(text), "%s", HEADER);
		for (c = 0; c < 19; c++)
			at += (size_t)snprintf(
				text + at, sizeof(text) - at, "%s%s",
				(int)c + 1 == bad_fields[i].column
					? bad_fields[i].text
					: good[c],
				c == 18 ? "\n" : ",");
		verdict = read_text(text, &flows);
		(void)snprintf(wanted, sizeof(wanted), "column %d ",
		               bad_fields[i].column);
		assert_int_equal(verdict.status, ILO_FAILED);
		assert_int_equal(verdict.line, 2);
		assert_non_null(strstr(verdict.detail, wanted));
	}
}

static void
refuses_zero_bytes_and_missing_files(void **state)
{
	static const char bytes[] = HEADER "dataflow\0,x\n";
	struct ilo_flows *flows = NULL;
	struct ilo_diag diag;
	struct verdict verdict = read_bytes(bytes, sizeof(bytes) - 1, &flows);

	(void)state;
	assert_int_equal(verdict.status, ILO_FAILED);
	ilo_diag_init(&diag, "test", NULL);
	assert_int_equal(ilo_flows_read("/nowhere/flows.csv", &diag, &flows),
	                 ILO_FAILED);
	assert_int_equal(ilo_diag_count(&diag, ILO_FATAL), 1);
	assert_null(flows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_as_the_contract_says),
		cmocka_unit_test(sorts_into_the_total_order),
		cmocka_unit_test(equal_strings_are_one_pointer),
		cmocka_unit_test(grows_sorts_and_reads_back),
		cmocka_unit_test(reads_an_empty_table),
		cmocka_unit_test(reads_quoted_locators),
		cmocka_unit_test(refuses_what_is_not_as_written),
		cmocka_unit_test(refuses_each_bad_field),
		cmocka_unit_test(refuses_zero_bytes_and_missing_files),
	};

	return cmocka_run_group_tests_name("flows", tests, NULL, NULL);
}
