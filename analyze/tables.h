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

struct table {
	const uint32_t *rows; /* indexes into cells, ascending */
	uint32_t count;       /* 0: there is no such table */
	uint32_t absent;      /* of them, without a value */
};

struct block {
	const struct symbol *host;
	const struct symbol *indicator;
	const struct symbol *counted_by;
	const struct symbol *reporter;
	size_t first, count; /* its rows, those passed over among them */
	unsigned sets;       /* of dimensions that have a table, as bits */
	struct table tables[DIMENSION_SETS]; /* by set of dimensions */
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
	size_t cell_count, cell_capacity;
	struct block *blocks; /* host, indicator, counted-by, reporter */
	size_t block_count, block_capacity;
	uint32_t *by_indicator; /* blocks: indicator, then as above */
	uint32_t *rows;         /* what the tables' rows point into */
	struct tables_unit *units;
	size_t unit_count, unit_capacity;
	struct tables_reach *reaches;
	size_t reach_count, reach_capacity;
	size_t passed_over; /* rows */
};

/* The rows of one semester. */
struct tables_source {
	const char *path;              /* of flows.csv */
	const struct network *network; /* of the same semester; borrowed */
};

/*
 * Index the rows of a semester.  ILO_FAILED, reported, for a period outside of
 * it or a file that is not as ilo-transform writes it.  Several threads may
 * read at once into one set of symbols.
 */
ILO_MUST_CHECK enum ilo_status tables_read(const struct tables_source *source,
                                           struct symbols *symbols,
                                           struct ilo_diag *diag,
                                           char sha256[ILO_DIGEST_SIZE],
                                           struct tables **out);
void tables_free(struct tables *tables);

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
