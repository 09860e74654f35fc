/*
 * What the next six months of a monthly series would add up to if they went on
 * as the years before, and how far such forecasts were off in the past.
 */

#ifndef ILO_ANALYZE_FORECAST_H
#define ILO_ANALYZE_FORECAST_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"

#define FORECAST_MONTHS_LEAST 24
#define FORECAST_MONTHS_MOST 36 /* older ones do not enter the model */
#define FORECAST_AHEAD 6

/*
 * Quasi-Poisson regression of the last months, three years at the most, on a
 * trend and two harmonics (estimate/prediction.h).  The trend is left out where
 * it would lead to more, or less, than any six months of these counted.
 * EST_TOO_FEW under two years, EST_UNDEFINED where there is no fit.  Takes the
 * months to be independent of each other given the model: the interval is to be
 * stretched.
 */
struct forecast {
	struct interval sum; /* of FORECAST_AHEAD months */
	size_t n;            /* months of the model */
	bool trend;
};

struct forecast forecast_sum(const double *counts, size_t n, double confidence);

/* The same sum by additive Holt-Winters, not under 0, without an interval. */
struct estimate forecast_check(const double *counts, size_t n);

#endif
