/*
 * Whom we believe: for each sender a policy, the certificates that signers'
 * chains must lead to, the signers themselves where they are named, and lists
 * of what was revoked.  Read whole by the parent, before a worker is started.
 *
 *     ARCHIVE/trust/FR/policy         required, optional or none
 *     ARCHIVE/trust/FR/anchors.pem    certificates of authorities
 *     ARCHIVE/trust/FR/signers.pem    certificates of signers
 *     ARCHIVE/trust/FR/crls.pem       revocation lists
 *     ARCHIVE/trust/default/...       for every other sender
 */

#ifndef ILO_INGEST_TRUST_H
#define ILO_INGEST_TRUST_H

#include <openssl/x509.h>

#include "common/codebook.h"
#include "common/diag.h"

enum trust_policy { TRUST_OPTIONAL, TRUST_REQUIRED, TRUST_NONE };

/* For one sender.  Who has no anchors and no signers can authenticate nobody.
 */
struct trust_rule {
	const char *sender; /* "FR", "FRONTEX" or "default" */
	enum trust_policy policy;
	X509_STORE *store;          /* anchors, or signers without anchors */
	STACK_OF(X509) * signers;   /* NULL: whoever the anchors vouch for */
	STACK_OF(X509_CRL) * lists; /* NULL: none */
};

/* What a section [trust SENDER] of ilo.conf says; it goes before the files in
 * the sender's folder.  NULL is "not said". */
struct trust_section {
	const char *sender;
	const char *policy;
	const char *anchors, *signers, *crls; /* paths */
};

struct trust_sources {
	const char *folder; /* ARCHIVE/trust; need not be there */
	const struct trust_section *sections;
	size_t section_count;
	const struct ilo_codebook *codebook; /* knows the senders */
};

struct trust;

/*
 * Read it all.  ILO_FAILED, reported, when anything is not understood: a
 * mistake here must not turn into less than was asked for.  End *out with
 * trust_free().
 */
ILO_MUST_CHECK enum ilo_status trust_read(const struct trust_sources *sources,
                                          struct ilo_diag *diag,
                                          struct trust **out);
void trust_free(struct trust *trust);

/* The sender's rule or that for everyone else; without any, signatures are
 * optional and nobody is trusted.  A NULL trust is an empty one. */
const struct trust_rule *trust_find(const struct trust *trust,
                                    const char *sender);

const char *trust_policy_name(enum trust_policy policy);

#endif
