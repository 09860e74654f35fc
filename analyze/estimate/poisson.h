/*
 * Exact inference on counts of events taken to be Poisson: level, change
 * between two periods, test against an expected mean, over-dispersion.
 *
 * Pure functions.  They agree with poisson.test() of R within rounding.
 *
 * Bounds are bracketed roots of the tails in analyze/law.h.  The inverse
 * distribution functions of GSL 2.7.1 return wrong numbers without an error
 * from counts of some 30 000 on.  Time grows as the square root of the count.
 */

#ifndef ILO_ANALYZE_ESTIMATE_POISSON_H
#define ILO_ANALYZE_ESTIMATE_POISSON_H

#include <stddef.h>
#include <stdint.h>

#include "analyze/estimate/estimate.h"

/* Larger counts, and expected means, are EST_UNDEFINED: they bound the time. */
#define POISSON_COUNT_MAX UINT64_C(10000000000)

struct poisson_sample {
	uint64_t count;  /* events */
	double exposure; /* what they arose from, such as days; above 0 */
};

/*
 * Rate count / exposure with its exact central interval (Garwood 1936).
 * `confidence` is the two-sided level, above 0 and below 1; anything out of
 * range is EST_UNDEFINED.  The lower bound for a count of 0 is 0.
 */
struct interval poisson_interval(struct poisson_sample sample,
                                 double confidence);

struct poisson_comparison {
	/*
	 * Rate of `after` over rate of `before`.  The ratio is EST_UNDEFINED
	 * where `before` counts 0, but then, as always when `state` is EST_OK,
	 * the bounds hold: upper is INFINITY, lower is 0 if both counts are.
	 */
	struct interval ratio;
	/* Hypothesis of equal rates, two-sided; all 1 if both counts are 0. */
	double p_central; /* twice the smaller tail */
	double p_minlike; /* outcomes no likelier than the one seen */
	double p_midp;    /* as central, half the outcome seen counted */
	/* Normal score of the conditional test; undefined if both are 0. */
	struct estimate z_score;
	enum est_state state; /* of all of the above */
};

/*
 * Two counts compared given their sum, which makes the first binomial
 * (Przyborowski & Wilenski 1940; interval after Clopper & Pearson 1934).
 * p_minlike counts outcomes up to a relative 1e-7 likelier, as R does, so
 * that ties survive rounding.  A p under the smallest double is 0.
 */
struct poisson_comparison poisson_compare(struct poisson_sample after,
                                          struct poisson_sample before,
                                          double confidence);

/*
 * The probability of so many `after`, of so many in both, or further away from
 * `ratio`, if that is the ratio of the rates: where it is alpha / 2, `ratio` is
 * the limit of poisson_compare() on its side.  NaN for an impossible sample,
 * nothing in both or a ratio that is not above 0.
 */
double poisson_ratio_tail(struct poisson_sample after,
                          struct poisson_sample before, double ratio);

struct poisson_test {
	enum est_state state; /* EST_UNDEFINED for an impossible mean */
	double p_two;         /* outcomes no likelier than the count */
	double p_greater;     /* probability of the count or more */
	double p_less;        /* probability of the count or fewer */
};

/* A count against the mean expected of it, in events and not below 0. */
struct poisson_test poisson_test(uint64_t count, double expected);

struct poisson_dispersion {
	enum est_state state; /* EST_UNDEFINED where the mean is not above 0 */
	double index;         /* variance / mean; 1 is Poisson */
	double chi2;          /* (n - 1) index */
	double p_upper;       /* of more dispersion, chi-square, n - 1 df */
	size_t n;
};

/*
 * Index of dispersion test (Fisher 1950) of counts over equal exposures; from
 * two counts on.
 */
struct poisson_dispersion poisson_dispersion(const double *counts, size_t n);

#endif
