/* One transaction a batch; a file's findings and row, its link, its line. */

#include "ingest/batch.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "common/file.h"
#include "common/text.h"
#include "ingest/fate.h"
#include "ingest/receipt.h"

#define BATCH_FILES 256
#define BATCH_BYTES ((size_t)64 * 1024 * 1024)

/* The batch at hand. */
struct portion {
	const struct walk_file *files;
	size_t count; /* how many of them are in it */
	size_t bytes;
	struct ilo_buf lines; /* for stdout, once all is safe */
	bool incomplete;
};

enum ilo_status
batch_recover(struct batch *batch)
{
	int64_t range[2] = {1, 0}, written = 0;
	enum ilo_status status;

	status = registry_last(batch->registry, batch->diag, &range[1]);
	if (status == ILO_OK)
		status = receipt_write(batch->archive, batch->registry, range,
		                       batch->diag, &written);
	if (status == ILO_OK && written > 0)
		ilo_diag_report(batch->diag, ILO_D_RECEIPT_RESTORED,
		                ilo_archive_folder(batch->archive), 0, "%lld",
		                (long long)written);
	return status;
}

static void
add_line(const struct batch *batch, const char *path,
         const struct record *record, struct ilo_buf *lines)
{
	struct ilo_buf shown = ILO_BUF_INIT;

	ilo_text_escape(&shown, path, strlen(path));
	if (batch->json) {
		ilo_buf_printf(lines,
		               "{\"fate\":\"%s\",\"sha256\":\"%s\","
		               "\"kind\":\"%s\",\"file\":",
		               record->fate, record->sha256, record->kind);
		ilo_text_json(lines, ilo_buf_text(&shown));
		ilo_buf_puts(lines, "}\n");
	} else {
		ilo_buf_printf(lines, "%s\t%.16s\t%s\t%s\n", record->fate,
		               record->sha256, record->kind,
		               ilo_buf_text(&shown));
	}
	ilo_buf_release(&shown);
}

/* Row, findings and link, unless the register says all of it already. */
static enum ilo_status
enter(struct batch *batch, const struct fate *fate,
      const struct remarks *remarks, struct record *record)
{
	enum ilo_status status;

	if (fate->repeat)
		return ILO_OK;
	record->remarks = remarks->items;
	record->remark_count = remarks->count;
	status = registry_add(batch->registry, record, batch->diag);
	if (status == ILO_OK)
		status =
			receipt_chain(batch->registry, record->id, batch->diag);
	return status;
}

/* Judge and register bytes that were read. */
static enum ilo_status
take_bytes(struct batch *batch, const struct walk_file *file,
           const struct judge_case *given, struct record *record,
           struct ilo_buf *lines)
{
	struct judge judge = batch->judge;
	struct fate fate = {.registry = batch->registry,
	                    .judge = &judge,
	                    .diag = batch->diag};
	struct remarks remarks = {.arena = given->arena};
	size_t errors = ilo_diag_count(batch->diag, ILO_ERROR);
	enum ilo_status status;

	if (file->sender != NULL)
		judge.sender = file->sender;
	batch->diag->sink = remarks_gather;
	batch->diag->sink_context = &remarks;
	status = fate_decide(&fate, given, record);
	batch->diag->sink = NULL;
	batch->diag->sink_context = NULL;
	if (status == ILO_OK)
		status = enter(batch, &fate, &remarks, record);
	if (status == ILO_OK &&
	    (!batch->quiet || ilo_diag_count(batch->diag, ILO_ERROR) > errors))
		add_line(batch, file->path, record, lines);
	remarks_release(&remarks);
	return status;
}

static const char *
shown_name(struct ilo_arena *arena, const char *name)
{
	struct ilo_buf shown = ILO_BUF_INIT;
	const char *copy;

	ilo_text_escape(&shown, name, strlen(name));
	copy = ilo_arena_strdup(arena, ilo_buf_text(&shown));
	ilo_buf_release(&shown);
	return copy;
}

