/*
 * Where a series changes its level: one change by ranks, any number of changes
 * by cost, and the fluctuation of the residuals.
 *
 * Pure functions of n values in the order of time, none missing.  A position
 * counts the values before the change: 28 says that the 29th is of the new
 * level.  Scratch memory is their own.
 */

#ifndef ILO_ANALYZE_ESTIMATE_CHANGEPOINT_H
#define ILO_ANALYZE_ESTIMATE_CHANGEPOINT_H

#include <stddef.h>

#include "analyze/estimate/estimate.h"

struct changepoint_pettitt {
	enum est_state state;
	double statistic; /* largest |U_k| */
	size_t at;        /* first k that has it; 0 where U is 0 throughout */
	double p;         /* of no change, two-sided, an approximation */
};

/*
 * Rank test of one change at an unknown time (Pettitt 1979, A non-parametric
 * approach to the change-point problem, Appl Stat 28:126-135): U_k = 2 (sum of
 * the first k ranks) - k (n + 1) with mid-ranks, p = 2 exp(-6 U^2 / (n^3 +
 * n^2)), at most 1; conservative with ties and few values.  `process` takes U_1
 * to U_n, or is NULL.  From two values on.
 */
struct changepoint_pettitt changepoint_pettitt(const double *values, size_t n,
                                               double *process);

enum changepoint_cost {
	CHANGEPOINT_MEAN,    /* sum of squares about the mean */
	CHANGEPOINT_POISSON, /* -2 log likelihood of counts, without constant */
	/* -2 log likelihood of a normal; a variance under 1e-11 is held there
	 */
	CHANGEPOINT_MEAN_AND_VARIANCE
};

struct changepoint_rules {
	enum changepoint_cost cost;
	double penalty; /* of a change, not below 0 */
	size_t least;   /* values in a segment, at least 1 */
};

struct changepoint_partition {
	enum est_state state;
	size_t changes;
	double objective; /* costs of the segments and a penalty a change */
};

/*
 * The segmentation of least cost, exact, by dynamic programming (Jackson et al.
 * 2005, An algorithm for optimal partitioning of data on an interval, IEEE
 * Signal Process Lett 12:105-108).  PELT (Killick, Fearnhead & Eckley 2012, J
 * Am Stat Assoc 107:1590-1598) finds the same one faster; for a few hundred
 * months it is not needed.  Segments are of `least` values or more.  `cuts`
 * takes the positions of the changes, ascending; room for n.  Of equal
 * objectives the one with the earlier last change is taken.
 */
struct changepoint_partition
changepoint_partition(const double *values, size_t n,
                      const struct changepoint_rules *rules, size_t *cuts);

#define CHANGEPOINT_BREAKS_MAX 32

struct changepoint_breaks {
	enum est_state state;
	size_t most;                        /* breaks that were tried */
	double rss[CHANGEPOINT_BREAKS_MAX]; /* for 0 to most breaks */
	double bic[CHANGEPOINT_BREAKS_MAX];
	size_t chosen; /* number of breaks with the least BIC */
};

/*
 * Breaks of the mean by least squares, their number by the Bayes information
 * criterion (Bai & Perron 2003, Computation and analysis of multiple structural
 * change models, J Appl Econom 18:1-22; Zeileis, Kleiber, Kraemer & Hornik
 * 2003, Comput Stat Data Anal 44:109-123), as breakpoints(x ~ 1, h) of
 * strucchange. `share` of the values is the shortest segment.  `cuts` takes the
 * `chosen` positions; room for CHANGEPOINT_BREAKS_MAX.
 */
struct changepoint_breaks changepoint_breaks(const double *values, size_t n,
                                             double share, size_t *cuts);

struct changepoint_cusum {
	enum est_state state;
	double statistic; /* largest absolute value of the process */
	double p;         /* of a Brownian bridge going so far */
};

/*
 * Cumulated sums of the residuals about the mean (Ploberger & Kraemer 1992, The
 * CUSUM test with OLS residuals, Econometrica 60:271-285), over s sqrt(n).
 * `process` takes n + 1 values, the first 0, or is NULL.  A constant series is
 * EST_UNDEFINED.
 */
struct changepoint_cusum changepoint_cusum(const double *values, size_t n,
                                           double *process);

#endif
