/*
 * What the mathematics of a signature say, before anybody asks who signed:
 * xmldsig.h and cms.h make one, chain.h judges its signer.
 */

#ifndef ILO_INGEST_PROOF_H
#define ILO_INGEST_PROOF_H

#include <openssl/x509.h>

#include "common/status.h"

/* Certificates that may come with a signature. */
#define PROOF_CERTIFICATES_MAX 16

struct proof {
	const char *method;      /* "xmldsig" or "cms" */
	const char *algorithm;   /* "rsa-sha256"; NULL while not known */
	const char *fault;       /* why it does not hold; NULL: it holds */
	X509 *signer;            /* owned; NULL where none was found */
	STACK_OF(X509) * others; /* owned: what came with it; may be NULL */
};

/* Add a certificate, which proof owns from then on. */
void proof_add(struct proof *proof, X509 *certificate);

/* Make the signer that certificate which no other one was issued by. */
void proof_choose_signer(struct proof *proof);

void proof_release(struct proof *proof);

#endif
