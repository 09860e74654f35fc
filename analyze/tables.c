/* Indexes rows as they are read, so that no question scans the semester. */

#include "analyze/tables.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/flows_scan.h"
#include "common/mem.h"

#define ROWS_MAX ((size_t)UINT32_MAX)

struct building {
	const struct tables_source *source;
	struct symbols *symbols;
	struct ilo_diag *diag;
	struct tables *tables;
	const struct symbol *all; /* _T */
	/* The symbols of the row before, by column. */
	const struct symbol *last[COLUMN_COUNT];
	struct ilo_buf text;
	bool passed_over; /* the row before */
};

void
tables_free(struct tables *tables)
{
	if (tables == NULL)
		return;
	free(tables->cells);
	free(tables->blocks);
	free(tables->by_indicator);
	free(tables->rows);
	free(tables->units);
	free(tables->reaches);
	free(tables);
}

/* ---- rows -------------------------------------------------------------- */

static const struct symbol *
symbol_of(struct building *building, const struct ilo_flow_field *field)
{
	ilo_buf_clear(&building->text);
	ilo_buf_add(&building->text, field->text, field->size_bytes);
	return symbols_get(building->symbols, ilo_buf_text(&building->text));
}

static bool
month_in(ilo_semester semester, const char *period, int8_t *month)
{
	char whole[ILO_SEMESTER_SIZE];
	ilo_month parsed;

	if (strcmp(period, ilo_semester_print(semester, whole)) == 0) {
		*month = WHOLE_SEMESTER;
		return true;
	}
	if (!ilo_month_parse(period, &parsed))
		return false;
	parsed -= ilo_semester_first_month(semester);
	*month = (int8_t)parsed;
	return parsed >= 0 && parsed < SEMESTER_MONTHS;
}

/* Data row i as a line of the file: the header is line 1. */
static long
line_of(size_t i)
{
	return (long)i + 2;
}

static bool
refuse(const struct building *building, const struct ilo_flow_row *row,
       const char *what, const char *text)
{
	ilo_diag_report(building->diag, ILO_D_FLOWS_UNREADABLE,
	                building->source->path, line_of(row->number), "%s: %s",
	                what, text);
	return false;
}

static bool
take_period(struct building *building, const struct ilo_flow_row *row,
            int8_t *month)
{
	const struct ilo_flow_field *field = &row->fields[COLUMN_PERIOD];
	const ilo_semester wanted = building->source->network->semester;
	char semester[ILO_SEMESTER_SIZE];
	ilo_semester own;

	ilo_buf_clear(&building->text);
	ilo_buf_add(&building->text, field->text, field->size_bytes);
	if ((building->last[COLUMN_HOST] == building->all ||
	     row->fields[COLUMN_FREQ].text[0] == 'A') &&
	    ilo_period_semester(ilo_buf_text(&building->text), &own) &&
	    own == wanted) {
		*month = PASSED_OVER;
		return true;
	}
	if (month_in(wanted, ilo_buf_text(&building->text), month))
		return true;
	ilo_buf_printf(&building->text, " lies outside %s",
	               ilo_semester_print(wanted, semester));
	return refuse(building, row, "period", ilo_buf_text(&building->text));
}

/* Units are few; the first row of each is what a finding names. */
static void
note_unit(struct building *building, const struct ilo_flow_row *row)
{
	struct tables *tables = building->tables;
	const struct tables_unit unit = {building->last[COLUMN_INDICATOR],
	                                 building->last[COLUMN_UNIT],
	                                 row->number};
	size_t i;

	for (i = tables->unit_count; i > 0; i--)
		if (tables->units[i - 1].indicator == unit.indicator &&
		    tables->units[i - 1].unit == unit.unit)
			return;
	tables->units =
		ilo_grow(tables->units, tables->unit_count,
	                 &tables->unit_capacity, sizeof(*tables->units));
	tables->units[tables->unit_count++] = unit;
}

static bool
is_same(const struct tables_reach *a, const struct tables_reach *b)
{
	return a->zero == b->zero && a->indicator == b->indicator &&
	       a->counted_by == b->counted_by && a->reporter == b->reporter;
}

