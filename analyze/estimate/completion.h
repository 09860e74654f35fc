/*
 * How much there will be in the end, of something of which a part is known: by
 * how much it grew, from the same age on, in earlier periods.
 *
 * Method: the chain ladder of one step (Mack 1993, Distribution-free
 * calculation of the standard error of chain ladder reserve estimates, ASTIN
 * Bulletin 23:213-225), which takes what is still to come to be proportional
 * to what is known, in mean and in variance; its law is taken to be negative
 * binomial (England & Verrall 2002, Stochastic claims reserving in general
 * insurance, British Actuarial Journal 8:443-518).
 */

#ifndef ILO_ANALYZE_ESTIMATE_COMPLETION_H
#define ILO_ANALYZE_ESTIMATE_COMPLETION_H

#include <stddef.h>

#include "analyze/estimate/estimate.h"

/* Earlier periods that are needed to say what is usual; and how many semesters
 * back it is still the same. */
enum { COMPLETION_LEAST = 4, COMPLETION_MOST = 8 };

/*
 * Where nothing known was ever taken back, with K what was known of n earlier
 * periods and L what came after: expected now (1 + L / K); what is to come has
 * the dispersion phi = Pearson's statistic of what came over n - 1, at least 1,
 * times 1 + now / K since L / K is an estimate.  Quantiles are as far out as
 * Student's t asks for, with the degrees of freedom that phi is worth
 * (count_worth()).  The upper limit is taken at L + phi: that nothing came late
 * does not say that nothing will (as Garwood's).
 *
 * Where something was: the same expectation, times exp(+-t s) with Student's t
 * of n - 1 degrees of freedom and s the root mean square of the logarithms of
 * truth to prediction, each period predicted from the others; s no less than
 * what changes one by one would give.
 *
 * `known` and `now` above 0.  EST_TOO_FEW for n under COMPLETION_LEAST,
 * EST_UNDEFINED where nothing is known, or of one period nothing was left.
 */
struct interval completion_of(const double *known, const double *ever, size_t n,
                              double now, double confidence);

struct completion_trial {
	size_t tried, held;
};

/*
 * Back-test with rolling origin: each period, the earliest first, from those
 * before it, COMPLETION_MOST at the most; held where its end lay within the
 * interval.
 */
struct completion_trial completion_backtest(const double *known,
                                            const double *ever, size_t n,
                                            double confidence);

#endif
