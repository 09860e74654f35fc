/*
 * Detached CMS signatures (RFC 5652), as `openssl cms -sign -binary` and most
 * signing tools write them beside the file, DER or PEM, over its bytes.
 */

#ifndef ILO_INGEST_CMS_H
#define ILO_INGEST_CMS_H

#include "common/buf.h"
#include "common/status.h"
#include "ingest/proof.h"

/* The most that a detached signature may be. */
#define CMS_MAX_BYTES ((size_t)24 * 1024)

/*
 * The signature in p7s of the count bytes at bytes.  Fills *proof, whatever the
 * signature is worth; proof_release() ends it.  ILO_FAILED, not reported: no
 * memory.
 */
ILO_MUST_CHECK enum ilo_status cms_verify(const struct ilo_buf *p7s,
                                          const char *bytes, size_t count,
                                          struct proof *proof);

#endif
