/* Row numbers as compressed ranges. */

#include "analyze/lineage.h"

#include <stdlib.h>

#include "common/mem.h"

void
lineage_add(struct lineage *lineage, size_t row)
{
	if (lineage->rows == NULL || lineage->count == lineage->capacity)
		lineage->rows =
			ilo_grow(lineage->rows, lineage->count,
		                 &lineage->capacity, sizeof(*lineage->rows));
	lineage->rows[lineage->count++] = row;
}

void
lineage_release(struct lineage *lineage)
{
	free(lineage->rows);
	*lineage = (struct lineage){NULL, 0, 0};
}

static int
row_order(const void *left, const void *right)
{
	size_t a = *(const size_t *)left, b = *(const size_t *)right;

	return (a > b) - (a < b);
}

void
lineage_sort(struct lineage *lineage)
{
	if (lineage->count > 1)
		qsort(lineage->rows, lineage->count, sizeof(*lineage->rows),
		      row_order);
}

void
lineage_print(const struct lineage *lineage, const char *semester,
              struct ilo_buf *out)
{
	size_t first, last, i;

	if (lineage->count == 0)
		return;
	ilo_buf_printf(out, "%s:", semester);
	for (i = 0; i < lineage->count; i++) {
		first = last = lineage->rows[i];
		while (i + 1 < lineage->count &&
		       lineage->rows[i + 1] <= last + 1)
			last = lineage->rows[++i];
		ilo_buf_printf(out, first == lineage->rows[0] ? "%zu" : ",%zu",
		               first + 1);
		if (last > first)
			ilo_buf_printf(out, "-%zu", last + 1);
	}
}
