/*
 * Receipts: for each row of the register a statement on what became of the
 * file, made from the register alone, so that a lost one can be written again
 * and an altered one shows.
 */

#ifndef ILO_INGEST_RECEIPT_H
#define ILO_INGEST_RECEIPT_H

#include "common/buf.h"
#include "common/diag.h"
#include "ingest/registry.h"

/* Add the link of the ledger for a row that was just added from that record;
 * receipt_print() fails unless the register says the same. */
ILO_MUST_CHECK enum ilo_status receipt_chain(struct registry *registry,
                                             const struct record *record,
                                             struct ilo_diag *diag);

/* Append a row's receipt with its link, as one line. */
ILO_MUST_CHECK enum ilo_status receipt_print(struct registry *registry,
                                             const struct record *record,
                                             struct ilo_diag *diag,
                                             struct ilo_buf *out);

#endif
