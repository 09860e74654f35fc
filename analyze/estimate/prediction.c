/* Expected totals and designs.  Must not know how a regression was fitted. */

#include "analyze/estimate/prediction.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "analyze/estimate/count.h"

#define YEAR_MONTHS 12
#define PI 3.14159265358979323846

/* The tail of a known dispersion that is as far out as `tail` is of one that
 * was estimated from months of such a mean. */
static double
tail_of(const struct regression *fit, double mean, double phi, double tail)
{
	const double df = count_worth((double)fit->df, mean, phi);

	if (!(phi > 1))
		return tail;
	return gsl_cdf_ugaussian_Q(gsl_cdf_tdist_Qinv(tail, df));
}

struct interval
prediction_of(const struct regression *fit, const struct prediction_rows *rows,
              double confidence)
{
	struct interval result = {.state = EST_UNDEFINED};
	double slope[REGRESSION_TERMS_MAX] = {0};
	double phi, spread, tail;
	size_t i, j;

	if (fit->state != EST_OK || fit->dispersion.state != EST_OK ||
	    rows->n == 0 || !(confidence > 0 && confidence < 1))
		return result;
	for (i = 0; i < rows->n; i++) {
		double eta = rows->offset != NULL ? rows->offset[i] : 0;

		for (j = 0; j < fit->terms; j++)
			eta += fit->coef[j] * rows->design[j * rows->n + i];
		for (j = 0; j < fit->terms; j++)
			slope[j] += exp(eta) * rows->design[j * rows->n + i];
		result.value += exp(eta);
	}
	phi = fmax(fit->dispersion.value, 1);
	spread = phi +
	         phi * gram_quadratic(&fit->information, slope) / result.value;
	tail = tail_of(fit, result.value / (double)rows->n, phi,
	               (1 - confidence) / 2);
	result.lower = count_quantile(tail, result.value, spread);
	result.upper = count_quantile(1 - tail, result.value, spread);
	if (isfinite(result.lower) && isfinite(result.upper))
		result.state = EST_OK;
	return result;
}

void
prediction_design(long first, long month, size_t n, size_t harmonics,
                  double *design)
{
	size_t i, k;

	for (i = 0; i < n; i++, month++) {
		double year = (double)(month - first) / YEAR_MONTHS;
		double angle =
			2 * PI * (double)(month % YEAR_MONTHS) / YEAR_MONTHS;

		design[i] = 1;
		design[n + i] = year;
		for (k = 1; k <= harmonics; k++) {
			design[2 * k * n + i] = sin((double)k * angle);
			design[(2 * k + 1) * n + i] = cos((double)k * angle);
		}
	}
}
