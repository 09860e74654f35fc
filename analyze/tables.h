/*
 * The observations of one semester as tables.  Rows of one host country,
 * indicator, counted-by and reporter form a block; those of a block that break
 * down the same dimensions form a table.  Several tables of a block tell the
 * same events, so a question is answered from one of them.
 */

#ifndef ILO_ANALYZE_TABLES_H
#define ILO_ANALYZE_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/network.h"
#include "analyze/symbols.h"
#include "common/diag.h"
#include "common/digest.h"
#include "common/semester.h"

/* Dimensions that a table breaks down, as bits of a set. */
enum {
	DIMENSION_MONTH = 1,
	DIMENSION_CITIZENSHIP = 2,
	DIMENSION_ROUTE = 4,
	DIMENSION_BORDER = 8,
	DIMENSION_SETS = 16 /* how many sets there are */
};

/* Rows of years, and those about no single host country, answer no question:
 * they travel for those who compare sources. */
enum { SEMESTER_MONTHS = 6, WHOLE_SEMESTER = -1, PASSED_OVER = -2 };

/* One row, in sixteen bytes: a long history is millions of them.  Codes are
 * numbers of symbols. */
struct cell {
	uint64_t value : 63; /* meaningful only with has_value */
	uint64_t has_value : 1;
	uint16_t citizenship;
	uint16_t route;
	uint16_t border;
	int8_t month; /* 0 to 5 in the semester, or WHOLE_SEMESTER, or
	               * PASSED_OVER */
	char status;
};

/* Ascending rows of a block; none is empty. */
struct table {
	const uint32_t *rows; /* indexes into cells; NULL: first and on */
	uint32_t first;
	uint32_t count;
	uint32_t absent; /* of them, without a value */
};

struct block {
	const struct symbol *host;
	const struct symbol *indicator;
	const struct symbol *counted_by;
	const struct symbol *reporter;
	uint32_t first, count; /* its rows, those passed over among them */
	unsigned sets;         /* of dimensions that have a table, as bits */
	const struct table *tables; /* of the sets, the lowest first */
};

/* An indicator with its unit, and the row that says so. */
struct tables_unit {
	const struct symbol *indicator, *unit;
	size_t row;
};

/* What a file that lists no zeros speaks of. */
struct tables_reach {
	const struct zero_source *zero;
	const struct symbol *indicator, *counted_by, *reporter;
};

struct tables {
	const struct symbols *symbols; /* borrowed */
	struct cell *cells;            /* row i of flows.csv, from 0 */
	size_t cell_count;
	struct block *blocks; /* host, indicator, counted-by, reporter */
	size_t block_count, block_capacity;
	struct table *tables; /* block by block */
	size_t table_count, table_capacity;
	uint32_t *rows;         /* what the tables' rows point into */
	uint32_t *by_indicator; /* blocks: indicator, then as above */
	struct tables_index {
		uint32_t *indicators, *hosts; /* place by symbol + 1; 0: none */
		size_t symbol_count, indicator_count, host_count;
		uint32_t *starts; /* in by_indicator: indicator, then host */
	} index;
	struct tables_unit *units;
	size_t unit_count, unit_capacity;
	struct tables_reach *reaches;
	size_t reach_count, reach_capacity;
	size_t passed_over; /* rows */
};

/* The rows of one semester. */
struct tables_source {
	const char *flows;             /* path of flows.csv */
	const struct network *network; /* of the same semester; borrowed */
	const char *pack; /* path of its flows.pack; NULL: not looked at */
	bool keep;        /* write the pack where there is none to be used */
};

/* Where the rows of a semester came from. */
struct tables_origin {
	char sha256[ILO_DIGEST_SIZE]; /* of flows.csv */
	const char *refused; /* why a pack that is there was not used; NULL */
};

/*
 * Index the rows of a semester.  ILO_FAILED, reported, for a period outside of
 * it or a file that is not as ilo-transform writes it.  Several threads may
 * read at once into one set of symbols.
 */
ILO_MUST_CHECK enum ilo_status tables_read(const struct tables_source *source,
                                           struct symbols *symbols,
                                           struct ilo_diag *diag,
                                           struct tables_origin *origin,
                                           struct tables **out);
void tables_free(struct tables *tables);

/* Row i of a table, as index into cells. */
static inline size_t
table_row(const struct table *table, size_t i)
{
	return table->rows == NULL ? table->first + i : table->rows[i];
}

/* The block's table of a set of dimensions; NULL when it has none. */
const struct table *block_table(const struct block *block, unsigned set);

/* For tables_read.c: list the blocks by indicator. */
void tables_list(struct tables *tables);

/* The blocks on an indicator of a host country, or of all for NULL: those that
 * by_indicator names from first to before end. */
void tables_span(const struct tables *tables, const struct symbol *indicator,
                 const struct symbol *host, size_t *first, size_t *end);

/*
 * The coarsest table of the block that breaks down at least the needed
 * dimensions: the one with the fewest dimensions; of several the one with the
 * fewest absent cells, then the one with months, citizenship, route.  NULL
 * when there is none; *dimensions is the set of the one chosen.
 */
const struct table *tables_choose(const struct block *block, unsigned needed,
                                  unsigned *dimensions);

#endif
