/* Fits, sums and scores of one series; knows no other. */

#include "analyze/forecast.h"

#include <math.h>

#include "analyze/estimate/prediction.h"
#include "analyze/estimate/smoothing.h"
#include "analyze/sum.h"

enum { YEAR_MONTHS = 12, HARMONICS = 2, TERMS = 2 + 2 * HARMONICS };

/* A relative step of the deviance, as glm() of R. */
#define TOLERANCE 1e-8

/* The last months at most; *n becomes their number. */
static const double *
window_of(const double *counts, size_t *n)
{
	const size_t most = FORECAST_MONTHS_MOST;
	const double *window = *n > most ? counts + *n - most : counts;

	if (*n > most)
		*n = most;
	return window;
}

/* Whether there were six months with less, or as much, and with more. */
static bool
is_within(double sum, const double *counts, size_t n)
{
	bool less = false, more = false;
	size_t i;

	for (i = 0; i + FORECAST_AHEAD <= n; i++) {
		const double seen = sum_of(counts + i, FORECAST_AHEAD);

		less = less || seen <= sum;
		more = more || seen >= sum;
	}
	return less && more;
}

/* A trend that is 0 throughout is spanned by the constant and drops out. */
static struct interval
predict(const double *counts, size_t n, bool trend, double confidence)
{
	double design[TERMS * FORECAST_MONTHS_MOST];
	double ahead[TERMS * FORECAST_AHEAD];
	double fitted[FORECAST_MONTHS_MOST];
	const struct regression_data data = {.response = counts,
	                                     .design = design,
	                                     .n = n,
	                                     .terms = TERMS,
	                                     .tolerance = TOLERANCE};
	const struct prediction_rows rows = {.design = ahead,
	                                     .n = FORECAST_AHEAD};
	struct regression fit;
	size_t i;

	prediction_design(0, 0, n, HARMONICS, design);
	prediction_design(0, (long)n, FORECAST_AHEAD, HARMONICS, ahead);
	for (i = 0; !trend && i < n; i++)
		design[n + i] = 0;
	for (i = 0; !trend && i < FORECAST_AHEAD; i++)
		ahead[FORECAST_AHEAD + i] = 0;
	regression_fit(&data, fitted, &fit);
	return prediction_of(&fit, &rows, confidence);
}

struct forecast
forecast_sum(const double *counts, size_t n, double confidence)
{
	const double *window = window_of(counts, &n);
	struct forecast result = {
		.sum = {.state = EST_TOO_FEW}, .n = n, .trend = true};

	if (n < FORECAST_MONTHS_LEAST)
		return result;
	result.sum = predict(window, n, true, confidence);
	if (result.sum.state == EST_OK &&
	    is_within(result.sum.value, window, n))
		return result;
	result.trend = false;
	result.sum = predict(window, n, false, confidence);
	return result;
}

struct estimate
forecast_check(const double *counts, size_t n)
{
	const double *window = window_of(counts, &n);
	struct smoothing_model model = {.season = SMOOTHING_ADDITIVE,
	                                .trend = true,
	                                .period = YEAR_MONTHS};
	struct smoothing_state start;
	struct smoothing fit;
	struct sum sum = {0, 0};
	size_t h;

	if (n < FORECAST_MONTHS_LEAST + 1)
		return est_too_few(n);
	fit = smoothing_fit(window, n, &model, &start);
	if (fit.state != EST_OK)
		return est_undefined(n);
	for (h = 1; h <= FORECAST_AHEAD; h++)
		sum_add(&sum, smoothing_ahead(&model, &fit, h, 0.95).value);
	return est_checked(fmax(sum_total(&sum), 0), n);
}
