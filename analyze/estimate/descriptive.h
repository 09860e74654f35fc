/*
 * Descriptive figures of one sample: location, spread, serial dependence,
 * shares, and the agreement of several observers of the same event.
 *
 * Pure functions over borrowed arrays; they know no series and no XML.
 * Missing observations are left out by the caller and every value is finite.
 * Each result is in the unit of the values unless it says otherwise.  A result
 * too large for a double is EST_UNDEFINED.
 *
 * `work` is caller-owned scratch space for at least n doubles; its contents
 * are lost.  It must not overlap the values.
 */

#ifndef ILO_ANALYZE_ESTIMATE_DESCRIPTIVE_H
#define ILO_ANALYZE_ESTIMATE_DESCRIPTIVE_H

#include <stddef.h>
#include <stdint.h>

#include "analyze/estimate/estimate.h"

/* Arithmetic mean; from one observation on. */
struct estimate descriptive_mean(const double *values, size_t n);

/* Sum; 0 of no observation. */
struct estimate descriptive_sum(const double *values, size_t n);

/* Smallest and largest value; from one observation on. */
struct estimate descriptive_minimum(const double *values, size_t n);
struct estimate descriptive_maximum(const double *values, size_t n);

/* Sample variance, divisor n - 1; from two observations on. */
struct estimate descriptive_variance(const double *values, size_t n);

/* Sample standard deviation, the root of the variance. */
struct estimate descriptive_sd(const double *values, size_t n);

/*
 * Autocorrelation at lag 1, a pure number: the sum of products of neighbouring
 * deviations from the mean over the sum of squared deviations (the definition
 * of NIST StRD).  From two observations on; a constant series has none.
 */
struct estimate descriptive_lag1(const double *values, size_t n);

/* Median, the mean of the middle pair for even n; from one observation on. */
struct estimate descriptive_median(const double *values, size_t n,
                                   double *work);

/*
 * Median absolute deviation from the median, raw: no factor makes it
 * consistent for the normal distribution.  From one observation on.
 */
struct estimate descriptive_mad(const double *values, size_t n, double *work);

/*
 * The same times 1.4826, which makes it estimate the standard deviation of a
 * normal distribution.  The constant is that of mad() of R; GSL's own has more
 * digits, 1.482602218505602.
 */
#define MAD_NORMAL 1.4826
struct estimate descriptive_mad_normal(const double *values, size_t n,
                                       double *work);

/*
 * Share part / whole with its score interval (Wilson 1927).  `confidence` is
 * the two-sided level, above 0 and below 1.  EST_TOO_FEW for a whole of 0;
 * EST_UNDEFINED where part exceeds whole or the level is out of range.
 */
struct interval descriptive_share(uint64_t part, uint64_t whole,
                                  double confidence);

/* What several observers report about the same events, side by side. */
struct mirror {
	struct estimate consensus; /* median of the reports */
	struct estimate range;     /* largest less smallest report */
	struct estimate mad;       /* raw, around the consensus */
	/*
	 * 1 - range / consensus, not below 0; a pure number.  From two reports
	 * on; undefined where the consensus is not positive.
	 */
	struct estimate concordance;
};

/* One report per observer, counts or rates. */
struct mirror descriptive_mirror(const double *reports, size_t n, double *work);

#endif
