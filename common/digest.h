/* SHA-256 as lower-case hexadecimal text. */

#ifndef ILO_COMMON_DIGEST_H
#define ILO_COMMON_DIGEST_H

#include "common/diag.h"

#define ILO_DIGEST_SIZE 65    /* 64 hexadecimal digits and the terminator */
#define ILO_SOURCE_ID_SIZE 17 /* the first 16 of them: names a submission */

ILO_MUST_CHECK enum ilo_status ilo_digest_bytes(const void *bytes, size_t count,
                                                struct ilo_diag *diag,
                                                char text[ILO_DIGEST_SIZE]);

/* The digest of a file of our own. */
ILO_MUST_CHECK enum ilo_status ilo_digest_file(const char *path,
                                               struct ilo_diag *diag,
                                               char text[ILO_DIGEST_SIZE]);

#endif
