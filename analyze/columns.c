/*
 * One pass over the tables of each semester: value and flag of a category in a
 * month are those of the level that question.c gives, without its interval.
 */

#include "analyze/columns.h"

#include <math.h>
#include <stdlib.h>

#include "common/mem.h"

static size_t
semesters_of(const struct columns *columns)
{
	return columns->months / SEMESTER_MONTHS;
}

static struct column *
column_get(struct columns *columns, const struct symbol *code)
{
	struct column *column;
	size_t i;

	for (i = 0; i < columns->count; i++)
		if (columns->items[i].code == code)
			return &columns->items[i];
	columns->items = ilo_grow(columns->items, columns->count,
	                          &columns->capacity, sizeof(*column));
	column = &columns->items[columns->count++];
	*column = (struct column){
		.code = code,
		.values = ilo_xcalloc(columns->months, sizeof(double)),
		.flags = ilo_xcalloc(columns->months + 1, 1),
		.counts = ilo_xcalloc(columns->months, sizeof(size_t)),
		.rows = ilo_xcalloc(semesters_of(columns),
	                            sizeof(struct lineage)),
		.composition =
			ilo_xcalloc(semesters_of(columns), sizeof(uint64_t)),
	};
	for (i = 0; i < columns->months; i++)
		column->values[i] = (double)NAN;
	return column;
}

void
columns_release(struct columns *columns)
{
	size_t i, s;

	for (i = 0; i < columns->count; i++) {
		struct column *column = &columns->items[i];

		for (s = 0; s < semesters_of(columns); s++)
			lineage_release(&column->rows[s]);
		free(column->values);
		free(column->flags);
		free(column->counts);
		free(column->rows);
		free(column->composition);
	}
	free(columns->items);
	free(columns->silent);
	columns->items = NULL;
	columns->silent = NULL;
	columns->count = columns->capacity = 0;
}

/* ---- one semester ------------------------------------------------------ */

static bool
is_gap(const struct columns *columns, const struct cell *cell)
{
	return cell->status != 'M' &&
	       !(columns->by == BY_TOTAL && cell->status == 'K');
}

/* Marks are added up, so that order does not matter: who gave is a set. */
static uint64_t
mark_of(const struct symbol *reporter)
{
	uint64_t mark = (uint64_t)reporter->number + 1;

	mark *= UINT64_C(0x9e3779b97f4a7c15);
	return mark ^ mark >> 29;
}

static void
add_cell(struct columns *columns, struct column *column, size_t month,
         const struct cell *cell)
{
	if (cell->has_value) {
		if (isnan(column->values[month]))
			column->values[month] = 0;
		column->values[month] += (double)cell->value;
		column->counts[month]++;
	} else if (!is_gap(columns, cell)) {
		return;
	}
	column->flags[month] =
		column->flags[month] == '\0'
			? cell->status
			: rules_worse_flag(columns->rules, column->flags[month],
	                                   cell->status);
}

static const struct symbol *
code_of(const struct columns *columns, const struct tables *tables,
        const struct cell *cell)
{
	return columns->by == BY_ROUTE
	               ? symbols_at(tables->symbols, cell->route)
	               : NULL;
}

/* False when the block is not broken down as is asked. */
static bool
add_block(struct columns *columns, const struct tables *tables,
          const struct block *block, size_t semester)
{
	const unsigned needed =
		DIMENSION_MONTH |
		(columns->by == BY_ROUTE ? (unsigned)DIMENSION_ROUTE : 0U);
	unsigned dimensions;
	const struct table *table = tables_choose(block, needed, &dimensions);
	size_t i;

	if (table == NULL)
		return false;
	for (i = 0; i < table->count; i++) {
		const struct cell *cell = &tables->cells[table_row(table, i)];
		struct column *column =
			column_get(columns, code_of(columns, tables, cell));

		lineage_add(&column->rows[semester], table_row(table, i));
		add_cell(columns, column,
		         semester * SEMESTER_MONTHS + (size_t)cell->month,
		         cell);
	}
	return true;
}

/* Who gave anything at all in the semester, for the columns of a total. */
static uint64_t
composition_of(const struct columns *columns, const struct term *term)
{
	const struct tables *tables = term->tables;
	size_t first, end, i, k, count = 0, capacity = 0;
	const struct symbol **seen = NULL;
	uint64_t mark = 0;

	tables_span(tables, columns->indicator->code, columns->host, &first,
	            &end);
	for (i = first; i < end; i++) {
		const struct block *block =
			&tables->blocks[tables->by_indicator[i]];

		if (block->counted_by != columns->basis.counted_by)
			continue;
		for (k = count; k > 0 && seen[k - 1] != block->reporter; k--)
			;
		if (k > 0)
			continue;
		seen = ilo_grow(seen, count, &capacity, sizeof(*seen));
		seen[count++] = block->reporter;
		mark += mark_of(block->reporter);
	}
	free(seen);
	return mark;
}

void
columns_add(struct columns *columns, const struct term *term)
{
	const struct tables *tables = term->tables;
	const size_t semester = (size_t)(term->semester - columns->first);
	bool silence = columns->basis.agency != NULL;
	size_t first, end, i;
	uint64_t mark;

	tables_span(tables, columns->indicator->code, columns->host, &first,
	            &end);
	for (i = first; i < end; i++) {
		const struct block *block =
			&tables->blocks[tables->by_indicator[i]];

		if (block->counted_by != columns->basis.counted_by ||
		    (columns->basis.agency != NULL &&
		     block->reporter != columns->basis.agency))
			continue;
		silence &= add_block(columns, tables, block, semester);
	}
	if (columns->silent == NULL)
		columns->silent = ilo_xcalloc(semesters_of(columns),
		                              sizeof(*columns->silent));
	if (silence)
		columns->silent[semester] = term_zero_months(
			term, columns->indicator->code,
			columns->basis.counted_by, columns->basis.agency);
	if (columns->basis.agency != NULL)
		return;
	mark = composition_of(columns, term);
	for (i = 0; i < columns->count; i++)
		columns->items[i].composition[semester] = mark;
}

static void
fill_column(const struct columns *columns, struct column *column)
{
	size_t i;

	for (i = 0; i < semesters_of(columns); i++)
		column->composition[i] = 1;
	for (i = columns->since; i < columns->months; i++) {
		const unsigned zero = columns->silent[i / SEMESTER_MONTHS];

		if ((zero >> i % SEMESTER_MONTHS & 1U) != 0 &&
		    column->flags[i] == '\0') {
			column->values[i] = 0;
			column->flags[i] = 'A';
		}
	}
}

/* After the last semester, since the first row of a category may stand in any
 * of them: a series that began with it would begin with a count above 0. */
void
columns_fill(struct columns *columns)
{
	size_t i;

	for (i = 0; columns->basis.agency != NULL && i < columns->count; i++)
		fill_column(columns, &columns->items[i]);
}

static int
column_order(const void *left, const void *right)
{
	const struct column *a = left, *b = right;

	return symbol_order(a->code, b->code);
}

void
columns_sort(struct columns *columns)
{
	if (columns->count > 1)
		qsort(columns->items, columns->count, sizeof(*columns->items),
		      column_order);
}
