/* Pairs of years within each season, and how the seasons vary together. */

#include "analyze/estimate/yearly.h"

#include <gsl/gsl_cdf.h>
#include <stdlib.h>

#include "analyze/estimate/seasonal.h"
#include "analyze/estimate/sorting.h"
#include "analyze/sum.h"
#include "common/mem.h"

enum { STRENGTH_YEARS = 3 };

/* Whole years; value of a year and a season is values[year * seasons + season].
 */
struct years {
	const double *values;
	size_t count, seasons;
	double *signs; /* of each season, pair of years by pair */
	double *ranks; /* of each season, year by year, midranks */
	size_t pairs;  /* of years */
};

static double
sign_of(double x)
{
	return (double)((x > 0) - (x < 0));
}

/* Signs of all pairs, and the ranks that follow from them. */
static void
compare_years(struct years *years)
{
	const size_t n = years->count;
	size_t g, i, j;

	for (g = 0; g < years->seasons; g++) {
		double *sign = years->signs + g * years->pairs;
		double *rank = years->ranks + g * n;

		for (i = 0; i < n; i++)
			rank[i] = (double)(n + 1) / 2;
		for (i = 0; i < n; i++)
			for (j = i + 1; j < n; j++, sign++) {
				*sign = sign_of(
					years->values[j * years->seasons + g] -
					years->values[i * years->seasons + g]);
				rank[j] += *sign / 2;
				rank[i] -= *sign / 2;
			}
	}
}

/* Covariance of the s of two seasons without a trend. */
static double
covariance(const struct years *years, size_t g, size_t h)
{
	const double *a = years->signs + g * years->pairs;
	const double *b = years->signs + h * years->pairs;
	const double *r = years->ranks + g * years->count;
	const double *q = years->ranks + h * years->count;
	const double n = (double)years->count;
	double together = 0, ranks = 0;
	size_t i;

	for (i = 0; i < years->pairs; i++)
		together += a[i] * b[i];
	for (i = 0; i < years->count; i++)
		ranks += r[i] * q[i];
	return (together + 4 * ranks - n * (n + 1) * (n + 1)) / 3;
}

static void
sum_up(const struct years *years, struct yearly *result)
{
	size_t g, h, i;

	for (g = 0; g < years->seasons; g++) {
		const double own = covariance(years, g, g);

		for (i = 0; i < years->pairs; i++)
			result->s += years->signs[g * years->pairs + i];
		result->variance_independent += own;
		result->variance += own;
		for (h = 0; h < g; h++)
			result->variance += 2 * covariance(years, g, h);
	}
}

/* The value at a place counted from 1, interpolated, held inside. */
static double
at_place(double *values, size_t n, double place)
{
	const double held = fmin(fmax(place, 1), (double)n);
	const size_t below = (size_t)held;
	const double value = sorting_select(values, n, below - 1);

	if (below == n)
		return value;
	return value + (held - (double)below) *
	                       (sorting_select(values, n, below) - value);
}

static struct interval
slope_of(const struct years *years, double variance, double confidence)
{
	const size_t n = years->pairs * years->seasons;
	double *slopes = ilo_xcalloc(n, sizeof(*slopes));
	const double reach =
		gsl_cdf_ugaussian_Qinv((1 - confidence) / 2) * sqrt(variance);
	struct interval slope = {.state = EST_UNDEFINED};
	size_t count = 0, i, j, g;

	for (i = 0; i < years->count; i++)
		for (j = i + 1; j < years->count; j++)
			for (g = 0; g < years->seasons; g++)
				slopes[count++] =
					(years->values[j * years->seasons + g] -
				         years->values[i * years->seasons +
				                       g]) /
					(double)(j - i);
	slope.value = (sorting_select(slopes, n, (n - 1) / 2) +
	               sorting_select(slopes, n, n / 2)) /
	              2;
	slope.lower = at_place(slopes, n, ((double)n - reach) / 2);
	slope.upper = at_place(slopes, n, ((double)n + reach) / 2 + 1);
	if (isfinite(slope.value) && isfinite(slope.lower) &&
	    isfinite(slope.upper))
		slope.state = EST_OK;
	free(slopes);
	return slope;
}

static struct estimate
p_of(const struct yearly *result, size_t n)
{
	if (!(result->variance > 0))
		return est_undefined(n);
	return est_checked(
		2 * gsl_cdf_ugaussian_Q(fmax(fabs(result->s) - 1, 0) /
	                                sqrt(result->variance)),
		n);
}

struct yearly
yearly_trend(const double *values, size_t n, size_t seasons, double confidence)
{
	struct yearly result = {.state = EST_TOO_FEW,
	                        .tau = est_too_few(n),
	                        .p = est_too_few(n),
	                        .slope = {.state = EST_TOO_FEW}};
	struct years years = {.seasons = seasons};

	if (seasons == 0 || seasons > YEARLY_SEASONS_MAX || n / seasons < 2)
		return result;
	result.state = EST_UNDEFINED;
	if (!(confidence > 0 && confidence < 1))
		return result;
	years.count = result.years = n / seasons;
	years.values = values + n % seasons;
	years.pairs = years.count * (years.count - 1) / 2;
	years.signs = ilo_xcalloc(years.pairs * seasons, sizeof(double));
	years.ranks = ilo_xcalloc(years.count * seasons, sizeof(double));
	compare_years(&years);
	sum_up(&years, &result);
	result.variance = fmax(result.variance, 0);
	result.tau = est_checked(result.s / (double)(years.pairs * seasons), n);
	result.p = p_of(&result, n);
	result.slope = slope_of(&years, result.variance, confidence);
	result.state = EST_OK;
	free(years.signs);
	free(years.ranks);
	return result;
}

/* 1 - var(rest) / var(rest + part), not under 0. */
static struct estimate
part_strength(const double *rest, const double *part, size_t n)
{
	double *both = ilo_xcalloc(n, sizeof(*both));
	double whole, left;
	size_t i;

	for (i = 0; i < n; i++)
		both[i] = rest[i] + part[i];
	whole = sum_squares(both, n, sum_mean(both, n));
	left = sum_squares(rest, n, sum_mean(rest, n));
	free(both);
	return whole > 0 ? est_checked(fmax(0, 1 - left / whole), n)
	                 : est_undefined(n);
}

struct yearly_strength
yearly_strength(const double *values, size_t n, size_t seasons)
{
	struct yearly_strength result = {est_too_few(n), est_too_few(n)};
	struct seasonal_rules rules;
	double *work;
	size_t i;

	if (seasons < 2 || n / seasons < STRENGTH_YEARS)
		return result;
	result.trend = result.season = est_undefined(n);
	work = ilo_xcalloc(4 * n, sizeof(*work));
	for (i = 0; i < n; i++)
		work[i] = log1p(values[i]);
	rules = seasonal_stl_rules(n, seasons, 0, false);
	if (seasonal_stl(work, n, &rules, work + n, work + 2 * n,
	                 work + 3 * n) == EST_OK) {
		for (i = 0; i < n; i++)
			work[i] -= work[n + i] + work[2 * n + i];
		result.trend = part_strength(work, work + 2 * n, n);
		result.season = part_strength(work, work + n, n);
	}
	free(work);
	return result;
}
