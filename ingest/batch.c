/* One transaction a batch; a file's findings and row, its link, its line. */

#include "ingest/batch.h"

#include <string.h>

#include "ingest/fate.h"
#include "ingest/post.h"
#include "ingest/receipt.h"

#define BATCH_FILES 256u
#define BATCH_BYTES ((size_t)256 * 1024 * 1024)
/* Under way for each worker: one at work, some that wait. */
#define AHEAD 4u

/* The batch at hand. */
struct portion {
	const struct walk_file *files;
	size_t available;
	size_t count;              /* how many of them are in it */
	struct item *first, *last; /* under way, in order */
	size_t waiting;
	size_t bytes;
	struct ilo_buf lines; /* for stdout, once all is safe */
	bool safe;
	struct totals totals;
};

/* Of the runs that begin with that row or later. */
static enum ilo_status
write_post(const struct handling *handling, int64_t first, int64_t *written)
{
	const struct post post = {handling->archive, handling->registry,
	                          handling->wordings};

	return post_write(&post, first, handling->diag, written);
}

enum ilo_status
batch_recover(struct batch *batch)
{
	const struct handling *handling = &batch->handling;
	int64_t written = 0;
	enum ilo_status status = write_post(handling, 1, &written);

	if (status == ILO_OK && written > 0)
		ilo_diag_report(handling->diag, ILO_D_RECEIPT_RESTORED,
		                ilo_archive_folder(handling->archive), 0,
		                "%lld", (long long)written);
	return status;
}

/* Keep what a verdict rests on beside the file. */
static enum ilo_status
keep_evidence(const struct handling *handling, struct item *item)
{
	struct evidence *evidence = &item->record.evidence;
	char *sha256 = ilo_arena_alloc(item->arena, ILO_DIGEST_SIZE);
	struct ilo_buf bytes = ILO_BUF_INIT;
	enum ilo_status status;

	if (evidence->bytes == NULL)
		return ILO_OK;
	ilo_buf_add(&bytes, evidence->bytes, evidence->count);
	status = ilo_digest_bytes(evidence->bytes, evidence->count,
	                          handling->diag, sha256);
	if (status == ILO_OK)
		status = ilo_archive_put(handling->archive, &bytes, sha256,
		                         handling->diag);
	item->record.evidence_sha256 = sha256;
	ilo_buf_release(&bytes);
	return status;
}

/* Row, findings and link, unless the register says all of it already. */
static enum ilo_status
enter(const struct handling *handling, const struct fate *fate,
      const struct remarks *remarks, struct item *item)
{
	enum ilo_status status;

	if (fate->repeat)
		return ILO_OK;
	item->record.remarks = remarks->items;
	item->record.remark_count = remarks->count;
	status = keep_evidence(handling, item);
	if (status == ILO_OK)
		status = registry_add(handling->registry, &item->record,
		                      handling->diag);
	if (status == ILO_OK)
		status = receipt_chain(handling->registry, &item->record,
		                       handling->diag);
	return status;
}

/* The last thing that a worker said before it gave up. */
static const char *
last_words(const struct job *job)
{
	const struct remarks *remarks = &job->answer.remarks;

	if (remarks->count == 0)
		return "it gave no reason";
	return ilo_arena_printf(job->arena, "%s: %s",
	                        remarks->items[remarks->count - 1].text,
	                        remarks->items[remarks->count - 1].detail);
}

/* A job that ended without a judgement. */
static enum ilo_status
hold(struct fate *fate, struct item *item)
{
	static const enum ilo_code codes[] = {
		[JOB_WAITING] = ILO_D_WORKER_FAILED,
		[JOB_ANSWERED] = ILO_D_WORKER_FAILED,
		[JOB_DIED] = ILO_D_WORKER_DIED,
		[JOB_SLOW] = ILO_D_LIMIT_SECONDS,
		[JOB_LARGE] = ILO_D_LIMIT_MEMORY,
		[JOB_GARBLED] = ILO_D_WORKER_ANSWER};
	const struct job *job = &item->job;

	ilo_diag_report(fate->diag, codes[job->end], item->file.path, 0,
	                "%s; it is in quarantine",
	                job->end == JOB_ANSWERED ? last_words(job) : job->why);
	return fate_hold(fate, &item->record);
}

