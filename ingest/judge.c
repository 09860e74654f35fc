/* Identify, read with every check, describe. */

#define _GNU_SOURCE /* MAP_ANONYMOUS */

#include "ingest/judge.h"

#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/gate.h"
#include "ingest/content.h"
#include "ingest/signature.h"
#include "ingest/unpack.h"
#include "ingest/walk.h"

/*
 * A file that is refused for what it says is told as well that its signature is
 * missing; what a signature is worth is judged of sound files only.
 */
static enum ilo_status
judge_signature(const struct trust *trust, const struct signature_case *given,
                enum ilo_status reading, struct ilo_diag *diag,
                struct record *record)
{
	const bool is_signed = given->enveloped || given->p7s != NULL;
	struct signature signature;
	enum ilo_status status;

	if (reading > ILO_FINDINGS || given->sender == NULL ||
	    (reading == ILO_FINDINGS && is_signed))
		return reading;
	status = signature_judge(trust, given, diag, &signature);
	record->signature = signature.verdict;
	record->signature_method = signature.method;
	record->signer = signature.signer;
	record->signer_sha256 = signature.signer_sha256;
	record->evidence.bytes = signature.evidence;
	record->evidence.count = signature.evidence_count;
	return status == ILO_OK ? reading : status;
}

/* A file as it is read. */
struct reader {
	const struct ilo_kind *kind;
	struct ilo_reading *reading;
	struct content *content;
	bool enveloped; /* an XML signature was met */
};

static enum ilo_status
read_digested(struct reader *reader, struct ilo_diag *diag,
              struct answer *answer)
{
	struct ilo_submission submission = {.narrative = NULL};
	struct ilo_reading *reading = reader->reading;
	char canonical[ILO_DIGEST_SIZE], said[ILO_DIGEST_SIZE];
	enum ilo_status status;

	reading->sink = content_row;
	reading->sink_context = reader->content;
	status = ilo_kind_read(reader->kind, reading, diag, &submission);
	reader->enveloped = submission.is_signed;
	record_describe(&answer->record, &submission.cover, reading->arena);
	if (status == ILO_OK)
		status = content_finish(reader->content, reader->kind->name,
		                        &submission, diag, canonical, said);
	if (status == ILO_OK) {
		answer->record.canonical =
			ilo_arena_strdup(reading->arena, canonical);
		answer->record.content = ilo_arena_strdup(reading->arena, said);
	}
	ilo_submission_release(&submission);
	return status;
}

static enum ilo_status
read_as(const struct ilo_kind *kind, const struct judge *judge,
        const struct judge_case *given, struct ilo_diag *diag,
        struct answer *answer)
{
	struct ilo_reading reading = {.file = given->file,
	                              .bytes = given->bytes,
	                              .count = given->count,
	                              .trust = ILO_JUDGE,
	                              .sender = given->sender,
	                              .nature = given->nature,
	                              .published = given->published,
	                              .codebook = judge->codebook,
	                              .schema = judge->schema,
	                              .limits = judge->limits,
	                              .arena = given->arena};
	struct reader reader = {.kind = kind, .reading = &reading};
	struct signature_case signature = {.file = given->file,
	                                   .bytes = given->bytes,
	                                   .count = given->count,
	                                   .p7s = given->p7s,
	                                   .received = given->received,
	                                   .arena = given->arena};
	enum ilo_status status;

	reader.content = content_new(diag);
	if (reader.content == NULL)
		return ILO_FAILED;
	status = read_digested(&reader, diag, answer);
	content_free(reader.content);
	signature.enveloped = reader.enveloped;
	signature.sender = answer->record.sender;
	return judge_signature(judge->trust, &signature, status, diag,
	                       &answer->record);
}

static bool
ends_with(const char *name, const char *end)
{
	size_t count = strlen(name), length = strlen(end);

	return count >= length && strcasecmp(name + count - length, end) == 0;
}

/*
 * Whether what is of no kind was ever meant as a submission.  Only its content
 * makes a file one, but what is called one and cannot be read as one is the
 * sender's to mend: a picture named FR-GH.xml is a mistake, logo.png is not.
 * So is what is packed twice, or by a packer that is not taken: there may be a
 * submission in it.
 */
static bool
may_be_one(const struct judge_case *given)
{
	static const char *const ends[] = {
		".xml", ".csv", ".tsv", ".ods", ".xls", ".xlsx", ".zip",
		".gz",  ".xz",  ".bz2", ".7z",  ".zst", ".fods", ".sdmx"};
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (ends_with(given->file, ends[i]))
			return true;
	return ilo_gate_is_packed(given->bytes, given->count);
}

