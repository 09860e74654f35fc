/*
 * The post of a run: for each sender of whom files came one file of receipts, a
 * line each, and one letter, as HTML and as text, which says the same to people
 * and is no evidence.  All of it is made from the register alone,
 * but for the office that signs; what was lost is written again as it was.
 * docs/decisions/24-post.md
 */

#ifndef ILO_INGEST_POST_H
#define ILO_INGEST_POST_H

#include <stdint.h>

#include "common/archive.h"
#include "common/diag.h"
#include "ingest/registry.h"
#include "ingest/wording.h"

struct post {
	struct ilo_archive *archive;
	struct registry *registry;
	const struct wordings *wordings; /* NULL: no letters */
};

/*
 * Write what is not there of the post of the runs that begin with the row first
 * or later, and wait until it is on disk; *written is how many files of
 * receipts there were to write.
 */
ILO_MUST_CHECK enum ilo_status post_write(const struct post *post,
                                          int64_t first, struct ilo_diag *diag,
                                          int64_t *written);

#endif
