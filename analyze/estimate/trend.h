/*
 * Monotone trend of a series, whatever its distribution: Mann-Kendall test,
 * its seasonal form, and the median slope with its interval.
 *
 * Pure functions over borrowed arrays.  A missing period has no entry, so the
 * time of each value is given.  Time and memory grow as n squared.
 */

#ifndef ILO_ANALYZE_ESTIMATE_TREND_H
#define ILO_ANALYZE_ESTIMATE_TREND_H

#include <stddef.h>

#include "analyze/estimate/estimate.h"

/* Values that are there, by ascending time, no time twice. */
struct trend_series {
	const double *times; /* in periods; whole numbers from 1 if seasonal */
	const double *values;
	size_t count;
};

struct mann_kendall {
	double s;                 /* pairs that rise less pairs that fall */
	struct estimate variance; /* of s without a trend; from two values */
	struct estimate z;        /* corrected for continuity */
	struct estimate p;        /* two-sided, normal */
	struct estimate tau_b;    /* undefined for a constant, as z and p */
};

/*
 * Test of no trend against a monotone one.
 *
 * Mann (1945), "Nonparametric tests against trend", Econometrica 13: 245-259;
 * Kendall (1975), Rank Correlation Methods, 4th ed., London: Griffin (variance
 * under ties).  Takes the values to be independent: months of a series seldom
 * are, and p is then too small.
 */
struct mann_kendall trend_mann_kendall(const double *values, size_t n);

struct theil_sen {
	struct interval slope; /* per period; the limits interpolated */
	double lower_rounded;  /* the same at the nearest order statistics */
	double upper_rounded;
	struct estimate intercept; /* median of value - slope time */
	size_t slopes;             /* of two values each */
	double half_width;         /* of the interval, in slopes */
};

/*
 * Median of the slopes between all pairs; from two values on.  The interval
 * reaches half_width = z sqrt(variance) slopes about the middle, held inside
 * the slopes; `variance` is that of Kendall's s for the same values.
 *
 * Sen (1968), "Estimates of the regression coefficient based on Kendall's
 * tau", JASA 63: 1379-1389; Gilbert (1987), Statistical Methods for
 * Environmental Pollution Monitoring, section 16.5 (interpolated limits).
 * The rounded limits are those of trend::sens.slope of R, halves to even.
 */
struct theil_sen trend_theil_sen(const struct trend_series *series,
                                 double variance, double confidence);

struct seasonal_kendall {
	struct mann_kendall total; /* no tau_b */
	struct estimate slope;     /* median within seasons, per cycle */
};

/*
 * Mann-Kendall within each season, summed; the seasons taken to be independent
 * of each other.  Time 1 is in the first of `seasons`; `each_s` and
 * `each_variance` receive the s and the variance of each, `seasons` long, and
 * may be NULL.
 *
 * Hirsch, Slack and Smith (1982), "Techniques of trend analysis for monthly
 * water quality data", Water Resources Research 18: 107-121.
 */
struct seasonal_kendall
trend_seasonal_kendall(const struct trend_series *series, size_t seasons,
                       double *each_s, double *each_variance);

#endif
