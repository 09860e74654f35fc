/*
 * Quantiles by their position among the ordered values, and standardised
 * moments about the mean.  It must not know where the values come from.
 */

#include "analyze/estimate/shape.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "analyze/sum.h"

#define FUZZ (4 * DBL_EPSILON)

/* Where a quantile lies: after the first `below` values, and how far on. */
struct position {
	double below;
	double share; /* of the way to the next value, 0 to 1 */
};

/* Types 1 to 3 stop at a value or, type 2, halfway. */
static struct position
step(size_t n, double probability, enum quantile_type type)
{
	double exact = (double)n * probability;
	struct position position;
	bool beyond;

	if (type == QUANTILE_NEAREST_EVEN)
		exact -= 0.5;
	position.below = floor(exact + FUZZ);
	beyond = exact > position.below;
	position.share = beyond ? 1 : 0;
	if (type == QUANTILE_AVERAGED && !beyond)
		position.share = 0.5;
	if (type == QUANTILE_NEAREST_EVEN &&
	    (exact < position.below || fmod(position.below, 2) != 0))
		position.share = 1;
	return position;
}

/* Types 4 to 9 differ in two constants. */
static struct position
slide(size_t n, double probability, enum quantile_type type)
{
	static const double constants[][2] = {
		{0, 1}, {0.5, 0.5},         {0, 0},
		{1, 1}, {1.0 / 3, 1.0 / 3}, {3.0 / 8, 3.0 / 8},
	};
	const double *c = constants[type - QUANTILE_LINEAR];
	double exact = c[0] + probability * ((double)n + 1 - c[0] - c[1]);
	struct position position = {.below = floor(exact + FUZZ)};

	position.share = exact - position.below;
	if (fabs(position.share) < FUZZ)
		position.share = 0;
	return position;
}

/* The value of a rank, which is held inside 1 to n. */
static double
at_rank(const double *sorted, size_t n, double rank)
{
	if (rank <= 1)
		return sorted[0];
	return rank >= (double)n ? sorted[n - 1] : sorted[(size_t)rank - 1];
}

struct estimate
shape_quantile(const double *sorted, size_t n, double probability,
               enum quantile_type type)
{
	struct position position;
	double low, high;

	if (n < 1)
		return est_too_few(n);
	if (!(probability >= 0 && probability <= 1))
		return est_undefined(n);
	position = type <= QUANTILE_NEAREST_EVEN ? step(n, probability, type)
	                                         : slide(n, probability, type);
	low = at_rank(sorted, n, position.below);
	high = at_rank(sorted, n, position.below + 1);
	if (!(high > low))
		return est_checked(low, n);
	return est_checked((1 - position.share) * low + position.share * high,
	                   n);
}

struct estimate
shape_quartile_range(const double *sorted, size_t n)
{
	struct estimate low = shape_quantile(sorted, n, 0.25, QUANTILE_MODE);
	struct estimate high = shape_quantile(sorted, n, 0.75, QUANTILE_MODE);

	if (low.state != EST_OK || high.state != EST_OK)
		return low.state != EST_OK ? low : high;
	return est_checked(high.value - low.value, n);
}

/* Rounding in the mean could make a constant series look alive. */
static bool
is_constant(const double *values, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (values[i] < values[0] || values[i] > values[0])
			return false;
	return true;
}

/* Sum of the given power of the distances from the mean. */
static double
power_sum(const double *values, size_t n, int power)
{
	double mean = sum_mean(values, n);
	struct sum sum = {0, 0};
	size_t i;

	for (i = 0; i < n; i++) {
		double distance = values[i] - mean;
		double square = distance * distance;

		sum_add(&sum, power == 2   ? square
		              : power == 3 ? square * distance
		                           : square * square);
	}
	return sum_total(&sum);
}

struct estimate
shape_skewness(const double *values, size_t n, enum moment_type type)
{
	double count = (double)n;
	double squares, skewness;

	if (n < 3)
		return est_too_few(n);
	if (is_constant(values, n))
		return est_undefined(n);
	squares = power_sum(values, n, 2);
	skewness = sqrt(count) * power_sum(values, n, 3) /
	           (squares * sqrt(squares));
	if (type == MOMENT_UNBIASED)
		skewness *= sqrt(count * (count - 1)) / (count - 2);
	else if (type == MOMENT_SAMPLE_SD)
		skewness *= (1 - 1 / count) * sqrt(1 - 1 / count);
	return est_checked(skewness, n);
}

struct estimate
shape_kurtosis(const double *values, size_t n, enum moment_type type)
{
	double count = (double)n;
	double squares, kurtosis;

	if (n < 4)
		return est_too_few(n);
	if (is_constant(values, n))
		return est_undefined(n);
	squares = power_sum(values, n, 2);
	kurtosis = count * power_sum(values, n, 4) / squares / squares;
	if (type == MOMENT_UNBIASED)
		kurtosis = ((count + 1) * (kurtosis - 3) + 6) * (count - 1) /
		           ((count - 2) * (count - 3));
	else if (type == MOMENT_SAMPLE_SD)
		kurtosis = kurtosis * (1 - 1 / count) * (1 - 1 / count) - 3;
	else
		kurtosis -= 3;
	return est_checked(kurtosis, n);
}
