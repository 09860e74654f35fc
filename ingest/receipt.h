/*
 * Receipts: for each row of the register a statement on what became of the
 * file, made from the register alone, so that a lost one can be written again
 * and an altered one shows.
 */

#ifndef ILO_INGEST_RECEIPT_H
#define ILO_INGEST_RECEIPT_H

#include <stdint.h>

#include "common/archive.h"
#include "common/diag.h"
#include "ingest/registry.h"

/* Add the link of the ledger for a row that was just added from that record;
 * receipt_write() fails unless the register says the same. */
ILO_MUST_CHECK enum ilo_status receipt_chain(struct registry *registry,
                                             const struct record *record,
                                             struct ilo_diag *diag);

/* Write the receipts of the rows from first to last that have none, and wait
 * until they are on disk; *written is their number. */
ILO_MUST_CHECK enum ilo_status
receipt_write(struct ilo_archive *archive, struct registry *registry,
              const int64_t range[2], struct ilo_diag *diag, int64_t *written);

#endif
