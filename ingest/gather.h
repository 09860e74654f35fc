/* What to take when no path is given: all sources of ilo.conf, in the order of
 * their names. */

#ifndef ILO_INGEST_GATHER_H
#define ILO_INGEST_GATHER_H

#include "common/archive.h"
#include "common/diag.h"
#include "ingest/collection.h"
#include "ingest/config.h"
#include "ingest/source.h"
#include "ingest/walk.h"

/* Start from all zero, with the configuration and its sources read;
 * gather_release() ends it. */
struct gather {
	struct config *config;
	struct sources sources;
	struct collection_errand errand;
	struct collections *collections;
	size_t worked;    /* sources without a failure */
	size_t temporary; /* with such as another time may do */
	size_t failed;    /* with others */
};

/* Look into the inboxes and fetch the collections; what there is to take comes
 * into walk.  now is the instant of the run. */
ILO_MUST_CHECK enum ilo_status gather_walk(struct gather *gather,
                                           struct ilo_archive *archive,
                                           const char *now, struct walk *walk,
                                           struct ilo_diag *diag);

/*
 * All that was taken is in the archive, with that status: clean up, and say how
 * the run went.  ILO_TRY_AGAIN when no source worked, nothing was there to take
 * and all that failed is temporary; ILO_INCOMPLETE when anything else failed.
 */
ILO_MUST_CHECK enum ilo_status gather_finish(struct gather *gather,
                                             const struct walk *walk,
                                             enum ilo_status status,
                                             struct ilo_diag *diag);

void gather_release(struct gather *gather);

#endif
