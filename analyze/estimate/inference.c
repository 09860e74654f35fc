/* What a regression of counts says of its coefficients, and its residuals. */

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "analyze/estimate/regression.h"

bool
regression_is_aliased(const struct regression *fit, size_t term)
{
	return fit->information.aliased[term];
}

double
regression_se(const struct regression *fit, size_t term, double dispersion)
{
	return sqrt(dispersion * gram_variance(&fit->information, term));
}

struct estimate
regression_p(const struct regression *fit, size_t term, double dispersion)
{
	struct estimate p = {.state = EST_UNDEFINED, .n = fit->n};
	bool known = isnan(dispersion);
	double score;

	if (regression_is_aliased(fit, term) ||
	    (!known && !(dispersion > 0 && fit->df > 0)))
		return p;
	score = fabs(fit->coef[term] /
	             regression_se(fit, term, known ? 1 : dispersion));
	p.value = 2 * (known ? gsl_cdf_ugaussian_Q(score)
	                     : gsl_cdf_tdist_Q(score, (double)fit->df));
	p.state = isfinite(p.value) ? EST_OK : EST_UNDEFINED;
	return p;
}

double
regression_pearson_residual(double count, double mean)
{
	return (count - mean) / sqrt(mean);
}

double
regression_anscombe_residual(double count, double mean)
{
	return 1.5 * (pow(count, 2.0 / 3) * pow(mean, -1.0 / 6) - sqrt(mean));
}
