/*
 * The collections of ilo.conf, fetched: each index, then the files that are not
 * there yet, all collections at once.  What came whole waits in the spool until
 * it is taken; nothing of what did not counts for anything.
 */

#ifndef ILO_INGEST_COLLECTION_H
#define ILO_INGEST_COLLECTION_H

#include <stddef.h>

#include "common/archive.h"
#include "common/diag.h"
#include "ingest/source.h"
#include "ingest/walk.h"

struct collections;

/* What is fetched, for whom, when. */
struct collection_errand {
	const struct sources *sources; /* inboxes among them are passed over */
	struct ilo_archive *archive;
	const char *now; /* the instant of the run */
};

/* How a source fared. */
enum source_result {
	SOURCE_WORKED,
	SOURCE_TEMPORARY, /* something failed that another time may do */
	SOURCE_FAILED     /* something failed that will again */
};

/* Fetch all of them; what fails of a server is reported and ILO_OK, what fails
 * of this machine is not.  End it with collection_free(). */
ILO_MUST_CHECK enum ilo_status
collection_fetch(const struct collection_errand *errand, struct ilo_diag *diag,
                 struct collections **out);

/* Add what came from a source to walk; in the order of names. */
enum source_result collection_add(const struct collections *collections,
                                  const struct source *source,
                                  struct walk *walk);

/* What was fetched is in the archive: remove it from the spool. */
ILO_MUST_CHECK enum ilo_status
collection_clear(const struct collections *collections, struct ilo_diag *diag);

void collection_free(struct collections *collections);

#endif
