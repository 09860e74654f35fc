/*
 * Where files of collections wait until the archive has them: a folder for each
 * collection in incoming/.  Nothing in it counts for anything: what a run
 * leaves behind is a beginning to go on from, or goes.
 */

#ifndef ILO_INGEST_SPOOL_H
#define ILO_INGEST_SPOOL_H

#include <stddef.h>
#include <stdint.h>

#include "common/diag.h"
#include "common/mem.h"

/* Make the folder for a collection of that archive; its path, in the arena, or
 * NULL, reported. */
const char *spool_open(struct ilo_arena *arena, const char *archive,
                       const char *source, struct ilo_diag *diag);

/* The path in that folder for a file whose name is checked: a slash in it
 * becomes '+'. */
const char *spool_path(struct ilo_arena *arena, const char *folder,
                       const char *name);

/* The size of a file there; 0 when there is none. */
int64_t spool_size(const char *path);

/* Remove all files in a folder but those named by a path in kept. */
ILO_MUST_CHECK enum ilo_status spool_clear(const char *folder,
                                           const char *const *kept,
                                           size_t count, struct ilo_diag *diag);

#endif
