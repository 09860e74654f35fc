/*
 * The months of categories over the whole history, under construction: values,
 * flags, rows and who gave them.
 */

#ifndef ILO_ANALYZE_COLUMNS_H
#define ILO_ANALYZE_COLUMNS_H

#include "analyze/basis.h"
#include "analyze/history.h"
#include "analyze/lineage.h"

struct column {
	const struct symbol *code; /* NULL for the total */
	double *values;            /* by month; NaN where nothing gives one */
	char *flags;
	size_t *counts;        /* rows with a value, by month */
	struct lineage *rows;  /* by semester, from the earliest */
	uint64_t *composition; /* of those who gave, by semester; 0 none */
};

/* Start from the first six members; columns_release() ends it. */
struct columns {
	const struct rules *rules;
	const struct symbol *host; /* NULL: all host countries */
	const struct indicator *indicator;
	struct basis basis;
	ilo_semester first;
	size_t months;
	size_t since;      /* month from which the host country has its code */
	enum breakdown by; /* total or route */
	struct column *items;
	size_t count, capacity;
	unsigned *silent; /* by semester: months in which silence is zero */
};

/* Add what a semester tells. */
void columns_add(struct columns *columns, const struct term *term);

/* After the last semester: where the agency lists only what is not zero, its
 * silence is zero, before a category was first told of as after. */
void columns_fill(struct columns *columns);

/* Bring them into the order of their codes. */
void columns_sort(struct columns *columns);

/* The columns are gone; what they are of stays. */
void columns_release(struct columns *columns);

#endif
