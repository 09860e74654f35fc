/* Classical decomposition. */

#include "analyze/estimate/seasonal.h"

#include <math.h>

#include "analyze/sum.h"

/* The mean over a period around a position, its ends halved if it is even. */
static double
centred_mean(const double *values, size_t at, size_t period)
{
	size_t half = period / 2;
	struct sum total = {0, 0};
	size_t i;

	for (i = at - half; i <= at + half; i++) {
		bool end =
			period % 2 == 0 && (i == at - half || i == at + half);

		sum_add(&total, end ? values[i] / 2 : values[i]);
	}
	return sum_total(&total) / (double)period;
}

/* The mean of what the trend leaves, for one place of the period. */
static double
mean_left(const double *values, const double *trend,
          const struct seasonal_classical *parts, size_t place, size_t period,
          bool multiplicative)
{
	struct sum total = {0, 0};
	size_t i, count = 0;

	for (i = parts->first; i <= parts->last; i++) {
		if (i % period != place)
			continue;
		sum_add(&total, multiplicative ? values[i] / trend[i]
		                               : values[i] - trend[i]);
		count++;
	}
	return sum_total(&total) / (double)count;
}

struct seasonal_classical
seasonal_classical(const double *values, size_t n, size_t period,
                   bool multiplicative, double *figure, double *trend)
{
	struct seasonal_classical parts = {.state = EST_TOO_FEW};
	double mean;
	size_t i;

	if (period < 2 || n < 2 * period)
		return parts;
	parts.first = period / 2;
	parts.last = n - 1 - period / 2;
	for (i = 0; i < n; i++)
		trend[i] = i < parts.first || i > parts.last
		                   ? (double)NAN
		                   : centred_mean(values, i, period);
	for (i = 0; i < period; i++)
		figure[i] = mean_left(values, trend, &parts, i, period,
		                      multiplicative);
	mean = sum_mean(figure, period);
	for (i = 0; i < period; i++)
		figure[i] =
			multiplicative ? figure[i] / mean : figure[i] - mean;
	parts.state = isfinite(mean) && (!multiplicative || mean > 0)
	                      ? EST_OK
	                      : EST_UNDEFINED;
	return parts;
}
