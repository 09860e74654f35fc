/*
 * How surprising so many or more are, where what is expected, and how far
 * counts scatter about it, were both estimated from a short history.
 *
 * The published bounds take the estimates for the truth (nbPlugin) or move the
 * expected count only; far out, where many series are judged together, that
 * alarms too often.  Here the variance of the expected count is added to that
 * of the count, as in Farrington et al. 1996, J R Stat Soc A 159:547-563, and
 * the tail is read as one of Student's t, as for a normal mean with an
 * estimated variance, with EXCEEDANCE_WORTH of the degrees of freedom that the
 * dispersion is worth (count_worth()): so many as keep lists of series without
 * a season to their rate.  A dispersion under 1 is taken for 1, and is no surer
 * than any other.
 *
 * Under EXCEEDANCE_FEW events a history does not show how they come: they are
 * taken to be dispersed by EXCEEDANCE_ASSUMED, and the count itself is part of
 * what the mean is estimated from, as in a score test.
 *
 * An approximation; how often a list has a false alert: docs/methods.md,
 * "Calibration".
 */

#ifndef ILO_ANALYZE_ESTIMATE_EXCEEDANCE_H
#define ILO_ANALYZE_ESTIMATE_EXCEEDANCE_H

#include <stddef.h>

#include "analyze/estimate/estimate.h"

#define EXCEEDANCE_FEW 20
#define EXCEEDANCE_ASSUMED 10
#define EXCEEDANCE_WORTH 0.8

struct exceedance_basis {
	double expected; /* above 0 */
	double se;       /* standard error of expected */
	double phi;      /* variance over mean; held at 1 */
	size_t df;       /* that phi was estimated with; at least 1 */
};

/* Probability of `count` or more; n is that of the history, which has
 * EXCEEDANCE_FEW events or more. */
struct estimate exceedance_p(double count, const struct exceedance_basis *basis,
                             size_t n);

struct exceedance_pooled {
	enum est_state state; /* EST_TOO_FEW under two months */
	double expected;      /* mean of the history */
	double phi; /* its variance over its mean, at least 1 and, under
	             * EXCEEDANCE_FEW events, EXCEEDANCE_ASSUMED */
	/* One-sided: by the conditional test of two counts (poisson.h) where
	 * phi is 1, its tail read as one of Student's t, too; else as
	 * exceedance_p(). */
	struct estimate p;
	double spread; /* variance over mean of a count to come */
	double upper;  /* its 1 - tail quantile */
};

/*
 * A month against the mean of n months before it: Przyborowski & Wilenski 1940,
 * Biometrika 31:313-323, with the dispersion of the history.  The season is
 * counted as dispersion.
 */
struct exceedance_pooled exceedance_pooled(double count, const double *history,
                                           size_t n, double tail);

#endif
