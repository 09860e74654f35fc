/* SHA-256 as lower-case hexadecimal text. */

#ifndef ILO_COMMON_DIGEST_H
#define ILO_COMMON_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "common/diag.h"

#define ILO_DIGEST_BYTES 32u
#define ILO_DIGEST_SIZE 65    /* 64 hexadecimal digits and the terminator */
#define ILO_SOURCE_ID_SIZE 17 /* the first 16 of them: names a submission */

ILO_MUST_CHECK enum ilo_status ilo_digest_bytes(const void *bytes, size_t count,
                                                struct ilo_diag *diag,
                                                char text[ILO_DIGEST_SIZE]);

/* The same as bytes, of something short, many times; false when it cannot be
 * made. */
ILO_MUST_CHECK bool ilo_digest_short(const void *bytes, size_t count,
                                     unsigned char digest[ILO_DIGEST_BYTES]);

/* A digest in the making; end it with ilo_digest_free(). */
struct ilo_digest;

/* NULL, reported, when it cannot be made. */
struct ilo_digest *ilo_digest_new(struct ilo_diag *diag);
/* A failure sticks, and is reported by ilo_digest_finish(). */
void ilo_digest_add(struct ilo_digest *digest, const void *bytes, size_t count);
/* The digest of what was added since it was new or finished last. */
ILO_MUST_CHECK enum ilo_status ilo_digest_finish(struct ilo_digest *digest,
                                                 struct ilo_diag *diag,
                                                 char text[ILO_DIGEST_SIZE]);
void ilo_digest_free(struct ilo_digest *digest);

/* The digest of a file of our own. */
ILO_MUST_CHECK enum ilo_status ilo_digest_file(const char *path,
                                               struct ilo_diag *diag,
                                               char text[ILO_DIGEST_SIZE]);

#endif
