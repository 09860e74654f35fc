/* Counts by rejection under a curve that hugs their law. */

#include "analyze/estimate/draw.h"

#include <gsl/gsl_randist.h>
#include <math.h>

#define REJECTION_LEAST 10 /* the curve fits from this mean on */

/* Hoermann's constants of a mean. */
struct curve {
	double a, b;
	double scale;   /* of the curve over the law */
	double squeeze; /* under it a point is in without a look */
};

static struct curve
curve_of(double mean)
{
	struct curve curve;

	curve.b = 0.931 + 2.53 * sqrt(mean);
	curve.a = -0.059 + 0.02483 * curve.b;
	curve.scale = 1.1239 + 1.1328 / (curve.b - 3.4);
	curve.squeeze = 0.9277 - 3.6224 / (curve.b - 2);
	return curve;
}

static double
by_rejection(const gsl_rng *rng, double mean)
{
	const struct curve curve = curve_of(mean);

	for (;;) {
		const double u = gsl_rng_uniform(rng) - 0.5;
		const double v = gsl_rng_uniform_pos(rng);
		const double edge = 0.5 - fabs(u);
		const double k =
			floor((2 * curve.a / edge + curve.b) * u + mean + 0.43);

		if (edge >= 0.07 && v <= curve.squeeze)
			return k;
		if (!(k >= 0) || (edge < 0.013 && v > edge))
			continue;
		if (log(v * curve.scale /
		        (curve.a / (edge * edge) + curve.b)) <=
		    k * log(mean) - mean - lgamma(k + 1))
			return k;
	}
}

double
draw_poisson(const gsl_rng *rng, double mean)
{
	if (!(mean > 0))
		return 0;
	return mean < REJECTION_LEAST ? (double)gsl_ran_poisson(rng, mean)
	                              : by_rejection(rng, mean);
}

double
draw_count(const gsl_rng *rng, double mean, double dispersion)
{
	if (mean > 0 && dispersion > 1)
		mean = gsl_ran_gamma(rng, mean / (dispersion - 1),
		                     dispersion - 1);
	return draw_poisson(rng, mean);
}
