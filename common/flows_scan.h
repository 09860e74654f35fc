/*
 * flows.csv row by row, as ilo-transform wrote it.  The file is our own, so
 * nothing is forgiven: every field of every row is checked, and so is the
 * order, on which lineage rests.
 */

#ifndef ILO_COMMON_FLOWS_SCAN_H
#define ILO_COMMON_FLOWS_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/diag.h"
#include "common/digest.h"
#include "common/flows_columns.h"

/* Bytes that no NUL ends. */
struct ilo_flow_field {
	const char *text;
	size_t size_bytes;
};

/* A row; the texts live until the sink returns. */
struct ilo_flow_row {
	struct ilo_flow_field fields[COLUMN_COUNT];
	size_t same;   /* so many leading columns are those of the row before */
	size_t number; /* from 0; lineage calls it number + 1 */
	int64_t value; /* meaningful only with has_value */
	bool has_value;
	long line; /* in the submission */
};

/* Takes a row; false stops the reading, after a report of its own. */
typedef bool ilo_flow_sink(void *context, const struct ilo_flow_row *row);

/* Give every row to the sink, in its order.  *sha256 is the digest of the file
 * on ILO_OK; it may be NULL. */
ILO_MUST_CHECK enum ilo_status
ilo_flows_scan(const char *path, struct ilo_diag *diag, ilo_flow_sink *sink,
               void *context, char sha256[ILO_DIGEST_SIZE]);

#endif
