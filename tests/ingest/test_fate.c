/*
 * Fates, against a real register and a kind of file made for the purpose: three
 * words are sender, host and revision, two are sender and day of publication,
 * anything else is an error.
 */

#include "ingest/fate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/archive.h"
#include "common/digest.h"
#include "common/num.h"
#include "ingest/judge.h"
#include "ingest/post.h"
#include "ingest/receipt.h"
#include "tests/common/scratch.h"

struct world {
	char scratch[SCRATCH_SIZE];
	struct ilo_arena *arena;
	struct ilo_diag diag;
	struct ilo_archive *archive;
	struct registry *registry;
	struct ilo_codebook *codebook;
	const struct ilo_kind *kind;
	struct record record; /* of the last file given */
	bool repeat;
};

static enum ilo_status
read_words(const struct ilo_reading *reading, struct ilo_diag *diag,
           struct ilo_submission *out)
{
	const char *words[3] = {NULL, NULL, NULL};
	char *text = ilo_arena_strdup(reading->arena, reading->bytes), *rest;
	int64_t revision = 0;
	size_t count = 0;

	for (text = strtok_r(text, " ", &rest); text != NULL && count < 3;
	     text = strtok_r(NULL, " ", &rest))
		words[count++] = text;
	/* Each text says something else. */
	*out = (struct ilo_submission){
		.cover = {.sender = words[0], .document = reading->bytes}};
	if (count == 3 && ilo_num_count(words[2], &revision)) {
		out->cover.host = words[1];
		out->cover.revision = (int)revision;
		out->cover.report = "contribution";
		out->cover.first = out->cover.last = 4048;
		return ILO_OK;
	}
	if (count == 2) {
		out->cover.published = words[1];
		return ILO_OK;
	}
	ilo_diag_report(diag, ILO_D_XML_MALFORMED, reading->file, 7, NULL);
	return ILO_FINDINGS;
}

static const struct ilo_kind words_kind = {.name = "words", .read = read_words};

static int
setup(void **state)
{
	struct world *world = ilo_xcalloc(1, sizeof(*world));

	*state = world;
	if (scratch_new(world->scratch) != 0)
		return -1;
	world->arena = ilo_arena_new();
	ilo_diag_init(&world->diag, "test", NULL);
	world->kind = &words_kind;
	if (ilo_codebook_read(".", &world->diag, &world->codebook) != ILO_OK ||
	    ilo_archive_create(world->scratch, &world->diag) != ILO_OK ||
	    ilo_archive_open(world->scratch, ILO_DB_WRITE, &world->diag,
	                     &world->archive) != ILO_OK)
		return -1;
	return registry_new(ilo_archive_register(world->archive), &world->diag,
	                    &world->registry) == ILO_OK
	               ? 0
	               : -1;
}

static int
teardown(void **state)
{
	struct world *world = *state;
	int status;

	registry_free(world->registry);
	ilo_archive_close(world->archive);
	ilo_codebook_free(world->codebook);
	ilo_arena_free(world->arena);
	status = scratch_free(world->scratch);
	free(world);
	return status;
}

/* Give a file and return its fate. */
static const char *
give(struct world *world, const char *name, const char *text)
{
	struct remarks remarks = {.arena = world->arena};
	const struct judge judge = {.codebook = world->codebook,
	                            .limits = ilo_limits_default()};
	const struct judge_case given = {.kind = world->kind,
	                                 .file = name,
	                                 .received = "2024-08-01T00:00:00Z",
	                                 .bytes = text,
	                                 .count = strlen(text),
	                                 .arena = world->arena};
	struct fate fate = {.registry = world->registry,
	                    .file = name,
	                    .arena = world->arena,
	                    .diag = &world->diag};
	struct answer answer;
	char sha256[ILO_DIGEST_SIZE];

	judge_file(&judge, &given, &answer);
	assert_int_equal(
		ilo_digest_bytes(text, strlen(text), &world->diag, sha256),
		ILO_OK);
	world->record = (struct record){
		.run = 1,
		.file = name,
		.sha256 = ilo_arena_strdup(world->arena, sha256),
		.size = (int64_t)strlen(text),
		.received = "2024-08-01T00:00:00Z",
		.ingested = "2024-08-02T00:00:00Z",
		.tool = "1"};
	world->diag.sink = remarks_gather;
	world->diag.sink_context = &remarks;
	assert_int_equal(fate_decide(&fate, &answer, &world->record), ILO_OK);
	world->diag.sink = NULL;
	world->repeat = fate.repeat;
	world->record.remarks = remarks.items;
	world->record.remark_count = remarks.count;
	if (!fate.repeat) {
		assert_int_equal(registry_add(world->registry, &world->record,
		                              &world->diag),
		                 ILO_OK);
		assert_int_equal(receipt_chain(world->registry, &world->record,
		                               &world->diag),
		                 ILO_OK);
	}
	remarks_release(&remarks);
	remarks_release(&answer.remarks);
	return world->record.fate;
}

static void
revisions_in_order(void **state)
{
	struct world *world = *state;

	assert_string_equal(give(world, "a", "FR GH 1"), "accepted");
	assert_string_equal(world->record.series,
	                    "words/FR/GH/2024-S1/contribution");
	assert_string_equal(world->record.version, "0001");
	assert_string_equal(give(world, "b", "FR GH 2"), "accepted");
	assert_string_equal(give(world, "c", "FR GH 10"), "accepted");
	assert_int_equal(ilo_diag_count(&world->diag, ILO_INFO), 0);
}

