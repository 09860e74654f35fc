/*
 * Exact tests of small tables, all margins given.
 *
 * Fisher (1935), "The logic of inductive inference", J. R. Statist. Soc. 98:
 * 39-82.  As fisher.test() of R, but for the bounds, which R takes from roots
 * found to four digits.
 */

#ifndef ILO_ANALYZE_ESTIMATE_FISHER_H
#define ILO_ANALYZE_ESTIMATE_FISHER_H

#include "analyze/estimate/crosstab.h"
#include "analyze/estimate/estimate.h"

/*
 * The law of the first cell of a table of two by two.  Counts are whole; a
 * total over FISHER_TOTAL_MAX is refused where it would be used.
 */
#define FISHER_TOTAL_MAX 1e6
struct fisher_law {
	double cell;   /* the count seen */
	double lowest; /* and what it could have been */
	double highest;
	double row;    /* total of its row */
	double column; /* total of its column */
	double total;
};

struct fisher_law fisher_law(const struct crosstab *table);

/* Mean of the cell, and probability of it or fewer, it or more, given the odds
 * ratio, 0 or above. */
double fisher_mean(const struct fisher_law *law, double odds);
double fisher_at_most(const struct fisher_law *law, double odds);
double fisher_at_least(const struct fisher_law *law, double odds);

/*
 * Two-sided p of independence: all tables no likelier than the one seen, a
 * relative 1e-7 over counting as a tie.  Any number of rows and columns;
 * EST_UNDEFINED where there would be more than some millions of tables, or the
 * counts are not whole.
 */
struct estimate fisher_p(const struct crosstab *table);

/*
 * Conditional maximum likelihood of the odds ratio of a table of two by two,
 * with its exact interval (Cornfield 1956).  EST_UNDEFINED where the ratio is
 * infinite; then, and always when bounds_state is EST_OK, the bounds hold and
 * `upper` may be INFINITY.
 */
struct fisher_odds {
	struct interval ratio;
	enum est_state bounds_state;
};

struct fisher_odds fisher_odds(const struct crosstab *table, double confidence);

#endif
