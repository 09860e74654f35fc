/*
 * The judgement of one file: what kind it is, what it says of itself, whether
 * it can be taken.  Knows neither archive nor register: bytes in, record and
 * findings out, so that it can move into a process of its own.
 */

#ifndef ILO_INGEST_JUDGE_H
#define ILO_INGEST_JUDGE_H

#include "common/buf.h"
#include "common/codebook.h"
#include "common/diag.h"
#include "common/submission.h"
#include "common/xsd.h"
#include "ingest/record.h"
#include "ingest/trust.h"

/* What every file of a run is judged by. */
struct judge {
	const struct ilo_kind *kind; /* NULL: by the file's first bytes */
	const char *sender;          /* NULL: the file's own */
	const char *published;
	const struct ilo_codebook *codebook;
	const struct ilo_xsd *schema;
	const struct trust *trust; /* NULL: nobody */
};

/* One file to be judged. */
struct judge_case {
	const char *file; /* its path, for findings */
	const struct ilo_buf *bytes;
	const struct ilo_buf *p7s; /* a detached signature; NULL: none */
	struct ilo_arena *arena;   /* for the record's texts */
};

/* Fills record's kind, what record_describe() fills and what is known of a
 * signature; record->received is set already.  ILO_OK: to be taken.
 * ILO_FINDINGS: to be rejected. */
ILO_MUST_CHECK enum ilo_status judge_file(const struct judge *judge,
                                          const struct judge_case *given,
                                          struct ilo_diag *diag,
                                          struct record *record);

#endif
