/*
 * How far forecasts were from what came: for back-tests.
 *
 * References: Hyndman & Koehler 2006, Another look at measures of forecast
 * accuracy, Int J Forecast 22:679-688; error is actual less forecast.
 */

#ifndef ILO_ANALYZE_ESTIMATE_ACCURACY_H
#define ILO_ANALYZE_ESTIMATE_ACCURACY_H

#include <stddef.h>

#include "analyze/estimate/estimate.h"

struct accuracy {
	struct estimate me;    /* mean error */
	struct estimate rmse;  /* root of the mean squared error */
	struct estimate mae;   /* mean absolute error */
	struct estimate mape;  /* in percent; undefined if an actual is 0 */
	struct estimate smape; /* 200 mean |e| / (|actual| + |forecast|) */
};

/* From one pair on. */
struct accuracy accuracy_of(const double *actual, const double *forecast,
                            size_t n);

/*
 * Mean absolute scaled error: mae over the mean absolute step of the training
 * series over one period; undefined where it never moves.
 */
struct estimate accuracy_scaled(struct estimate mae, const double *train,
                                size_t n, size_t period);

#endif
