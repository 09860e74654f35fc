/*
 * Disclosure control of published tables: which cells point to persons, which
 * others must go with them, and what an attacker can still work out.
 *
 * A table is a list of cells and of relations that hold between them: a margin
 * is a cell, too, and "margin = sum of its parts" a relation.  Linked tables
 * share cells or bring further relations; nothing else is different for them.
 *
 * Method: Hundepool et al. 2012, Statistical disclosure control, chapter 4;
 * secondary cells by the linear programme of Kelly, Golden & Assad 1992, Cell
 * suppression: disclosure protection for sensitive tabular data, Networks
 * 22:397-417, then those that turn out needless given back.  A heuristic: what
 * it suppresses is proven safe by the attacker's programme, not proven least.
 */

#ifndef ILO_ANALYZE_ESTIMATE_DISCLOSURE_H
#define ILO_ANALYZE_ESTIMATE_DISCLOSURE_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"
#include "analyze/estimate/programme.h"

enum disclosure_status {
	DISCLOSURE_PUBLISHED, /* must be shown */
	DISCLOSURE_FREE,      /* may be suppressed, unless it is 0 */
	DISCLOSURE_SENSITIVE  /* must be suppressed */
};

struct disclosure_cell {
	double value; /* not below 0, which the attacker knows */
	enum disclosure_status status;
	double cost;  /* of suppressing a free cell; above 0 */
	double guard; /* room that a sensitive cell needs on either side; below
	               * its value no more than down to 0 */
	bool suppressed;
	double lower; /* what an attacker can work out; the value itself */
	double upper; /* of cells that are shown */
};

struct disclosure_table {
	struct disclosure_cell *cells;
	size_t count;
	/* Relations: in each, the cells times their factors add up to 0; rows
	 * from 0, columns are cells. */
	const struct programme_term *terms;
	size_t term_count;
	size_t relations;
};

/*
 * The attacker's linear programme: lower and upper of every suppressed cell
 * from the cells shown, the relations and that no cell is below 0.  EST_OK, or
 * EST_UNDEFINED where the cells shown contradict the relations.
 */
enum est_state disclosure_audit(struct disclosure_table *table);

/* Sensitive cells whose guard the last audit found undercut. */
size_t disclosure_exposed(const struct disclosure_table *table);

struct disclosure_result {
	/*
	 * EST_OK: every sensitive cell has its guard.  EST_UNDEFINED: some
	 * cannot have it whatever is suppressed, or values contradict the
	 * relations; then the table is not fit to be published.
	 */
	enum est_state state;
	size_t secondary; /* free cells suppressed */
	size_t exposed;   /* sensitive cells without their guard */
};

/*
 * Suppress the sensitive cells and as many free ones as protect them, then
 * audit.  `programmes` bounds the linear programmes spent on giving needless
 * cells back, 0 for none; the result depends on it, not on the time.
 */
struct disclosure_result disclosure_suppress(struct disclosure_table *table,
                                             size_t programmes);

/* Threshold rule: a count of at least 1 and under the threshold. */
bool disclosure_is_small(double count, double threshold);

/* Fewer than `least` contributors above 0, but some. */
bool disclosure_has_few(const double *contributions, size_t n, size_t least);

/*
 * Dominance (n, k): the `largest` contributions are more than `percent` of the
 * total.
 */
bool disclosure_is_dominated(const double *contributions, size_t n,
                             size_t largest, double percent);

/*
 * p% rule: the second largest contributor can estimate the largest within
 * `percent` of it: total - first - second < percent / 100 of the first.
 */
bool disclosure_is_estimable(const double *contributions, size_t n,
                             double percent);

/* To the nearest multiple of a base, halves up. */
double disclosure_round(double value, double base);

/*
 * Unbiased random rounding: the probability that a value goes up to the next
 * multiple (Fellegi 1975, Statist Sci Rev Stat Can); multiples stay.
 */
double disclosure_round_up_chance(double value, double base);

#endif
