/* Members are copied by the parent, which counts and hashes but never looks. */

#include "ingest/item.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/deposit.h"
#include "ingest/cms.h"
#include "ingest/fate.h"

static struct item *
blank(const struct handling *handling, const struct walk_file *file)
{
	struct item *item = ilo_xcalloc(1, sizeof(*item));

	item->arena = ilo_arena_new();
	item->file = *file;
	item->scratch = -1;
	item->record =
		(struct record){.run = handling->run,
	                        .file = record_text(item->arena, file->name),
	                        .received = handling->received,
	                        .ingested = handling->now,
	                        .source = file->source,
	                        .tool = ILO_VERSION};
	item->job = (struct job){
		.arena = item->arena,
		.fds = {-1, -1},
		.task = {.file = record_text(item->arena, file->path),
	                 .name = handling->kind == NULL ? NULL
	                                                : handling->kind->name,
	                 .sender = file->sender != NULL ? file->sender
	                                                : handling->sender,
	                 .nature = handling->nature,
	                 .published = handling->published,
	                 .received = handling->received}};
	return item;
}

static void
close_fds(struct item *item)
{
	int i;

	for (i = 0; i < 2; i++) {
		if (item->job.fds[i] >= 0)
			(void)close(item->job.fds[i]); /* the worker's */
		item->job.fds[i] = -1;
	}
}

void
item_free(struct item *item)
{
	if (item == NULL)
		return;
	close_fds(item);
	if (item->scratch >= 0)
		(void)close(item->scratch); /* only read from */
	remarks_release(&item->job.answer.remarks);
	ilo_arena_free(item->arena);
	free(item);
}

/* Its bytes are kept: ask for a judgement, unless there is one. */
static enum ilo_status
queue(const struct handling *handling, struct item *item)
{
	enum ilo_status status;

	item->record.sha256 = item->intake.sha256;
	item->record.size = (int64_t)item->intake.size;
	status = fate_is_known(handling->registry, item->intake.sha256,
	                       handling->diag, &item->known);
	if (status != ILO_OK || item->known)
		return status;
	item->job.fds[0] = ilo_deposit_open(
		handling->archive, item->intake.sha256, handling->diag);
	if (item->job.fds[0] < 0)
		return ILO_FAILED;
	pool_submit(handling->pool, &item->job);
	item->queued = true;
	return ILO_OK;
}

/* The bytes of a detached signature, which is an object already, go with the
 * job. */
static enum ilo_status
attach(const struct handling *handling, const char *sha256, struct item *item)
{
	char *bytes = ilo_arena_alloc(item->arena, CMS_MAX_BYTES);
	int fd = ilo_deposit_open(handling->archive, sha256, handling->diag);
	size_t count = 0;
	ssize_t got = 1;

	if (fd < 0)
		return ILO_FAILED;
	while (got > 0 || (got < 0 && errno == EINTR)) {
		got = read(fd, bytes + count, CMS_MAX_BYTES - count);
		count += got > 0 ? (size_t)got : 0;
	}
	(void)close(fd); /* only read from */
	if (got < 0) {
		ilo_diag_report(handling->diag, ILO_D_OBJECT_MISSING, sha256, 0,
		                "%s", strerror(errno));
		return ILO_FAILED;
	}
	item->job.task.p7s = (struct evidence){bytes, count};
	return ILO_OK;
}

/* A signature that cannot be taken in keeps its file out as well. */
static void
keep_out(struct item *item, const struct intake *signature)
{
	item->intake = *signature;
	(void)snprintf(item->intake.why, sizeof(item->intake.why),
	               "its signature " WALK_P7S ": %.130s", signature->why);
}

static enum ilo_status
take_signature(const struct handling *handling, struct item *item)
{
	const struct walk_file p7s = {.path = item->file.p7s,
	                              .name = ilo_arena_printf(item->arena,
	                                                       "%s" WALK_P7S,
	                                                       item->file.name),
	                              .folder = item->file.folder};
	struct ilo_limits limits = *handling->limits;
	struct intake intake;
	enum ilo_status status;

	if (limits.bytes > CMS_MAX_BYTES)
		limits.bytes = CMS_MAX_BYTES;
	status = intake_file(handling->archive, &p7s, &limits, handling->diag,
	                     &intake);
	if (status == ILO_OK && intake.end == INTAKE_KEPT)
		return attach(handling, intake.sha256, item);
	keep_out(item, &intake);
	return status;
}

enum ilo_status
item_new(const struct handling *handling, const struct walk_file *file,
         struct item **out)
{
	struct item *item = blank(handling, file);
	enum ilo_status status = ILO_OK;

	if (file->p7s != NULL)
		status = take_signature(handling, item);
	if (status == ILO_OK && item->intake.end == INTAKE_KEPT)
		status = intake_file(handling->archive, file, handling->limits,
		                     handling->diag, &item->intake);
	if (status == ILO_OK && item->intake.end == INTAKE_KEPT)
		status = queue(handling, item);
	if (status != ILO_OK) {
		item_free(item);
		item = NULL;
	}
	*out = item;
	return status;
}

void
item_report(const struct handling *handling, const struct item *item)
{
	if (item->intake.end != INTAKE_KEPT)
		ilo_diag_report(handling->diag, item->intake.code,
		                item->file.path, 0, "%s", item->intake.why);
}

enum ilo_status
item_unpack(const struct handling *handling, struct item *item)
{
	enum ilo_status status;

	status = ilo_deposit_scratch(handling->archive, handling->diag,
	                             &item->job.fds[1], &item->scratch);
	if (status != ILO_OK)
		return status;
	remarks_release(&item->job.answer.remarks);
	item->job.task.kind = TASK_UNPACK;
	pool_submit(handling->pool, &item->job);
	return ILO_OK;
}

