/* Tails of counts whose law was estimated. */

#include "analyze/estimate/exceedance.h"

#include <gsl/gsl_cdf.h>

#include "analyze/estimate/count.h"
#include "analyze/estimate/poisson.h"
#include "analyze/sum.h"

/* The smallest tail that has a normal score. */
#define LEAST_TAIL 1e-300

/* A tail of the normal law as one of Student's t at the same distance. */
static double
temper(double tail, double df)
{
	return gsl_cdf_tdist_Q(gsl_cdf_ugaussian_Qinv(fmax(tail, LEAST_TAIL)),
	                       df);
}

/* What a dispersion is worth that was estimated with df degrees of freedom. */
static double
worth_of(size_t df, double mean, double phi)
{
	return fmax(2, EXCEEDANCE_WORTH * count_worth((double)df, mean, phi));
}

struct estimate
exceedance_p(double count, const struct exceedance_basis *basis, size_t n)
{
	const double phi = fmax(basis->phi, 1);
	double spread, tail;

	if (!(basis->expected > 0) || basis->df < 1 || !(count >= 0))
		return est_undefined(n);
	spread = phi + basis->se * basis->se / basis->expected;
	tail = count_at_least(count, basis->expected, spread);
	if (!(tail < 1))
		return est_checked(isnan(tail) ? tail : 1, n);
	return est_checked(
		temper(tail, worth_of(basis->df, basis->expected, phi)), n);
}

/* Where the history has few events; n is that of the history. */
static struct estimate
few_p(double count, double total, double phi, size_t n)
{
	const double mean = (total + count) / (double)(n + 1);

	if (!(count > 0))
		return est_checked(1, n);
	return est_checked(
		count_at_least(count, mean, fmax(phi, EXCEEDANCE_ASSUMED)), n);
}

/* As many or more, of two counts of one rate. */
static struct estimate
conditional_p(double count, double total, size_t n)
{
	const struct poisson_comparison test = poisson_compare(
		(struct poisson_sample){(uint64_t)count, 1},
		(struct poisson_sample){(uint64_t)total, (double)n}, 0.95);
	const double mean = total / (double)n, half = test.p_central / 2;

	if (test.state != EST_OK)
		return est_undefined(n);
	return est_checked(temper(count > mean ? half : 1 - half,
	                          worth_of(n - 1, mean, 1)),
	                   n);
}

static struct estimate
pooled_p(double count, double total, const struct exceedance_pooled *pooled,
         size_t n)
{
	const struct exceedance_basis basis = {
		pooled->expected, sqrt(pooled->phi * total) / (double)n,
		pooled->phi, n - 1};

	if (total < EXCEEDANCE_FEW)
		return few_p(count, total, pooled->phi, n);
	return pooled->phi > 1 ? exceedance_p(count, &basis, n)
	                       : conditional_p(count, total, n);
}

struct exceedance_pooled
exceedance_pooled(double count, const double *history, size_t n, double tail)
{
	struct exceedance_pooled result = {.state = EST_TOO_FEW,
	                                   .p = est_too_few(n)};
	struct poisson_dispersion scatter;
	const double total = sum_of(history, n);

	if (n < 2)
		return result;
	result.state = EST_UNDEFINED;
	result.p = est_undefined(n);
	if (!(count >= 0 && count <= (double)POISSON_COUNT_MAX && total >= 0 &&
	      total <= (double)POISSON_COUNT_MAX))
		return result;
	scatter = poisson_dispersion(history, n);
	result.expected = total / (double)n;
	result.phi = scatter.state == EST_OK ? fmax(scatter.index, 1) : 1;
	if (total < EXCEEDANCE_FEW)
		result.phi = fmax(result.phi, EXCEEDANCE_ASSUMED);
	result.p = pooled_p(count, total, &result, n);
	if (total > 0) {
		result.spread = result.phi * (1 + 1 / (double)n);
		result.upper = count_quantile(1 - tail, result.expected,
		                              result.spread);
		if (total < EXCEEDANCE_FEW)
			result.upper = fmax(result.upper, result.expected);
	}
	if (result.p.state == EST_OK && isfinite(result.upper))
		result.state = EST_OK;
	return result;
}
