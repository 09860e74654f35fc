/*
 * Ranks, ties and the laws of rank statistics under independence.  It must not
 * know which figures are made of them.
 */

#include "analyze/estimate/rank.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/estimate/sorting.h"
#include "common/mem.h"

double *
rank_sorted(const double *values, size_t n)
{
	double *sorted = ilo_xcalloc(n + 1, sizeof(*sorted));

	if (n > 0)
		memcpy(sorted, values, n * sizeof(*sorted));
	sorting_ascend(sorted, n);
	return sorted;
}

void
rank_mid(const double *values, size_t n, double *ranks)
{
	size_t *order = ilo_xcalloc(n + 1, sizeof(*order));
	size_t first, last, i;

	sorting_order(values, n, order);
	for (first = 0; first < n; first = last) {
		last = first + 1;
		while (last < n &&
		       !(values[order[last]] > values[order[first]]))
			last++;
		for (i = first; i < last; i++)
			ranks[order[i]] = (double)(first + 1 + last) / 2;
	}
	free(order);
}

struct rank_ties
rank_ties(const double *values, size_t n)
{
	double *sorted = rank_sorted(values, n);
	struct rank_ties ties = {0};
	size_t first, last;
	double t;

	for (first = 0; first < n; first = last) {
		last = first + 1;
		while (last < n && !(sorted[last] > sorted[first]))
			last++;
		t = (double)(last - first);
		ties.pairs += t * (t - 1) / 2;
		ties.triples += t * (t - 1) * (t - 2);
		ties.weighted += t * (t - 1) * (2 * t + 5);
	}
	free(sorted);
	return ties;
}

/* The next permutation in lexicographic order; false after the last. */
static bool
next_permutation(int *items, int n)
{
	int i = n - 2;
	int j = n - 1;
	int swap;

	while (i >= 0 && items[i] > items[i + 1])
		i--;
	if (i < 0)
		return false;
	while (items[j] < items[i])
		j--;
	swap = items[i];
	items[i] = items[j];
	items[j] = swap;
	for (i++, j = n - 1; i < j; i++, j--) {
		swap = items[i];
		items[i] = items[j];
		items[j] = swap;
	}
	return true;
}

/* Probability of `squares` or less, by counting all n! orders. */
static double
spearman_exact(double squares, int n)
{
	int items[RANK_EXACT_MAX];
	double count = 0;
	double all = 0;
	int i, sum;

	for (i = 0; i < n; i++)
		items[i] = i;
	do {
		sum = 0;
		for (i = 0; i < n; i++)
			sum += (items[i] - i) * (items[i] - i);
		if (sum <= squares)
			count++;
		all++;
	} while (next_permutation(items, n));
	return count / all;
}

/* The same by the Edgeworth series of AS 89. */
static double
spearman_series(double squares, double n)
{
	double b = 1 / n;
	double x = (6 * (squares + 1) * b / (n * n - 1) - 1) * sqrt(n - 1);
	double y = x * x;
	double u = 0.0072 - 0.0831 * b + y * b * (0.0131 - 0.00046 * y);

	u = 0.0879 + 0.0151 * b - y * u;
	u = -0.0758 + b * (0.1033 + 0.3932 * b) - y * b * u;
	u = x * b * (0.2274 + b * (0.2531 + 0.1745 * b) + y * u);
	return fmin(1, fmax(0, gsl_cdf_ugaussian_P(x) - u / exp(y / 2)));
}

double
rank_spearman_p(double squares, size_t n)
{
	double count = (double)n;
	double most = count * (count * count - 1) / 3;
	double smaller = fmin(squares, most - squares);
	double tail;

	if (n < 2 || n > RANK_SERIES_MAX)
		return (double)NAN;
	tail = n <= RANK_EXACT_MAX ? spearman_exact(smaller, (int)n)
	                           : spearman_series(smaller, count);
	return fmin(1, 2 * tail);
}

/*
 * Probabilities of 0, 1, ... inversions of n values, by adding a value at a
 * time.  `law` holds n (n - 1) / 2 + 1.
 */
static void
inversion_law(double *law, size_t n)
{
	double *shorter = ilo_xcalloc(n * n / 2 + 1, sizeof(*shorter));
	size_t most = 0;
	size_t items, k, j;

	law[0] = 1;
	for (items = 2; items <= n; items++) {
		memcpy(shorter, law, (most + 1) * sizeof(*law));
		for (k = 0; k <= most + items - 1; k++) {
			law[k] = 0;
			for (j = k < items ? 0 : k - items + 1;
			     j <= k && j <= most; j++)
				law[k] += shorter[j] / (double)items;
		}
		most += items - 1;
	}
	free(shorter);
}

double
rank_kendall_p(double s, size_t n)
{
	double pairs = (double)n * ((double)n - 1) / 2;
	double fewer = (pairs - fabs(s)) / 2;
	double tail = 0;
	double *law;
	size_t k;

	if (n < 2 || n > RANK_KENDALL_MAX)
		return (double)NAN;
	law = ilo_xcalloc(n * n / 2 + 1, sizeof(*law));
	inversion_law(law, n);
	for (k = 0; (double)k <= fewer; k++)
		tail += law[k];
	free(law);
	return fmin(1, 2 * tail);
}
