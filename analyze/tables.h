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

#include "analyze/symbols.h"
#include "common/diag.h"
#include "common/flows.h"
#include "common/semester.h"

/* Dimensions that a table breaks down, as bits of a set. */
enum {
	DIMENSION_MONTH = 1,
	DIMENSION_CITIZENSHIP = 2,
	DIMENSION_ROUTE = 4,
	DIMENSION_BORDER = 8,
	DIMENSION_SETS = 16 /* how many sets there are */
};

enum { SEMESTER_MONTHS = 6, WHOLE_SEMESTER = -1 };

/* One row. */
struct cell {
	const struct symbol *citizenship;
	const struct symbol *route;
	const struct symbol *border;
	uint64_t value; /* meaningful only with has_value */
	bool has_value;
	char status;
	bool passed_over; /* answers no question; the rest is not filled in */
	int month;        /* 0 to 5 in the semester, or WHOLE_SEMESTER */
};

struct table {
	const size_t *rows; /* indexes into cells, ascending */
	size_t count;       /* 0: there is no such table */
	size_t absent;      /* of them, without a value */
};

struct block {
	const struct symbol *host;
	const struct symbol *indicator;
	const struct symbol *counted_by;
	const struct symbol *reporter;
	struct table tables[DIMENSION_SETS]; /* by set of dimensions */
};

struct tables {
	struct cell *cells; /* row i of flows.csv, from 0 */
	size_t cell_count;
	struct block *blocks; /* host, indicator, counted-by, reporter */
	size_t block_count;
	size_t *rows;        /* what the tables' rows point into */
	size_t symbol_count; /* numbers of the symbols above are under this */
};

/* Whether a row answers any question: not that of a year, nor one about no
 * single host country.  Such rows travel for those who compare sources. */
bool tables_take(const struct ilo_flow *flow);

/*
 * Index the rows of a semester; file names them in findings.  ILO_FAILED,
 * reported, for a period outside the semester or a block that stands twice; how
 * many rows were passed over is reported too.
 * The tables do not keep flows.
 */
ILO_MUST_CHECK enum ilo_status
tables_build(const struct ilo_flows *flows, ilo_semester semester,
             const char *file, struct symbols *symbols, struct ilo_diag *diag,
             struct tables **out);
void tables_free(struct tables *tables);

/* The blocks of a host country, or of all for NULL, as indexes first to
 * before end. */
void tables_span(const struct tables *tables, const struct symbol *host,
                 size_t *first, size_t *end);

/*
 * The coarsest table of the block that breaks down at least the needed
 * dimensions: the one with the fewest dimensions; of several the one with the
 * fewest absent cells, then the one with months, citizenship, route.  NULL
 * when there is none; *dimensions is the set of the one chosen.
 */
const struct table *tables_choose(const struct block *block, unsigned needed,
                                  unsigned *dimensions);

#endif
