/*
 * Step-up and step-down adjustment of ordered p-values.  It must not know what
 * was tested.
 */

#include "analyze/estimate/multiplicity.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

#include "analyze/sum.h"
#include "common/mem.h"

/* 1 + 1/2 + ... + 1/m. */
static double
harmonic(size_t m)
{
	struct sum sum = {0, 0};
	size_t i;

	for (i = m; i > 0; i--)
		sum_add(&sum, 1 / (double)i);
	return sum_total(&sum);
}

/* What the p-value of a rank from 1 is multiplied by, of m. */
static double
factor(enum multiplicity method, double rank, double m)
{
	switch (method) {
	case MULTIPLICITY_BH:
	case MULTIPLICITY_BY:
		return m / rank;
	case MULTIPLICITY_HOLM:
	case MULTIPLICITY_HOCHBERG:
		return m - rank + 1;
	case MULTIPLICITY_BONFERRONI:
		return m;
	}
	return m;
}

/* Ascending p-values: from the largest down none exceeds the one above. */
static void
step_up(double *sorted, size_t m)
{
	double least = 1;
	size_t i;

	for (i = m; i > 0; i--) {
		if (sorted[i - 1] < least)
			least = sorted[i - 1];
		sorted[i - 1] = least;
	}
}

/* From the smallest up none is under the one below. */
static void
step_down(double *sorted, size_t m)
{
	double most = 0;
	size_t i;

	for (i = 0; i < m; i++) {
		if (sorted[i] > most)
			most = sorted[i];
		sorted[i] = most < 1 ? most : 1;
	}
}

static void
adjust_sorted(double *sorted, size_t m, enum multiplicity method)
{
	double scale = method == MULTIPLICITY_BY ? harmonic(m) : 1;
	size_t i;

	for (i = 0; i < m; i++)
		sorted[i] *= scale * factor(method, (double)(i + 1), (double)m);
	if (method == MULTIPLICITY_HOLM || method == MULTIPLICITY_BONFERRONI)
		step_down(sorted, m);
	else
		step_up(sorted, m);
}

void
multiplicity_adjust(double *p, size_t n, enum multiplicity method)
{
	double *sorted = ilo_xcalloc(n + 1, sizeof(*sorted));
	size_t *place = ilo_xcalloc(n + 1, sizeof(*place));
	size_t *order = ilo_xcalloc(n + 1, sizeof(*order));
	size_t m = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (isnan(p[i]))
			continue;
		sorted[m] = p[i];
		place[m++] = i;
	}
	gsl_sort_index(order, sorted, 1, m);
	gsl_sort(sorted, 1, m);
	adjust_sorted(sorted, m, method);
	for (i = 0; i < m; i++)
		p[place[order[i]]] = sorted[i];
	free(order);
	free(place);
	free(sorted);
}
