/* SHA-256 as lower-case hexadecimal text. */

#ifndef ILO_COMMON_DIGEST_H
#define ILO_COMMON_DIGEST_H

#include <stddef.h>

#include "common/diag.h"

#define ILO_DIGEST_SIZE 65    /* 64 hexadecimal digits and the terminator */
#define ILO_SOURCE_ID_SIZE 17 /* the first 16 of them: names a submission */

ILO_MUST_CHECK enum ilo_status ilo_digest_bytes(const void *bytes, size_t count,
                                                struct ilo_diag *diag,
                                                char text[ILO_DIGEST_SIZE]);

/* The same piece by piece: NULL when it cannot be begun; _end() ends it, also
 * after a failure, and takes NULL. */
struct ilo_digest;
struct ilo_digest *ilo_digest_start(struct ilo_diag *diag);
ILO_MUST_CHECK enum ilo_status ilo_digest_add(struct ilo_digest *digest,
                                              const void *bytes, size_t count,
                                              struct ilo_diag *diag);
ILO_MUST_CHECK enum ilo_status ilo_digest_end(struct ilo_digest *digest,
                                              struct ilo_diag *diag,
                                              char text[ILO_DIGEST_SIZE]);

/* The digest of a file of our own. */
ILO_MUST_CHECK enum ilo_status ilo_digest_file(const char *path,
                                               struct ilo_diag *diag,
                                               char text[ILO_DIGEST_SIZE]);

#endif
