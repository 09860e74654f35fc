/* Finds blocks and chooses among the tables of one. */

#include "analyze/tables.h"

#include <stdlib.h>
#include <string.h>

#include "common/mem.h"

void
tables_free(struct tables *tables)
{
	if (tables == NULL)
		return;
	free(tables->cells);
	free(tables->blocks);
	free(tables->tables);
	free(tables->rows);
	free(tables->by_indicator);
	free(tables->index.indicators);
	free(tables->index.hosts);
	free(tables->index.starts);
	free(tables->units);
	free(tables->reaches);
	free(tables);
}

/* ---- the index ---------------------------------------------------------- */

/* Where the blocks of an indicator on a host country start in by_indicator. */
static uint32_t *
start_of(const struct tables_index *index, size_t indicator, size_t host)
{
	return &index->starts[indicator * index->host_count + host];
}

/* Number the host countries and indicators that have a block, each in byte
 * order; the blocks stand by host country. */
static void
number_symbols(struct tables *tables)
{
	struct tables_index *index = &tables->index;
	const struct symbol **indicators =
		ilo_xcalloc(index->symbol_count + 1, sizeof(*indicators));
	size_t b, i;

	for (b = 0; b < tables->block_count; b++) {
		const struct block *block = &tables->blocks[b];
		uint32_t *host = &index->hosts[block->host->number];
		uint32_t *indicator =
			&index->indicators[block->indicator->number];

		if (*host == 0)
			*host = (uint32_t)++index->host_count;
		if (*indicator == 0)
			indicators[index->indicator_count++] = block->indicator;
		*indicator = 1;
	}
	if (index->indicator_count > 1)
		qsort(indicators, index->indicator_count, sizeof(*indicators),
		      symbol_compare);
	for (i = 0; i < index->indicator_count; i++)
		index->indicators[indicators[i]->number] = (uint32_t)i + 1;
	free(indicators);
}

void
tables_list(struct tables *tables)
{
	struct tables_index *index = &tables->index;
	uint32_t at = 0, count, *start;
	size_t i, b;

	index->symbol_count = symbols_count(tables->symbols);
	index->hosts = ilo_xcalloc(index->symbol_count + 1, sizeof(uint32_t));
	index->indicators =
		ilo_xcalloc(index->symbol_count + 1, sizeof(uint32_t));
	number_symbols(tables);
	index->starts =
		ilo_xcalloc(index->indicator_count * index->host_count + 1,
	                    sizeof(uint32_t));
	tables->by_indicator =
		ilo_xcalloc(tables->block_count + 1, sizeof(uint32_t));
	for (b = 0; b < tables->block_count; b++)
		(*start_of(
			index,
			index->indicators[tables->blocks[b].indicator->number] -
				1,
			index->hosts[tables->blocks[b].host->number] - 1))++;
	for (i = 0; i <= index->indicator_count * index->host_count; i++) {
		count = index->starts[i];
		index->starts[i] = at;
		at += count;
	}
	/* Filling moves each start to its end, which is the start after it. */
	for (b = 0; b < tables->block_count; b++) {
		const struct block *block = &tables->blocks[b];

		start = start_of(
			index, index->indicators[block->indicator->number] - 1,
			index->hosts[block->host->number] - 1);
		tables->by_indicator[(*start)++] = (uint32_t)b;
	}
	memmove(index->starts + 1, index->starts,
	        index->indicator_count * index->host_count * sizeof(uint32_t));
	index->starts[0] = 0;
}

/* The place of a symbol from 0; false when no block is about it. */
static bool
place_of(const struct tables_index *index, const uint32_t *places,
         const struct symbol *symbol, size_t *place)
{
	if (symbol->number >= index->symbol_count ||
	    places[symbol->number] == 0)
		return false;
	*place = places[symbol->number] - 1;
	return true;
}

void
tables_span(const struct tables *tables, const struct symbol *indicator,
            const struct symbol *host, size_t *first, size_t *end)
{
	const struct tables_index *index = &tables->index;
	size_t row, column = 0;

	*first = *end = 0;
	if (!place_of(index, index->indicators, indicator, &row))
		return;
	if (host != NULL && !place_of(index, index->hosts, host, &column))
		return;
	*first = *start_of(index, row, column);
	*end = host != NULL ? *start_of(index, row, column + 1)
	                    : *start_of(index, row + 1, 0);
}

/* ---- the tables of a block --------------------------------------------- */

static unsigned
size_of(unsigned set)
{
	unsigned count = 0;

	for (; set != 0; set &= set - 1)
		count++;
	return count;
}

const struct table *
block_table(const struct block *block, unsigned set)
{
	const unsigned lower = block->sets & ((1U << set) - 1);

	return (block->sets >> set & 1U) == 0 ? NULL
	                                      : &block->tables[size_of(lower)];
}

/* Sets are tried in ascending order, so a tie falls to the lower bits. */
static bool
better(const struct block *block, unsigned set, unsigned best)
{
	if (size_of(set) != size_of(best))
		return size_of(set) < size_of(best);
	return block_table(block, set)->absent <
	       block_table(block, best)->absent;
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
	return block_table(block, best);
}
