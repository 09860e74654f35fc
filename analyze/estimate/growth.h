/*
 * Growth of a series from one period to another, and what its parts add to it.
 *
 * Pure functions over borrowed arrays of amounts.  A rate whose base is 0, or
 * that has a missing end, is EST_UNDEFINED: never an infinity, never 0.  There
 * is no published method to name: the formula stands at each function.
 */

#ifndef ILO_ANALYZE_ESTIMATE_GROWTH_H
#define ILO_ANALYZE_ESTIMATE_GROWTH_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"

/* Equal periods in order; a value counts only where it is known. */
struct growth_series {
	const double *values;
	const bool *known;
	size_t count;
};

/*
 * From `lag` periods before to period `at`, counted from 0; EST_TOO_FEW where
 * the series starts later.
 */
struct estimate growth_difference(const struct growth_series *series, size_t at,
                                  size_t lag); /* x - base */
struct estimate growth_percent(const struct growth_series *series, size_t at,
                               size_t lag); /* 100 (x - base) / base */
struct estimate growth_log(const struct growth_series *series, size_t at,
                           size_t lag); /* ln(x / base); none of a 0 */

/* Sum of `width` periods up to `at`; undefined where one is missing. */
struct estimate growth_rolling(const struct growth_series *series, size_t at,
                               size_t width);

/*
 * Sum since the cycle of `cycle` periods began that `at` is in.  Here a missing
 * period adds nothing: the sum is of what is there, and n says how much.
 */
struct estimate growth_to_date(const struct growth_series *series, size_t at,
                               size_t cycle);

/* 100 x / first value. */
struct estimate growth_index(const struct growth_series *series, size_t at);

/* Compound rate per period, (last / first)^(1 / (count - 1)) - 1. */
struct estimate growth_compound(const struct growth_series *series);

/*
 * What part `i` of n adds to the growth of their sum, in percentage points:
 * 100 (after - before) / sum of before.  Over all parts they add up to the
 * growth of the sum, growth_total().
 */
struct estimate growth_contribution(const double *before, const double *after,
                                    size_t n, size_t i);
struct estimate growth_total(const double *before, const double *after,
                             size_t n);

/* 100 (after - before) / before. */
struct estimate growth_rate(double before, double after);

#endif
