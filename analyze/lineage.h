/* The rows that a figure was made from. */

#ifndef ILO_ANALYZE_LINEAGE_H
#define ILO_ANALYZE_LINEAGE_H

#include <stddef.h>

#include "common/buf.h"

struct lineage {
	size_t *rows; /* from 0, as in ilo_flows_at() */
	size_t count, capacity;
};

void lineage_add(struct lineage *lineage, size_t row);
void lineage_release(struct lineage *lineage);

/* Bring the rows into ascending order, each once. */
void lineage_sort(struct lineage *lineage);

/*
 * Append "2024-S1:12-40,77,80-98/6": rows counted from 1; of a range with a
 * step every sixth row from 80 to 98.  Nothing for an empty lineage.  The rows
 * are sorted.
 */
void lineage_print(const struct lineage *lineage, const char *semester,
                   struct ilo_buf *out);

#endif
