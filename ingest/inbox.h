/*
 * An inbox: a folder that senders, or programs of theirs, put files into.  What
 * is still being written is left for the next run; nothing is ever removed.
 */

#ifndef ILO_INGEST_INBOX_H
#define ILO_INGEST_INBOX_H

#include "common/diag.h"
#include "ingest/collection.h"
#include "ingest/source.h"
#include "ingest/walk.h"

/*
 * Add the files in the folder of an inbox, and below it, to walk, in the order
 * of their bytes.  No link is followed below the folder.  Names that begin with
 * a dot are passed over, as are *.part; what is no plain file is added, for the
 * reader to refuse by name.  walk->incomplete is set where a file does not
 * agree with its sidecar.
 */
enum source_result inbox_add(const struct source *source, struct walk *walk,
                             struct ilo_diag *diag);

#endif
