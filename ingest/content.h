/*
 * Two digests of what was read, so that the same said twice is found however it
 * is written:
 *
 *   canonical  the document's names, attributes in order of their names and
 *              texts with blanks run together, and its rows in their order
 *   content    the same whatever the kind, the rows in any order
 *
 * Both are built while the rows pass by; none of them is kept.
 */

#ifndef ILO_INGEST_CONTENT_H
#define ILO_INGEST_CONTENT_H

#include "common/diag.h"
#include "common/digest.h"
#include "common/submission.h"

struct content;

/* NULL, reported, when there is none.  End it with content_free(). */
struct content *content_new(struct ilo_diag *diag);
void content_free(struct content *content);

/* A row; content is the context. */
ilo_row_sink content_row;

/* After the last row. */
ILO_MUST_CHECK enum ilo_status
content_finish(struct content *content, const char *kind,
               const struct ilo_submission *submission, struct ilo_diag *diag,
               char canonical[ILO_DIGEST_SIZE], char text[ILO_DIGEST_SIZE]);

#endif
