/*
 * Quantiles and moments: the shape of one sample.
 *
 * Pure functions over borrowed arrays of finite values; missing observations
 * are left out by the caller.
 */

#ifndef ILO_ANALYZE_ESTIMATE_SHAPE_H
#define ILO_ANALYZE_ESTIMATE_SHAPE_H

#include <stddef.h>

#include "analyze/estimate/estimate.h"

/*
 * The nine definitions of Hyndman and Fan (1996), "Sample quantiles in
 * statistical packages", The American Statistician 50: 361-365, under their
 * numbers: 1 to 3 step, 4 to 9 interpolate.  ilo reports type 7.
 */
enum quantile_type {
	QUANTILE_INVERSE = 1,      /* inverse of the distribution function */
	QUANTILE_AVERAGED = 2,     /* the same, the mean at its steps */
	QUANTILE_NEAREST_EVEN = 3, /* nearest order statistic, even at ties */
	QUANTILE_LINEAR = 4,       /* linear distribution function */
	QUANTILE_HAZEN = 5,        /* knots midway up the steps */
	QUANTILE_WEIBULL = 6,      /* mean of the order statistic's rank */
	QUANTILE_MODE = 7,         /* mode of it; R and GSL */
	QUANTILE_MEDIAN = 8,       /* median of it, nearly */
	QUANTILE_BLOM = 9          /* unbiased for the normal, nearly */
};

/*
 * Quantile of ascending values, 0 <= probability <= 1; any other is
 * EST_UNDEFINED.  From one observation on.  Positions within 4 epsilon of a
 * whole number are that number, as in quantile() of R.
 */
struct estimate shape_quantile(const double *sorted, size_t n,
                               double probability, enum quantile_type type);

/* Distance of the quartiles of ascending values, type 7. */
struct estimate shape_quartile_range(const double *sorted, size_t n);

/*
 * Three estimators each of skewness and of kurtosis less 3, after Joanes and
 * Gill (1998), "Comparing measures of sample skewness and kurtosis", The
 * Statistician 47: 183-189: moments with divisor n (type 1), unbiased for the
 * normal distribution (2), moments over a standard deviation of divisor n - 1
 * (3, as in GSL and MINITAB).
 */
enum moment_type {
	MOMENT_PLAIN = 1,
	MOMENT_UNBIASED = 2,
	MOMENT_SAMPLE_SD = 3
};

/* From three observations on, whatever the type; a constant has none. */
struct estimate shape_skewness(const double *values, size_t n,
                               enum moment_type type);

/* From four observations on, whatever the type; a constant has none. */
struct estimate shape_kurtosis(const double *values, size_t n,
                               enum moment_type type);

#endif
