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
	double *values; /* by month of the run */
	size_t count;
};

/*
 * ln(x + 1/2) less the effect of the calendar month.  The effects are the
 * cumulated medians over the years of the change into each month, less their
 * mean, so that a lasting change of level does not enter them.  False for a
 * run of less than three years, or of less than five events a month on
 * average: those are mostly chance.  End *out with free() of values.
 */
bool deseason_make(const struct series *series, struct deseason *out);

#endif
