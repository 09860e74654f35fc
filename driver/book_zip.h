/* A zip container under construction: the parts in the order in which they are
 * added, all of one fixed time, so that the same parts give the same bytes. */

#ifndef ILO_DRIVER_BOOK_ZIP_H
#define ILO_DRIVER_BOOK_ZIP_H

#include <stdbool.h>
#include <stdio.h>

#include "common/buf.h"
#include "common/diag.h"

struct book_zip;

/* Never NULL; out of memory ends the process.  End with book_zip_finish(). */
struct book_zip *book_zip_new(void);

/* A stream for the part's bytes, open until the next part or the end. */
FILE *book_zip_part(struct book_zip *zip, const char *name, bool stored);

/* The container's bytes; frees the zip in any case. */
ILO_MUST_CHECK enum ilo_status book_zip_finish(struct book_zip *zip,
                                               struct ilo_diag *diag,
                                               struct ilo_buf *out);

#endif