/* The fate of an item whose bytes are kept and whose job has ended. */
static enum ilo_status
decide(const struct handling *handling, struct fate *fate, struct item *item)
{
	const struct answer *answer = &item->job.answer;
	enum ilo_status status;

	if (item->known)
		return fate_decide(fate, NULL, &item->record);
	if (item->job.end != JOB_ANSWERED || answer->status == ILO_FAILED)
		return hold(fate, item);
	if (!answer->container)
		return fate_decide(fate, answer, &item->record);
	if (item->member) {
		ilo_diag_report(fate->diag, ILO_D_CONTAINER_NESTED,
		                item->file.path, 0, NULL);
		return fate_of_container(fate, answer, &item->record);
	}
	status = fate_of_container(fate, answer, &item->record);
	if (status == ILO_OK && answer->status == ILO_OK)
		status = item_add_members(handling, item);
	return status;
}

static void
tell(const struct batch *batch, const struct item *item, size_t errors,
     struct portion *portion)
{
	portion->totals.counts[output_outcome(item->record.fate)]++;
	if (!batch->quiet ||
	    ilo_diag_count(batch->handling.diag, ILO_ERROR) > errors)
		output_line(item->file.path, &item->record, batch->json,
		            &portion->lines);
}

/* What was found when it was taken in is in the remarks already. */
static enum ilo_status
settle(struct batch *batch, struct item *item, struct portion *portion)
{
	const struct handling *handling = &batch->handling;
	struct fate fate = {.registry = handling->registry,
	                    .file = item->file.path,
	                    .arena = item->arena,
	                    .diag = handling->diag};
	size_t errors = ilo_diag_count(handling->diag, ILO_ERROR);
	struct remarks remarks = {.arena = item->arena};
	enum ilo_status status;

	if (item->intake.end == INTAKE_LEFT ||
	    item->intake.end == INTAKE_ABSENT) {
		item_report(handling, item);
		portion->totals.counts[item->intake.end == INTAKE_LEFT
		                               ? OUTCOME_LEFT
		                               : OUTCOME_ABSENT]++;
		return ILO_OK;
	}
	handling->diag->sink = remarks_gather;
	handling->diag->sink_context = &remarks;
	item_report(handling, item);
	status = item->intake.end == INTAKE_HELD
	                 ? fate_hold(&fate, &item->record)
	                 : decide(handling, &fate, item);
	handling->diag->sink = NULL;
	handling->diag->sink_context = NULL;
	if (status == ILO_OK)
		status = enter(handling, &fate, &remarks, item);
	if (status == ILO_OK)
		tell(batch, item, errors, portion);
	remarks_release(&remarks);
	return status;
}

/* Until the first item's last job has ended. */
static enum ilo_status
finish(const struct handling *handling, struct item *item)
{
	enum ilo_status status = ILO_OK;

	if (item->queued)
		status = pool_wait(handling->pool, &item->job, handling->diag);
	if (status == ILO_OK && item->queued && item->job.end == JOB_ANSWERED &&
	    item->job.answer.container && item->job.task.kind == TASK_JUDGE &&
	    !item->member) {
		status = item_unpack(handling, item);
		if (status == ILO_OK)
			status = pool_wait(handling->pool, &item->job,
			                   handling->diag);
	}
	return status;
}

/* The first of those under way ends. */
static enum ilo_status
end_first(struct batch *batch, struct portion *portion)
{
	struct item *item = portion->first;
	enum ilo_status status = finish(&batch->handling, item);

	if (status == ILO_OK)
		status = settle(batch, item, portion);
	if (status != ILO_OK)
		return status;
	/* Members may have come in behind it. */
	portion->first = item->next;
	portion->last = NULL;
	portion->waiting = 0;
	item_free(item);
	for (item = portion->first; item != NULL; item = item->next) {
		portion->last = item;
		portion->waiting++;
	}
	return ILO_OK;
}

