/*
 * A cell's codes fit into one 64-bit key, and so do a table's.  Sums stop at
 * the largest number; TOTAL_TOO_LARGE is far below it.
 */

#include "common/cells.h"

#include <stdlib.h>

#include "common/buf.h"
#include "common/keymap.h"
#include "common/mem.h"

/* More than any codelist has; a longer one would need a wider key. */
#define CODE_BITS 10u

/* Above this a sum is no longer exact as a double. */
#define TOTAL_MAX INT64_C(999999999999999)

struct table {
	uint64_t group; /* host, indicator, counted-by */
	size_t host, indicator, counted_by;
	unsigned broken;
	int64_t sum;
	size_t absent;
	long line; /* of its first row */
};

struct ilo_cells {
	const struct ilo_codebook *codebook;
	struct ilo_keymap *seen;    /* cell to line */
	struct ilo_keymap *numbers; /* table to its number from 1 */
	struct table *tables;
	size_t count, capacity;
	uint64_t *spoilt; /* groups */
	size_t spoilt_count, spoilt_capacity;
	bool all_spoilt;
	uint64_t last_key; /* the table met last, which most rows continue */
	long last_number;  /* 0: none yet */
	bool *exits;       /* for each route */
};

/* Movements out of the Union are in no total of entries. */
static bool *
find_exits(const struct ilo_codebook *codebook)
{
	const struct ilo_codelist *routes =
		ilo_codebook_list(codebook, ILO_LIST_ROUTES);
	const size_t count = ilo_codelist_count(routes);
	bool *exits = ilo_xcalloc(count + 1, sizeof *exits);

	for (size_t i = 0; i < count; i++)
		exits[i] = ilo_code_property(ilo_codelist_at(routes, i),
		                             "direction") != NULL;
	return exits;
}

struct ilo_cells *
ilo_cells_new(const struct ilo_codebook *codebook)
{
	struct ilo_cells *cells = ilo_xcalloc(1, sizeof *cells);

	cells->codebook = codebook;
	cells->seen = ilo_keymap_new();
	cells->numbers = ilo_keymap_new();
	cells->exits = find_exits(codebook);
	return cells;
}

void
ilo_cells_free(struct ilo_cells *cells)
{
	if (cells == NULL)
		return;
	free(cells->exits);
	free(cells->spoilt);
	free(cells->tables);
	ilo_keymap_free(cells->numbers);
	ilo_keymap_free(cells->seen);
	free(cells);
}

static uint64_t
pack(uint64_t key, size_t code)
{
	return key << CODE_BITS | (uint64_t)code;
}

static uint64_t
group_key(size_t host, size_t indicator, size_t counted_by)
{
	return pack(pack((uint64_t)host, indicator), counted_by);
}

static struct table *
table_of(struct ilo_cells *cells, const struct ilo_cell *cell)
{
	const uint64_t group =
		group_key(cell->host, cell->indicator, cell->counted_by);
	const uint64_t key = group << 4 | cell->broken;
	long number = cells->last_number;

	if (number == 0 || cells->last_key != key)
		number = ilo_keymap_add(cells->numbers, key,
		                        (long)cells->count + 1);
	cells->last_key = key;
	cells->last_number = number != 0 ? number : (long)cells->count + 1;
	if (number != 0)
		return &cells->tables[number - 1];
	cells->tables = ilo_grow(cells->tables, cells->count, &cells->capacity,
	                         sizeof *cells->tables);
	cells->tables[cells->count] =
		(struct table){.group = group,
	                       .host = cell->host,
	                       .indicator = cell->indicator,
	                       .counted_by = cell->counted_by,
	                       .broken = cell->broken,
	                       .line = cell->line};
	return &cells->tables[cells->count++];
}

long
ilo_cells_add(struct ilo_cells *cells, const struct ilo_cell *cell)
{
	uint64_t key = group_key(cell->host, cell->indicator, cell->counted_by);
	struct table *table;
	long before;

	key = pack(pack(pack(key, cell->citizenship), cell->route),
	           cell->border);
	key = key << 3 | cell->month;
	before = ilo_keymap_add(cells->seen, key, cell->line);
	if (before != 0 || cells->exits[cell->route])
		return before;
	table = table_of(cells, cell);
	if (!cell->has_value)
		table->absent++;
	else if (table->sum <= INT64_MAX - cell->value)
		table->sum += cell->value;
	else
		table->sum = INT64_MAX;
	return 0;
}

