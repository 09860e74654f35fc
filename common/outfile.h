/*
 * An output file that appears under its name only when it is whole and on
 * disk.  "-" is standard output, checked on commit.
 */

#ifndef ILO_COMMON_OUTFILE_H
#define ILO_COMMON_OUTFILE_H

#include <stdio.h>

#include "common/diag.h"

struct ilo_outfile;

/* On ILO_OK the caller owns *out: end it with _commit() or _discard(). */
ILO_MUST_CHECK enum ilo_status ilo_outfile_open(const char *path,
                                                struct ilo_diag *diag,
                                                struct ilo_outfile **out);

/* Where to write; owned by the outfile. */
FILE *ilo_outfile_stream(struct ilo_outfile *out);

/* Where the bytes are while they are written, for programs that must be given
 * a path; NULL for standard output. */
const char *ilo_outfile_temporary(const struct ilo_outfile *out);

/* Flush, sync, close, rename into place, sync the folder.  Frees *out and sets
 * it to NULL, also on failure. */
ILO_MUST_CHECK enum ilo_status ilo_outfile_commit(struct ilo_outfile **out,
                                                  struct ilo_diag *diag);

/* Remove what was written.  NULL is fine. */
void ilo_outfile_discard(struct ilo_outfile *out);

/* Write bytes to path in one go. */
ILO_MUST_CHECK enum ilo_status ilo_outfile_put(const char *path,
                                               const void *bytes, size_t count,
                                               struct ilo_diag *diag);

/* Sync a folder, so that names made or renamed in it last. */
ILO_MUST_CHECK enum ilo_status ilo_sync_folder(const char *path,
                                               struct ilo_diag *diag);

/* Make a folder and what is missing above it; one that is there is fine. */
ILO_MUST_CHECK enum ilo_status ilo_make_folder(const char *path,
                                               struct ilo_diag *diag);

#endif
