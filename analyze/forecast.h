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

/*
 * How many times its half, on the scale of log(x + 1/2), the interval must
 * reach on its side to take in what came; at most 1 if it does as it is.
 */
double forecast_score(const struct interval *sum, double came);

/* The interval with both halves times a factor, on that scale. */
struct interval forecast_stretch(struct interval sum, double factor);

/*
 * The factor that holds a share `confidence` of n scores, which it sorts: the
 * ceil((n + 1) confidence)-th smallest, at least 1 (split conformal prediction:
 * Lei, G'Sell, Rinaldo, Tibshirani & Wasserman 2018, Distribution-free
 * predictive inference for regression, J Am Stat Assoc 113:1094-1111).
 * EST_TOO_FEW where n is too small for that.
 */
struct estimate forecast_factor(double *scores, size_t n, double confidence);

#endif
