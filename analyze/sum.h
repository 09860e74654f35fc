/*
 * Sums in the order given, with compensation (Neumaier 1974).  Plain doubles:
 * the long double inside gsl_stats would make the last digit depend on the
 * machine.  A sum of whole numbers under 2^53 is exact.
 */

#ifndef ILO_ANALYZE_SUM_H
#define ILO_ANALYZE_SUM_H

#include <math.h>
#include <stddef.h>

struct sum {
	double high; /* rounded */
	double low;  /* what rounding lost */
};

static inline void
sum_add(struct sum *sum, double term)
{
	const double total = sum->high + term;

	if (fabs(sum->high) >= fabs(term))
		sum->low += (sum->high - total) + term;
	else
		sum->low += (term - total) + sum->high;
	sum->high = total;
}

static inline double
sum_total(const struct sum *sum)
{
	return sum->high + sum->low;
}

/* The sum of n values; 0 of none. */
double sum_of(const double *values, size_t n);

/* The mean of n values, n above 0; not finite where it overflows. */
double sum_mean(const double *values, size_t n);

/* The sum of squared distances from their mean. */
double sum_squares(const double *values, size_t n, double mean);

#endif
