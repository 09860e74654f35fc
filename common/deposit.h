/*
 * Objects of an archive that come and go as streams, so that no whole file ever
 * stands in memory.
 */

#ifndef ILO_COMMON_DEPOSIT_H
#define ILO_COMMON_DEPOSIT_H

#include <stddef.h>

#include "common/archive.h"
#include "common/diag.h"
#include "common/digest.h"

/*
 * An object whose bytes come piece by piece: begin, add, and either finish,
 * which gives size and digest and leaves it as ilo_archive_put() does, or
 * abandon.  None of it stays in memory.
 */
struct ilo_deposit {
	struct ilo_archive *archive;
	struct ilo_digest *digest;
	int fd;        /* for writing; -1 when finished */
	size_t number; /* in the staging */
	size_t size;
	char sha256[ILO_DIGEST_SIZE];
};
ILO_MUST_CHECK enum ilo_status ilo_deposit_begin(struct ilo_archive *archive,
                                                 struct ilo_diag *diag,
                                                 struct ilo_deposit *deposit);
ILO_MUST_CHECK enum ilo_status ilo_deposit_add(struct ilo_deposit *deposit,
                                               const void *bytes, size_t count,
                                               struct ilo_diag *diag);
ILO_MUST_CHECK enum ilo_status ilo_deposit_finish(struct ilo_deposit *deposit,
                                                  struct ilo_diag *diag);
void ilo_deposit_abandon(struct ilo_deposit *deposit);

/* A descriptor for reading an object that was put or is there, -1, reported,
 * when there is none.  The caller closes it. */
int ilo_deposit_open(const struct ilo_archive *archive, const char *sha256,
                     struct ilo_diag *diag);

/*
 * Room aside for bytes that another process writes: *writer is for it, *reader
 * for us; both are the caller's to close.  What is in it goes with the next
 * sync.
 */
ILO_MUST_CHECK enum ilo_status ilo_deposit_scratch(struct ilo_archive *archive,
                                                   struct ilo_diag *diag,
                                                   int *writer, int *reader);

#endif
