/* Cholesky factors of small matrices.  Must not know what they are of. */

#include "analyze/estimate/gram.h"

#include <math.h>
#include <string.h>

#define PIVOT_LEAST 1e-12

/* Row i less what the rows before it explain of it. */
static void
reduce(struct gram *gram, size_t i)
{
	double *row = gram->factor[i];
	size_t j, k;

	for (j = 0; j < i; j++) {
		const double *other = gram->factor[j];

		if (gram->aliased[j]) {
			row[j] = 0;
			continue;
		}
		for (k = 0; k < j; k++)
			row[j] -= row[k] * other[k];
		row[j] /= other[j];
	}
}

void
gram_factor(struct gram *gram)
{
	size_t i, k;

	gram->rank = 0;
	for (i = 0; i < gram->order; i++) {
		double *row = gram->factor[i];
		double diagonal = row[i];

		reduce(gram, i);
		for (k = 0; k < i; k++)
			row[i] -= row[k] * row[k];
		gram->aliased[i] = !(row[i] > PIVOT_LEAST * diagonal);
		if (gram->aliased[i])
			continue;
		row[i] = sqrt(row[i]);
		gram->rank++;
	}
}

static void
forward(const struct gram *gram, double *vector)
{
	size_t i, k;

	for (i = 0; i < gram->order; i++) {
		if (gram->aliased[i]) {
			vector[i] = 0;
			continue;
		}
		for (k = 0; k < i; k++)
			vector[i] -= gram->factor[i][k] * vector[k];
		vector[i] /= gram->factor[i][i];
	}
}

void
gram_solve(const struct gram *gram, double *vector)
{
	size_t i, k;

	forward(gram, vector);
	for (i = gram->order; i-- > 0;) {
		if (gram->aliased[i])
			continue;
		for (k = i + 1; k < gram->order; k++)
			if (!gram->aliased[k])
				vector[i] -= gram->factor[k][i] * vector[k];
		vector[i] /= gram->factor[i][i];
	}
}

double
gram_quadratic(const struct gram *gram, const double *row)
{
	double half[GRAM_MAX];
	double total = 0;
	size_t i;

	memcpy(half, row, gram->order * sizeof(*half));
	forward(gram, half);
	for (i = 0; i < gram->order; i++)
		total += half[i] * half[i];
	return total;
}

double
gram_variance(const struct gram *gram, size_t i)
{
	double unit[GRAM_MAX] = {0};

	unit[i] = 1;
	return gram_quadratic(gram, unit);
}
