/* Row numbers as compressed ranges. */

#include "analyze/lineage.h"

#include <stdbool.h>
#include <stdlib.h>

#include "common/mem.h"
#include "common/num.h"

/* Rows that must lie evenly apart to be written as a range with a step. */
#define STEPS_MIN 3

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

/* Rows mostly come in order. */
static bool
is_sorted(const struct lineage *lineage)
{
	size_t i;

	for (i = 1; i < lineage->count; i++)
		if (lineage->rows[i - 1] >= lineage->rows[i])
			return false;
	return true;
}

void
lineage_sort(struct lineage *lineage)
{
	size_t kept = 0, i;

	if (is_sorted(lineage))
		return;
	if (lineage->count > 1)
		qsort(lineage->rows, lineage->count, sizeof(*lineage->rows),
		      row_order);
	for (i = 0; i < lineage->count; i++)
		if (i == 0 || lineage->rows[i] != lineage->rows[kept - 1])
			lineage->rows[kept++] = lineage->rows[i];
	lineage->count = kept;
}

/* How many rows from i on lie step apart. */
static size_t
run_of(const struct lineage *lineage, size_t i, size_t step)
{
	size_t count = 1;

	while (i + count < lineage->count &&
	       lineage->rows[i + count] == lineage->rows[i + count - 1] + step)
		count++;
	return count;
}

static void
put_number(struct ilo_buf *out, const char *before, size_t number)
{
	char text[ILO_NUM_SIZE];

	ilo_buf_puts(out, before);
	ilo_buf_puts(out, ilo_num_print_whole((int64_t)number, text));
}

void
lineage_print(const struct lineage *lineage, const char *semester,
              struct ilo_buf *out)
{
	size_t i = 0, count, step;

	if (lineage->count == 0)
		return;
	ilo_buf_printf(out, "%s:", semester);
	while (i < lineage->count) {
		step = i + 1 < lineage->count
		               ? lineage->rows[i + 1] - lineage->rows[i]
		               : 1;
		count = run_of(lineage, i, step);
		if (step != 1 && count < STEPS_MIN)
			count = 1;
		put_number(out, i == 0 ? "" : ",", lineage->rows[i] + 1);
		if (count > 1)
			put_number(out, "-", lineage->rows[i + count - 1] + 1);
		if (count > 1 && step != 1)
			put_number(out, "/", step);
		i += count;
	}
}
