/* A factor from the scatter of the parts, applied on the log scale. */

#include "analyze/estimate/widening.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* What a quantile's tail may miss, relatively. */
#define TAIL_RESIDUAL 1e-8

/* A dispersion of 1 but for rounding is 1: the months 2, 1, 1, 0, 0, 0 have it
 * in whatever order. */
#define ONE (1 + 1e-9)

struct scatter
scatter_pool(struct scatter a, struct scatter b)
{
	return (struct scatter){a.chi2 + b.chi2, a.df + b.df};
}

/* Student's quantile over the normal one; NaN where it failed. */
static double
student_of(size_t freedom, double confidence)
{
	const double df = (double)freedom, tail = (1 - confidence) / 2;
	const double t = gsl_cdf_tdist_Qinv(tail, df);

	return fabs(gsl_cdf_tdist_Q(t, df) / tail - 1) <= TAIL_RESIDUAL
	               ? t / gsl_cdf_ugaussian_Qinv(tail)
	               : (double)NAN;
}

struct widening
widening_judge(struct scatter scatter, double confidence,
               const struct widening_kept *kept)
{
	const double df = (double)scatter.df;
	struct widening result = {.found = false};
	double student;

	if (scatter.df == 0 || !(scatter.chi2 > df * ONE))
		return result;
	student = kept != NULL && scatter.df <= WIDENING_DF_KEPT
	                  ? kept->student[scatter.df]
	                  : student_of(scatter.df, confidence);
	result.phi = scatter.chi2 / df;
	result.factor = student * sqrt(result.phi);
	result.found = isfinite(result.factor);
	return result;
}

double
widening_p(struct scatter scatter, double score)
{
	const double df = (double)scatter.df;

	return 2 * gsl_cdf_tdist_Q(
			   fabs(score) / sqrt(fmax(scatter.chi2 / df, 1)), df);
}

struct interval
widening_apply(const struct widening *widening, const struct interval *exact)
{
	struct interval wide = *exact;

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

double
widening_edge(double factor, double ratio)
{
	return ratio > 0 ? pow(ratio, 1 - 1 / factor)
	                 : expm1(log(2) / (factor * factor));
}

/* The upper limit of so few events; 0 where a quantile failed. */
static double
upper_of_few(double count, double tail)
{
	const double shape = count / WIDENING_ASSUMED + 1;
	const double most = gsl_cdf_gamma_Qinv(tail, WIDENING_FEW + 1, 1);
	const double upper = gsl_cdf_gamma_Qinv(tail, shape, 1);

	if (!(fabs(gsl_cdf_gamma_Q(most, WIDENING_FEW + 1, 1) / tail - 1) <=
	      TAIL_RESIDUAL) ||
	    !(fabs(gsl_cdf_gamma_Q(upper, shape, 1) / tail - 1) <=
	      TAIL_RESIDUAL))
		return 0;
	return fmin(upper * WIDENING_ASSUMED, most);
}

struct widening_kept
widening_keep(double confidence)
{
	struct widening_kept kept = {.student = {(double)NAN}};
	size_t i;

	for (i = 1; i <= WIDENING_DF_KEPT; i++)
		kept.student[i] = student_of(i, confidence);
	for (i = 0; i < WIDENING_FEW; i++)
		kept.few[i] = upper_of_few((double)i, (1 - confidence) / 2);
	return kept;
}

struct widened
widening_of_count(struct scatter scatter, const struct interval *exact,
                  double confidence, const struct widening_kept *kept)
{
	struct widening widening = widening_judge(scatter, confidence, kept);
	struct widened result = {.phi = WIDENING_ASSUMED,
	                         .lower = exact->lower,
	                         .upper = exact->upper};
	struct interval wide;
	double least;

	if (widening.found && exact->value > 0) {
		widening.factor *= 1 + 1 / exact->value;
		wide = widening_apply(&widening, exact);
		result = (struct widened){true, widening.phi, wide.lower,
		                          wide.upper};
	}
	if (!(exact->value < WIDENING_FEW))
		return result;
	least = kept != NULL ? kept->few[(size_t)exact->value]
	                     : upper_of_few(exact->value, (1 - confidence) / 2);
	result.found |= least > 0;
	result.upper = fmax(result.upper, least);
	return result;
}
