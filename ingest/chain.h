/*
 * Whether somebody we believe vouches for a signer, at the time of receipt:
 * the chain of certificates (RFC 5280), its dates, and revocation.  A clock is
 * never asked.
 */

#ifndef ILO_INGEST_CHAIN_H
#define ILO_INGEST_CHAIN_H

#include <openssl/x509.h>
#include <stdbool.h>
#include <time.h>

#include "common/mem.h"
#include "ingest/proof.h"
#include "ingest/trust.h"
#include "ingest/verdict.h"

struct chain {
	enum verdict verdict;          /* VALID, UNTRUSTED, EXPIRED, REVOKED */
	const char *reason;            /* in the arena or static; NULL: valid */
	STACK_OF(X509) * certificates; /* owned; from the signer upwards */
	STACK_OF(X509_CRL) * lists;    /* owned: those that were asked */
	bool unlisted; /* there are lists, but none of that time and issuer */
};

/*
 * Judge proof->signer at the instant received.  chain_release() ends *out.
 * A certificate counts as revoked when its list says that it was so, or was no
 * longer safe (invalidity date), at that instant, however old the list is.
 */
void chain_judge(const struct trust_rule *rule, const struct proof *proof,
                 time_t received, struct ilo_arena *arena, struct chain *out);
void chain_release(struct chain *chain);

#endif
