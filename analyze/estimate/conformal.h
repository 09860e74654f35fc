/*
 * Intervals of counts made as wide as past ones should have been: split
 * conformal prediction (Lei, G'Sell, Rinaldo, Tibshirani & Wasserman 2018,
 * Distribution-free predictive inference for regression, J Am Stat Assoc
 * 113:1094-1111) with scores on the scale of log(count + 1/2).
 */

#ifndef ILO_ANALYZE_ESTIMATE_CONFORMAL_H
#define ILO_ANALYZE_ESTIMATE_CONFORMAL_H

#include <stddef.h>

#include "analyze/estimate/estimate.h"

/*
 * How many times its half, on the scale of log(x + 1/2), the interval must
 * reach on its side to take in what came; at most 1 if it does as it is.
 * A half is taken as one event wide at least.
 */
double conformal_score(const struct interval *sum, double came);

/* The interval with both halves times a factor, on that scale. */
struct interval conformal_stretch(struct interval sum, double factor);

/*
 * The factor that holds a share `confidence` of n scores, which it sorts: the
 * ceil((n + 1) confidence)-th smallest, at least 1.  EST_TOO_FEW where n is
 * too small for that.
 */
struct estimate conformal_factor(double *scores, size_t n, double confidence);

#endif
