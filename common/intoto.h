/*
 * in-toto Statement v1: what is said (a predicate) of which bytes (subjects).
 * Receipts and run manifests are such statements.
 */

#ifndef ILO_COMMON_INTOTO_H
#define ILO_COMMON_INTOTO_H

#include <jansson.h>
#include <stddef.h>

#include "common/buf.h"
#include "common/diag.h"

#define ILO_PREDICATE_RECEIPT                                                  \
	"urn:x-ilo:receipt:1" /* schema/receipt.schema.json */
#define ILO_PREDICATE_MANIFEST                                                 \
	"urn:x-ilo:manifest:1" /* schema/manifest.schema.json */

struct ilo_intoto_subject {
	const char *name;   /* UTF-8 */
	const char *sha256; /* NULL: without digest, as it was never read */
};

struct ilo_intoto {
	const char *predicate_type;
	const struct ilo_intoto_subject *subjects;
	size_t subject_count;
	json_t *predicate; /* an object; borrowed */
};

/* Append as JSON with sorted keys, indented: the same statement gives the same
 * bytes.  ILO_FAILED, reported, when the predicate is NULL or a text is not
 * UTF-8. */
ILO_MUST_CHECK enum ilo_status
ilo_intoto_print(const struct ilo_intoto *statement, struct ilo_diag *diag,
                 struct ilo_buf *out);

/* Append a statement on one subject as one line without blanks and line end;
 * predicate is printed that way already.  There may be thousands. */
void ilo_intoto_print_line(const char *predicate_type,
                           const struct ilo_intoto_subject *subject,
                           const char *predicate, struct ilo_buf *out);

#endif
