/* A factor from the scatter of the parts, applied on the log scale. */

#include "analyze/estimate/widening.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* What a quantile's tail may miss, relatively. */
#define TAIL_RESIDUAL 1e-8

struct scatter
scatter_pool(struct scatter a, struct scatter b)
{
	return (struct scatter){a.chi2 + b.chi2, a.df + b.df};
}

struct widening
widening_judge(struct scatter scatter, double confidence, double alpha)
{
	const double df = (double)scatter.df, tail = (1 - confidence) / 2;
	struct widening result = {.found = false};
	double t;

	if (scatter.df == 0 || !(scatter.chi2 > df) ||
	    !(gsl_cdf_chisq_Q(scatter.chi2, df) < alpha))
		return result;
	t = gsl_cdf_tdist_Qinv(tail, df);
	if (!(fabs(gsl_cdf_tdist_Q(t, df) / tail - 1) <= TAIL_RESIDUAL))
		return result;
	result.phi = scatter.chi2 / df;
	result.factor = t / gsl_cdf_ugaussian_Qinv(tail) * sqrt(result.phi);
	result.found = isfinite(result.factor);
	return result;
}

struct interval
widening_apply(const struct widening *widening, const struct interval *exact)
{
	struct interval wide = *exact;

	if (!(exact->value > 0))
		return wide;
	wide.lower = exact->value *
	             pow(exact->lower / exact->value, widening->factor);
	wide.upper = exact->value *
	             pow(exact->upper / exact->value, widening->factor);
	return wide;
}

struct interval
widening_apply_to_zero(const struct widening *widening,
                       const struct interval *exact)
{
	struct interval wide = *exact;

	wide.upper = expm1(widening->factor * widening->factor *
	                   log1p(exact->upper));
	return wide;
}
