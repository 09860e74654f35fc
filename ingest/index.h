/*
 * The index of a collection: foreign bytes in, a list of files out.  Pure, so
 * that it can run where foreign bytes are parsed: no network, no files.
 *
 * Two forms are known: a listing of ours, as ilo.conf(5) describes it, and an
 * Atom feed (RFC 4287).  A file is named relative to the folder of the index
 * and never lies outside of it.
 */

#ifndef ILO_INGEST_INDEX_H
#define ILO_INGEST_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/diag.h"
#include "common/faults.h"
#include "common/mem.h"

/* The most that an index may be, and a name in it. */
#define INDEX_BYTES ((size_t)8 * 1024 * 1024)
#define INDEX_NAME_BYTES 200

struct index_file {
	const char *name;      /* "2024/FR-GH.xml" */
	const char *signature; /* likewise; NULL: none */
	const char *sha256;    /* lower case; NULL: not said */
	int64_t size;          /* in bytes; -1: not said */
	long line;             /* of the index */
};

/* Start from {.arena = …}; index_release() ends it. */
struct index {
	struct ilo_arena *arena; /* for the texts */
	struct index_file *files;
	size_t count, capacity;
};

struct index_reading {
	const char *url; /* of the index: for findings, and for its folder */
	const char *bytes;
	size_t count;
	size_t max_files;
};

/*
 * Read an index; its files come in the order of their names.  ILO_FINDINGS,
 * all reported under the URL, when some of it cannot be taken: what can be is
 * in *index all the same.
 */
ILO_MUST_CHECK enum ilo_status index_parse(const struct index_reading *reading,
                                           struct ilo_diag *diag,
                                           struct index *index);
/* The same of what is nothing but a listing. */
ILO_MUST_CHECK enum ilo_status
index_parse_listing(const struct index_reading *reading, struct ilo_diag *diag,
                    struct index *index);
void index_release(struct index *index);

/* The URL up to and with the last '/' of its path, in the arena. */
const char *index_folder(struct ilo_arena *arena, const char *url);

/* ---- for the two forms ---- */

/* A reader's errand. */
struct index_job {
	const struct index_reading *reading;
	struct ilo_faults faults;
	struct index *index;
};

/* Add a file after checking its names; what is wrong is reported. */
void index_add(struct index_job *job, const struct index_file *file);

/* Read an Atom feed. */
void index_read_atom(struct index_job *job);

#endif
