/* Changes of level.  Must not know what the series are. */

#include "analyze/estimate/changepoint.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "analyze/sum.h"
#include "common/mem.h"

#define VARIANCE_LEAST 1e-11
#define BRIDGE_TERMS 100
#define BRIDGE_LEAST 0.1 /* under it the p is 1 to all digits */
#define LOG_2PI 1.8378770664093454836

static double
mid_rank(const double *values, size_t n, size_t i)
{
	size_t less = 0, equal = 0;
	size_t j;

	for (j = 0; j < n; j++) {
		less += values[j] < values[i];
		equal += !(values[j] < values[i]) && !(values[i] < values[j]);
	}
	return (double)less + ((double)equal + 1) / 2;
}

struct changepoint_pettitt
changepoint_pettitt(const double *values, size_t n, double *process)
{
	struct changepoint_pettitt result = {.state = EST_TOO_FEW};
	double count = (double)n;
	double ranks = 0;
	size_t k;

	if (n < 2)
		return result;
	for (k = 1; k <= n; k++) {
		double u;

		ranks += mid_rank(values, n, k - 1);
		u = 2 * ranks - (double)k * (count + 1);
		if (process != NULL)
			process[k - 1] = u;
		if (fabs(u) > result.statistic) {
			result.statistic = fabs(u);
			result.at = k;
		}
	}
	result.p = fmin(1, 2 * exp(-6 * result.statistic * result.statistic /
	                           (count * count * count + count * count)));
	result.state = EST_OK;
	return result;
}

/* Sums of the first i values and squares, about the mean for precision. */
struct prefix {
	double mean;
	double *sums;
	double *squares;
};

static void
prefix_init(struct prefix *prefix, const double *values, size_t n)
{
	struct sum sums = {0, 0}, squares = {0, 0};
	size_t i;

	prefix->mean = sum_mean(values, n);
	prefix->sums = ilo_xcalloc(n + 1, sizeof(*prefix->sums));
	prefix->squares = ilo_xcalloc(n + 1, sizeof(*prefix->squares));
	for (i = 0; i < n; i++) {
		double distance = values[i] - prefix->mean;

		sum_add(&sums, distance);
		sum_add(&squares, distance * distance);
		prefix->sums[i + 1] = sum_total(&sums);
		prefix->squares[i + 1] = sum_total(&squares);
	}
}

static void
prefix_release(struct prefix *prefix)
{
	free(prefix->squares);
	free(prefix->sums);
}

/* Cost of the values from position i up to before j. */
static double
cost_of(const struct prefix *prefix, enum changepoint_cost cost, size_t i,
        size_t j)
{
	double n = (double)(j - i);
	double sum = prefix->sums[j] - prefix->sums[i];
	double squares = prefix->squares[j] - prefix->squares[i];

	squares = fmax(squares - sum * sum / n, 0);
	switch (cost) {
	case CHANGEPOINT_MEAN:
		return squares;
	case CHANGEPOINT_POISSON:
		sum += n * prefix->mean;
		return sum > n * 1e-12 ? 2 * (sum - sum * log(sum / n)) : 0;
	case CHANGEPOINT_MEAN_AND_VARIANCE:
		return n *
		       (LOG_2PI + 1 + log(fmax(squares / n, VARIANCE_LEAST)));
	}
	return (double)NAN;
}

/* The best way to end a segment at each position; its start in `last`. */
static void
optimise(const struct prefix *prefix, size_t n,
         const struct changepoint_rules *rules, double *best, size_t *last)
{
	size_t i, j;

	best[0] = -rules->penalty;
	for (j = 1; j <= n; j++) {
		best[j] = (double)INFINITY;
		for (i = 0; i + rules->least <= j; i++) {
			double total = best[i] + rules->penalty +
			               cost_of(prefix, rules->cost, i, j);

			if (total < best[j]) {
				best[j] = total;
				last[j] = i;
			}
		}
	}
}

/* Walk the starts back from the end; positions ascending in `cuts`. */
static size_t
walk_back(const size_t *last, size_t n, size_t *cuts)
{
	size_t changes = 0;
	size_t i, j;

	for (j = last[n]; j > 0; j = last[j])
		changes++;
	for (i = changes, j = last[n]; j > 0; j = last[j])
		cuts[--i] = j;
	return changes;
}

static bool
is_possible(const double *values, size_t n, enum changepoint_cost cost)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!isfinite(values[i]) ||
		    (cost == CHANGEPOINT_POISSON && values[i] < 0))
			return false;
	return true;
}

