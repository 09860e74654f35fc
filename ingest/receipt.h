/*
 * Receipts: for each row of the register a statement on what became of the
 * file, made from the register alone, so that a lost one can be written again
 * and an altered one shows.  Beside it the letter to its sender, as HTML and as
 * text, which says the same and is no evidence.
 */

#ifndef ILO_INGEST_RECEIPT_H
#define ILO_INGEST_RECEIPT_H

#include <stdint.h>

#include "common/archive.h"
#include "common/diag.h"
#include "ingest/registry.h"
#include "ingest/wording.h"

/* Add the link of the ledger for a row that was just added from that record;
 * receipt_write() fails unless the register says the same. */
ILO_MUST_CHECK enum ilo_status receipt_chain(struct registry *registry,
                                             const struct record *record,
                                             struct ilo_diag *diag);

struct receipts {
	struct ilo_archive *archive;
	struct registry *registry;
	const struct wordings *wordings; /* NULL: no letters */
};

/* Write the receipts and letters of the rows from first to last that are not
 * there, and wait until they are on disk; *written is the number of receipts.
 */
ILO_MUST_CHECK enum ilo_status receipt_write(const struct receipts *receipts,
                                             const int64_t range[2],
                                             struct ilo_diag *diag,
                                             int64_t *written);

#endif
