/*
 * Two years compared month by month: their ratio, and how far it can be told
 * from 1 where months go up and down by more than chance.
 *
 * Method: Poisson regression on the month and the year, whose estimate of the
 * year is the ratio of the sums, with the quasi-Poisson dispersion of that
 * model (Wedderburn 1974, Quasi-likelihood functions, generalized linear
 * models, and the Gauss-Newton method, Biometrika 61:439-447).  The season
 * cancels out.  That the months of a year hang together is not accounted for.
 */

#ifndef ILO_ANALYZE_ESTIMATE_CONTRAST_H
#define ILO_ANALYZE_ESTIMATE_CONTRAST_H

#include <stddef.h>

#include "analyze/estimate/estimate.h"

/* Months with a count in either year: fewer do not show how they scatter. */
#define CONTRAST_MONTHS 6

struct contrast {
	/*
	 * Sum after over sum before.  The exact conditional interval of
	 * poisson_compare(), its distances from the ratio on the logarithmic
	 * scale times sqrt(dispersion) t / z, where the dispersion is above 1;
	 * of a ratio of 0 the upper limit is the exact one times the dispersion
	 * of the months before.  EST_UNDEFINED for
	 * a base of 0, EST_TOO_FEW under CONTRAST_MONTHS.
	 */
	struct interval ratio;
	struct estimate p; /* two-sided, of a ratio of 1; Student's t */
	/* Pearson's over df; not held at 1; undefined without any df. */
	struct estimate dispersion;
	size_t df; /* months with a count, less 1 */
};

/* n months of each year, whole numbers. */
struct contrast contrast_of(const double *after, const double *before, size_t n,
                            double confidence);

#endif
