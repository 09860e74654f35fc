/*
 * Exponential smoothing: Holt-Winters recursions with given or fitted
 * parameters, and the additive state-space models ETS(A,N,N) to ETS(A,A,A).
 * The outlook has them as a check beside the regression.
 *
 * Pure functions of a series without gaps, in its own unit.
 */

#ifndef ILO_ANALYZE_ESTIMATE_SMOOTHING_H
#define ILO_ANALYZE_ESTIMATE_SMOOTHING_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"

#define SMOOTHING_PERIOD_MAX 64

enum smoothing_season {
	SMOOTHING_NONE,
	SMOOTHING_ADDITIVE,
	SMOOTHING_MULTIPLICATIVE
};

struct smoothing_model {
	enum smoothing_season season;
	bool trend;
	size_t period; /* 1 without a season */
	double alpha;  /* of the level; all three in 0 to 1 */
	double beta;   /* of the trend */
	double gamma;  /* of the season */
	size_t first;  /* position, from 0, of the first value foretold */
};

struct smoothing_state {
	double level;
	double slope;
	double season[SMOOTHING_PERIOD_MAX]; /* of the next period on */
};

struct smoothing {
	enum est_state state;
	size_t n;                    /* values foretold one step ahead */
	double sse;                  /* of one step ahead */
	double variance;             /* of those errors, about their mean */
	struct smoothing_state last; /* after the last value */
};

/*
 * Holt-Winters (Winters 1960, Forecasting sales by exponentially weighted
 * moving averages, Manage Sci 6:324-342) from a given first state, as
 * HoltWinters() of R.  `fitted` and `levels` take n - first values, the
 * forecast of each and the level before it; either may be NULL.
 */
struct smoothing smoothing_run(const double *values, size_t n,
                               const struct smoothing_model *model,
                               const struct smoothing_state *start,
                               double *fitted, double *levels);

/*
 * The first state as HoltWinters() of R takes it: the first value; the second
 * and its step from the first with a trend; a line through the classical trend
 * of two years and their seasonal figure with a season.  Sets model->first.
 */
enum est_state smoothing_start(const double *values, size_t n,
                               struct smoothing_model *model,
                               struct smoothing_state *start);

/*
 * The parameters of least squared error one step ahead, from the first state of
 * smoothing_start(): the best of a grid, then the simplex of Nelder & Mead 1965
 * (Comput J 7:308-313), restarted until it gains nothing.  Sets alpha, beta and
 * gamma of the model.
 */
struct smoothing smoothing_fit(const double *values, size_t n,
                               struct smoothing_model *model,
                               struct smoothing_state *start);

/*
 * The value h >= 1 periods ahead with its interval, variance times 1 + sum of
 * psi_j^2, psi_j = alpha (1 + j beta) + (j mod period = 0) gamma (1 - alpha)
 * (Yar & Chatfield 1990, Int J Forecast 6:127-137).  A multiplicative season
 * has no such interval here: its state is EST_UNDEFINED, the value holds.
 */
struct interval smoothing_ahead(const struct smoothing_model *model,
                                const struct smoothing *result, size_t h,
                                double confidence);

/* Additive errors: beta and gamma are those of the state-space form. */
struct smoothing_ets {
	enum est_state state;
	size_t n;
	double sse;
	double sigma2; /* sse over n less the parameters estimated */
	double log_likelihood;
	struct smoothing_state last;
};

/*
 * ETS with additive errors, trend and season (Hyndman, Koehler, Ord & Snyder
 * 2008, Forecasting with exponential smoothing, chapter 2) from a given state,
 * as ets() of the R package forecast; `parameters` are those that were
 * estimated.  `fitted` takes n values, or is NULL.
 */
struct smoothing_ets smoothing_ets(const double *values, size_t n,
                                   const struct smoothing_model *model,
                                   const struct smoothing_state *start,
                                   size_t parameters, double *fitted);

/* h >= 1 periods ahead with its interval (the same book, table 6.1). */
struct interval smoothing_ets_ahead(const struct smoothing_model *model,
                                    const struct smoothing_ets *result,
                                    size_t h, double confidence);

#endif
