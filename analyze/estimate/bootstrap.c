/* Resampling.  Must not know what the statistic means. */

#include "analyze/estimate/bootstrap.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/estimate/draw.h"
#include "analyze/estimate/rank.h"
#include "analyze/estimate/sorting.h"
#include "analyze/sum.h"
#include "common/mem.h"

static gsl_rng *
generator(uint32_t seed)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	if (rng == NULL)
		ilo_out_of_memory();
	gsl_rng_set(rng, seed);
	return rng;
}

double
bootstrap_original(const struct bootstrap_sample *sample)
{
	double *copy = ilo_xcalloc(sample->n + 1, sizeof(*copy));
	double result;

	if (sample->n > 0)
		memcpy(copy, sample->values, sample->n * sizeof(*copy));
	result = sample->statistic(copy, sample->n);
	free(copy);
	return result;
}

void
bootstrap_given(const struct bootstrap_sample *sample, const size_t *index,
                size_t count, double *replicates)
{
	double *copy = ilo_xcalloc(sample->n + 1, sizeof(*copy));
	size_t i, r;

	for (r = 0; r < count; r++) {
		for (i = 0; i < sample->n; i++)
			copy[i] = sample->values[index[r * sample->n + i]];
		replicates[r] = sample->statistic(copy, sample->n);
	}
	free(copy);
}

void
bootstrap_draw(const struct bootstrap_sample *sample, uint32_t seed,
               size_t count, double *replicates)
{
	gsl_rng *rng = generator(seed);
	size_t *index = ilo_xcalloc(sample->n + 1, sizeof(*index));
	size_t i, r;

	for (r = 0; r < count; r++) {
		for (i = 0; i < sample->n; i++)
			index[i] = gsl_rng_uniform_int(rng, sample->n);
		bootstrap_given(sample, index, 1, replicates + r);
	}
	free(index);
	gsl_rng_free(rng);
}

void
bootstrap_blocks(const size_t *starts, size_t blocks, size_t length,
                 size_t *index)
{
	size_t b, i;

	for (b = 0; b < blocks; b++)
		for (i = 0; i < length; i++)
			*index++ = starts[b] + i;
}

static bool
all_finite(const double *values, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!isfinite(values[i]))
			return false;
	return true;
}

struct bootstrap_moments
bootstrap_moments(const double *replicates, size_t count, double original)
{
	struct bootstrap_moments result = {.state = EST_TOO_FEW};

	if (count < 2)
		return result;
	result.state = EST_UNDEFINED;
	if (!all_finite(replicates, count) || !isfinite(original))
		return result;
	result.mean = sum_mean(replicates, count);
	result.bias = result.mean - original;
	result.se = sqrt(sum_squares(replicates, count, result.mean) /
	                 (double)(count - 1));
	result.state = EST_OK;
	return result;
}

/* The statistic without each value in turn. */
static void
leave_one_out(const struct bootstrap_sample *sample, double *left)
{
	double *copy = ilo_xcalloc(sample->n, sizeof(*copy));
	size_t i, j, count;

	for (i = 0; i < sample->n; i++) {
		for (j = 0, count = 0; j < sample->n; j++)
			if (j != i)
				copy[count++] = sample->values[j];
		left[i] = sample->statistic(copy, count);
	}
	free(copy);
}

struct bootstrap_jackknife
bootstrap_jackknife(const struct bootstrap_sample *sample)
{
	struct bootstrap_jackknife result = {.state = EST_TOO_FEW};
	struct sum squares = {0, 0}, cubes = {0, 0};
	double n = (double)sample->n;
	double *left, mean;
	size_t i;

	if (sample->n < 2)
		return result;
	left = ilo_xcalloc(sample->n, sizeof(*left));
	leave_one_out(sample, left);
	mean = sum_mean(left, sample->n);
	for (i = 0; i < sample->n; i++) {
		double distance = mean - left[i];

		sum_add(&squares, distance * distance);
		sum_add(&cubes, distance * distance * distance);
	}
	result.bias = (n - 1) * (mean - bootstrap_original(sample));
	result.se = sqrt((n - 1) / n * sum_total(&squares));
	if (sum_total(&squares) > 0)
		result.acceleration =
			sum_total(&cubes) / (6 * pow(sum_total(&squares), 1.5));
	result.state = isfinite(result.se) && isfinite(result.bias)
	                       ? EST_OK
	                       : EST_UNDEFINED;
	free(left);
	return result;
}

