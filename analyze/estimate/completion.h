/*
 * What is still to come: from how much had come of earlier semesters at the
 * same age.  Chain ladder (Mack 1993, ASTIN Bulletin 23: 213-225) with one
 * step, from that age to the end.
 */

#ifndef ILO_ANALYZE_ESTIMATE_COMPLETION_H
#define ILO_ANALYZE_ESTIMATE_COMPLETION_H

#include <stddef.h>

#include "analyze/estimate/estimate.h"

/* Earlier semesters that are needed to say what is usual. */
enum { COMPLETION_LEAST = 4 };

/*
 * What now will be in the end: now times the sum of ever over the sum of known.
 * Bounds: that times the least and the largest ratio of truth to prediction,
 * each semester predicted from the others.  known and now are above 0.
 * EST_TOO_FEW for n under COMPLETION_LEAST.
 */
struct interval completion_predict(const double *known, const double *ever,
                                   size_t n, double now);

struct completion_trial {
	size_t tried, held;
};

/* Back-test with rolling origin: each semester, the earliest first, predicted
 * from those before it; held where its end was within the bounds. */
struct completion_trial completion_backtest(const double *known,
                                            const double *ever, size_t n);

#endif
