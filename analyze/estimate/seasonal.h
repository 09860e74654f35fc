/*
 * Parts of a series: trend, season and the rest; by moving averages (classical)
 * and by local regression (STL).  Used for the plotted trend.
 *
 * Pure functions of n values without gaps, in the unit of the series.
 */

#ifndef ILO_ANALYZE_ESTIMATE_SEASONAL_H
#define ILO_ANALYZE_ESTIMATE_SEASONAL_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"

struct seasonal_classical {
	enum est_state state; /* EST_TOO_FEW under two whole periods */
	size_t first;         /* positions, from 0, that have a trend */
	size_t last;
};

/*
 * Classical decomposition (Kendall & Stuart 1983, The advanced theory of
 * statistics, vol. 3), as decompose() of R: centred moving average over a
 * period, half weights at its ends for an even one; `figure`, one value for
 * each place of the period, is the mean of what is left, centred to sum 0 or,
 * multiplicative, to mean 1.  `trend` takes n values, NaN where it has none.
 */
struct seasonal_classical seasonal_classical(const double *values, size_t n,
                                             size_t period, bool multiplicative,
                                             double *figure, double *trend);

struct seasonal_loess {
	size_t window; /* odd, values in the neighbourhood */
	size_t degree; /* 0 or 1 */
	size_t jump;   /* fitted at every such value, in between by lines */
};

struct seasonal_rules {
	size_t period;
	bool periodic; /* one figure for all years: the mean of the season */
	struct seasonal_loess season;
	struct seasonal_loess trend;
	struct seasonal_loess low; /* low-pass filter of the season */
	size_t inner;              /* passes */
	size_t outer;              /* robust passes; 0 for none */
	/*
	 * Twice the median of the sizes of the remainders, which it may
	 * reorder; NULL is the median.  stl() of R takes another value for an
	 * even number of them, since its partial sort is asked wrongly.
	 */
	double (*middle)(double *sizes, size_t n);
};

/*
 * The rules of stl() of R for a seasonal window, odd and at least 7, or 0 for a
 * periodic season; robust has 15 outer passes.
 */
struct seasonal_rules seasonal_stl_rules(size_t n, size_t period, size_t window,
                                         bool robust);

/*
 * STL (Cleveland, Cleveland, McRae & Terpenning 1990, STL: a seasonal-trend
 * decomposition procedure based on loess, J Off Stat 6:3-73).  `season`,
 * `trend` and `weights` (robustness, 1 without outer passes) take n values; the
 * remainder is the value less season and trend.  EST_TOO_FEW up to two whole
 * periods.
 */
enum est_state seasonal_stl(const double *values, size_t n,
                            const struct seasonal_rules *rules, double *season,
                            double *trend, double *weights);

#endif