static void
revisions_against_order(void **state)
{
	struct world *world = *state;

	assert_string_equal(give(world, "a", "FR GH 10"), "accepted");
	assert_string_equal(give(world, "b", "FR GH 9"), "superseded");
	assert_int_equal(world->record.remark_count, 1);
	/* Another host is another series. */
	assert_string_equal(give(world, "c", "FR CI 9"), "accepted");
	assert_int_equal(ilo_diag_count(&world->diag, ILO_WARNING), 0);
}

static void
same_version_conflicts(void **state)
{
	struct world *world = *state;

	assert_string_equal(give(world, "a", "FR GH 2"), "accepted");
	assert_string_equal(give(world, "b", "FR GH 02"), "rejected");
	assert_int_equal(ilo_diag_count(&world->diag, ILO_ERROR), 1);
	assert_int_equal(world->record.remark_count, 1);
	/* A superseded one holds its version, too. */
	assert_string_equal(give(world, "c", "FR GH 1"), "superseded");
	assert_string_equal(give(world, "d", "FR GH 01"), "rejected");
	/* A rejected one does not. */
	assert_string_equal(give(world, "e", "FR GH 3"), "accepted");
}

static void
vintages_are_versions_by_day(void **state)
{
	struct world *world = *state;

	assert_string_equal(give(world, "a", "FRONTEX 2025-03-10"), "accepted");
	assert_string_equal(world->record.series, "words/FRONTEX");
	assert_string_equal(world->record.version, "2025-03-10");
	assert_string_equal(give(world, "b", "FRONTEX 2025-02-07"),
	                    "superseded");
	assert_string_equal(give(world, "c", " FRONTEX 2025-02-07"),
	                    "rejected");
}

static void
same_bytes_are_duplicates(void **state)
{
	struct world *world = *state;

	assert_string_equal(give(world, "a", "FR GH 1"), "accepted");
	assert_string_equal(give(world, "b", "FR GH 2"), "accepted");
	assert_string_equal(give(world, "other", "FR GH 1"), "duplicate");
	assert_false(world->repeat);
	assert_string_equal(world->record.sender, "FR");
	assert_string_equal(world->record.file, "other");
	assert_int_equal(ilo_diag_count(&world->diag, ILO_WARNING), 0);
	/* The same name, too: nothing new to write down. */
	assert_string_equal(give(world, "other", "FR GH 1"), "duplicate");
	assert_true(world->repeat);
	assert_string_equal(give(world, "a", "FR GH 1"), "duplicate");
	assert_true(world->repeat);
}

static void
rejected_bytes_are_judged_again(void **state)
{
	struct world *world = *state;
	struct ilo_kind none = {.name = "none", .read = read_words};

	assert_string_equal(give(world, "a", "nonsense"), "rejected");
	assert_string_equal(give(world, "a", "nonsense"), "duplicate");
	assert_true(world->repeat);
	assert_string_equal(give(world, "b", "nonsense"), "duplicate");
	assert_false(world->repeat);
	assert_int_equal(ilo_diag_count(&world->diag, ILO_ERROR), 3);

	/* Rejected for its version, then given where there is none such. */
	assert_string_equal(give(world, "c", "FR GH 1"), "accepted");
	assert_string_equal(give(world, "d", "FR GH 01"), "rejected");
	world->kind = &none;
	assert_string_equal(give(world, "d", "FR GH 01"), "accepted");
}

static void
receipts_come_from_the_register(void **state)
{
	struct world *world = *state;
	struct ilo_buf command = ILO_BUF_INIT;
	int64_t written = 0;

	(void)give(world, "a", "FR GH 1");
	(void)give(world, "b", "nonsense");
	(void)give(world, "c", "FR GH 2");
	assert_int_equal(post_write(&(struct post){world->archive,
	                                           world->registry, NULL},
	                            1, &world->diag, &written),
	                 ILO_OK);
	assert_int_equal(written, 2);
	/* One line for each row of a sender; who sent the second nobody knows.
	 */
	ilo_buf_printf(&command,
	               "cd '%s' && [ $(wc -l <receipts/000001-FR.jsonl) = 2 ] "
	               "&& [ $(wc -l <receipts/000002-unknown.jsonl) = 1 ] && "
	               "cp -R receipts first && rm -f receipts/000001-*",
	               world->scratch);
	assert_int_equal(system(ilo_buf_text(&command)), 0);
	assert_int_equal(post_write(&(struct post){world->archive,
	                                           world->registry, NULL},
	                            1, &world->diag, &written),
	                 ILO_OK);
	assert_int_equal(written, 1);
	ilo_buf_clear(&command);
	ilo_buf_printf(&command, "cd '%s' && diff -r receipts first",
	               world->scratch);
	assert_int_equal(system(ilo_buf_text(&command)), 0);
	ilo_buf_release(&command);
}

static void
receipt_without_link_is_an_integrity_failure(void **state)
{
	struct world *world = *state;
	int64_t written = 0;

	world->record = (struct record){.sha256 = "00",
	                                .file = "f",
	                                .kind = "words",
	                                .fate = "rejected",
	                                .received = "r",
	                                .ingested = "i",
	                                .tool = "1"};
	assert_int_equal(
		registry_add(world->registry, &world->record, &world->diag),
		ILO_OK);
	assert_int_equal(post_write(&(struct post){world->archive,
	                                           world->registry, NULL},
	                            1, &world->diag, &written),
	                 ILO_INTEGRITY);
	assert_int_equal(ilo_diag_count(&world->diag, ILO_FATAL), 1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(revisions_in_order),
		TEST(revisions_against_order),
		TEST(same_version_conflicts),
		TEST(vintages_are_versions_by_day),
		TEST(same_bytes_are_duplicates),
		TEST(rejected_bytes_are_judged_again),
		TEST(receipts_come_from_the_register),
		TEST(receipt_without_link_is_an_integrity_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