static double
quantile(const double *sorted, size_t n, double level)
{
	double at = level * (double)(n - 1);
	size_t low = (size_t)at;

	if (low + 1 >= n)
		return sorted[n - 1];
	return sorted[low] +
	       (at - (double)low) * (sorted[low + 1] - sorted[low]);
}

/* Interpolated on the normal scale (Davison & Hinkley 1997, eq. 5.8). */
static double
normal_quantile(const double *sorted, size_t n, double level)
{
	double places = (double)n + 1;
	double at = places * level;
	size_t k = (size_t)at;
	double low, high;

	if (k == 0)
		return sorted[0];
	if (k >= n)
		return sorted[n - 1];
	low = gsl_cdf_ugaussian_Pinv((double)k / places);
	high = gsl_cdf_ugaussian_Pinv((double)(k + 1) / places);
	return sorted[k - 1] + (gsl_cdf_ugaussian_Pinv(level) - low) /
	                               (high - low) *
	                               (sorted[k] - sorted[k - 1]);
}

static enum est_state
check(const double *replicates, size_t count, double original,
      double confidence)
{
	if (count < 2)
		return EST_TOO_FEW;
	if (!all_finite(replicates, count) || !isfinite(original) ||
	    !(confidence > 0 && confidence < 1))
		return EST_UNDEFINED;
	return EST_OK;
}

struct interval
bootstrap_interval(double *replicates, size_t count, double original,
                   enum bootstrap_method method, double confidence)
{
	struct interval result = {.value = original};
	struct bootstrap_moments moments;
	double tail = (1 - confidence) / 2;
	double reach;

	result.state = check(replicates, count, original, confidence);
	if (result.state != EST_OK)
		return result;
	moments = bootstrap_moments(replicates, count, original);
	sorting_ascend(replicates, count);
	reach = gsl_cdf_ugaussian_Qinv(tail) * moments.se;
	switch (method) {
	case BOOTSTRAP_PERCENTILE:
		result.lower = quantile(replicates, count, tail);
		result.upper = quantile(replicates, count, 1 - tail);
		break;
	case BOOTSTRAP_PERCENTILE_NORMAL:
		result.lower = normal_quantile(replicates, count, tail);
		result.upper = normal_quantile(replicates, count, 1 - tail);
		break;
	case BOOTSTRAP_BASIC:
		result.lower = 2 * original -
		               normal_quantile(replicates, count, 1 - tail);
		result.upper =
			2 * original - normal_quantile(replicates, count, tail);
		break;
	case BOOTSTRAP_NORMAL:
		result.lower = original - moments.bias - reach;
		result.upper = original - moments.bias + reach;
		break;
	}
	return result;
}

struct bootstrap_bca
bootstrap_bca(double *replicates, size_t count, double original,
              double acceleration, double confidence)
{
	struct bootstrap_bca result = {.interval = {.value = original}};
	double z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
	size_t i, under = 0;

	result.interval.state = check(replicates, count, original, confidence);
	if (result.interval.state != EST_OK)
		return result;
	for (i = 0; i < count; i++)
		under += replicates[i] < original;
	result.z0 =
		under == 0 ? -(double)INFINITY
		: under == count
			? (double)INFINITY
			: gsl_cdf_ugaussian_Pinv((double)under / (double)count);
	result.interval.state = EST_UNDEFINED;
	if (!isfinite(result.z0))
		return result;
	result.lower_level = gsl_cdf_ugaussian_P(
		result.z0 +
		(result.z0 - z) / (1 - acceleration * (result.z0 - z)));
	result.upper_level = gsl_cdf_ugaussian_P(
		result.z0 +
		(result.z0 + z) / (1 - acceleration * (result.z0 + z)));
	if (!isfinite(result.lower_level) || !isfinite(result.upper_level))
		return result;
	sorting_ascend(replicates, count);
	result.interval.lower = quantile(replicates, count, result.lower_level);
	result.interval.upper = quantile(replicates, count, result.upper_level);
	result.interval.state = EST_OK;
	return result;
}

