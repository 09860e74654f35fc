/*
 * Levels: the sum of what was observed, its exact interval, and how far it
 * covers what it stands for.  A question is asked of one semester and answered
 * for every category of a breakdown at once.
 */

#ifndef ILO_ANALYZE_LEVEL_H
#define ILO_ANALYZE_LEVEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/estimate.h"
#include "analyze/history.h"
#include "analyze/lineage.h"
#include "analyze/rules.h"

enum breakdown {
	BY_TOTAL,
	BY_HOST,
	BY_CITIZENSHIP,
	BY_ROUTE,
	BY_BORDER,
	BY_REPORTER
};

const char *breakdown_name(enum breakdown by);

struct question {
	const struct symbol *host; /* NULL: all host countries */
	const struct symbol *indicator;
	const struct symbol *counted_by;
	const struct symbol *agency; /* the one asked; NULL: all reporters */
	enum breakdown by;
	int month; /* 0 to 5 in the semester, or WHOLE_SEMESTER */
};

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
	uint64_t value;        /* meaningful only for LEVEL_VALUE */
	struct interval exact; /* meaningful only for LEVEL_VALUE */
	bool widened;          /* the next three are meaningful */
	double phi, wide_lower, wide_upper;
	size_t n; /* rows with a value */
	size_t absent;
	size_t reported, expected;
	unsigned months, months_expected;
	char flag;
	struct lineage rows;
	struct giver *givers;
	size_t giver_count, giver_capacity;
};

struct levels {
	struct level *items; /* by code */
	size_t count, capacity;
	struct level rest; /* what silence means; for levels_fill() */
};

/* Answer; end *out with levels_release(). */
void levels_ask(const struct term *term, const struct question *question,
                const struct rules *rules, struct levels *out);
void levels_release(struct levels *levels);

/*
 * Add the categories that levels does not list as what silence means there:
 * zero, or missing.  For the total the list is one NULL.
 */
void levels_fill(struct levels *levels, const struct term *term,
                 const struct question *question,
                 const struct symbol *const *codes, size_t count);

/* The level of a category, NULL for the total; NULL when it is not listed. */
const struct level *levels_find(const struct levels *levels,
                                const struct symbol *code);

/* The interval that is printed: the widened one where there is one. */
double level_lower(const struct level *level);
double level_upper(const struct level *level);

/* Nothing absent, all months, all that were expected. */
bool level_full(const struct level *level);

#endif
