/* Every sum of doubles in the figures runs through here. */

#include "analyze/sum.h"

double
sum_of(const double *values, size_t n)
{
	struct sum sum = {0, 0};
	size_t i;

	for (i = 0; i < n; i++)
		sum_add(&sum, values[i]);
	return sum_total(&sum);
}

/* The second pass brings in what the division rounded away. */
double
sum_mean(const double *values, size_t n)
{
	struct sum rest = {0, 0};
	double mean = sum_of(values, n) / (double)n;
	size_t i;

	for (i = 0; i < n; i++)
		sum_add(&rest, values[i] - mean);
	return mean + sum_total(&rest) / (double)n;
}

/* Less what the distances add up to, which is 0 but for rounding (Chan, Golub
 * and LeVeque 1983). */
double
sum_squares(const double *values, size_t n, double mean)
{
	struct sum squares = {0, 0}, rest = {0, 0};
	size_t i;

	for (i = 0; i < n; i++) {
		double distance = values[i] - mean;

		sum_add(&squares, distance * distance);
		sum_add(&rest, distance);
	}
	return sum_total(&squares) -
	       sum_total(&rest) * sum_total(&rest) / (double)n;
}