static void
note_reach(struct building *building, const struct ilo_flow_row *row)
{
	const struct network *network = building->source->network;
	struct tables *tables = building->tables;
	const struct ilo_flow_field *field = &row->fields[COLUMN_SOURCE];
	struct tables_reach reach = {NULL, building->last[COLUMN_INDICATOR],
	                             building->last[COLUMN_COUNTED_BY],
	                             building->last[COLUMN_REPORTER]};
	size_t i;

	for (i = 0; i < network->zero_count && reach.zero == NULL; i++) {
		const char *id = network->zeros[i].id->text;

		if (strlen(id) == field->size_bytes &&
		    memcmp(id, field->text, field->size_bytes) == 0)
			reach.zero = &network->zeros[i];
	}
	if (reach.zero == NULL)
		return;
	for (i = 0; i < tables->reach_count; i++)
		if (is_same(&tables->reaches[i], &reach))
			return;
	tables->reaches = ilo_grow(tables->reaches, tables->reach_count,
	                           &tables->reach_capacity, sizeof(reach));
	tables->reaches[tables->reach_count++] = reach;
}

/* ---- blocks ------------------------------------------------------------ */

static unsigned
dimensions_of(const struct cell *cell, size_t all)
{
	return (cell->month != WHOLE_SEMESTER ? DIMENSION_MONTH : 0U) |
	       (cell->citizenship != all ? DIMENSION_CITIZENSHIP : 0U) |
	       (cell->route != all ? DIMENSION_ROUTE : 0U) |
	       (cell->border != all ? DIMENSION_BORDER : 0U);
}

/* A block begins; its tables are laid out when all rows are there. */
static void
start_block(struct building *building, size_t row)
{
	struct tables *tables = building->tables;

	tables->blocks =
		ilo_grow(tables->blocks, tables->block_count,
	                 &tables->block_capacity, sizeof(*tables->blocks));
	tables->blocks[tables->block_count++] = (struct block){
		.host = building->last[COLUMN_HOST],
		.indicator = building->last[COLUMN_INDICATOR],
		.counted_by = building->last[COLUMN_COUNTED_BY],
		.reporter = building->last[COLUMN_REPORTER],
		.first = row,
	};
}

/* Count the rows of the block at hand into its tables; one without any is no
 * block. */
static void
end_block(struct building *building)
{
	struct tables *tables = building->tables;
	struct block *block;
	size_t i;

	if (tables->block_count == 0)
		return;
	block = &tables->blocks[tables->block_count - 1];
	if (block->count > 0)
		return; /* the block before one that was none */
	block->count = tables->cell_count - block->first;
	for (i = block->first; i < tables->cell_count; i++) {
		const struct cell *cell = &tables->cells[i];
		const unsigned set = dimensions_of(cell, building->all->number);
		struct table *table = &block->tables[set];

		if (cell->month == PASSED_OVER)
			continue;
		block->sets |= 1U << set;
		table->count++;
		table->absent += !cell->has_value;
	}
	tables->block_count -= block->sets == 0;
}

/* Rows lie block by block, within a block table by table. */
static void
lay_out(struct building *building)
{
	struct tables *tables = building->tables;
	size_t b, set;

	tables->rows = ilo_xcalloc(tables->cell_count + 1, sizeof(uint32_t));
	for (b = 0; b < tables->block_count; b++) {
		struct block *block = &tables->blocks[b];
		uint32_t *next[DIMENSION_SETS];
		size_t at = block->first, end = at;

		for (set = 0; set < DIMENSION_SETS; set++) {
			next[set] = &tables->rows[end];
			block->tables[set].rows = next[set];
			end += block->tables[set].count;
		}
		for (end = at + block->count; at < end; at++) {
			unsigned in = dimensions_of(&tables->cells[at],
			                            building->all->number);

			if (tables->cells[at].month != PASSED_OVER)
				*next[in]++ = (uint32_t)at;
		}
	}
}

/* The blocks stand by host country; list them by indicator, the order kept. */
static void
list_by_indicator(struct tables *tables)
{
	const size_t symbols = symbols_count(tables->symbols);
	const struct symbol **indicators;
	size_t *starts, count = 0, next = 0, i, b;

	starts = ilo_xcalloc(symbols + 1, sizeof(*starts));
	indicators = ilo_xcalloc(tables->unit_count + 1, sizeof(*indicators));
	tables->by_indicator =
		ilo_xcalloc(tables->block_count + 1, sizeof(uint32_t));
	for (b = 0; b < tables->block_count; b++) {
		const struct symbol *indicator = tables->blocks[b].indicator;

		if (starts[indicator->number]++ == 0)
			indicators[count++] = indicator;
	}
	if (count > 1)
		qsort(indicators, count, sizeof(*indicators), symbol_compare);
	for (i = 0; i < count; i++) {
		const size_t blocks = starts[indicators[i]->number];

		starts[indicators[i]->number] = next;
		next += blocks;
	}
	for (b = 0; b < tables->block_count; b++)
		tables->by_indicator
			[starts[tables->blocks[b].indicator->number]++] =
			(uint32_t)b;
	free(indicators);
	free(starts);
}

/* ---- the file ---------------------------------------------------------- */

