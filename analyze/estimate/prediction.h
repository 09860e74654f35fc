/*
 * What a regression of counts expects of months to come, with its interval, and
 * the design of a monthly series.
 */

#ifndef ILO_ANALYZE_ESTIMATE_PREDICTION_H
#define ILO_ANALYZE_ESTIMATE_PREDICTION_H

#include <stddef.h>

#include "analyze/estimate/estimate.h"
#include "analyze/estimate/regression.h"

/* Months ahead, or any other rows for which the design is known. */
struct prediction_rows {
	const double *design; /* column by column, as of the data */
	const double *offset; /* NULL for none */
	size_t n;
};

/*
 * Expected total over the rows with its prediction interval: negative binomial
 * quantiles of mean m = sum of mu and variance phi m + v, where phi is the
 * dispersion held at 1 and v the variance of m by the delta method.  The
 * quantiles are, for phi above 1, as far out as Student's t asks for, with the
 * degrees of freedom that phi is worth (count_worth()).  The bounds are whole
 * numbers.
 * Differs from Farrington et al. 1996 in using no power transformation, which
 * fails for small means.
 */
struct interval prediction_of(const struct regression *fit,
                              const struct prediction_rows *rows,
                              double confidence);

/*
 * Design of a monthly series: constant, trend in years from `first`, and pairs
 * of sine and cosine for each harmonic; 2 + 2 harmonics columns of n rows.
 * `month` counts months from any January; `first` is that of the fit.
 */
void prediction_design(long first, long month, size_t n, size_t harmonics,
                       double *design);

#endif
