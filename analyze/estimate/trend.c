/*
 * Signs and slopes of all pairs of a series.  It must not know what the series
 * counts.
 */

#include "analyze/estimate/trend.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "analyze/estimate/rank.h"
#include "analyze/estimate/sorting.h"
#include "common/mem.h"

static double
pair_signs(const double *values, size_t n)
{
	double s = 0;
	size_t i, j;

	for (i = 0; i < n; i++)
		for (j = i + 1; j < n; j++)
			s += (values[j] > values[i]) - (values[j] < values[i]);
	return s;
}

/* Of s under no trend, with ties. */
static double
sign_variance(const double *values, size_t n)
{
	double count = (double)n;

	return (count * (count - 1) * (2 * count + 5) -
	        rank_ties(values, n).weighted) /
	       18;
}

/* z and p from s and its variance, corrected for continuity. */
static void
judge(struct mann_kendall *result)
{
	size_t n = result->variance.n;
	double z = 0;

	result->z = result->p = result->variance;
	if (result->variance.state != EST_OK)
		return;
	if (fabs(result->s) > 0)
		z = copysign(fabs(result->s) - 1, result->s) /
		    sqrt(result->variance.value);
	result->z = result->p = est_undefined(n);
	if (!(result->variance.value > 0))
		return;
	result->z = est_checked(z, n);
	result->p = est_checked(fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(z))), n);
}

struct mann_kendall
trend_mann_kendall(const double *values, size_t n)
{
	double pairs = (double)n * ((double)n - 1) / 2;
	struct mann_kendall result = {.variance = est_too_few(n),
	                              .tau_b = est_too_few(n)};

	if (n >= 2) {
		result.s = pair_signs(values, n);
		result.variance = est_checked(sign_variance(values, n), n);
		result.tau_b = est_checked(
			result.s / sqrt(pairs *
		                        (pairs - rank_ties(values, n).pairs)),
			n);
	}
	judge(&result);
	return result;
}

/*
 * Slopes between values whose times differ by a multiple of `step`, ascending;
 * never NULL; free() ends them.
 */
static double *
pair_slopes(const struct trend_series *series, double step, size_t *count)
{
	size_t n = series->count;
	double *slopes = ilo_xcalloc(n * n / 2 + 1, sizeof(*slopes));
	size_t i, j;
	double gap;

	*count = 0;
	for (i = 0; i < n; i++) {
		for (j = i + 1; j < n; j++) {
			gap = series->times[j] - series->times[i];
			if (step > 0 && fmod(gap, step) > 0)
				continue;
			slopes[(*count)++] =
				(series->values[j] - series->values[i]) / gap;
		}
	}
	sorting_ascend(slopes, *count);
	return slopes;
}

/* The value at a place counted from 1, interpolated, held inside. */
static double
at_place(const double *sorted, size_t n, double place)
{
	double below = floor(place);

	if (place <= 1)
		return sorted[0];
	if (place >= (double)n)
		return sorted[n - 1];
	return sorted[(size_t)below - 1] +
	       (place - below) *
	               (sorted[(size_t)below] - sorted[(size_t)below - 1]);
}

/* Halves to the even neighbour. */
static double
round_even(double value)
{
	double below = floor(value);
	double rest = value - below;

	if (rest > 0.5 || (!(rest < 0.5) && fmod(below, 2) > 0))
		return below + 1;
	return below;
}

static struct estimate
median_residual(const struct trend_series *series, double slope)
{
	double *residuals = ilo_xcalloc(series->count, sizeof(*residuals));
	struct estimate median;
	size_t i;

	for (i = 0; i < series->count; i++)
		residuals[i] = series->values[i] - slope * series->times[i];
	median = est_checked(gsl_stats_median(residuals, 1, series->count),
	                     series->count);
	free(residuals);
	return median;
}

struct theil_sen
trend_theil_sen(const struct trend_series *series, double variance,
                double confidence)
{
	struct theil_sen result = {.slope = {.state = EST_TOO_FEW},
	                           .intercept = est_too_few(series->count)};
	double n, c;
	double *slopes;

	if (series->count < 2)
		return result;
	result.slope.state = EST_UNDEFINED;
	result.intercept = est_undefined(series->count);
	if (!(confidence > 0 && confidence < 1) || !(variance >= 0))
		return result;
	c = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2) * sqrt(variance);
	slopes = pair_slopes(series, 0, &result.slopes);
	n = (double)result.slopes;
	result.half_width = c;
	result.slope.value =
		gsl_stats_median_from_sorted_data(slopes, 1, result.slopes);
	result.slope.lower = at_place(slopes, result.slopes, (n - c) / 2);
	result.slope.upper = at_place(slopes, result.slopes, (n + c) / 2 + 1);
	result.lower_rounded =
		at_place(slopes, result.slopes, round_even((n - c) / 2));
	result.upper_rounded =
		at_place(slopes, result.slopes, round_even((n + c) / 2 + 1));
	result.intercept = median_residual(series, result.slope.value);
	if (isfinite(result.slope.lower) && isfinite(result.slope.upper))
		result.slope.state = EST_OK;
	free(slopes);
	return result;
}

/* The values of one season, counted from 0; returns how many. */
static size_t
of_season(const struct trend_series *series, size_t seasons, size_t season,
          double *values)
{
	size_t n = 0;
	size_t i;

	for (i = 0; i < series->count; i++)
		if ((size_t)fmod(series->times[i] - 1, (double)seasons) ==
		    season)
			values[n++] = series->values[i];
	return n;
}

static struct estimate
seasonal_slope(const struct trend_series *series, size_t seasons)
{
	size_t count;
	double *slopes = pair_slopes(series, (double)seasons, &count);
	struct estimate slope = est_too_few(series->count);

	if (count > 0)
		slope = est_checked((double)seasons *
		                            gsl_stats_median_from_sorted_data(
						    slopes, 1, count),
		                    series->count);
	free(slopes);
	return slope;
}

struct seasonal_kendall
trend_seasonal_kendall(const struct trend_series *series, size_t seasons,
                       double *each_s, double *each_variance)
{
	double *values = ilo_xcalloc(series->count + 1, sizeof(*values));
	struct seasonal_kendall result = {
		.total.variance = est_too_few(series->count),
		.total.tau_b = est_undefined(series->count),
	};
	double all = 0;
	size_t season, n;

	for (season = 0; season < seasons; season++) {
		double s, variance;

		n = of_season(series, seasons, season, values);
		s = pair_signs(values, n);
		variance = n < 2 ? 0 : sign_variance(values, n);
		result.total.s += s;
		all += variance;
		if (each_s != NULL)
			each_s[season] = s;
		if (each_variance != NULL)
			each_variance[season] = variance;
	}
	result.slope = seasons > 0 ? seasonal_slope(series, seasons)
	                           : est_too_few(series->count);
	if (result.slope.state != EST_TOO_FEW)
		result.total.variance = est_checked(all, series->count);
	judge(&result.total);
	free(values);
	return result;
}