/* What no kind claims: packed, cut or foreign, and the gate knows which. */
static enum ilo_status
refuse_unknown(const struct judge *judge, const struct judge_case *given,
               struct ilo_diag *diag, struct answer *answer)
{
	if (ends_with(given->file, WALK_P7S)) {
		ilo_diag_report(diag, ILO_D_SIGNATURE_ALONE, given->file, 0,
		                NULL);
	} else if (given->count > 0 && given->kind == NULL &&
	           !may_be_one(given)) {
		ilo_diag_report(diag, ILO_D_NOT_FOR_US, given->file, 0,
		                "where it is meant as one, --kind tells what "
		                "is wrong with it");
		answer->foreign = true;
	} else if (ilo_gate_text(given->bytes, given->count, judge->limits,
	                         given->file, diag) == ILO_OK) {
		ilo_diag_report(diag, ILO_D_KIND_UNKNOWN, given->file, 0,
		                "neither an XML submission nor a table of a "
		                "layout that is known; where it is meant to be "
		                "one, --kind tells what is wrong with it");
	}
	return ILO_FINDINGS;
}

static enum ilo_status
judge_bytes(const struct judge *judge, const struct judge_case *given,
            struct ilo_diag *diag, struct answer *answer)
{
	const struct ilo_kind *kind = given->kind;

	if (kind == NULL)
		kind = ilo_kind_identify(judge->codebook, given->bytes,
		                         given->count);
	answer->record.kind = kind == NULL ? "unknown" : kind->name;
	if (kind != NULL)
		return read_as(kind, judge, given, diag, answer);
	if (given->kind == NULL) {
		answer->record.kind = unpack_identify(
			given->bytes, given->count, given->file);
		answer->container = answer->record.kind != NULL;
		if (answer->container)
			return ILO_FINDINGS;
		answer->record.kind = "unknown";
	}
	return refuse_unknown(judge, given, diag, answer);
}

void
judge_file(const struct judge *judge, const struct judge_case *given,
           struct answer *answer)
{
	struct ilo_diag diag;

	ilo_diag_init(&diag, "ilo-ingest", NULL);
	*answer = (struct answer){.remarks = {.arena = given->arena},
	                          .record = {.received = given->received}};
	diag.sink = remarks_gather;
	diag.sink_context = &answer->remarks;
	answer->status = judge_bytes(judge, given, &diag, answer);
	remarks_group(&answer->remarks);
}

/*
 * The file with a NUL behind it: mapped over memory that is one byte longer,
 * so that there is one also where a page ends with the file.
 */
static char *
map(int fd, size_t *count, size_t *mapped)
{
	struct stat info;
	char *bytes;

	if (fstat(fd, &info) != 0)
		return NULL;
	*count = (size_t)info.st_size;
	*mapped = *count + 1;
	bytes = mmap(NULL, *mapped, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1,
	             0);
	if (bytes == MAP_FAILED)
		return NULL;
	if (*count > 0 && mmap(bytes, *count, PROT_READ,
	                       MAP_PRIVATE | MAP_FIXED, fd, 0) == MAP_FAILED) {
		(void)munmap(bytes, *mapped); /* it was just mapped */
		return NULL;
	}
	return bytes;
}

void
judge_work(const void *context, const struct task *task, const int fds[2],
           struct ilo_arena *arena, struct answer *answer)
{
	const struct judge *judge = context;
	struct judge_case given = {
		.kind = task->name == NULL
	                        ? NULL
	                        : ilo_kind_find(judge->codebook, task->name),
		.file = task->file,
		.sender = task->sender,
		.nature = task->nature,
		.published = task->published,
		.received = task->received,
		.arena = arena};
	struct ilo_buf p7s = ILO_BUF_INIT;
	size_t mapped = 0;
	char *bytes = map(fds[0], &given.count, &mapped);

	if (bytes == NULL)
		ilo_out_of_memory();
	given.bytes = bytes;
	if (task->p7s.bytes != NULL) {
		ilo_buf_add(&p7s, task->p7s.bytes, task->p7s.count);
		given.p7s = &p7s;
	}
	if (task->kind == TASK_UNPACK)
		unpack_file(judge->limits, &given, fds[1], answer);
	else
		judge_file(judge, &given, answer);
	ilo_buf_release(&p7s);
	(void)munmap(bytes, mapped); /* it was mapped */
}
