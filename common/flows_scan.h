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
#include "common/flows_field.h"

/* A row; the texts live until the sink returns.  What has not changed since the
 * row before, byte for byte, was checked with it. */
struct ilo_flow_row {
	const char *text;              /* of the line, its end left out */
	size_t ends[COLUMN_COUNT];     /* of its columns, in the line */
	struct ilo_flow_field locator; /* without quotes */
	unsigned changed; /* columns, as bits; in the first row all */
	size_t number;    /* from 0; lineage calls it number + 1 */
	int64_t value;    /* meaningful only with has_value */
	bool has_value;
	long line; /* in the submission */
};

static inline bool
ilo_flow_changed(const struct ilo_flow_row *row, enum column column)
{
	return (row->changed >> column & 1U) != 0;
}

/* A column of the row. */
static inline struct ilo_flow_field
ilo_flow_field(const struct ilo_flow_row *row, enum column column)
{
	const size_t start = column == 0 ? 0 : row->ends[column - 1] + 1;

	return column == COLUMN_LOCATOR
	               ? row->locator
	               : (struct ilo_flow_field){row->text + start,
	                                         row->ends[column] - start};
}

/* Of the whole file. */
struct ilo_flow_file {
	char sha256[ILO_DIGEST_SIZE];
	uint64_t size_bytes;
};

/* Takes a row; false stops the reading, after a report of its own. */
typedef bool ilo_flow_sink(void *context, const struct ilo_flow_row *row);

/* Give every row to the sink, in its order.  *file is told on ILO_OK; it may be
 * NULL. */
ILO_MUST_CHECK enum ilo_status
ilo_flows_scan(const char *path, struct ilo_diag *diag, ilo_flow_sink *sink,
               void *context, struct ilo_flow_file *file);

#endif
