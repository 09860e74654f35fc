/*
 * Files into the archive, so many at a time: the objects of a batch are on disk
 * before its rows are committed, its receipts after.  Whatever instant the
 * process dies at, running it again completes the work and repeats none.
 */

#ifndef ILO_INGEST_BATCH_H
#define ILO_INGEST_BATCH_H

#include <stdbool.h>

#include "common/archive.h"
#include "common/diag.h"
#include "ingest/judge.h"
#include "ingest/registry.h"
#include "ingest/walk.h"

struct batch {
	struct ilo_archive *archive;
	struct registry *registry;
	struct judge judge;
	const char *received;
	const char *now;
	bool json;  /* one JSON object a line on stdout */
	bool quiet; /* only the lines of files with errors */
	struct ilo_diag *diag;
};

/* Write what an earlier run could not write any more. */
ILO_MUST_CHECK enum ilo_status batch_recover(struct batch *batch);

/*
 * Take all files.  One line a file on stdout once it is registered.
 * ILO_INCOMPLETE when some could not be read; another failure stops, with the
 * batches before kept and the one at hand undone.
 */
ILO_MUST_CHECK enum ilo_status batch_run(struct batch *batch,
                                         const struct walk *walk);

#endif
