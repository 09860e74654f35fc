/*
 * A file under way: its bytes in the archive's keeping, its job in the pool,
 * its row in the making.
 */

#ifndef ILO_INGEST_ITEM_H
#define ILO_INGEST_ITEM_H

#include <stdbool.h>

#include "common/archive.h"
#include "common/limits.h"
#include "ingest/intake.h"
#include "ingest/judge.h"
#include "ingest/pool.h"
#include "ingest/registry.h"
#include "ingest/wording.h"

/* What a run does all its files with, and what the operator said of them. */
struct handling {
	struct ilo_archive *archive;
	struct registry *registry;
	struct pool *pool;
	const struct wordings *wordings; /* NULL: no letters */
	const struct ilo_limits *limits;
	const struct ilo_kind *kind; /* NULL: by the file's first bytes */
	const char *sender;          /* NULL: the file's own */
	const char *nature;          /* NULL: the file's own, or real */
	const char *published;
	const char *received;
	const char *now;
	int64_t run; /* id of the first row that it will add */
	struct ilo_diag *diag;
};

struct item {
	struct item *next;
	struct ilo_arena *arena;
	struct walk_file file;
	struct intake intake;
	struct record record;
	struct job job;
	bool known;  /* its bytes were taken before: there is no job */
	bool queued; /* there is one */
	bool member; /* of a container */
	int scratch; /* for reading what was unpacked; -1 */
};

/* Take a file in and queue its job.  On failure there is no item. */
ILO_MUST_CHECK enum ilo_status item_new(const struct handling *handling,
                                        const struct walk_file *file,
                                        struct item **out);
void item_free(struct item *item);

/* Say why it was not taken in, if it was not. */
void item_report(const struct handling *handling, const struct item *item);

/* The item proved to be a container: have it unpacked, by a job that follows.
 */
ILO_MUST_CHECK enum ilo_status item_unpack(const struct handling *handling,
                                           struct item *item);

/* Items of what was unpacked, as a list behind the item. */
ILO_MUST_CHECK enum ilo_status item_add_members(const struct handling *handling,
                                                struct item *item);

#endif
