/*
 * What parent and worker tell each other, as JSON: the task of a file, and what
 * became of it.  The parent believes nothing of an answer but what it has
 * checked: a worker has read foreign bytes and may no longer be ours.
 */

#ifndef ILO_INGEST_ANSWER_H
#define ILO_INGEST_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "common/diag.h"
#include "common/mem.h"
#include "ingest/record.h"

/* The most that an answer may hold, in bytes; a longer one is none. */
#define ANSWER_BYTES ((size_t)8 * 1024 * 1024)

enum task_kind { TASK_JUDGE, TASK_UNPACK };

/* Texts are UTF-8; NULL is "not said". */
struct task {
	enum task_kind kind;
	const char *file; /* for findings, escaped */
	const char *name; /* of its kind; NULL: by its bytes */
	const char *sender;
	const char *nature;
	const char *published;
	const char *received;
	struct evidence p7s; /* a detached signature, of CMS_MAX_BYTES at most
	                      */
};

/* A file in a container: where its bytes are in what was unpacked. */
struct member {
	const char *name; /* escaped */
	size_t offset, size;
};

/* What a worker says of a file. */
struct answer {
	enum ilo_status status; /* OK, FINDINGS, FAILED: the machine's fault */
	struct record record;   /* what record_describe() fills, digests and
	                         * signature; the rest as it was */
	struct remarks remarks;
	const struct member *members; /* in the arena */
	size_t member_count;
	bool container; /* to be unpacked: record.kind says what it is */
	bool foreign;   /* plainly no submission */
};

void task_print(const struct task *task, struct ilo_buf *out);
/* Texts in the arena; false when it is no task. */
ILO_MUST_CHECK bool task_read(const char *text, size_t count,
                              struct ilo_arena *arena, struct task *task);

/* Append; an answer that would be too long says so instead. */
void answer_print(const struct answer *answer, struct ilo_buf *out);
/*
 * Check and take: texts in the arena, escaped; answer->remarks is to be
 * released always.  NULL when all is well, else what is wrong with it.
 */
const char *answer_read(const char *text, size_t count, struct ilo_arena *arena,
                        struct answer *answer);

#endif