static bool
update_symbols(struct building *building, const struct ilo_flow_row *row)
{
	static const enum column coded[] = {
		COLUMN_HOST,     COLUMN_INDICATOR,   COLUMN_COUNTED_BY,
		COLUMN_REPORTER, COLUMN_CITIZENSHIP, COLUMN_ROUTE,
		COLUMN_BORDER,   COLUMN_UNIT};
	size_t i;

	for (i = 0; i < sizeof(coded) / sizeof(*coded); i++) {
		const struct symbol **last = &building->last[coded[i]];
		const struct ilo_flow_field *field = &row->fields[coded[i]];

		if (coded[i] < row->same ||
		    (*last != NULL &&
		     strlen((*last)->text) == field->size_bytes &&
		     memcmp((*last)->text, field->text, field->size_bytes) ==
		             0))
			continue;
		*last = symbol_of(building, field);
		if ((*last)->number > UINT16_MAX)
			return refuse(building, row,
			              "more than 65,536 different codes",
			              (*last)->text);
	}
	return true;
}

static bool
take_row(void *context, const struct ilo_flow_row *row)
{
	struct building *building = context;
	struct tables *tables = building->tables;
	struct cell cell = {.status = row->fields[COLUMN_STATUS].text[0]};
	int8_t month = WHOLE_SEMESTER;

	if (row->number >= ROWS_MAX)
		return refuse(building, row, "too many rows", "split the file");
	if (row->same <= COLUMN_REPORTER)
		end_block(building);
	if (!update_symbols(building, row) ||
	    !take_period(building, row, &month))
		return false;
	if (row->same <= COLUMN_REPORTER)
		start_block(building, row->number);
	if (month == PASSED_OVER)
		tables->passed_over++;
	/* What the row before said was not noted if it was passed over. */
	if (month != PASSED_OVER &&
	    (building->passed_over || row->same <= COLUMN_UNIT))
		note_unit(building, row);
	if (month != PASSED_OVER &&
	    (building->passed_over || row->same <= COLUMN_SOURCE))
		note_reach(building, row);
	building->passed_over = month == PASSED_OVER;
	cell.has_value = row->has_value;
	cell.value = row->has_value ? (uint64_t)row->value & INT64_MAX : 0;
	cell.citizenship = (uint16_t)building->last[COLUMN_CITIZENSHIP]->number;
	cell.route = (uint16_t)building->last[COLUMN_ROUTE]->number;
	cell.border = (uint16_t)building->last[COLUMN_BORDER]->number;
	cell.month = month;
	tables->cells = ilo_grow(tables->cells, tables->cell_count,
	                         &tables->cell_capacity, sizeof(cell));
	tables->cells[tables->cell_count++] = cell;
	return true;
}

enum ilo_status
tables_read(const struct tables_source *source, struct symbols *symbols,
            struct ilo_diag *diag, char sha256[ILO_DIGEST_SIZE],
            struct tables **out)
{
	struct building building = {
		.source = source, .symbols = symbols, .diag = diag};
	enum ilo_status status;

	*out = NULL;
	building.tables = ilo_xcalloc(1, sizeof(*building.tables));
	building.tables->symbols = symbols;
	building.all = symbols_get(symbols, "_T");
	status =
		ilo_flows_scan(source->path, diag, take_row, &building, sha256);
	ilo_buf_release(&building.text);
	if (status == ILO_OK) {
		end_block(&building);
		lay_out(&building);
		list_by_indicator(building.tables);
		*out = building.tables;
	} else {
		tables_free(building.tables);
	}
	return status;
}

static int
indicator_order(const struct tables *tables, size_t at,
                const struct symbol *indicator, const struct symbol *host)
{
	const struct block *block = &tables->blocks[tables->by_indicator[at]];
	int order = symbol_order(block->indicator, indicator);

	return order == 0 && host != NULL ? symbol_order(block->host, host)
	                                  : order;
}

void
tables_span(const struct tables *tables, const struct symbol *indicator,
            const struct symbol *host, size_t *first, size_t *end)
{
	size_t low = 0, high = tables->block_count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (indicator_order(tables, middle, indicator, host) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*first = low;
	for (high = tables->block_count; low < high;) {
		middle = low + (high - low) / 2;
		if (indicator_order(tables, middle, indicator, host) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
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

	for (set = 0; block->sets >> set != 0; set++) {
		if ((block->sets >> set & 1U) == 0 || (set & needed) != needed)
			continue;
		if (best == DIMENSION_SETS || better(block, set, best))
			best = set;
	}
	if (best == DIMENSION_SETS)
		return NULL;
	*dimensions = best;
	return &block->tables[best];
}
