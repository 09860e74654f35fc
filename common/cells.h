/*
 * The cells of one submission's statistics: which stand twice, and whether the
 * tables they form agree.  Rows of one host country, indicator and counter with
 * the same dimensions broken down are one table.
 */

#ifndef ILO_COMMON_CELLS_H
#define ILO_COMMON_CELLS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/codebook.h"
#include "common/faults.h"

/* Positions in the codelists (ilo_codebook_index()). */
struct ilo_cell {
	size_t host, indicator, counted_by;
	size_t citizenship, route, border;
	unsigned month;  /* of the semester from 1; 0: the semester whole */
	unsigned broken; /* ILO_BY_... of the dimensions broken down */
	bool has_value;
	int64_t value;
	long line;
};

#define ILO_BY_CITIZENSHIP 1u
#define ILO_BY_ROUTE 2u
#define ILO_BY_BORDER 4u
#define ILO_BY_MONTH 8u

struct ilo_cells;

/* Empty; end it with ilo_cells_free(). */
struct ilo_cells *ilo_cells_new(const struct ilo_codebook *codebook);
void ilo_cells_free(struct ilo_cells *cells);

/* The line of the same cell met before; 0 when it is new. */
long ilo_cells_add(struct ilo_cells *cells, const struct ilo_cell *cell);

/* A row of these was not taken, so that their tables cannot be compared;
 * ILO_NO_CODE: not known which, so none can. */
void ilo_cells_spoil(struct ilo_cells *cells, size_t host, size_t indicator,
                     size_t counted_by);

/* Report the tables that disagree. */
void ilo_cells_compare(const struct ilo_cells *cells,
                       struct ilo_faults *faults);

#endif
