/*
 * How much there will be in the end, of something of which a part is known: by
 * how much it grew, from the same age on, in earlier semesters.
 *
 * Method: the chain ladder of one step (Mack 1993, Distribution-free
 * calculation of the standard error of chain ladder reserve estimates, ASTIN
 * Bulletin 23:213-225), which takes what is still to come to be proportional
 * to what is known, in mean and in variance.  Where everything only grew its
 * law is taken to be negative binomial (England & Verrall 2002, Stochastic
 * claims reserving in general insurance, British Actuarial Journal 8:443-518),
 * else, since corrections go both ways, normal.
 */

#ifndef ILO_ANALYZE_ESTIMATE_COMPLETION_H
#define ILO_ANALYZE_ESTIMATE_COMPLETION_H

#include <stddef.h>

#include "analyze/estimate/estimate.h"

/* Earlier semesters that are needed to say what is usual; and how many of the
 * latest are taken, after which habits and seasons are others. */
enum { COMPLETION_LEAST = 4, COMPLETION_MOST = 8 };

/*
 * Of n semesters, the earliest first, K was known and L came after: expected
 * now (1 + L / K); what is to come varies by s^2 now (1 + now / K), s^2 the sum
 * of (l - k L / K)^2 / k over n - 1.  Normal: quantiles of Student's t with n -
 * 1.  Negative binomial: of the dispersion phi = s^2 K / L, at least 1, times 1
 * + now / K; above 1 its quantiles are as far out as t asks for with the
 * degrees of freedom that phi is worth (count_worth()), and the upper limit is
 * taken at L + phi: that nothing came late does not say that nothing will (as
 * Garwood's).
 *
 * `known` above 0.  EST_TOO_FEW for n under COMPLETION_LEAST, EST_UNDEFINED
 * where nothing is known now or nothing was left in the end.
 */
struct interval completion_predict(const double *known, const double *ever,
                                   size_t n, double now, double confidence);

struct completion_trial {
	size_t tried, held;
};

/* Back-test with rolling origin: each semester predicted from those before it;
 * held where its end was within the bounds. */
struct completion_trial completion_backtest(const double *known,
                                            const double *ever, size_t n,
                                            double confidence);

#endif
