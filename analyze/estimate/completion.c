/* Ratios of sums, and the law of a count still to come. */

#include "analyze/estimate/completion.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "analyze/estimate/count.h"
#include "analyze/sum.h"

/* Pearson's dispersion of what came about its share of what was known. */
static double
dispersion_of(const double *known, const double *ever, size_t n, double share)
{
	struct sum squares = {0, 0};
	size_t i;

	for (i = 0; i < n && share > 0; i++) {
		const double mean = share * known[i];
		const double off = ever[i] - known[i] - mean;

		sum_add(&squares, off * off / mean);
	}
	return fmax(1, sum_total(&squares) / (double)(n - 1));
}

struct interval
completion_of(const double *known, const double *ever, size_t n, double now,
              double confidence)
{
	struct interval result = {.state = EST_TOO_FEW, .value = now};
	double all, later, phi, spread, tail;

	if (n < COMPLETION_LEAST)
		return result;
	result.state = EST_UNDEFINED;
	all = sum_of(known, n);
	later = sum_of(ever, n) - all;
	if (!(now > 0 && all > 0 && later >= 0 && confidence > 0 &&
	      confidence < 1))
		return result;
	result.value = now * (1 + later / all);
	phi = dispersion_of(known, ever, n, later / all);
	spread = phi * (1 + now / all);
	tail = (1 - confidence) / 2;
	if (phi > 1)
		tail = gsl_cdf_ugaussian_Q(gsl_cdf_tdist_Qinv(
			tail, count_worth((double)(n - 1),
		                          (later + phi) * now / all, phi)));
	result.lower = now;
	if (later > 0)
		result.lower += count_quantile(tail, later * now / all, spread);
	result.upper = now + count_quantile(1 - tail, (later + phi) * now / all,
	                                    spread);
	if (isfinite(result.lower) && isfinite(result.upper))
		result.state = EST_OK;
	return result;
}