enum est_state
bootstrap_counts(const double *counts, size_t n,
                 const struct bootstrap_ranking *ranking, double *drawn)
{
	gsl_rng *rng;
	size_t i, r;

	if (n == 0 || ranking->count < 2)
		return EST_TOO_FEW;
	for (i = 0; i < n; i++)
		if (!(counts[i] >= 0) || !isfinite(counts[i]))
			return EST_UNDEFINED;
	if (!(ranking->confidence > 0 && ranking->confidence < 1))
		return EST_UNDEFINED;
	rng = generator(ranking->seed);
	for (r = 0; r < ranking->count; r++)
		for (i = 0; i < n; i++)
			drawn[r * n + i] =
				draw_count(rng, counts[i], ranking->dispersion);
	gsl_rng_free(rng);
	return EST_OK;
}

/* Ranks from the largest, 1; ties share the mean of theirs. */
static void
rank_down(const double *counts, size_t n, double *ranks)
{
	size_t i;

	rank_mid(counts, n, ranks);
	for (i = 0; i < n; i++)
		ranks[i] = (double)n + 1 - ranks[i];
}

/* How often each of n counts has each place from 0, the largest count first:
 * how[i * n + place]; where counts tie, the first of their places and the last.
 */
struct places {
	size_t n;
	uint32_t *first, *last;
	size_t *order;
};

static void
places_add(const struct places *places, const double *drawn)
{
	const size_t n = places->n;
	size_t from, to, i;

	sorting_order(drawn, n, places->order);
	for (from = 0; from < n; from = to) {
		for (to = from + 1; to < n && !(drawn[places->order[to]] >
		                                drawn[places->order[from]]);)
			to++;
		for (i = from; i < to; i++) {
			const size_t row = places->order[i] * n;

			places->first[row + n - to]++;
			places->last[row + n - 1 - from]++;
		}
	}
}

/* The rank that the k-th of the replicates has, from 0, the best first. */
static double
rank_at(const uint32_t *often, size_t k)
{
	size_t place = 0, seen = often[0];

	while (seen <= k)
		seen += often[++place];
	return (double)(place + 1);
}

/* As quantile(), of ranks. */
static double
rank_quantile(const uint32_t *often, size_t count, double level)
{
	const double at = level * (double)(count - 1);
	const size_t k = (size_t)at;
	const double low = rank_at(often, k);

	if (k + 1 >= count)
		return low;
	return low + (at - (double)k) * (rank_at(often, k + 1) - low);
}

enum est_state
bootstrap_ranks(const double *counts, size_t n,
                const struct bootstrap_ranking *ranking,
                struct bootstrap_rank *ranks)
{
	const double tail = (1 - ranking->confidence) / 2;
	const size_t count = ranking->count;
	double *drawn = ilo_xcalloc(n * count + n + 1, sizeof(*drawn));
	double *middle = drawn + n * count;
	uint32_t *often = ilo_xcalloc(2 * n * n + 1, sizeof(*often));
	const struct places places = {n, often, often + n * n,
	                              ilo_xcalloc(n + 1, sizeof(size_t))};
	enum est_state state = bootstrap_counts(counts, n, ranking, drawn);
	size_t i, r;

	for (r = 0; state == EST_OK && r < count; r++)
		places_add(&places, drawn + r * n);
	if (state == EST_OK)
		rank_down(counts, n, middle);
	for (i = 0; state == EST_OK && i < n; i++)
		ranks[i] = (struct bootstrap_rank){
			middle[i],
			rank_quantile(places.first + i * n, count, tail),
			rank_quantile(places.last + i * n, count, 1 - tail)};
	free(places.order);
	free(often);
	free(drawn);
	return state;
}
