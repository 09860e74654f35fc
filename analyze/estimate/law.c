/*
 * Counting distributions: a saddle-point probability and sums of its
 * neighbours.  It must not know what is tested with them.
 */

#include "analyze/estimate/law.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>

#define TIE (1 + 1e-7) /* probabilities this close are equal, as in R */

struct law
law_of_count(double mean)
{
	return (struct law){.family = LAW_COUNT,
	                    .mean = mean,
	                    .trials = (double)INFINITY,
	                    .prepared = -1};
}

struct law
law_given_sum(double trials, double odds)
{
	return (struct law){
		.family = LAW_COUNT_GIVEN_SUM,
		.mean = trials * (odds / (1 + odds)),
		.trials = trials,
		.odds = odds,
		.prepared = -1,
	};
}

/*
 * k log(k / mean) - k + mean, without the cancellation near the mean.
 * Loader (2000), "Fast and accurate computation of binomial probabilities".
 */
static double
deviance(double k, double mean)
{
	gsl_sf_result result;

	if (k <= 0)
		return mean;
	if (mean < k / 2)
		return k * log(k / mean) - k + mean;
	if (gsl_sf_log_1plusx_mx_e((mean - k) / k, &result) != GSL_SUCCESS)
		return (double)NAN;
	return -k * result.val;
}

/* k! over Stirling's formula for it without the root; 1 for k = 0. */
static double
stirling_ratio(double k)
{
	gsl_sf_result result;

	if (k <= 0)
		return 1;
	if (gsl_sf_gammastar_e(k, &result) != GSL_SUCCESS)
		return (double)NAN;
	return sqrt(2 * M_PI * k) * result.val;
}

static double
factor_of(const struct law *law, double k)
{
	if (law->family == LAW_COUNT)
		return stirling_ratio(k);
	return stirling_ratio(law->trials) /
	       (stirling_ratio(k) * stirling_ratio(law->trials - k));
}

void
law_prepare(struct law *law, double k)
{
	law->prepared = k;
	law->factor = factor_of(law, k);
}

/* Probability of exactly k, 0 <= k <= trials. */
double
law_probability(const struct law *law, double k)
{
	const double factor =
		k == law->prepared ? law->factor : factor_of(law, k);
	const double rest = law->trials - k;

	if (law->family == LAW_COUNT)
		return exp(-deviance(k, law->mean)) / factor;
	return exp(-deviance(k, law->mean) -
	           deviance(rest, law->trials / (1 + law->odds))) *
	       factor;
}

/* Probability of k + 1 over probability of k. */
static double
step_up(const struct law *law, double k)
{
	if (law->family == LAW_COUNT)
		return law->mean / (k + 1);
	return (law->trials - k) * law->odds / (k + 1);
}

/* Probability of k - 1 over probability of k. */
static double
step_down(const struct law *law, double k)
{
	if (law->family == LAW_COUNT)
		return k / law->mean;
	return k / ((law->trials - k + 1) * law->odds);
}

/* Probability of k or less, for k up to the mean: terms only shrink. */
static double
sum_down(const struct law *law, double k)
{
	double term = 1;
	double sum = 1;
	double i;

	for (i = k; i > 0 && term > sum * GSL_DBL_EPSILON / 16; i--) {
		term *= step_down(law, i);
		sum += term;
	}
	return law_probability(law, k) * sum;
}

/* Probability of k or more, for k from the mean on. */
static double
sum_up(const struct law *law, double k)
{
	double term = 1;
	double sum = 1;
	double i;

	for (i = k; term > sum * GSL_DBL_EPSILON / 16; i++) {
		term *= step_up(law, i);
		sum += term;
	}
	return law_probability(law, k) * sum;
}

/* Probability of k or less, for any whole k. */
double
law_at_most(const struct law *law, double k)
{
	if (k < 0)
		return 0;
	if (k >= law->trials)
		return 1;
	if (k <= law->mean)
		return sum_down(law, k);
	return 1 - sum_up(law, k + 1);
}

/* Probability of k or more, for any whole k. */
double
law_at_least(const struct law *law, double k)
{
	if (k <= 0)
		return 1;
	if (k > law->trials)
		return 0;
	if (k >= law->mean)
		return sum_up(law, k);
	return 1 - sum_down(law, k - 1);
}

/* Largest k below the mean that is no likelier than `limit`; -1 if none. */
static double
last_unlikely_below(const struct law *law, double limit)
{
	double unlikely = -1;
	double likely = floor(law->mean) + 1; /* never looked at */
	double middle;

	while (likely - unlikely > 1) {
		middle = floor((unlikely + likely) / 2);
		if (law_probability(law, middle) <= limit)
			unlikely = middle;
		else
			likely = middle;
	}
	return unlikely;
}

/* Smallest k above the mean that is no likelier than `limit`. */
static double
first_unlikely_above(const struct law *law, double limit)
{
	double likely = ceil(law->mean) - 1; /* never looked at */
	double width = 1;
	double unlikely, middle;

	while (likely + width <= law->trials &&
	       law_probability(law, likely + width) > limit)
		width *= 2;
	unlikely = fmin(likely + width, law->trials + 1);
	while (unlikely - likely > 1) {
		middle = floor((unlikely + likely) / 2);
		if (law_probability(law, middle) <= limit)
			unlikely = middle;
		else
			likely = middle;
	}
	return unlikely;
}

/*
 * Probability of all outcomes no likelier than k.  Away from its mode either
 * distribution only falls, so that bisection finds where the far tail starts.
 */
double
law_no_likelier(const struct law *law, double k)
{
	double limit = law_probability(law, k) * TIE;
	double p = 1;

	if (k < law->mean)
		p = law_at_most(law, k) +
		    law_at_least(law, first_unlikely_above(law, limit));
	else if (k > law->mean)
		p = law_at_least(law, k) +
		    law_at_most(law, last_unlikely_below(law, limit));
	return p > 1 ? 1 : p; /* unlike fmin(), this keeps a NaN */
}
