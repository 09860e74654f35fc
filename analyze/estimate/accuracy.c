/* Errors of forecasts. */

#include "analyze/estimate/accuracy.h"

#include <math.h>

#include "analyze/sum.h"

static struct estimate
mean_estimate(struct sum total, size_t n, double factor)
{
	struct estimate result = {.state = EST_TOO_FEW, .n = n};

	if (n == 0)
		return result;
	result.value = factor * sum_total(&total) / (double)n;
	result.state = isfinite(result.value) ? EST_OK : EST_UNDEFINED;
	return result;
}

struct accuracy
accuracy_of(const double *actual, const double *forecast, size_t n)
{
	struct sum plain = {0, 0}, squares = {0, 0}, absolute = {0, 0};
	struct sum relative = {0, 0}, symmetric = {0, 0};
	struct accuracy result;
	size_t i;

	for (i = 0; i < n; i++) {
		double error = actual[i] - forecast[i];
		double size = fabs(actual[i]) + fabs(forecast[i]);

		sum_add(&plain, error);
		sum_add(&squares, error * error);
		sum_add(&absolute, fabs(error));
		sum_add(&relative, fabs(error / actual[i]));
		sum_add(&symmetric, size > 0 ? fabs(error) / size : 0);
	}
	result.me = mean_estimate(plain, n, 1);
	result.rmse = mean_estimate(squares, n, 1);
	result.rmse.value = sqrt(result.rmse.value);
	result.mae = mean_estimate(absolute, n, 1);
	result.mape = mean_estimate(relative, n, 100);
	result.smape = mean_estimate(symmetric, n, 200);
	return result;
}

struct estimate
accuracy_scaled(struct estimate mae, const double *train, size_t n,
                size_t period)
{
	struct sum steps = {0, 0};
	double scale;
	size_t i;

	if (mae.state != EST_OK)
		return mae;
	mae.state = EST_TOO_FEW;
	if (period == 0 || n <= period)
		return mae;
	for (i = period; i < n; i++)
		sum_add(&steps, fabs(train[i] - train[i - period]));
	scale = sum_total(&steps) / (double)(n - period);
	mae.state = scale > 0 ? EST_OK : EST_UNDEFINED;
	mae.value /= scale;
	return mae;
}
