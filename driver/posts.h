/*
 * Who has officers in which host country and who reported on it, as the
 * submissions in force for a semester say: their tables of officers (A1), and
 * that they came.  The evaluation counts expected reporters by the same two.
 */

#ifndef ILO_DRIVER_POSTS_H
#define ILO_DRIVER_POSTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/archive.h"
#include "common/codebook.h"
#include "common/diag.h"
#include "common/expected.h"
#include "common/mem.h"
#include "common/sources.h"

/* What one file says of the officers of one state. */
struct post {
	const char *host;
	const char *state;
	struct ilo_posting posting;
};

/* A report that is in force, in one host country. */
struct report {
	const char *host;
	const char *state;
	const char *kind;    /* contribution, network-report */
	const char *arrived; /* its first version */
	const char *file;
	bool acting; /* for the Presidency */
};

struct posts {
	struct post *items; /* by host and state, one each */
	size_t count, capacity;
	struct report *reports; /* by host, kind, state; first come first */
	size_t report_count, report_capacity;
};

struct posts_query {
	struct ilo_archive *archive;
	const struct ilo_codebook *codebook;
	struct ilo_arena *arena; /* for all texts */
	const struct ilo_sources *sources;
};

/* Read the files in force that are reports on a host country again.  *out is to
 * be released with posts_release() always. */
ILO_MUST_CHECK enum ilo_status posts_read(const struct posts_query *query,
                                          struct ilo_diag *diag,
                                          struct posts *out);
void posts_release(struct posts *posts);

/* The state's officers there; NULL when nobody speaks of them. */
const struct post *posts_find(const struct posts *posts, const char *host,
                              const char *state);

#endif
