/*
 * Trend of a monthly series from year to year: each month compared with the
 * same month of other years only, so that the season does not count, and the
 * test corrected for months that rise and fall together.
 */

#ifndef ILO_ANALYZE_ESTIMATE_YEARLY_H
#define ILO_ANALYZE_ESTIMATE_YEARLY_H

#include <stddef.h>

#include "analyze/estimate/estimate.h"

#define YEARLY_SEASONS_MAX 64

struct yearly {
	enum est_state state; /* EST_TOO_FEW under two whole years */
	size_t years;
	double s;        /* pairs that rise less pairs that fall */
	double variance; /* of s without a trend, months correlated */
	double variance_independent; /* the same, months independent */
	struct estimate tau;         /* s over the pairs, those with ties too */
	/* Two-sided, normal, corrected for continuity; of no trend. */
	struct estimate p;
	struct interval slope; /* median of the pairs' slopes, per year */
};

/*
 * The last whole years of n values, none missing, `seasons` to a year.
 *
 * Hirsch, Slack & Smith 1982, Water Resour Res 18:107-121 (s and slope);
 * Hirsch & Slack 1984, A nonparametric trend test for seasonal data with serial
 * dependence, Water Resour Res 20:727-732 (variance: covariances of the seasons
 * from their ranks, after Dietz & Killeen 1981); Gilbert 1987, Statistical
 * Methods for Environmental Pollution Monitoring, section 17.2 (interval: as
 * Sen's, with that variance).  With few years the correction makes the test
 * careful: two years, or three, never show a trend.
 */
struct yearly yearly_trend(const double *values, size_t n, size_t seasons,
                           double confidence);

struct yearly_strength {
	/* 0 to 1: 1 - var(rest) / var(rest + part); undefined for a constant,
	 * too few under three whole years. */
	struct estimate trend;
	struct estimate season;
};

/*
 * How much of log(1 + value) STL gives to trend and to season (Wang, Smith &
 * Hyndman 2006, Characteristic-based clustering for time series data, Data Min
 * Knowl Discov 13:335-364), the season that of all years alike.
 */
struct yearly_strength yearly_strength(const double *values, size_t n,
                                       size_t seasons);

#endif