static enum ilo_status
take_file(struct batch *batch, const struct walk_file *file,
          struct portion *portion)
{
	struct ilo_arena *arena = ilo_arena_new();
	struct ilo_buf bytes = ILO_BUF_INIT;
	const struct judge_case given = {file->path, &bytes, arena};
	struct record record = {.received = batch->received,
	                        .ingested = batch->now,
	                        .tool = ILO_VERSION};
	char sha256[ILO_DIGEST_SIZE];
	enum ilo_status status;

	if (ilo_file_read(file->path, ILO_FILE_FOREIGN, batch->diag, &bytes) !=
	    ILO_OK) {
		portion->incomplete = true;
		status = ILO_OK; /* the others are taken all the same */
		goto done;
	}
	portion->bytes += bytes.count;
	status = ilo_digest_bytes(ilo_buf_text(&bytes), bytes.count,
	                          batch->diag, sha256);
	if (status != ILO_OK)
		goto done;
	record.sha256 = sha256;
	record.size = (int64_t)bytes.count;
	record.file = shown_name(arena, file->name);
	status = ilo_archive_put(batch->archive, &bytes, sha256, batch->diag);
	if (status == ILO_OK)
		status = take_bytes(batch, file, &given, &record,
		                    &portion->lines);
done:
	ilo_buf_release(&bytes);
	ilo_arena_free(arena);
	return status;
}

static enum ilo_status
print_lines(struct batch *batch, const struct portion *portion)
{
	size_t put = fwrite(ilo_buf_text(&portion->lines), 1,
	                    portion->lines.count, stdout);

	if (put == portion->lines.count && fflush(stdout) == 0)
		return ILO_OK;
	ilo_diag_report(batch->diag, ILO_D_OUTPUT, "standard output", 0,
	                "%s; the files up to here are in the archive",
	                strerror(errno));
	return ILO_FAILED;
}

/* Take files from the first of the portion on until it is full. */
static enum ilo_status
fill(struct batch *batch, size_t available, struct portion *portion)
{
	enum ilo_status status = ILO_OK;

	while (status == ILO_OK && portion->count < available &&
	       portion->count < BATCH_FILES && portion->bytes < BATCH_BYTES)
		status = take_file(batch, &portion->files[portion->count++],
		                   portion);
	return status;
}

/* Objects, then rows, then receipts, then lines. */
static enum ilo_status
run_portion(struct batch *batch, size_t available, struct portion *portion)
{
	int64_t range[2] = {0, 0}, written;
	enum ilo_status status;

	status = registry_begin(batch->registry, batch->diag);
	if (status != ILO_OK)
		return status;
	status = registry_last(batch->registry, batch->diag, &range[0]);
	if (status == ILO_OK)
		status = fill(batch, available, portion);
	if (status == ILO_OK)
		status = registry_last(batch->registry, batch->diag, &range[1]);
	if (status == ILO_OK)
		status = ilo_archive_sync(batch->archive, batch->diag);
	if (status == ILO_OK)
		status = registry_commit(batch->registry, batch->diag);
	if (status != ILO_OK) {
		registry_rollback(batch->registry);
		return status;
	}
	range[0]++;
	status = receipt_write(batch->archive, batch->registry, range,
	                       batch->diag, &written);
	if (status == ILO_OK)
		status = print_lines(batch, portion);
	return status;
}

enum ilo_status
batch_run(struct batch *batch, const struct walk *walk)
{
	bool incomplete = walk->incomplete;
	enum ilo_status status = ILO_OK;
	struct portion portion;
	size_t done = 0;

	while (status == ILO_OK && done < walk->count) {
		portion = (struct portion){.files = walk->files + done};
		status = run_portion(batch, walk->count - done, &portion);
		done += portion.count;
		incomplete = incomplete || portion.incomplete;
		ilo_buf_release(&portion.lines);
	}
	return status == ILO_OK && incomplete ? ILO_INCOMPLETE : status;
}
