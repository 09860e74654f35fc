/*
 * Correlation of pairs: Pearson, Spearman, Kendall, with p-values of the
 * hypothesis of independence, all two-sided.
 *
 * Pure functions over borrowed arrays x and y of n finite values each.  A pair
 * with a missing value is left out by the caller.
 */

#ifndef ILO_ANALYZE_ESTIMATE_CORRELATION_H
#define ILO_ANALYZE_ESTIMATE_CORRELATION_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"

/* Equal periods in order; a value counts only where it is known. */
struct correlation_series {
	const double *values;
	const bool *known;
	size_t count;
};

/*
 * Pairs of `leading` with what `following` has `lag` periods later, where both
 * are known; returns how many.  x and y hold as many values as the shorter.
 */
size_t correlation_align(const struct correlation_series *leading,
                         const struct correlation_series *following, size_t lag,
                         double *x, double *y);

struct pearson {
	struct estimate r;        /* from two pairs on; a constant has none */
	struct estimate p;        /* Student's t, n - 2 df; from three on */
	struct interval interval; /* Fisher's z; from four on */
};

/*
 * Product-moment correlation.  `confidence` is the two-sided level, above 0
 * and below 1.
 *
 * Pearson (1895), "Note on regression and inheritance in the case of two
 * parents", Proc. R. Soc. London 58: 240-242; interval: Fisher (1921), "On the
 * probable error of a coefficient of correlation", Metron 1: 3-32.  As
 * cor.test() of R.
 */
struct pearson correlation_pearson(const double *x, const double *y, size_t n,
                                   double confidence);

struct spearman {
	struct estimate rho;
	struct estimate p;       /* Student's t, n - 2 df; from three on */
	struct estimate p_exact; /* none with ties, see rank_spearman_p() */
};

/*
 * Pearson's correlation of mid-ranks.
 *
 * Spearman (1904), "The proof and measurement of association between two
 * things", American Journal of Psychology 15: 72-101.
 */
struct spearman correlation_spearman(const double *x, const double *y,
                                     size_t n);

/* Its rho alone. */
struct estimate correlation_rho(const double *x, const double *y, size_t n);

/*
 * p of a correlation of ranks or values that has `df` degrees of freedom, which
 * are n - 2 for independent pairs and fewer for pairs in time; above 0.
 */
struct estimate correlation_p(struct estimate r, double df);

/*
 * Number of independent pairs that n pairs of two series are worth: n over 1 +
 * 2 sum of (1 - k/n) r_x(k) r_y(k), k from 1 to `lags`, at most n.
 *
 * Bartlett (1935), "Some aspects of the time-correlation problem", J. R.
 * Statist. Soc. 98: 536-543; as Pyper and Peterman (1998), Canadian Journal of
 * Fisheries and Aquatic Sciences 55: 2127-2140.
 */
struct estimate correlation_independent(const double *x, const double *y,
                                        size_t n, size_t lags);

struct kendall {
	double s;                    /* concordant less discordant pairs */
	struct estimate tau_b;       /* from two pairs on */
	struct estimate z;           /* S over its standard deviation */
	struct estimate p;           /* normal */
	struct estimate p_corrected; /* normal, |S| less 1 */
	struct estimate p_exact;     /* none with ties, see rank_kendall_p() */
};

/*
 * Tau-b and the normal test with the variance under ties.  Time grows as n
 * squared.
 *
 * Kendall (1945), "The treatment of ties in ranking problems", Biometrika 33:
 * 239-251.
 */
struct kendall correlation_kendall(const double *x, const double *y, size_t n);

#endif
