/* Which of two submissions a table is taken from, and what is withheld. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "transform/gather.h"
#include "transform/twice.h"

/* In the order of preference, not of ids. */
static struct ilo_source files[] = {
	{.id = "d000000000000000",
         .file = "own.xml",
         .report = "contribution",
         .host = "GH",
         .received = "2024-07-02T23:59:59Z"},
	{.id = "b000000000000000",
         .file = "region.xml",
         .report = "contribution",
         .region = "Gulf of Guinea",
         .received = "2024-07-05T23:59:59Z"},
	{.id = "c000000000000000",
         .file = "late.xml",
         .report = "network-report",
         .host = "GH",
         .received = "2024-07-09T23:59:59Z"},
	{.id = "a000000000000000",
         .file = "early.xml",
         .report = "network-report",
         .host = "GH",
         .received = "2024-07-08T23:59:59Z"},
};

static const struct ilo_sources sources = {.items = files, .count = 4};

static void
add(struct ilo_flows *flows, size_t file, const char *citizenship,
    const char *period, long line)
{
	ilo_flows_add(flows, &(struct ilo_flow){.host = "GH",
	                                        .indicator = "IBC_BETWEEN",
	                                        .counted_by = "own",
	                                        .reporter = "FR",
	                                        .citizenship = citizenship,
	                                        .route = "_T",
	                                        .border = "_T",
	                                        .period = period,
	                                        .unit = "DETECTIONS",
	                                        .source = files[file].id,
	                                        .locator = "row",
	                                        .line = line,
	                                        .value = 1,
	                                        .has_value = true,
	                                        .status = 'A',
	                                        .confidentiality = 'F'});
}

struct heard {
	size_t count;
	char text[400];
};

static void
hear(void *context, const struct ilo_finding *finding)
{
	struct heard *heard = context;

	assert_int_equal(finding->code, ILO_D_TABLE_TWICE);
	heard->count++;
	(void)snprintf(heard->text, sizeof(heard->text), "%s:%ld: %s",
	               finding->file, finding->line, finding->detail);
}

static struct heard
resolve(struct ilo_flows **flows)
{
	struct heard heard = {0};
	struct ilo_diag diag;

	ilo_diag_init(&diag, "test", NULL);
	diag.sink = hear;
	diag.sink_context = &heard;
	ilo_flows_sort(*flows);
	twice_resolve(&sources, &diag, flows);
	return heard;
}

static size_t
rows_of(const struct ilo_flows *flows, size_t file)
{
	size_t i, count = 0;

	for (i = 0; i < ilo_flows_count(flows); i++)
		count += strcmp(ilo_flows_at(flows, i)->source,
		                files[file].id) == 0;
	return count;
}

static void
takes_the_contributions_table_whole(void **state)
{
	struct ilo_flows *flows = ilo_flows_new();
	struct heard heard;

	(void)state;
	add(flows, 0, "NG", "2024-S1", 11);
	add(flows, 0, "GH", "2024-S1", 10);
	add(flows, 2, "GH", "2024-S1", 20);
	add(flows, 2, "TG", "2024-S1", 22); /* of the same table: goes too */
	add(flows, 2, "_T", "2024-S1", 23); /* of another: stays */
	add(flows, 2, "TG", "2024-01", 24); /* of a third: stays */
	heard = resolve(&flows);
	assert_int_equal(heard.count, 1);
	assert_string_equal(heard.text,
	                    "late.xml:20: 2 row(s) of IBC_BETWEEN by FR on GH "
	                    "left out; kept is own.xml:10");
	assert_int_equal(ilo_flows_count(flows), 4);
	assert_int_equal(rows_of(flows, 0), 2);
	assert_int_equal(rows_of(flows, 2), 2);
	ilo_flows_free(flows);
}

static void
prefers_country_then_later_arrival(void **state)
{
	struct ilo_flows *flows = ilo_flows_new();
	struct heard heard;
	size_t i;

	(void)state;
	for (i = 0; i < 4; i++)
		add(flows, i, "_T", "2024-S1", (long)i + 1);
	heard = resolve(&flows);
	assert_int_equal(heard.count, 3);
	assert_int_equal(ilo_flows_count(flows), 1);
	assert_int_equal(rows_of(flows, 0), 1);
	ilo_flows_free(flows);

	flows = ilo_flows_new();
	add(flows, 2, "_T", "2024-S1", 1);
	add(flows, 3, "_T", "2024-S1", 1);
	heard = resolve(&flows);
	assert_int_equal(heard.count, 1);
	assert_int_equal(rows_of(flows, 2), 1);
	ilo_flows_free(flows);
}

/* A table may be left out only for one that is itself kept: the middle one goes
 * for the best, and so the last one, which shares cells with it alone, stays.
 */
static void
leaves_nothing_out_for_what_is_left_out(void **state)
{
	struct ilo_flows *flows = ilo_flows_new();
	struct heard heard;

	(void)state;
	add(flows, 0, "GH", "2024-S1", 1);
	add(flows, 1, "GH", "2024-S1", 2);
	add(flows, 1, "NG", "2024-S1", 3);
	add(flows, 2, "NG", "2024-S1", 4);
	heard = resolve(&flows);
	assert_int_equal(heard.count, 1);
	assert_int_equal(rows_of(flows, 0), 1);
	assert_int_equal(rows_of(flows, 1), 0);
	assert_int_equal(rows_of(flows, 2), 1);
	ilo_flows_free(flows);
}

static void
leaves_tables_without_a_common_cell(void **state)
{
	struct ilo_flows *flows = ilo_flows_new();
	struct ilo_flows *before = flows;
	struct heard heard;

	(void)state;
	add(flows, 0, "_T", "2024-01", 1);
	add(flows, 2, "_T", "2024-02", 2);
	heard = resolve(&flows);
	assert_int_equal(heard.count, 0);
	assert_ptr_equal(flows, before);
	assert_int_equal(ilo_flows_count(flows), 2);
	ilo_flows_free(flows);
}

static void
withholds_what_is_not_free(void **state)
{
	struct ilo_row row = {.has_value = true,
	                      .value = 12,
	                      .status = 'A',
	                      .confidentiality = 'F'};
	struct ilo_flow flow = flow_from_row(&row, "0123456789abcdef");

	(void)state;
	assert_true(flow.has_value);
	assert_int_equal(flow.value, 12);
	assert_int_equal(flow.status, 'A');
	row.confidentiality = 'N';
	flow = flow_from_row(&row, "0123456789abcdef");
	assert_false(flow.has_value);
	assert_int_equal(flow.value, 0);
	assert_int_equal(flow.status, 'Q');
	assert_int_equal(flow.confidentiality, 'N');
	/* An absence keeps its own status. */
	row.has_value = false;
	row.status = 'M';
	row.confidentiality = 'F';
	assert_int_equal(flow_from_row(&row, "x").status, 'M');
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_the_contributions_table_whole),
		cmocka_unit_test(prefers_country_then_later_arrival),
		cmocka_unit_test(leaves_nothing_out_for_what_is_left_out),
		cmocka_unit_test(leaves_tables_without_a_common_cell),
		cmocka_unit_test(withholds_what_is_not_free),
	};

	return cmocka_run_group_tests_name("twice", tests, NULL, NULL);
}
