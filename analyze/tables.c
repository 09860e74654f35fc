/* Indexes rows once, so that no question scans the whole semester. */

#include "analyze/tables.h"

#include <stdlib.h>
#include <string.h>

#include "common/mem.h"

struct building {
	const struct ilo_flows *flows;
	ilo_semester semester;
	const char *file;
	struct symbols *symbols;
	struct ilo_diag *diag;
	struct tables *tables;
	size_t block_capacity;
	size_t passed_over;
};

void
tables_free(struct tables *tables)
{
	if (tables == NULL)
		return;
	free(tables->cells);
	free(tables->blocks);
	free(tables->rows);
	free(tables);
}

/* Data row i as a line of the file: the header is line 1. */
static long
line_of(size_t i)
{
	return (long)i + 2;
}

bool
tables_take(const struct ilo_flow *flow)
{
	return ilo_period_frequency(flow->period) != 'A' &&
	       strcmp(flow->host, "_T") != 0;
}

static bool
month_in(ilo_semester semester, const char *period, int *month)
{
	char whole[ILO_SEMESTER_SIZE];
	ilo_month parsed;

	if (strcmp(period, ilo_semester_print(semester, whole)) == 0) {
		*month = WHOLE_SEMESTER;
		return true;
	}
	if (!ilo_month_parse(period, &parsed))
		return false;
	*month = parsed - ilo_semester_first_month(semester);
	return *month >= 0 && *month < SEMESTER_MONTHS;
}

static enum ilo_status
build_cell(struct building *building, size_t i)
{
	const struct ilo_flow *flow = ilo_flows_at(building->flows, i);
	struct cell *cell = &building->tables->cells[i];
	char semester[ILO_SEMESTER_SIZE];
	ilo_semester own;

	if (!tables_take(flow) && ilo_period_semester(flow->period, &own) &&
	    own == building->semester) {
		cell->passed_over = true;
		building->passed_over++;
		return ILO_OK;
	}
	cell->citizenship = symbols_get(building->symbols, flow->citizenship);
	cell->route = symbols_get(building->symbols, flow->route);
	cell->border = symbols_get(building->symbols, flow->border);
	cell->status = flow->status;
	cell->has_value = flow->has_value;
	cell->value = flow->has_value ? (uint64_t)flow->value : 0;
	if (month_in(building->semester, flow->period, &cell->month))
		return ILO_OK;
	ilo_diag_report(building->diag, ILO_D_FLOWS_UNREADABLE, building->file,
	                line_of(i), "period %s lies outside %s", flow->period,
	                ilo_semester_print(building->semester, semester));
	return ILO_FAILED;
}

static unsigned
dimensions_of(const struct cell *cell, const struct symbol *all)
{
	return (cell->month != WHOLE_SEMESTER ? DIMENSION_MONTH : 0U) |
	       (cell->citizenship != all ? DIMENSION_CITIZENSHIP : 0U) |
	       (cell->route != all ? DIMENSION_ROUTE : 0U) |
	       (cell->border != all ? DIMENSION_BORDER : 0U);
}

/* Lay out the rows first to before end of one block, table by table. */
static void
build_block(struct building *building, size_t first, size_t end)
{
	struct tables *tables = building->tables;
	const struct symbol *all = symbols_get(building->symbols, "_T");
	const struct ilo_flow *flow = ilo_flows_at(building->flows, first);
	size_t count[DIMENSION_SETS] = {0}, next = first, set, i;
	struct block *block;

	tables->blocks =
		ilo_grow(tables->blocks, tables->block_count,
	                 &building->block_capacity, sizeof(*tables->blocks));
	block = &tables->blocks[tables->block_count++];
	*block = (struct block){
		.host = symbols_get(building->symbols, flow->host),
		.indicator = symbols_get(building->symbols, flow->indicator),
		.counted_by = symbols_get(building->symbols, flow->counted_by),
		.reporter = symbols_get(building->symbols, flow->reporter),
	};
	for (i = first; i < end; i++)
		if (!tables->cells[i].passed_over)
			count[dimensions_of(&tables->cells[i], all)]++;
	for (set = 0; set < DIMENSION_SETS; set++) {
		block->tables[set].rows = &tables->rows[next];
		next += count[set];
	}
	for (i = first; i < end; i++) {
		struct table *table;
		size_t place;

		if (tables->cells[i].passed_over)
			continue;
		table = &block->tables[dimensions_of(&tables->cells[i], all)];
		place = (size_t)(table->rows - tables->rows);
		tables->rows[place + table->count++] = i;
		table->absent += !tables->cells[i].has_value;
	}
}

