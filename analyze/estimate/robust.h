/*
 * Location, scale and regression that a few wild observations do not carry
 * away.
 *
 * Pure functions over borrowed arrays of finite values.
 */

#ifndef ILO_ANALYZE_ESTIMATE_ROBUST_H
#define ILO_ANALYZE_ESTIMATE_ROBUST_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"
#include "analyze/estimate/leastsquares.h"

/*
 * Sn and Qn of Rousseeuw and Croux (1993), "Alternatives to the median absolute
 * deviation", JASA 88: 1273-1283, consistent for the normal distribution;
 * `finite` adds their corrections for small samples, as robustbase and GSL do.
 * From one value on, where they are 0.
 */
struct estimate robust_sn(const double *values, size_t n, bool finite);
struct estimate robust_qn(const double *values, size_t n, bool finite);

/*
 * How an observation u standard deviations out is weighted: Huber (1964),
 * "Robust estimation of a location parameter", Annals of Mathematical
 * Statistics 35: 73-101, 1 up to 1.345 and then 1.345 / u; Beaton and Tukey
 * (1974), "The fitting of power series", Technometrics 16: 147-185,
 * (1 - (u / 4.685)^2)^2 and 0 from there on.
 */
enum robust_weight { ROBUST_HUBER, ROBUST_BISQUARE };

/* Where the standard deviation comes from in each round. */
enum robust_scale {
	/*
	 * Residuals over the root of 1 - leverage; median of the n - p + 1
	 * largest over 0.6745.  As robustfit of MATLAB and gsl_multifit_robust:
	 * DuMouchel and O'Brien (1989), "Integrating a robust option into a
	 * multiple regression computing environment", Computer Science and
	 * Statistics: 297-301.
	 */
	ROBUST_LEVERAGE,
	/*
	 * Median of the absolute residuals over 0.6745.  As rlm() of MASS:
	 * Venables and Ripley (2002), Modern Applied Statistics with S, section
	 * 6.5; until residuals settle, where rlm() stops after 20 rounds or at
	 * a change of 1e-4.
	 */
	ROBUST_MEDIAN
};

struct robust {
	/* As for least squares; EST_UNDEFINED too where it does not settle. */
	enum est_state state;
	size_t parameters;
	double coefficients[LEASTSQUARES_MAX];
	double se[LEASTSQUARES_MAX]; /* Huber (1981), section 7.6; as rlm() */
	double scale;                /* of the last round */
	double scale_raw; /* ROBUST_LEVERAGE's, of the plain residuals */
	double sd_least_squares;
	double least_squares[LEASTSQUARES_MAX]; /* where it started */
	size_t rounds;
};

/*
 * M-estimate by reweighting, from least squares.  `weights` and `residuals`
 * receive a value an observation.  data->weights must be NULL.
 */
struct robust robust_fit(const struct leastsquares_data *data,
                         enum robust_weight weight, enum robust_scale scale,
                         double *weights, double *residuals);

#endif
