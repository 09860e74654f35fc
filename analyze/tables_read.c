/* Indexes rows as they are read, so that no question scans the semester.  The
 * rows are those of flows.pack, which is made in memory where none is kept. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "analyze/tables.h"
#include "common/buf.h"
#include "common/file.h"
#include "common/mem.h"
#include "common/outfile.h"
#include "common/pack.h"

/* What a period is to the semester, beside its months and PASSED_OVER. */
enum { PERIOD_UNKNOWN = -3, PERIOD_OUTSIDE = -4 };

#define BIT(column) (1U << (column))
#define BLOCK_COLUMNS                                                          \
	(BIT(ILO_PACK_HOST) | BIT(ILO_PACK_INDICATOR) |                        \
	 BIT(ILO_PACK_COUNTED_BY) | BIT(ILO_PACK_REPORTER))
#define UNIT_COLUMNS (BIT(ILO_PACK_INDICATOR) | BIT(ILO_PACK_UNIT))
#define REACH_COLUMNS                                                          \
	(BIT(ILO_PACK_INDICATOR) | BIT(ILO_PACK_COUNTED_BY) |                  \
	 BIT(ILO_PACK_REPORTER) | BIT(ILO_PACK_SOURCE))

/* What a text of the pack means, found when first asked for. */
struct meaning {
	const struct symbol *symbol;
	int8_t period;
};

struct building {
	const struct tables_source *source;
	struct symbols *symbols;
	struct ilo_diag *diag;
	struct tables *tables;
	const struct ilo_pack *pack;
	struct meaning *meanings;
	const struct symbol *all;                    /* _T */
	const struct symbol *here[ILO_PACK_COLUMNS]; /* of the row at hand */
	unsigned unnoted; /* columns that changed since a row was noted */
	struct table counts[DIMENSION_SETS]; /* of the block at hand */
	unsigned sets;
	size_t scattered; /* rows of blocks that have several tables */
};

/* ---- texts ------------------------------------------------------------- */

/* Data row i as a line of the file: the header is line 1. */
static long
line_of(size_t i)
{
	return (long)i + 2;
}

static bool
refuse(const struct building *building, size_t row, const char *what,
       const char *text)
{
	ilo_diag_report(building->diag, ILO_D_FLOWS_UNREADABLE,
	                building->source->flows, line_of(row), "%s: %s", what,
	                text);
	return false;
}

static int8_t
period_of(ilo_semester semester, const char *text)
{
	char whole[ILO_SEMESTER_SIZE];
	ilo_semester own;
	ilo_month month;

	if (strcmp(text, ilo_semester_print(semester, whole)) == 0)
		return WHOLE_SEMESTER;
	if (!ilo_period_semester(text, &own) || own != semester)
		return PERIOD_OUTSIDE;
	if (!ilo_month_parse(text, &month))
		return PASSED_OVER; /* a year */
	return (int8_t)(month - ilo_semester_first_month(semester));
}

static bool
take_period(struct building *building, const struct ilo_pack_row *row,
            int8_t *month)
{
	const size_t number = row->texts[ILO_PACK_PERIOD];
	struct meaning *meaning = &building->meanings[number];
	const ilo_semester wanted = building->source->network->semester;
	char semester[ILO_SEMESTER_SIZE], text[64];

	if (meaning->period == PERIOD_UNKNOWN)
		meaning->period = period_of(
			wanted, ilo_pack_text(building->pack, number));
	*month = meaning->period;
	if (*month == PERIOD_OUTSIDE) {
		(void)snprintf(text, sizeof text, "%.30s lies outside %s",
		               ilo_pack_text(building->pack, number),
		               ilo_semester_print(wanted, semester));
		return refuse(building, row->number, "period", text);
	}
	if (building->here[ILO_PACK_HOST] == building->all)
		*month = PASSED_OVER;
	return true;
}

static bool
take_symbols(struct building *building, const struct ilo_pack_row *row)
{
	unsigned left =
		row->changed & ~(BIT(ILO_PACK_PERIOD) | BIT(ILO_PACK_SOURCE));

	for (; left != 0; left &= left - 1) {
		const unsigned column = (unsigned)__builtin_ctz(left);
		const uint32_t number = row->texts[column];
		struct meaning *meaning = &building->meanings[number];
		const char *text = ilo_pack_text(building->pack, number);

		if (meaning->symbol == NULL)
			meaning->symbol = symbols_get(building->symbols, text);
		building->here[column] = meaning->symbol;
		if (meaning->symbol->number > UINT16_MAX)
			return refuse(building, row->number,
			              "more than 65,536 different codes", text);
	}
	return true;
}

/* ---- what rows say of more than themselves ------------------------------ */

