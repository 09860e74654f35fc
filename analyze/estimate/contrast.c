/* The chi-square of a table of months by two years is its dispersion. */

#include "analyze/estimate/contrast.h"

#include <gsl/gsl_cdf.h>

#include "analyze/estimate/poisson.h"
#include "analyze/sum.h"

static double
squared(double x)
{
	return x * x;
}

static struct estimate
dispersion_of(const double *after, const double *before, size_t n,
              size_t *months)
{
	const double share =
		sum_of(after, n) / (sum_of(after, n) + sum_of(before, n));
	struct sum chi2 = {0, 0};
	size_t i;

	*months = 0;
	for (i = 0; i < n; i++) {
		const double both = after[i] + before[i];

		if (!(both > 0))
			continue;
		++*months;
		if (share > 0 && share < 1)
			sum_add(&chi2, squared(after[i] - both * share) /
			                       (both * share * (1 - share)));
	}
	if (*months < 2 || !(share > 0 && share < 1))
		return est_undefined(n);
	return est_checked(sum_total(&chi2) / (double)(*months - 1), n);
}

/* How much longer the distances of the exact interval become. */
static double
stretch_of(double dispersion, size_t df, double confidence)
{
	const double tail = (1 - confidence) / 2;

	return sqrt(dispersion) * gsl_cdf_tdist_Qinv(tail, (double)df) /
	       gsl_cdf_ugaussian_Qinv(tail);
}

/* Without a count after, the months before tell how they scatter, season and
 * all: as if there had been so many times fewer. */
static void
widen_zero(struct contrast *result, const double *before, size_t n)
{
	const struct poisson_dispersion scatter = poisson_dispersion(before, n);

	result->dispersion = scatter.state == EST_OK
	                             ? est_checked(scatter.index, n)
	                             : est_undefined(n);
	if (result->dispersion.state != EST_OK || !(scatter.index > 1))
		return;
	result->ratio.upper *= scatter.index;
	result->p.value = pow(result->p.value, 1 / scatter.index);
}

static void
widen(struct contrast *result, struct estimate score, double confidence)
{
	const double phi = result->dispersion.value;
	const double stretch = stretch_of(phi, result->df, confidence);
	struct interval *ratio = &result->ratio;

	ratio->lower = ratio->value * pow(ratio->lower / ratio->value, stretch);
	ratio->upper = ratio->value * pow(ratio->upper / ratio->value, stretch);
	result->p = est_undefined(score.n);
	if (score.state == EST_OK)
		result->p = est_checked(
			2 * gsl_cdf_tdist_Q(fabs(score.value) / sqrt(phi),
		                            (double)result->df),
			score.n);
}

struct contrast
contrast_of(const double *after, const double *before, size_t n,
            double confidence)
{
	const double sums[2] = {sum_of(after, n), sum_of(before, n)};
	struct contrast result = {.ratio = {.state = EST_UNDEFINED},
	                          .p = est_undefined(n),
	                          .dispersion = est_undefined(n)};
	struct poisson_comparison exact;
	size_t months;

	if (!(sums[0] >= 0 && sums[0] <= (double)POISSON_COUNT_MAX &&
	      sums[1] > 0 && sums[1] <= (double)POISSON_COUNT_MAX))
		return result;
	exact = poisson_compare((struct poisson_sample){(uint64_t)sums[0], 1},
	                        (struct poisson_sample){(uint64_t)sums[1], 1},
	                        confidence);
	if (exact.state != EST_OK || exact.ratio.state != EST_OK)
		return result;
	result.dispersion = dispersion_of(after, before, n, &months);
	if (months < CONTRAST_MONTHS) {
		result.ratio.state = EST_TOO_FEW;
		return result;
	}
	result.df = months - 1;
	result.ratio = exact.ratio;
	result.p = est_checked(exact.p_central, n);
	if (!(sums[0] > 0))
		widen_zero(&result, before, n);
	else if (result.dispersion.state == EST_OK &&
	         result.dispersion.value > 1 && exact.ratio.lower > 0 &&
	         isfinite(exact.ratio.upper))
		widen(&result, exact.z_score, confidence);
	if (!isfinite(result.ratio.lower) || !isfinite(result.ratio.upper))
		result.ratio.state = EST_UNDEFINED;
	return result;
}
