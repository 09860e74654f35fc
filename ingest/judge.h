/*
 * The judgement of one file: what kind it is, what it says of itself, whether
 * it can be taken.  Knows neither archive nor register: bytes in, record and
 * findings out.  Runs in a worker, see pool.h.
 */

#ifndef ILO_INGEST_JUDGE_H
#define ILO_INGEST_JUDGE_H

#include "common/codebook.h"
#include "common/diag.h"
#include "common/limits.h"
#include "common/submission.h"
#include "common/xsd.h"
#include "ingest/pool.h"
#include "ingest/trust.h"

/* What every file is judged by: the program's own data. */
struct judge {
	const struct ilo_codebook *codebook;
	const struct ilo_xsd *schema;
	const struct ilo_limits *limits;
	const struct trust *trust; /* NULL: nobody */
};

/* One file to be judged, with what the operator said of it. */
struct judge_case {
	const struct ilo_kind *kind; /* NULL: by its first bytes */
	const char *file;            /* for findings */
	const char *sender;          /* NULL: the file's own */
	const char *nature;          /* NULL: the file's own, or real */
	const char *published;
	const char *received;
	const char *bytes; /* a NUL behind the last */
	size_t count;
	const struct ilo_buf *p7s; /* a detached signature; NULL: none */
	struct ilo_arena *arena;   /* for the answer's texts */
};

/*
 * Fill answer: status ILO_OK to be taken, ILO_FINDINGS to be rejected or, with
 * container or foreign set, something else; findings grouped; the record's kind
 * and what record_describe() fills, with the digests of what was read and what
 * is known of a signature.
 */
void judge_file(const struct judge *judge, const struct judge_case *given,
                struct answer *answer);

/* The same for a pool; its context is a struct judge. */
pool_work judge_work;

#endif
