/*
 * Least squares with a few explanatory variables.
 *
 * Pure functions over borrowed arrays; observations with a missing value are
 * left out by the caller.
 */

#ifndef ILO_ANALYZE_ESTIMATE_LEASTSQUARES_H
#define ILO_ANALYZE_ESTIMATE_LEASTSQUARES_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"

#define LEASTSQUARES_MAX 32 /* parameters, the constant among them */

struct leastsquares_data {
	const double *x; /* row after row, `width` values each */
	const double *y;
	const double *weights; /* 0 or above; NULL for all 1 */
	size_t count;
	size_t width;
	bool constant; /* fit one, before the variables */
};

struct leastsquares {
	/*
	 * EST_TOO_FEW for fewer observations than parameters; EST_UNDEFINED
	 * where a variable is a combination of others, or a value no number.
	 */
	enum est_state state;
	size_t parameters;
	double coefficients[LEASTSQUARES_MAX]; /* the constant first */
	double unscaled[LEASTSQUARES_MAX];     /* their variances for noise 1 */
	size_t explained_df; /* parameters less the constant */
	size_t residual_df;
	double explained_ss;         /* about the mean if there is a constant */
	double residual_ss;          /* 0 where it is under the rounding of y */
	struct estimate residual_sd; /* with residual_df above 0 */
	struct estimate r_squared;   /* undefined where y does not vary */
	struct estimate f;           /* undefined for a perfect fit */
};

/*
 * `residuals` and `leverages` receive a value an observation, or may be NULL;
 * residuals are y less its fit, whatever the weight.
 *
 * Method: columns scaled to length 1 by powers of two, Householder QR, the
 * solution and its residuals refined together with products of double length
 * (Bjorck 1967, "Iterative refinement of linear least squares solutions I",
 * BIT 7: 257-278).  The coefficients of the NIST StRD sets come out to 13
 * digits and more, where GSL's own fit has 6 of the worst.
 */
struct leastsquares leastsquares_fit(const struct leastsquares_data *data,
                                     double *residuals, double *leverages);

/* Standard error of a coefficient. */
struct estimate leastsquares_se(const struct leastsquares *fit, size_t i);

#endif
