/*
 * A run of months on the scale of logarithms, without its season: what is left
 * can be compared between routes, and searched for changes of level.
 */

#ifndef ILO_ANALYZE_DESEASON_H
#define ILO_ANALYZE_DESEASON_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/series.h"

enum { DESEASON_LEAST_MONTHS = 36, DESEASON_LOST = 11 };

struct deseason {
	double *values;  /* by month of the run */
	double *changes; /* count - 1: into the second month, the third, ... */
	size_t count;
};

/*
 * ln(x + 1/2) less the effect of the calendar month.  The effects are the
 * cumulated medians over the years of the change into each month, less their
 * mean, so that a lasting change of level does not enter them.  False for a
 * run of less than three years, or of less than five events a month on
 * average: those are mostly chance.
 *
 * A change is what two values differ by, less a constant: the change of the
 * logarithm less its median over the years.  Changes that are equal are so as
 * doubles, since ranks depend on it.  End *out with deseason_release().
 */
bool deseason_make(const struct series *series, struct deseason *out);
void deseason_release(struct deseason *deseason);

#endif
