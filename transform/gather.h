/*
 * The submissions in force, read again from the archive: their rows become
 * flows, their narrative stays a tree until networks.xml is written.
 */

#ifndef ILO_TRANSFORM_GATHER_H
#define ILO_TRANSFORM_GATHER_H

#include <stddef.h>

#include "common/archive.h"
#include "common/codebook.h"
#include "common/flows.h"
#include "common/sources.h"
#include "common/submission.h"

/* What one submission in force says; source is borrowed. */
struct contribution {
	const struct ilo_source *source;
	struct ilo_submission submission;
};

struct gathering {
	struct contribution *items; /* in the order of the sources */
	size_t count, capacity;
	struct ilo_flows *flows; /* in their total order */
};

struct gather {
	struct ilo_archive *archive;
	const struct ilo_codebook *codebook;
	struct ilo_arena *arena; /* for what the covers say */
	ilo_semester semester;
};

/*
 * Read every source in force.  ILO_INTEGRITY when an object does not hold,
 * ILO_FAILED when one cannot be read again.  End *out with
 * gathering_release(), also on failure.
 */
ILO_MUST_CHECK enum ilo_status gathering_read(const struct gather *gather,
                                              const struct ilo_sources *sources,
                                              struct ilo_diag *diag,
                                              struct gathering *out);
void gathering_release(struct gathering *gathering);

/* The flow for a row: a value that is not free for publication is withheld.
 * Its strings are the row's. */
struct ilo_flow flow_from_row(const struct ilo_row *row, const char *source);

#endif
