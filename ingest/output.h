/* What a run says on standard output: a line a file, then how many had which
 * fate. */

#ifndef ILO_INGEST_OUTPUT_H
#define ILO_INGEST_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "common/diag.h"
#include "ingest/record.h"

/* In the order in which they are told. */
enum outcome {
	OUTCOME_ACCEPTED,
	OUTCOME_WITH_FINDINGS,
	OUTCOME_SUPERSEDED,
	OUTCOME_DUPLICATE,
	OUTCOME_REJECTED,
	OUTCOME_NOT_FOR_US,
	OUTCOME_QUARANTINED,
	OUTCOME_LEFT,   /* still being written; no fate yet */
	OUTCOME_ABSENT, /* could not be read; no fate either */
	OUTCOME_COUNT
};

struct totals {
	size_t counts[OUTCOME_COUNT];
};

/* The outcome of that fate. */
enum outcome output_outcome(const char *fate);

/* Append a file's line; path is as it was given. */
void output_line(const char *path, const struct record *record, bool json,
                 struct ilo_buf *out);

/* Append the totals, which add up to the number of files. */
void output_totals(const struct totals *totals, bool json, struct ilo_buf *out);

/* Print and flush. */
ILO_MUST_CHECK enum ilo_status output_print(const struct ilo_buf *text,
                                            struct ilo_diag *diag);

#endif
