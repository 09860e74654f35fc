/*
 * X.509 certificates and revocation lists: out of PEM, into words.  The OpenSSL
 * seam of who signs and who verifies; knows no trust.
 */

#ifndef ILO_COMMON_CERTIFICATES_H
#define ILO_COMMON_CERTIFICATES_H

#include <openssl/x509.h>
#include <stdbool.h>
#include <time.h>

#include "common/buf.h"
#include "common/diag.h"
#include "common/digest.h"
#include "common/mem.h"

/*
 * All certificates of the PEM file at path, in its order, at least one.
 * ILO_FAILED, reported under code, when there is none or one cannot be read.
 * The caller ends *out with sk_X509_pop_free(out, X509_free).
 */
ILO_MUST_CHECK enum ilo_status ilo_certificates_read(const char *path,
                                                     enum ilo_code code,
                                                     struct ilo_diag *diag,
                                                     STACK_OF(X509) * *out);

/* Likewise revocation lists; X509_CRL_free() ends each. */
ILO_MUST_CHECK enum ilo_status ilo_crls_read(const char *path,
                                             enum ilo_code code,
                                             struct ilo_diag *diag,
                                             STACK_OF(X509_CRL) * *out);

/* SHA-256 of the certificate or list as encoded; ends the process without
 * memory. */
void ilo_certificate_digest(const X509 *certificate,
                            char text[ILO_DIGEST_SIZE]);
void ilo_crl_digest(const X509_CRL *crl, char text[ILO_DIGEST_SIZE]);

/* A name as RFC 4514 writes it, shown to people as ilo_text_escape() does; in
 * the arena. */
const char *ilo_certificate_name(struct ilo_arena *arena,
                                 const X509_NAME *name);

/* "2024-01-31T23:59:59Z", or "-" where it is missing or no time; in the arena.
 */
const char *ilo_certificate_time(struct ilo_arena *arena,
                                 const ASN1_TIME *time);

/* The seconds of an instant that ilo_time_parse() gave; false for another. */
ILO_MUST_CHECK bool ilo_certificate_instant(const char *text, time_t *seconds);

/* Whether OpenSSL has run out of memory since it was last asked; empties its
 * queue of errors. */
bool ilo_openssl_exhausted(void);

#endif
