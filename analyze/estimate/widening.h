/*
 * Wider intervals for counts that vary more than Poisson counts do.
 *
 * Method: quasi-likelihood (McCullagh & Nelder 1989, Generalized linear models,
 * 2nd ed., section 4.5): variance phi times the mean, phi the Pearson statistic
 * of the parts of the count over its degrees of freedom, and Student's t in
 * place of the normal law because phi is estimated from few parts.  The limits
 * move away from the value on the log scale, which keeps them above 0 and
 * follows the skewness of small counts.  How well it holds: docs/methods.md,
 * "Calibration".
 */

#ifndef ILO_ANALYZE_ESTIMATE_WIDENING_H
#define ILO_ANALYZE_ESTIMATE_WIDENING_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"

/* How parts of equal exposure, months say, scatter around their mean. */
struct scatter {
	double chi2; /* Pearson statistic */
	size_t df;   /* 0: nothing is known */
};

/* Of two independent counts with the same dispersion. */
struct scatter scatter_pool(struct scatter a, struct scatter b);

struct widening {
	bool found;    /* the next two are meaningful */
	double phi;    /* dispersion, above 1 */
	double factor; /* of distances on the log scale; above 1 */
};

/*
 * Fewer events cannot show that they come in groups: they may all be of one.
 * They are taken to have this dispersion, unless theirs is larger.
 */
enum { WIDENING_FEW = 11 };
#define WIDENING_ASSUMED 3.5

/* Quantiles of one level of confidence, for who asks for many. */
enum { WIDENING_DF_KEPT = 12 };
struct widening_kept {
	double student[WIDENING_DF_KEPT + 1]; /* t over z; NaN where none */
	double few[WIDENING_FEW]; /* upper limits of so few; 0 where none */
};

struct widening_kept widening_keep(double confidence);

/* Found where phi is above 1.  `confidence` is the two-sided level of the
 * interval to be widened; kept NULL: quantiles are worked out. */
struct widening widening_judge(struct scatter scatter, double confidence,
                               const struct widening_kept *kept);

/* Widen the exact interval of a ratio above 0, found only. */
struct interval widening_apply(const struct widening *widening,
                               const struct interval *exact);

/* Two-sided p of a score that is standard normal where phi is 1, with the phi
 * that was found, at least 1: the score over its root as Student's t.  A phi
 * under 1 is no surer than any other.  df is above 0. */
double widening_p(struct scatter scatter, double score);

/*
 * Widen the exact interval of a ratio that is 0.  It has no logarithm: the base
 * is divided by the square of the factor, as in quasi-likelihood, which makes
 * of the exact limit u = (alpha/2)^(-1/base) - 1 just (1 + u)^(factor^2) - 1.
 */
struct interval widening_apply_to_zero(const struct widening *widening,
                                       const struct interval *exact);

/* The exact limit of a ratio that a factor, 1 for none, widens to 1; for a
 * ratio of 0 the upper one. */
double widening_edge(double factor, double ratio);

struct widened {
	bool found;
	double phi;
	double lower, upper;
};

/*
 * The wider interval of a count of events whose parts are known, from its exact
 * one: on the log scale by the factor times 1 + 1 / count, since t does not pay
 * for the skewness of phi in small counts.  Of fewer events than WIDENING_FEW
 * the upper limit is at least that of a count of count / WIDENING_ASSUMED times
 * WIDENING_ASSUMED (effective counts: Korn & Graubard 1998, Survey Methodology
 * 24:193-201), but no more than the exact one of WIDENING_FEW.  The correction,
 * the assumed dispersion and what is few are calibrated, not derived: means of
 * any size are covered in 92 % of cases or more for dispersions of 2 to 10, and
 * means of Poisson counts from 20 on in 98 % or less (make simulate).
 */
struct widened widening_of_count(struct scatter scatter,
                                 const struct interval *exact,
                                 double confidence,
                                 const struct widening_kept *kept);

#endif