struct changepoint_partition
changepoint_partition(const double *values, size_t n,
                      const struct changepoint_rules *rules, size_t *cuts)
{
	struct changepoint_partition result = {.state = EST_TOO_FEW};
	struct prefix prefix;
	double *best;
	size_t *last;

	if (n == 0 || rules->least == 0 || n < rules->least)
		return result;
	result.state = EST_UNDEFINED;
	if (!(rules->penalty >= 0) || !is_possible(values, n, rules->cost))
		return result;
	prefix_init(&prefix, values, n);
	best = ilo_xcalloc(n + 1, sizeof(*best));
	last = ilo_xcalloc(n + 1, sizeof(*last));
	optimise(&prefix, n, rules, best, last);
	result.changes = walk_back(last, n, cuts);
	result.objective = best[n];
	if (isfinite(result.objective))
		result.state = EST_OK;
	free(last);
	free(best);
	prefix_release(&prefix);
	return result;
}

/* One more segment than the row before, which the new row of `best` follows. */
static void
add_segment(const struct prefix *prefix, size_t n, size_t least, double *before,
            size_t *last)
{
	double *best = before + n + 1;
	size_t i, j;

	for (j = 0; j <= n; j++) {
		best[j] = (double)INFINITY;
		for (i = 0; i + least <= j; i++) {
			double total = before[i] +
			               cost_of(prefix, CHANGEPOINT_MEAN, i, j);

			if (total < best[j]) {
				best[j] = total;
				last[j] = i;
			}
		}
	}
}

static double
criterion(double rss, double n, size_t segments)
{
	return n * (log(rss) + 1 - log(n) + LOG_2PI) +
	       log(n) * 2 * (double)segments;
}

static void
search_breaks(const struct prefix *prefix, size_t n, size_t least,
              struct changepoint_breaks *result, size_t *cuts)
{
	size_t width = n + 1;
	size_t rows = result->most + 2;
	double *best = ilo_xcalloc(rows * width, sizeof(*best));
	size_t *last = ilo_xcalloc(rows * width, sizeof(*last));
	size_t i, k, at = n;

	for (i = 1; i <= n; i++)
		best[i] = (double)INFINITY;
	for (k = 0; k <= result->most; k++) {
		add_segment(prefix, n, least, best + k * width,
		            last + (k + 1) * width);
		result->rss[k] = best[(k + 1) * width + n];
		result->bic[k] = criterion(result->rss[k], (double)n, k + 1);
		if (result->bic[k] < result->bic[result->chosen])
			result->chosen = k;
	}
	for (k = result->chosen; k > 0; k--) {
		at = last[(k + 1) * width + at];
		cuts[k - 1] = at;
	}
	free(last);
	free(best);
}

struct changepoint_breaks
changepoint_breaks(const double *values, size_t n, double share, size_t *cuts)
{
	struct changepoint_breaks result = {.state = EST_TOO_FEW};
	size_t least = (size_t)floor((double)n * share);
	struct prefix prefix;

	if (n < 2 || !(share > 0 && share <= 0.5) || least < 2)
		return result;
	result.state = EST_UNDEFINED;
	result.most = (n + least - 1) / least;
	result.most = result.most > 2 ? result.most - 2 : 0;
	if (result.most >= CHANGEPOINT_BREAKS_MAX)
		result.most = CHANGEPOINT_BREAKS_MAX - 1;
	if (!is_possible(values, n, CHANGEPOINT_MEAN))
		return result;
	prefix_init(&prefix, values, n);
	if (prefix.squares[n] > 0) {
		search_breaks(&prefix, n, least, &result, cuts);
		result.state = EST_OK;
	}
	prefix_release(&prefix);
	return result;
}

/* A Brownian bridge exceeds x (Kolmogorov 1933). */
static double
bridge_tail(double x)
{
	double total = 0;
	int i;

	if (x < BRIDGE_LEAST)
		return 1;
	for (i = BRIDGE_TERMS; i > 0; i--)
		total += (i % 2 == 1 ? 2 : -2) *
		         exp(-2 * (double)i * (double)i * x * x);
	return fmin(1, total);
}

struct changepoint_cusum
changepoint_cusum(const double *values, size_t n, double *process)
{
	struct changepoint_cusum result = {.state = EST_TOO_FEW};
	struct sum total = {0, 0};
	double mean, scale;
	size_t i;

	if (n < 2)
		return result;
	result.state = EST_UNDEFINED;
	mean = sum_mean(values, n);
	scale = sqrt(sum_squares(values, n, mean) / (double)(n - 1) *
	             (double)n);
	if (!(scale > fabs(mean) * 1e-14) || !isfinite(scale))
		return result;
	if (process != NULL)
		process[0] = 0;
	for (i = 0; i < n; i++) {
		double value;

		sum_add(&total, values[i] - mean);
		value = sum_total(&total) / scale;
		if (process != NULL)
			process[i + 1] = value;
		result.statistic = fmax(result.statistic, fabs(value));
	}
	result.p = bridge_tail(result.statistic);
	result.state = EST_OK;
	return result;
}