static bool
same_block(const struct ilo_flow *a, const struct ilo_flow *b)
{
	return a->host == b->host && a->indicator == b->indicator &&
	       a->counted_by == b->counted_by && a->reporter == b->reporter;
}

static int
block_order(const void *left, const void *right)
{
	const struct block *a = left, *b = right;
	int order = symbol_order(a->host, b->host);

	if (order == 0)
		order = symbol_order(a->indicator, b->indicator);
	if (order == 0)
		order = symbol_order(a->counted_by, b->counted_by);
	return order != 0 ? order : symbol_order(a->reporter, b->reporter);
}

/* Every run of rows of one block that answers anything. */
static void
build_blocks(struct building *building)
{
	struct tables *tables = building->tables;
	size_t first, end;
	bool taken;

	for (first = 0; first < tables->cell_count; first = end) {
		const struct ilo_flow *flow =
			ilo_flows_at(building->flows, first);

		end = first + 1;
		taken = !tables->cells[first].passed_over;
		while (end < tables->cell_count &&
		       same_block(flow, ilo_flows_at(building->flows, end)))
			taken |= !tables->cells[end++].passed_over;
		if (taken)
			build_block(building, first, end);
	}
	if (tables->block_count > 0)
		qsort(tables->blocks, tables->block_count,
		      sizeof(*tables->blocks), block_order);
}

static enum ilo_status
build(struct building *building)
{
	struct tables *tables = building->tables;
	enum ilo_status status = ILO_OK;
	size_t i;

	for (i = 0; i < tables->cell_count && status == ILO_OK; i++)
		status = build_cell(building, i);
	if (status != ILO_OK)
		return status;
	build_blocks(building);
	for (i = 1; i < tables->block_count; i++) {
		if (block_order(&tables->blocks[i - 1], &tables->blocks[i]) !=
		    0)
			continue;
		ilo_diag_report(building->diag, ILO_D_FLOWS_UNREADABLE,
		                building->file, 0,
		                "rows are not in order: those of %s, %s by %s "
		                "stand apart",
		                tables->blocks[i].host->text,
		                tables->blocks[i].indicator->text,
		                tables->blocks[i].reporter->text);
		return ILO_FAILED;
	}
	return ILO_OK;
}

enum ilo_status
tables_build(const struct ilo_flows *flows, ilo_semester semester,
             const char *file, struct symbols *symbols, struct ilo_diag *diag,
             struct tables **out)
{
	struct building building = {flows, semester, file, symbols,
	                            diag,  NULL,     0,    0};
	size_t count = ilo_flows_count(flows);
	enum ilo_status status;

	*out = NULL;
	building.tables = ilo_xcalloc(1, sizeof(*building.tables));
	building.tables->cell_count = count;
	building.tables->cells = ilo_xcalloc(count + 1, sizeof(struct cell));
	building.tables->rows = ilo_xcalloc(count + 1, sizeof(size_t));
	status = build(&building);
	building.tables->symbol_count = symbols_count(symbols);
	if (building.passed_over > 0)
		ilo_diag_report(diag, ILO_D_ROWS_PASSED_OVER, file, 0,
		                "%zu of %zu", building.passed_over, count);
	if (status == ILO_OK)
		*out = building.tables;
	else
		tables_free(building.tables);
	return status;
}

void
tables_span(const struct tables *tables, const struct symbol *host,
            size_t *first, size_t *end)
{
	size_t low = 0, high = tables->block_count;

	*first = 0;
	*end = tables->block_count;
	if (host == NULL)
		return;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (symbol_order(tables->blocks[middle].host, host) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*first = low;
	while (low < tables->block_count && tables->blocks[low].host == host)
		low++;
	*end = low;
}

static unsigned
size_of(unsigned set)
{
	unsigned count = 0;

	for (; set != 0; set &= set - 1)
		count++;
	return count;
}

/* Sets are tried in ascending order, so a tie falls to the lower bits. */
static bool
better(const struct block *block, unsigned set, unsigned best)
{
	if (size_of(set) != size_of(best))
		return size_of(set) < size_of(best);
	return block->tables[set].absent < block->tables[best].absent;
}

const struct table *
tables_choose(const struct block *block, unsigned needed, unsigned *dimensions)
{
	unsigned set, best = DIMENSION_SETS;

	for (set = 0; set < DIMENSION_SETS; set++) {
		if ((set & needed) != needed || block->tables[set].count == 0)
			continue;
		if (best == DIMENSION_SETS || better(block, set, best))
			best = set;
	}
	if (best == DIMENSION_SETS)
		return NULL;
	*dimensions = best;
	return &block->tables[best];
}
