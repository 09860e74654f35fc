/*
 * The signature of one file, enveloped or beside it: what it is worth and, by
 * the sender's policy, whether the file can be taken.  Opens nothing, asks no
 * clock: to be called where foreign bytes are read.
 */

#ifndef ILO_INGEST_SIGNATURE_H
#define ILO_INGEST_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "common/diag.h"
#include "common/mem.h"
#include "ingest/trust.h"

struct signature_case {
	const char *file; /* for findings */
	const char *bytes;
	size_t count;
	bool enveloped;            /* an XML signature stands in it */
	const struct ilo_buf *p7s; /* what lies beside it; NULL: nothing */
	const char *sender;        /* as the cover says */
	const char *received;      /* in the form of ilo_time_parse() */
	struct ilo_arena *arena;   /* for what comes out */
};

/* In the case's arena; NULL where there is none. */
struct signature {
	const char *verdict; /* none, valid, invalid, untrusted, expired,
	                      * revoked; never NULL */
	const char *method;  /* "xmldsig" or "cms" */
	const char *signer;  /* the certificate's subject, as shown to people */
	const char *signer_sha256; /* of the certificate */
	const char *evidence;      /* see grounds.h */
	size_t evidence_count;
};

/*
 * ILO_OK: to be taken, perhaps with a warning.  ILO_FINDINGS: to be rejected,
 * and said why.  ILO_FAILED: this machine's fault, reported.
 *
 *     policy     unsigned  valid  invalid   untrusted  expired   revoked
 *     required   reject    take   reject    reject     reject    reject
 *     optional   take      take   reject    reject (1) reject    reject
 *     none       take      take   warn      warn       warn      warn
 *
 * (1) Taken with a warning where no certificate is trusted for the sender.
 */
ILO_MUST_CHECK enum ilo_status
signature_judge(const struct trust *trust, const struct signature_case *given,
                struct ilo_diag *diag, struct signature *out);

#endif
