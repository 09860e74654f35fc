/*
 * Files into the archive, so many at a time: the objects of a batch are on disk
 * before its rows are committed, its receipts after.  Whatever instant the
 * process dies at, running it again completes the work and repeats none.
 *
 * Judgements run side by side; rows are written, and told, in the order of the
 * files.  No more files are under way than keep the pool busy.
 */

#ifndef ILO_INGEST_BATCH_H
#define ILO_INGEST_BATCH_H

#include <stdbool.h>

#include "ingest/item.h"
#include "ingest/output.h"

struct batch {
	struct handling handling;
	bool json;  /* one JSON object a line on stdout */
	bool quiet; /* only the lines of files with errors, and no totals */
	struct totals totals;
};

/* Write what an earlier run could not write any more. */
ILO_MUST_CHECK enum ilo_status batch_recover(struct batch *batch);

/*
 * Take all files.  One line a file on stdout once it is registered, the totals
 * at the end.  ILO_INCOMPLETE when some are in quarantine or could not be read;
 * another failure stops, with the batches before kept and the one at hand
 * undone.
 */
ILO_MUST_CHECK enum ilo_status batch_run(struct batch *batch,
                                         const struct walk *walk);

#endif
