/*
 * The table fetch of the register: what servers answered, for an auditor to
 * read and for the next run to ask for no more than it needs.
 */

#ifndef ILO_INGEST_EVIDENCE_H
#define ILO_INGEST_EVIDENCE_H

#include "common/db.h"
#include "common/diag.h"
#include "common/mem.h"
#include "ingest/transfer.h"

struct evidence;

/* End it with evidence_free(), before the database is closed. */
ILO_MUST_CHECK enum ilo_status
evidence_new(struct ilo_db *db, struct ilo_diag *diag, struct evidence **out);
void evidence_free(struct evidence *evidence);

/* What is known of a URL; texts in the arena, NULL where there is none. */
struct known {
	/* of the last answer that came whole and whose file the register has */
	const char *etag, *modified, *sha256;
	/* the strong validator of an answer whose beginning is in the spool,
	 * and how much of it */
	const char *partial_etag;
	int64_t partial_bytes;
	bool fetched; /* an answer came whole, whatever became of it */
};

ILO_MUST_CHECK enum ilo_status evidence_find(struct evidence *evidence,
                                             const struct transfer *transfer,
                                             struct ilo_diag *diag,
                                             struct known *known);

/* Add a row for each transfer that brought something or failed, in one
 * transaction; now is the instant of the run. */
ILO_MUST_CHECK enum ilo_status evidence_add(struct evidence *evidence,
                                            const struct transfer *transfers,
                                            size_t count, const char *now,
                                            struct ilo_diag *diag);

#endif
