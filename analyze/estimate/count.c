/* Negative binomial and Poisson tails and quantiles by mean and dispersion. */

#include "analyze/estimate/count.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdbool.h>

#include "analyze/estimate/law.h"

/* A dispersion nearer to 1 is Poisson to all digits that matter. */
#define POISSON_UP_TO (1 + 1e-9)

/* As much as R allows: a probability met but for rounding is met. */
#define FUZZ (64 * 2.220446049250313e-16)

/* The regularised incomplete beta function, NaN where it failed. */
static double
beta_share(double a, double b, double x)
{
	gsl_sf_result result;

	if (gsl_sf_beta_inc_e(a, b, x, &result) != GSL_SUCCESS)
		return (double)NAN;
	return result.val;
}

double
count_at_most(double k, double mean, double dispersion)
{
	if (k < 0)
		return 0;
	if (!(mean > 0))
		return mean >= 0 ? 1 : (double)NAN;
	if (dispersion <= POISSON_UP_TO) {
		struct law law = law_of_count(mean);

		return law_at_most(&law, floor(k));
	}
	return beta_share(mean / (dispersion - 1), floor(k) + 1,
	                  1 / dispersion);
}

double
count_at_least(double k, double mean, double dispersion)
{
	k = ceil(k);
	if (k <= 0)
		return 1;
	if (!(mean > 0))
		return mean >= 0 ? 0 : (double)NAN;
	if (dispersion <= POISSON_UP_TO) {
		struct law law = law_of_count(mean);

		return law_at_least(&law, k);
	}
	return beta_share(k, mean / (dispersion - 1), 1 - 1 / dispersion);
}

/* Near the quantile: the normal one with a correction for skewness (Cornish and
 * Fisher 1938). */
static double
guess_quantile(double probability, double mean, double dispersion)
{
	const double variance = mean * fmax(dispersion, 1);
	const double skewness = (2 * fmax(dispersion, 1) - 1) / sqrt(variance);
	const double z = gsl_cdf_ugaussian_Pinv(probability);

	return floor(mean + sqrt(variance) * (z + (z * z - 1) / 6 * skewness));
}

double
count_quantile(double probability, double mean, double dispersion)
{
	double low, high, step, reached;

	if (!(mean >= 0) || !isfinite(mean) || !isfinite(dispersion) ||
	    !(probability > 0 && probability < 1))
		return (double)NAN;
	high = mean > 0 ? guess_quantile(probability, mean, dispersion) : 0;
	high = fmax(high, 0);
	probability *= 1 - FUZZ;
	reached = count_at_most(high, mean, dispersion);
	low = reached < probability ? high : -1;
	for (step = 1; reached < probability; step *= 2) {
		low = high;
		high += step;
		reached = count_at_most(high, mean, dispersion);
	}
	for (step = 1; low < 0 && high - step >= 0; step *= 2) {
		const double below =
			count_at_most(high - step, mean, dispersion);

		if (below < probability)
			low = high - step;
		if (!(below >= probability))
			break;
		high -= step;
		reached = below;
	}
	for (;;) {
		const double middle = floor(low + (high - low) / 2);
		double below;

		/* Above 2^53 not every count is a double. */
		if (middle <= low || middle >= high)
			break;
		below = count_at_most(middle, mean, dispersion);
		if (below < probability) {
			low = middle;
		} else {
			high = middle;
			reached = below;
		}
	}
	return isnan(reached) ? (double)NAN : high;
}

double
count_worth(double df, double mean, double dispersion)
{
	const double kurtosis =
		6 * (dispersion - 1) / mean + 1 / (dispersion * mean);

	return fmax(2, 2 * df / (2 + kurtosis));
}