/* Units are few; the first row of each is what a finding names. */
static void
note_unit(struct building *building, size_t row)
{
	struct tables *tables = building->tables;
	const struct tables_unit unit = {building->here[ILO_PACK_INDICATOR],
	                                 building->here[ILO_PACK_UNIT], row};
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
note_reach(struct building *building, const char *source)
{
	const struct network *network = building->source->network;
	struct tables *tables = building->tables;
	struct tables_reach reach = {NULL, building->here[ILO_PACK_INDICATOR],
	                             building->here[ILO_PACK_COUNTED_BY],
	                             building->here[ILO_PACK_REPORTER]};
	size_t i;

	for (i = 0; i < network->zero_count && reach.zero == NULL; i++)
		if (strcmp(network->zeros[i].id->text, source) == 0)
			reach.zero = &network->zeros[i];
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

/* Enter the block whose last row was taken; one without any row that was not
 * passed over is no block. */
static void
end_block(struct building *building, size_t first)
{
	struct tables *tables = building->tables;
	const size_t count = tables->cell_count - first;
	unsigned left;

	if (building->sets == 0)
		return;
	tables->blocks =
		ilo_grow(tables->blocks, tables->block_count,
	                 &tables->block_capacity, sizeof(*tables->blocks));
	tables->blocks[tables->block_count++] = (struct block){
		.host = building->here[ILO_PACK_HOST],
		.indicator = building->here[ILO_PACK_INDICATOR],
		.counted_by = building->here[ILO_PACK_COUNTED_BY],
		.reporter = building->here[ILO_PACK_REPORTER],
		.first = (uint32_t)first,
		.count = (uint32_t)count,
		.sets = building->sets,
	};
	for (left = building->sets; left != 0; left &= left - 1) {
		struct table *table = &building->counts[__builtin_ctz(left)];

		tables->tables =
			ilo_grow(tables->tables, tables->table_count,
		                 &tables->table_capacity, sizeof(*table));
		table->first = (uint32_t)first;
		tables->tables[tables->table_count++] = *table;
		building->scattered += table->count < count ? table->count : 0;
		*table = (struct table){.count = 0};
	}
	building->sets = 0;
}

/* Write down which rows of the block are whose table's; *next is where. */
static void
scatter(const struct building *building, const struct block *block,
        struct table *tables, uint32_t **next)
{
	uint32_t *to[DIMENSION_SETS];
	unsigned left, set;
	size_t i;

	for (left = block->sets; left != 0; left &= left - 1, tables++) {
		tables->rows = to[__builtin_ctz(left)] = *next;
		*next += tables->count;
	}
	for (i = block->first; i < (size_t)block->first + block->count; i++) {
		const struct cell *cell = &building->tables->cells[i];

		set = dimensions_of(cell, building->all->number);
		if (cell->month != PASSED_OVER)
			*to[set]++ = (uint32_t)i;
	}
}

/* Give the blocks their tables, now that these stay where they are. */
static void
lay_out(struct building *building)
{
	struct tables *tables = building->tables;
	struct table *table = tables->tables;
	uint32_t *next;
	size_t b;

	next = tables->rows =
		ilo_xcalloc(building->scattered + 1, sizeof(uint32_t));
	for (b = 0; b < tables->block_count; b++) {
		struct block *block = &tables->blocks[b];

		block->tables = table;
		if (table->count < block->count)
			scatter(building, block, table, &next);
		table += __builtin_popcount(block->sets);
	}
}

/* ---- rows -------------------------------------------------------------- */

static void
take_cell(struct building *building, const struct ilo_pack_row *row,
          int8_t month)
{
	struct tables *tables = building->tables;
	struct cell *cell = &tables->cells[tables->cell_count++];
	struct table *table;
	unsigned set;

	cell->status = row->status;
	cell->has_value = row->has_value;
	cell->value = row->has_value ? row->value & INT64_MAX : 0;
	cell->citizenship =
		(uint16_t)building->here[ILO_PACK_CITIZENSHIP]->number;
	cell->route = (uint16_t)building->here[ILO_PACK_ROUTE]->number;
	cell->border = (uint16_t)building->here[ILO_PACK_BORDER]->number;
	cell->month = month;
	tables->passed_over += month == PASSED_OVER;
	if (month == PASSED_OVER)
		return;
	set = dimensions_of(cell, building->all->number);
	table = &building->counts[set];
	building->sets |= 1U << set;
	table->count++;
	table->absent += !cell->has_value;
}

static bool
take_rows(struct building *building, struct ilo_pack *pack)
{
	const struct ilo_pack_row *row;
	int8_t month = WHOLE_SEMESTER;
	size_t first = 0;

	while ((row = ilo_pack_next(pack)) != NULL) {
		if ((row->changed & BLOCK_COLUMNS) != 0) {
			end_block(building, first);
			first = row->number;
		}
		if (!take_symbols(building, row) ||
		    !take_period(building, row, &month))
			return false;
		building->unnoted |= row->changed;
		take_cell(building, row, month);
		if (month == PASSED_OVER)
			continue;
		if ((building->unnoted & UNIT_COLUMNS) != 0)
			note_unit(building, row->number);
		if ((building->unnoted & REACH_COLUMNS) != 0)
			note_reach(building,
			           ilo_pack_text(pack,
			                         row->texts[ILO_PACK_SOURCE]));
		building->unnoted = 0;
	}
	end_block(building, first);
	return true;
}

static enum ilo_status
build(struct building *building, struct ilo_pack *pack, struct tables **out)
{
	const size_t rows = ilo_pack_rows(pack), texts = ilo_pack_texts(pack);
	struct tables *tables = ilo_xcalloc(1, sizeof(*tables));
	size_t i;
	bool good;

	building->pack = pack;
	building->tables = tables;
	building->meanings = ilo_xcalloc(texts + 1, sizeof(struct meaning));
	for (i = 0; i < texts; i++)
		building->meanings[i].period = PERIOD_UNKNOWN;
	tables->symbols = building->symbols;
	tables->cells = ilo_xcalloc(rows + 1, sizeof(*tables->cells));
	good = rows < UINT32_MAX ? take_rows(building, pack)
	                         : refuse(building, UINT32_MAX, "too many rows",
	                                  "split the file");
	free(building->meanings);
	if (good && !ilo_pack_damaged(pack)) {
		lay_out(building);
		tables_list(tables);
		*out = tables;
		return ILO_OK;
	}
	tables_free(tables);
	return ILO_FAILED;
}

/* ---- the files --------------------------------------------------------- */

static bool
is_newer(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec > b->tv_sec ||
	       (a->tv_sec == b->tv_sec && a->tv_nsec > b->tv_nsec);
}

/* The pack that is kept; NULL when there is none, or one that is refused. */
static struct ilo_pack *
open_kept(const struct tables_source *source, struct ilo_buf *bytes,
          const char **refused)
{
	struct ilo_diag silent;
	struct ilo_pack *pack = NULL;
	struct stat flows, kept;

	if (source->pack == NULL || stat(source->pack, &kept) != 0 ||
	    stat(source->flows, &flows) != 0)
		return NULL;
	ilo_diag_init(&silent, "", NULL);
	if (ilo_file_read(source->pack, ILO_FILE_OWN, &silent, bytes) == ILO_OK)
		pack = ilo_pack_new(bytes->bytes, bytes->count);
	if (pack == NULL)
		*refused = "it is damaged or of another version";
	else if (ilo_pack_size_bytes(pack) != (uint64_t)flows.st_size ||
	         is_newer(&flows.st_mtim, &kept.st_mtim))
		*refused = "flows.csv was changed after it";
	if (*refused == NULL)
		return pack;
	ilo_pack_free(pack);
	ilo_buf_clear(bytes);
	return NULL;
}

static enum ilo_status
build_from_flows(struct building *building, struct ilo_buf *bytes,
                 struct tables_origin *origin, struct tables **out)
{
	const struct tables_source *source = building->source;
	struct ilo_pack *pack;
	enum ilo_status status =
		ilo_pack_make(source->flows, building->diag, bytes);

	if (status == ILO_OK && source->keep)
		status = ilo_outfile_put(source->pack, bytes->bytes,
		                         bytes->count, building->diag);
	if (status != ILO_OK)
		return status;
	pack = ilo_pack_new(bytes->bytes, bytes->count);
	if (pack == NULL)
		return ILO_FAILED; /* no digest: said when it was made */
	memcpy(origin->sha256, ilo_pack_sha256(pack), ILO_DIGEST_SIZE);
	status = build(building, pack, out);
	ilo_pack_free(pack);
	return status;
}

/* ILO_FAILED, not reported, where none is kept that fits. */
static enum ilo_status
build_from_pack(struct building *building, struct ilo_buf *bytes,
                struct tables_origin *origin, struct tables **out)
{
	struct ilo_pack *pack =
		open_kept(building->source, bytes, &origin->refused);
	struct ilo_diag *diag = building->diag, silent;
	enum ilo_status status;

	if (pack == NULL)
		return ILO_FAILED;
	ilo_diag_init(&silent, "", NULL);
	building->diag = &silent;
	memcpy(origin->sha256, ilo_pack_sha256(pack), ILO_DIGEST_SIZE);
	status = build(building, pack, out);
	building->diag = diag;
	if (status != ILO_OK)
		origin->refused = "it does not fit the semester";
	ilo_pack_free(pack);
	ilo_buf_clear(bytes);
	return status;
}

enum ilo_status
tables_read(const struct tables_source *source, struct symbols *symbols,
            struct ilo_diag *diag, struct tables_origin *origin,
            struct tables **out)
{
	const struct building fresh = {.source = source,
	                               .symbols = symbols,
	                               .diag = diag,
	                               .all = symbols_get(symbols, "_T")};
	struct building building = fresh;
	struct ilo_buf bytes = ILO_BUF_INIT;
	enum ilo_status status;

	*out = NULL;
	*origin = (struct tables_origin){"", NULL};
	status = build_from_pack(&building, &bytes, origin, out);
	if (status != ILO_OK) {
		building = fresh;
		status = build_from_flows(&building, &bytes, origin, out);
	}
	ilo_buf_release(&bytes);
	return status;
}