/* Bytes from offset on, as many as the member has; fewer are a lie. */
static enum ilo_status
copy(int fd, const struct member *member, struct ilo_deposit *deposit,
     struct ilo_diag *diag, bool *whole)
{
	size_t left = member->size, wanted;
	off_t at = (off_t)member->offset;
	enum ilo_status status = ILO_OK;
	char chunk[65536];
	ssize_t got = 1;

	while (status == ILO_OK && left > 0 && got > 0) {
		wanted = left < sizeof(chunk) ? left : sizeof(chunk);
		got = pread(fd, chunk, wanted, at);
		if (got < 0 && errno == EINTR) {
			got = 1;
			continue;
		}
		if (got > 0) {
			status = ilo_deposit_add(deposit, chunk, (size_t)got,
			                         diag);
			at += got;
			left -= (size_t)got;
		}
	}
	*whole = left == 0;
	return status;
}

static enum ilo_status
keep(const struct handling *handling, const struct item *container,
     const struct member *member, struct intake *intake)
{
	struct ilo_deposit deposit;
	enum ilo_status status;
	bool whole = false;

	status = ilo_deposit_begin(handling->archive, handling->diag, &deposit);
	if (status != ILO_OK)
		return status;
	status = copy(container->scratch, member, &deposit, handling->diag,
	              &whole);
	if (status != ILO_OK || !whole) {
		ilo_deposit_abandon(&deposit);
		intake->end = INTAKE_HELD;
		intake->code = ILO_D_WORKER_ANSWER;
		(void)snprintf(intake->why, sizeof(intake->why),
		               "it is not in what was unpacked");
		return status;
	}
	intake->size = deposit.size;
	status = ilo_deposit_finish(&deposit, handling->diag);
	memcpy(intake->sha256, deposit.sha256, sizeof(deposit.sha256));
	return status;
}

/* What lies beside the file in the container; p7s is NULL for nothing. */
static enum ilo_status
take_packed_signature(const struct handling *handling,
                      const struct item *container, const struct member *p7s,
                      struct item *item)
{
	struct intake intake = {.end = INTAKE_HELD, .code = ILO_D_LIMIT_BYTES};
	enum ilo_status status = ILO_OK;

	if (p7s == NULL)
		return ILO_OK;
	(void)snprintf(intake.why, sizeof(intake.why),
	               "it has %zu bytes, %zu are taken", p7s->size,
	               CMS_MAX_BYTES);
	if (p7s->size <= CMS_MAX_BYTES) {
		intake.end = INTAKE_KEPT;
		status = keep(handling, container, p7s, &intake);
	}
	if (status == ILO_OK && intake.end == INTAKE_KEPT)
		return attach(handling, intake.sha256, item);
	keep_out(item, &intake);
	return status;
}

static enum ilo_status
add_member(const struct handling *handling, struct item *container,
           const struct member *member, const struct member *p7s,
           struct item **out)
{
	const struct walk_file file = {
		.path = ilo_arena_printf(container->arena, "%s/%s",
	                                 container->file.path, member->name),
		.name = ilo_arena_printf(container->arena, "%s/%s",
	                                 container->file.name, member->name),
		.source = container->file.source,
		.sender = container->file.sender};
	struct item *item = blank(handling, &file);
	enum ilo_status status;

	item->member = true;
	item->file.path = ilo_arena_strdup(item->arena, file.path);
	item->file.name = ilo_arena_strdup(item->arena, file.name);
	item->record.container =
		ilo_arena_strdup(item->arena, container->intake.sha256);
	status = take_packed_signature(handling, container, p7s, item);
	if (status == ILO_OK && item->intake.end == INTAKE_KEPT)
		status = keep(handling, container, member, &item->intake);
	if (status == ILO_OK && item->intake.end == INTAKE_KEPT)
		status = queue(handling, item);
	if (status != ILO_OK) {
		item_free(item);
		item = NULL;
	}
	*out = item;
	return status;
}

/* The member whose name is that of the other one with more or fewer bytes at
 * its end: its signature, or what it is the signature of; NULL when there is
 * none. */
static const struct member *
find_partner(const struct answer *answer, const struct member *member,
             const char *more, size_t fewer)
{
	const size_t length = strlen(member->name) - fewer;
	const struct member *other;

	for (size_t i = 0; i < answer->member_count; i++) {
		other = &answer->members[i];
		if (strncmp(other->name, member->name, length) == 0 &&
		    strcmp(other->name + length, more) == 0)
			return other;
	}
	return NULL;
}

static bool
is_signature(const struct answer *answer, const struct member *member)
{
	const size_t length = strlen(member->name), ending = strlen(WALK_P7S);

	return length > ending &&
	       strcmp(member->name + length - ending, WALK_P7S) == 0 &&
	       find_partner(answer, member, "", ending) != NULL;
}

enum ilo_status
item_add_members(const struct handling *handling, struct item *item)
{
	const struct answer *answer = &item->job.answer;
	struct item *last = item, *rest = item->next, *member = NULL;
	enum ilo_status status = ILO_OK;
	size_t i;

	for (i = 0; status == ILO_OK && i < answer->member_count; i++) {
		if (is_signature(answer, &answer->members[i]))
			continue;
		status = add_member(
			handling, item, &answer->members[i],
			find_partner(answer, &answer->members[i], WALK_P7S, 0),
			&member);
		if (status == ILO_OK) {
			last->next = member;
			last = member;
		}
	}
	last->next = rest;
	return status;
}
