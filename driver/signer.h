/* Who signs: a private key and the certificates that go with it. */

#ifndef ILO_DRIVER_SIGNER_H
#define ILO_DRIVER_SIGNER_H

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "common/buf.h"
#include "common/diag.h"

struct signer {
	EVP_PKEY *key;                 /* RSA or elliptic curve */
	STACK_OF(X509) * certificates; /* the signer's first */
};

/* From two PEM files.  A key that is encrypted or is not that of the first
 * certificate is refused. */
ILO_MUST_CHECK enum ilo_status signer_read(const char *key_path,
                                           const char *certificate_path,
                                           struct ilo_diag *diag,
                                           struct signer *out);
void signer_release(struct signer *signer);

/*
 * Append to out the XML document with an enveloped signature as the root's last
 * child, or a detached CMS signature of the bytes, as DER.  ILO_FAILED,
 * reported under file, when it is signed already or cannot be signed.
 */
ILO_MUST_CHECK enum ilo_status
signer_envelop(const struct signer *signer, const struct ilo_buf *bytes,
               const char *file, struct ilo_diag *diag, struct ilo_buf *out);
ILO_MUST_CHECK enum ilo_status
signer_detach(const struct signer *signer, const struct ilo_buf *bytes,
              const char *file, struct ilo_diag *diag, struct ilo_buf *out);

#endif
