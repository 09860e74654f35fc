/*
 * The months behind a level, contribution by contribution, and how much they
 * are dispersed.  A contribution is one reporter on one host country.
 */

#ifndef ILO_ANALYZE_DISPERSION_H
#define ILO_ANALYZE_DISPERSION_H

#include <stdbool.h>
#include <stdint.h>

#include "analyze/estimate/widening.h"
#include "analyze/tables.h"

/* Contributions whose months make up what they gave. */
struct months {
	uint64_t value; /* what they gave together */
	uint64_t by_month[SEMESTER_MONTHS];
	unsigned known; /* months that all of them tell of, as bits */
	bool given;     /* by one at least */
};

/* Begins with dispersion_start(). */
struct dispersion {
	struct months complete; /* with all months of the semester */
	struct months any;      /* with three months or more */
	/* The contribution at hand: months with a value, with a gap. */
	uint64_t by_month[SEMESTER_MONTHS];
	unsigned given, gaps;
};

/* Before the first contribution. */
struct dispersion dispersion_start(void);

/* A month's row of the contribution at hand. */
void dispersion_add(struct dispersion *dispersion, int month, uint64_t value);
void dispersion_add_gap(struct dispersion *dispersion, int month);

/* The contribution gave value; in zero_months what it did not list is 0. */
void dispersion_end(struct dispersion *dispersion, uint64_t value,
                    unsigned zero_months);

struct dispersion_result {
	bool known;             /* months, of half of the value or more */
	struct scatter scatter; /* of them; df 0: nothing can be said */
	double share;           /* of the value whose months were judged */
};

/*
 * How the months of a level of that value scatter.  Complete contributions are
 * judged where they make up at least half of it, else those with three months
 * or more where they do, on the months that all of them tell of; else nothing
 * can be said.  The months of a 0 are known and do not scatter.
 */
struct dispersion_result dispersion_judge(const struct dispersion *dispersion,
                                          uint64_t value);

#endif
