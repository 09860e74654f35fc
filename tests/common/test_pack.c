/* flows.pack: every row comes back, the bytes are always the same, and what is
 * not a whole pack is none. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/flows.h"
#include "common/outfile.h"
#include "common/pack.h"
#include "tests/common/scratch.h"

#define ROWS 5000

static const char *const hosts[] = {"AF", "GH", "NG", "_T"};
static const char *const reporters[] = {"AT", "DE", "FR", "PL", "SE"};
static const char *const citizens[] = {"ML", "_T"};
static const char *const periods[] = {"2024-01", "2024-02", "2024-06",
                                      "2024-S1", "2024"};
static const char *const sources[] = {"0123456789abcdef", "fedcba9876543210"};

/* Row i of some: all kinds of cells, each place once. */
static struct ilo_flow
row(size_t i)
{
	const bool has_value = i % 7 != 0;

	return (struct ilo_flow){
		.host = hosts[i % 4],
		.indicator = i % 3 == 0 ? "ASYLUM" : "IBC_BETWEEN",
		.counted_by = i % 5 == 0 ? "agency" : "own",
		.reporter = reporters[i / 4 % 5],
		.citizenship = citizens[i / 20 % 2],
		.route = i / 40 % 2 == 0 ? "_T" : "CMED",
		.border = i / 80 % 2 == 0 ? "_T" : "SEA",
		.period = periods[i / 160 % 5],
		.unit = i % 3 == 0 ? "APPLICATIONS" : "DETECTIONS",
		.source = sources[i / 800 % 2],
		.locator = i % 11 == 0 ? "a, \"b\" \xc3\xa9" : "row",
		.line = (long)i + 1,
		.value = has_value ? (int64_t)(i * i % 999999999999999) : 0,
		.has_value = has_value,
		.status = has_value ? 'A' : 'O',
		.confidentiality = 'F',
	};
}

static struct ilo_flows *
some_flows(void)
{
	struct ilo_flows *flows = ilo_flows_new();
	size_t i;

	for (i = 0; i < ROWS; i++) {
		const struct ilo_flow flow = row(i);

		ilo_flows_add(flows, &flow);
	}
	ilo_flows_sort(flows);
	return flows;
}

static void
make(const struct ilo_flows *flows, struct ilo_buf *out)
{
	char folder[SCRATCH_SIZE], path[SCRATCH_SIZE + 16];
	struct ilo_diag diag;
	FILE *stream;

	ilo_diag_init(&diag, "test", stderr);
	assert_int_equal(scratch_new(folder), 0);
	(void)snprintf(path, sizeof path, "%s/flows.csv", folder);
	stream = fopen(path, "w");
	assert_non_null(stream);
	ilo_flows_write(flows, stream);
	assert_int_equal(fclose(stream), 0);
	assert_int_equal(ilo_pack_make(path, &diag, out), ILO_OK);
	assert_int_equal(scratch_free(folder), 0);
}

static void
assert_row(const struct ilo_pack *pack, const struct ilo_pack_row *got,
           const struct ilo_flow *flow)
{
	const char *const texts[ILO_PACK_COLUMNS] = {
		[ILO_PACK_PERIOD] = flow->period,
		[ILO_PACK_CITIZENSHIP] = flow->citizenship,
		[ILO_PACK_ROUTE] = flow->route,
		[ILO_PACK_BORDER] = flow->border,
		[ILO_PACK_REPORTER] = flow->reporter,
		[ILO_PACK_SOURCE] = flow->source,
		[ILO_PACK_UNIT] = flow->unit,
		[ILO_PACK_INDICATOR] = flow->indicator,
		[ILO_PACK_COUNTED_BY] = flow->counted_by,
		[ILO_PACK_HOST] = flow->host,
	};
	size_t i;

	for (i = 0; i < ILO_PACK_COLUMNS; i++)
		assert_string_equal(ilo_pack_text(pack, got->texts[i]),
		                    texts[i]);
	assert_int_equal(got->status, flow->status);
	assert_int_equal(got->has_value, flow->has_value);
	if (flow->has_value)
		assert_int_equal(got->value, flow->value);
}

static void
gives_every_row(void **state)
{
	struct ilo_flows *flows = some_flows();
	struct ilo_buf bytes = ILO_BUF_INIT, again = ILO_BUF_INIT;
	const struct ilo_pack_row *got;
	struct ilo_pack *pack;
	size_t i = 0;

	(void)state;
	make(flows, &bytes);
	make(flows, &again);
	assert_int_equal(bytes.count, again.count);
	assert_memory_equal(bytes.bytes, again.bytes, bytes.count);
	pack = ilo_pack_new(bytes.bytes, bytes.count);
	assert_non_null(pack);
	assert_int_equal(ilo_pack_rows(pack), ROWS);
	while ((got = ilo_pack_next(pack)) != NULL) {
		assert_int_equal(got->number, i);
		assert_row(pack, got, ilo_flows_at(flows, i++));
	}
	assert_int_equal(i, ROWS);
	assert_false(ilo_pack_damaged(pack));
	ilo_pack_free(pack);
	ilo_buf_release(&again);
	ilo_buf_release(&bytes);
	ilo_flows_free(flows);
}

static void
packs_nothing(void **state)
{
	struct ilo_flows *flows = ilo_flows_new();
	struct ilo_buf bytes = ILO_BUF_INIT;
	struct ilo_pack *pack;

	(void)state;
	make(flows, &bytes);
	pack = ilo_pack_new(bytes.bytes, bytes.count);
	assert_non_null(pack);
	assert_int_equal(ilo_pack_rows(pack), 0);
	assert_null(ilo_pack_next(pack));
	assert_false(ilo_pack_damaged(pack));
	ilo_pack_free(pack);
	ilo_buf_release(&bytes);
	ilo_flows_free(flows);
}

static void
refuses_what_is_not_whole(void **state)
{
	struct ilo_flows *flows = ilo_flows_new();
	const struct ilo_flow flow = row(1);
	struct ilo_buf bytes = ILO_BUF_INIT;
	size_t i;

	(void)state;
	ilo_flows_add(flows, &flow);
	make(flows, &bytes);
	for (i = 0; i < bytes.count; i++) {
		assert_null(ilo_pack_new(bytes.bytes, i));
		bytes.bytes[i] = (char)(bytes.bytes[i] ^ 1);
		assert_null(ilo_pack_new(bytes.bytes, bytes.count));
		bytes.bytes[i] = (char)(bytes.bytes[i] ^ 1);
	}
	ilo_buf_add(&bytes, "x", 1);
	assert_null(ilo_pack_new(bytes.bytes, bytes.count));
	ilo_buf_release(&bytes);
	ilo_flows_free(flows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_every_row),
		cmocka_unit_test(packs_nothing),
		cmocka_unit_test(refuses_what_is_not_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
