/*
 * What a verdict on a signature rests on, as one JSON document to be kept in
 * the archive: who, by which algorithm, the chain, the revocation lists that
 * were asked, a detached signature whole, and as of which instant.  With it and
 * the file anybody can judge again, however much later.
 */

#ifndef ILO_INGEST_GROUNDS_H
#define ILO_INGEST_GROUNDS_H

#include <stddef.h>

#include "common/buf.h"
#include "common/mem.h"
#include "ingest/chain.h"
#include "ingest/proof.h"
#include "ingest/trust.h"

struct grounds_case {
	const char *verdict;
	const char *reason; /* NULL where it is valid */
	const char *received;
	const char *sender;
	const char *sha256;            /* of the file */
	const struct ilo_buf *p7s;     /* a detached signature; or NULL */
	const struct trust_rule *rule; /* by which it was judged */
	const struct proof *proof;
	const struct chain *chain; /* all zero where nobody was asked */
};

/* The document in the arena, terminated, *count bytes: the same for the same
 * case. */
const char *grounds_write(const struct grounds_case *given,
                          struct ilo_arena *arena, size_t *count);

#endif
