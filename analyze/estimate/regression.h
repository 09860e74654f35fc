/*
 * Regression of counts with a logarithmic link: Poisson, quasi-Poisson and
 * negative binomial; the figures "trend", "outlook" and every expected value
 * of a monthly series are made from it.
 *
 * Pure functions over borrowed arrays; nothing is allocated.  A design stands
 * column by column: value i of term j is design[j * n + i].  Counts need not be
 * whole but must not be below 0.
 *
 * Method: iteratively reweighted least squares (Nelder & Wedderburn 1972,
 * Generalized linear models, J R Stat Soc A 135:370-384) on normal equations,
 * run to the rounding of the deviance; variances are taken at the final means,
 * where summary.glm() of R takes those of one iteration before.
 */

#ifndef ILO_ANALYZE_ESTIMATE_REGRESSION_H
#define ILO_ANALYZE_ESTIMATE_REGRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"
#include "analyze/estimate/gram.h"

#define REGRESSION_TERMS_MAX GRAM_MAX

struct regression_data {
	const double *response;
	const double *design;
	const double *offset;  /* logarithm of the exposure; NULL for none */
	const double *weights; /* prior weights; NULL for 1 each */
	size_t n;
	size_t terms;
	/*
	 * 0 runs to the rounding of the deviance.  Above 0, fits stop at this
	 * relative step of it and take variances and the Pearson statistic
	 * with the weights of the step before, as glm() of R does at 1e-8.
	 */
	double tolerance;
};

struct regression {
	/*
	 * EST_TOO_FEW for no observation or no term; EST_UNDEFINED where all
	 * counts are 0, where a value is impossible, or without convergence.
	 * Then nothing below holds.
	 */
	enum est_state state;
	size_t n;
	size_t terms;
	size_t df; /* observations of positive weight less rank */
	double coef[REGRESSION_TERMS_MAX];
	struct gram information;           /* X'WX, of the final means */
	double step[REGRESSION_TERMS_MAX]; /* since X'WX; see tolerance */
	double pearson; /* sum of squared Pearson residuals */
	double deviance;
	/*
	 * Pearson statistic over df, not held at 1; undefined for df 0.  0
	 * where residuals are no more than rounding.
	 */
	struct estimate dispersion;
	double theta;    /* shape of the negative binomial; infinite: Poisson */
	double theta_se; /* from the information, as MASS; NaN for Poisson */
};

/* Poisson means; `fitted` takes the n fitted means. */
void regression_fit(const struct regression_data *data, double *fitted,
                    struct regression *fit);

/*
 * Negative binomial, variance mu + mu^2 / theta, theta by maximum likelihood
 * (Lawless 1987, Negative binomial and mixed Poisson regression, Can J Stat
 * 15:209-225; glm.nb() of MASS).  Counts no more dispersed than Poisson have
 * no theta: EST_UNDEFINED.
 */
void regression_fit_negative_binomial(const struct regression_data *data,
                                      double *fitted, struct regression *fit);

/* Deviance of the best constant rate, and the log-likelihood of fitted means;
 * `theta` infinite for Poisson. */
double regression_null_deviance(const struct regression_data *data);
double regression_log_likelihood(const struct regression_data *data,
                                 const double *fitted, double theta);

/* Whether a term is spanned by those before it and has no coefficient. */
bool regression_is_aliased(const struct regression *fit, size_t term);

/* Standard error of a coefficient for a dispersion (1 is Poisson). */
double regression_se(const struct regression *fit, size_t term,
                     double dispersion);

/*
 * Two-sided p of a coefficient under a dispersion that was estimated, by
 * Student's t; under a Poisson law by the normal (dispersion NaN).  Undefined
 * for an aliased term or a dispersion of 0.
 */
struct estimate regression_p(const struct regression *fit, size_t term,
                             double dispersion);

/* Leverages (diagonal of the hat matrix) into an array of n. */
void regression_leverage(const struct regression *fit,
                         const struct regression_data *data,
                         const double *fitted, double *leverage);

/* Residuals of one count against its mean; not scaled by the dispersion. */
double regression_pearson_residual(double count, double mean);
double regression_deviance_residual(double count, double mean);

/*
 * Anscombe residual 1.5 (y^(2/3) - mu^(2/3)) / mu^(1/6) (Anscombe 1953, in the
 * discussion of Hotelling, J R Stat Soc B 15:229-230).
 */
double regression_anscombe_residual(double count, double mean);

#endif