static enum ilo_status
begin_next(struct batch *batch, struct portion *portion)
{
	struct item *item = NULL;
	enum ilo_status status;

	status = item_new(&batch->handling, &portion->files[portion->count++],
	                  &item);
	if (status != ILO_OK)
		return status;
	if (portion->last == NULL)
		portion->first = item;
	else
		portion->last->next = item;
	portion->last = item;
	portion->waiting++;
	portion->bytes += item->intake.size;
	return ILO_OK;
}

static bool
has_room(const struct batch *batch, const struct portion *portion)
{
	return portion->count < portion->available &&
	       portion->count < BATCH_FILES && portion->bytes < BATCH_BYTES &&
	       portion->waiting < AHEAD * pool_size(batch->handling.pool);
}

/* Take files from the first of the portion on until it is full. */
static enum ilo_status
fill(struct batch *batch, struct portion *portion)
{
	enum ilo_status status = ILO_OK;

	while (status == ILO_OK) {
		if (has_room(batch, portion))
			status = begin_next(batch, portion);
		else if (portion->first != NULL)
			status = end_first(batch, portion);
		else
			break;
	}
	return status;
}

/* After a failure: nothing of what is under way will end. */
static void
drop(struct portion *portion)
{
	struct item *item;

	while ((item = portion->first) != NULL) {
		portion->first = item->next;
		item_free(item);
	}
	ilo_buf_release(&portion->lines);
}

/* Objects, then rows, then lines. */
static enum ilo_status
run_portion(struct batch *batch, struct portion *portion)
{
	const struct handling *handling = &batch->handling;
	enum ilo_status status;

	status = registry_begin(handling->registry, handling->diag);
	if (status != ILO_OK)
		return status;
	status = fill(batch, portion);
	if (status == ILO_OK)
		status = ilo_archive_sync(handling->archive, handling->diag);
	if (status == ILO_OK)
		status = registry_commit(handling->registry, handling->diag);
	if (status != ILO_OK) {
		registry_rollback(handling->registry);
		return status;
	}
	portion->safe = true;
	return output_print(&portion->lines, handling->diag);
}

static enum ilo_status
conclude(struct batch *batch, bool incomplete)
{
	const size_t *counts = batch->totals.counts;
	struct ilo_buf text = ILO_BUF_INIT;
	enum ilo_status status = ILO_OK;

	if (!batch->quiet) {
		output_totals(&batch->totals, batch->json, &text);
		status = output_print(&text, batch->handling.diag);
		ilo_buf_release(&text);
	}
	if (incomplete || counts[OUTCOME_QUARANTINED] > 0 ||
	    counts[OUTCOME_LEFT] > 0 || counts[OUTCOME_ABSENT] > 0)
		return status == ILO_OK ? ILO_INCOMPLETE : status;
	return status;
}

/* What is registered is told of, even if the run goes no further because it
 * could not be printed. */
static enum ilo_status
send_post(const struct handling *handling, enum ilo_status status, bool safe)
{
	int64_t written;
	enum ilo_status sent = ILO_OK;

	if (safe)
		sent = write_post(handling, handling->run, &written);
	return status == ILO_OK ? sent : status;
}

enum ilo_status
batch_run(struct batch *batch, const struct walk *walk)
{
	struct handling *handling = &batch->handling;
	struct portion portion = {.safe = false};
	size_t done = 0;
	int i;
	enum ilo_status status = registry_last(handling->registry,
	                                       handling->diag, &handling->run);

	handling->run++;
	while (status == ILO_OK && done < walk->count) {
		portion = (struct portion){.files = walk->files + done,
		                           .available = walk->count - done};
		status = run_portion(batch, &portion);
		done += portion.count;
		for (i = 0; i < OUTCOME_COUNT; i++)
			batch->totals.counts[i] += portion.totals.counts[i];
		drop(&portion);
	}
	status = send_post(handling, status, portion.safe);
	return status == ILO_OK ? conclude(batch, walk->incomplete) : status;
}
