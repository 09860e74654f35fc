/*
 * A level: the sum of what was observed, its exact interval, and how far it
 * covers what it stands for; and the levels of all categories of a breakdown.
 */

#ifndef ILO_ANALYZE_LEVEL_H
#define ILO_ANALYZE_LEVEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/estimate/estimate.h"
#include "analyze/estimate/widening.h"
#include "analyze/lineage.h"
#include "analyze/symbols.h"

enum level_state {
	LEVEL_VALUE,
	LEVEL_MISSING,  /* nothing gives a value */
	LEVEL_TOO_LARGE /* more than 15 digits: not exact as a double */
};

/* As in schema/statistics.xsd. */
const char *level_state_name(enum level_state state);

/* A reporter that gave a value; host is NULL for an agency. */
struct giver {
	const struct symbol *host;
	const struct symbol *reporter;
	bool complete; /* every part and every month */
};

struct level {
	const struct symbol *code; /* the category; NULL for the total */
	const struct symbol *counted_by;
	const struct symbol *agency;
	enum level_state state;
	uint64_t value;         /* meaningful only for LEVEL_VALUE */
	struct interval exact;  /* meaningful only for LEVEL_VALUE */
	struct scatter scatter; /* of its months */
	bool widened;           /* the next four are meaningful */
	double phi, wide_lower, wide_upper;
	double phi_share; /* of the value, whose months phi was judged on */
	uint64_t normal;  /* of the value, what has the flag A */
	size_t n;         /* rows with a value */
	size_t absent;
	size_t reported, expected;
	unsigned months, months_expected;
	char flag;
	struct lineage rows;            /* whose sum is the value */
	struct lineage dispersion_rows; /* others, read to judge dispersion */
	struct giver *givers;           /* NULL: none, or counted alone */
	size_t giver_count, giver_capacity;
};

struct levels {
	struct level *items; /* by code */
	size_t count, capacity;
	struct level rest; /* what silence means; for levels_fill() */
};

/* Frees what a question made. */
void levels_release(struct levels *levels);

/* The level of a category, NULL for the total; NULL when it is not listed. */
const struct level *levels_find(const struct levels *levels,
                                const struct symbol *code);

/* By code, for qsort() and bsearch() over levels. */
int level_order(const void *left, const void *right);

/* The interval that is printed: the widened one where there is one. */
double level_lower(const struct level *level);
double level_upper(const struct level *level);

/* Nothing absent, all months, all that were expected. */
bool level_full(const struct level *level);

#endif
