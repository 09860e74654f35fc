/*
 * A symmetric matrix of sums of products (X'WX), factored by Cholesky with a
 * rank check: how the regressions solve their normal equations.
 *
 * A column that the columns before it already span is aliased: it gets the
 * solution 0 and no variance, as the "NA" of glm() in R.  The matrix lives in
 * the struct, so that thousands of small fits allocate nothing.
 */

#ifndef ILO_ANALYZE_ESTIMATE_GRAM_H
#define ILO_ANALYZE_ESTIMATE_GRAM_H

#include <stdbool.h>
#include <stddef.h>

#define GRAM_MAX 32 /* columns at the most */

struct gram {
	size_t order;
	size_t rank;
	bool aliased[GRAM_MAX];
	double factor[GRAM_MAX][GRAM_MAX]; /* lower triangle */
};

/*
 * Factor the matrix whose lower triangle stands in gram->factor; `order` is
 * set.  A pivot under 1e-12 of its diagonal counts as 0 (an angle of 1e-6
 * between the column and those before it).
 */
void gram_factor(struct gram *gram);

/* Solve for one right-hand side, in place. */
void gram_solve(const struct gram *gram, double *vector);

/* x' A^-1 x, the leverage of a row or the variance of a prediction. */
double gram_quadratic(const struct gram *gram, const double *row);

/* Element (i, i) of the inverse. */
double gram_variance(const struct gram *gram, size_t i);

#endif
