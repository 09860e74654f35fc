/*
 * Many files of one folder made durable together: what is added appears under
 * its name, whole, with the next sync, and costs one wait for the disk instead
 * of one a file.  The folder's owner holds a lock; there is one staging at a
 * time.
 */

#ifndef ILO_COMMON_STAGING_H
#define ILO_COMMON_STAGING_H

#include <stdbool.h>
#include <stddef.h>

#include "common/diag.h"

struct ilo_staging;

/* Clears what an earlier run left behind in folder/tmp.  End it with
 * ilo_staging_free(), which drops what was not synced. */
ILO_MUST_CHECK enum ilo_status ilo_staging_new(const char *folder,
                                               struct ilo_diag *diag,
                                               struct ilo_staging **out);
void ilo_staging_free(struct ilo_staging *staging);

/* Whether a file of that name waits for the next sync. */
bool ilo_staging_has(const struct ilo_staging *staging, const char *name);

/* Write bytes aside; they appear, read-only, as folder/name with the next sync.
 * Folders on the way are made.  An older file of that name is replaced. */
ILO_MUST_CHECK enum ilo_status ilo_staging_add(struct ilo_staging *staging,
                                               const char *name,
                                               const void *bytes, size_t count,
                                               struct ilo_diag *diag);

/*
 * The same for bytes that come piece by piece and whose name is not known yet:
 * *fd takes them and is the caller's to close, *number stands for the file
 * until ilo_staging_name() gives it one.  What has no name when the next sync
 * comes is dropped.
 */
ILO_MUST_CHECK enum ilo_status ilo_staging_create(struct ilo_staging *staging,
                                                  struct ilo_diag *diag,
                                                  int *fd, size_t *number);
void ilo_staging_name(struct ilo_staging *staging, size_t number,
                      const char *name);
void ilo_staging_withdraw(struct ilo_staging *staging, size_t number);

/* A descriptor for reading a file that was created, or that waits for the next
 * sync under that name; -1, with errno, when there is none. */
int ilo_staging_open(const struct ilo_staging *staging, size_t number);
int ilo_staging_open_name(const struct ilo_staging *staging, const char *name);

/* folder/name is there, from a run that may have died before it was on disk:
 * sync it with the others. */
void ilo_staging_touch(struct ilo_staging *staging, const char *name);

/* When this returns ILO_OK, all that was added is there and on disk.  Otherwise
 * nothing is certain, and nothing waits any more. */
ILO_MUST_CHECK enum ilo_status ilo_staging_sync(struct ilo_staging *staging,
                                                struct ilo_diag *diag);

#endif