void
ilo_cells_spoil(struct ilo_cells *cells, size_t host, size_t indicator,
                size_t counted_by)
{
	if (host == ILO_NO_CODE || indicator == ILO_NO_CODE ||
	    counted_by == ILO_NO_CODE) {
		cells->all_spoilt = true;
		return;
	}
	cells->spoilt =
		ilo_grow(cells->spoilt, cells->spoilt_count,
	                 &cells->spoilt_capacity, sizeof *cells->spoilt);
	cells->spoilt[cells->spoilt_count++] =
		group_key(host, indicator, counted_by);
}

static bool
is_spoilt(const struct ilo_cells *cells, uint64_t group)
{
	bool spoilt = cells->all_spoilt;

	for (size_t i = 0; i < cells->spoilt_count && !spoilt; i++)
		spoilt = cells->spoilt[i] == group;
	return spoilt;
}

static unsigned
dimensions(unsigned broken)
{
	unsigned count = 0;

	for (; broken != 0; broken >>= 1)
		count += broken & 1;
	return count;
}

/* Whole before partial, coarse before fine, early before late. */
static bool
is_better(const struct table *table, const struct table *best)
{
	if ((table->absent == 0) != (best->absent == 0))
		return table->absent == 0;
	if (dimensions(table->broken) != dimensions(best->broken))
		return dimensions(table->broken) < dimensions(best->broken);
	return table->line < best->line;
}

/* The table of the same group that the others are held against. */
static const struct table *
yardstick(const struct ilo_cells *cells, uint64_t group)
{
	const struct table *best = NULL;

	for (size_t i = 0; i < cells->count; i++) {
		const struct table *table = &cells->tables[i];

		if (table->group == group &&
		    (best == NULL || is_better(table, best)))
			best = table;
	}
	return best;
}

static const char *
broken_down(unsigned broken, struct ilo_buf *out)
{
	static const char *const names[] = {"citizenship", "route", "border",
	                                    "period"};

	ilo_buf_clear(out);
	for (unsigned i = 0; i < 4; i++) {
		if ((broken & 1u << i) != 0)
			ilo_buf_printf(out, "%s%s",
			               out->count == 0 ? "by " : ", ",
			               names[i]);
	}
	return out->count == 0 ? "undivided" : ilo_buf_text(out);
}

static const char *
id_at(const struct ilo_cells *cells, enum ilo_list list, size_t index)
{
	return ilo_code_id(ilo_codelist_at(
		ilo_codebook_list(cells->codebook, list), index));
}

static void
compare(const struct ilo_cells *cells, const struct table *table,
        const struct table *best, struct ilo_faults *faults)
{
	struct ilo_buf one = ILO_BUF_INIT, other = ILO_BUF_INIT;

	if (best->absent == 0 && (table->absent == 0 ? table->sum != best->sum
	                                             : table->sum > best->sum))
		ilo_fault(faults, ILO_D_TABLES_DISAGREE, table->line,
		          "%s %s %s: %s makes %lld%s, %s from line %ld %lld",
		          id_at(cells, ILO_LIST_COUNTRIES, table->host),
		          id_at(cells, ILO_LIST_INDICATORS, table->indicator),
		          id_at(cells, ILO_LIST_COUNTED_BY, table->counted_by),
		          broken_down(table->broken, &one),
		          (long long)table->sum,
		          table->absent == 0 ? "" : " and more",
		          broken_down(best->broken, &other), best->line,
		          (long long)best->sum);
	ilo_buf_release(&one);
	ilo_buf_release(&other);
}

void
ilo_cells_compare(const struct ilo_cells *cells, struct ilo_faults *faults)
{
	for (size_t i = 0; i < cells->count; i++) {
		const struct table *table = &cells->tables[i];
		const struct table *best;

		if (table->sum > TOTAL_MAX) {
			ilo_fault(faults, ILO_D_TOTAL_TOO_LARGE, table->line,
			          "%s %s",
			          id_at(cells, ILO_LIST_COUNTRIES, table->host),
			          id_at(cells, ILO_LIST_INDICATORS,
			                table->indicator));
			continue;
		}
		if (is_spoilt(cells, table->group))
			continue;
		best = yardstick(cells, table->group);
		if (best != table)
			compare(cells, table, best, faults);
	}
}
