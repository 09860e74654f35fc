/* What a signature is worth, in the register's words. */

#ifndef ILO_INGEST_VERDICT_H
#define ILO_INGEST_VERDICT_H

enum verdict {
	VERDICT_NONE,      /* there is no signature */
	VERDICT_VALID,     /* by a signer whom the sender named */
	VERDICT_INVALID,   /* it does not hold, or is not of a form we take */
	VERDICT_UNTRUSTED, /* it holds; nobody whom we believe vouches for it */
	VERDICT_EXPIRED,   /* outside the time that a certificate is valid */
	VERDICT_REVOKED    /* a certificate had been revoked by then */
};

#endif
