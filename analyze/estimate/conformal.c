/* Distances from a forecast on the scale of log(count + 1/2). */

#include "analyze/estimate/conformal.h"

#include <gsl/gsl_sort.h>
#include <stdbool.h>

static double
on_scale(double count)
{
	return log(count + 0.5);
}

/* Below 1/2 there is nothing on the scale; a half has some width all the same.
 */
#define LEAST_HALF 0.01

/* The half of an interval, one event wide at least. */
static double
half_of(const struct interval *sum, bool above)
{
	const double at = on_scale(sum->value);

	if (above)
		return on_scale(fmax(sum->upper, sum->value + 1)) - at;
	return fmax(at - on_scale(fmax(fmin(sum->lower, sum->value - 1), 0)),
	            LEAST_HALF);
}

double
conformal_score(const struct interval *sum, double came)
{
	const double distance = on_scale(came) - on_scale(sum->value);
	const double score = fabs(distance) / half_of(sum, distance > 0);

	return came >= sum->lower && came <= sum->upper ? fmin(score, 1)
	                                                : fmax(score, 1);
}

struct interval
conformal_stretch(struct interval sum, double factor)
{
	const double at = on_scale(sum.value);
	const struct interval plain = sum;

	if (sum.state != EST_OK || !(factor > 1))
		return sum;
	sum.lower = exp(at - factor * half_of(&plain, false)) - 0.5;
	sum.upper = exp(at + factor * half_of(&plain, true)) - 0.5;
	/* Whole numbers, and never less than there was. */
	sum.lower = fmax(0, fmin(ceil(sum.lower), plain.lower));
	sum.upper = fmax(floor(sum.upper), plain.upper);
	if (!isfinite(sum.upper))
		sum.state = EST_UNDEFINED;
	return sum;
}

struct estimate
conformal_factor(double *scores, size_t n, double confidence)
{
	const double place = ceil((double)(n + 1) * confidence);

	if (n == 0 || place > (double)n)
		return est_too_few(n);
	gsl_sort(scores, 1, n);
	return est_checked(fmax(scores[(size_t)place - 1], 1), n);
}
