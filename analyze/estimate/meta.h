/*
 * Summary of what several observers or places tell of one effect, with the
 * differences between them: fixed effect and random effects.
 *
 * Pure functions over a borrowed array; an effect that is missing is left out
 * by the caller.  They agree with rma() of metafor (Viechtbauer 2010,
 * "Conducting meta-analyses in R with the metafor package", Journal of
 * Statistical Software 36(3)).
 */

#ifndef ILO_ANALYZE_ESTIMATE_META_H
#define ILO_ANALYZE_ESTIMATE_META_H

#include <stddef.h>
#include <stdint.h>

#include "analyze/estimate/estimate.h"

struct meta_effect {
	double value;
	double variance; /* of its sampling, above 0 */
};

/*
 * Logarithm of a rate of a Poisson count, variance 1 / count; and of the ratio
 * of two rates, after over before.  Where a count is 0, 1/2 is added to it, or
 * to both.  Exposures are above 0.
 */
struct meta_effect meta_log_rate(uint64_t count, double exposure);
struct meta_effect meta_log_ratio(uint64_t after, double after_exposure,
                                  uint64_t before, double before_exposure);

/* How tau^2, the variance between the effects, is estimated. */
enum meta_method {
	META_FIXED, /* not at all: 0 */
	/*
	 * By moments, in closed form.  DerSimonian and Laird (1986),
	 * "Meta-analysis in clinical trials", Controlled Clinical Trials 7:
	 * 177-188.
	 */
	META_DL,
	/*
	 * So that the weighted squares equal their expectation.  Paule and
	 * Mandel (1982), "Consensus values and weighting factors", Journal of
	 * Research of the National Bureau of Standards 87: 377-385.
	 */
	META_PM,
	/*
	 * Restricted and plain maximum likelihood by Fisher scoring, a step
	 * halved until tau^2 stays at 0 or above.  Viechtbauer (2005), "Bias
	 * and efficiency of meta-analytic variance estimators", Journal of
	 * Educational and Behavioral Statistics 30: 261-293.
	 */
	META_REML,
	META_ML,
	/*
	 * Unweighted variance less mean sampling variance.  Hedges (1983), "A
	 * random effects model for effect sizes", Psychological Bulletin 93:
	 * 388-395.
	 */
	META_HEDGES
};

struct meta {
	struct interval summary;    /* of the effects, normal; from one on */
	double se;                  /* of the summary */
	double tau2;                /* never below 0 */
	struct estimate z;          /* summary / se */
	struct estimate p;          /* two-sided, of no effect */
	struct interval prediction; /* of a new effect, normal */
	/* Share of tau^2 in it and the typical sampling variance, per cent. */
	struct estimate i2;
	struct estimate h2; /* (tau^2 + typical variance) / typical variance */
	/*
	 * The summary with its error from the spread seen, Student's t; not
	 * truncated.  Knapp and Hartung (2003), "Improved tests for a random
	 * effects meta-regression with a single covariate", Statistics in
	 * Medicine 22: 2693-2710.
	 */
	struct interval knapp_hartung;
	double knapp_hartung_se;
};

/*
 * `confidence` is the two-sided level of all intervals, above 0 and below 1.
 * All but summary, se, z and p need two effects.  EST_UNDEFINED for a variance
 * that is not above 0.
 */
struct meta meta_analyse(const struct meta_effect *effects, size_t n,
                         enum meta_method method, double confidence);

/*
 * Summary of rates of change told by three or more who counted different
 * events: REML, with Student's t by Knapp and Hartung, whose interval is taken
 * only where it is not shorter than the normal one (Roever, Knapp and Friede
 * 2015, "Hartung-Knapp-Sidik-Jonkman approach and its modification", BMC
 * Medical Research Methodology 15: 99).
 */
struct interval meta_rates(const struct meta_effect *effects, size_t n,
                           double confidence);

/*
 * Of one rate that several tell of, from the same events: the plain mean.  What
 * chance made of the events is the same in all and does not average out, what
 * the tellers differ by does: half the interval is the root of z^2 v + t^2 s^2
 * / n, v the mean of the sampling variances, s^2 the variance of the effects, t
 * Student's quantile with n - 1 degrees of freedom.  EST_TOO_FEW under two.
 */
struct interval meta_of_one(const struct meta_effect *effects, size_t n,
                            double confidence);

struct heterogeneity {
	enum est_state state; /* of all below */
	double q;             /* weighted squares about the fixed summary */
	size_t df;
	double p;  /* chi-square; 1 for one effect */
	double i2; /* (q - df) / q, not below 0, per cent */
};

/*
 * Test that all effects are one.  Cochran (1954), "The combination of estimates
 * from different experiments", Biometrics 10: 101-129; i2: Higgins and Thompson
 * (2002), "Quantifying heterogeneity in a meta-analysis", Statistics in
 * Medicine 21: 1539-1558.
 */
struct heterogeneity meta_heterogeneity(const struct meta_effect *effects,
                                        size_t n);

#endif
