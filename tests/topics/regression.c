/* 08: Poisson, quasi-Poisson and negative binomial regression. */

#include "analyze/estimate/regression.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include "tests/topics/matrix.h"

static double
value_or_nan(struct estimate estimate)
{
	return estimate.state == EST_OK ? estimate.value : (double)NAN;
}

/* Standard error, score and p of a coefficient under one dispersion. */
static void
emit_tests(const struct sample *sample, const struct regression *fit,
           size_t term, double dispersion)
{
	bool quasi = !isnan(dispersion);
	double se = regression_se(fit, term, quasi ? dispersion : 1);
	bool good = !regression_is_aliased(fit, term) &&
	            (!quasi || fit->dispersion.state == EST_OK);

	if (!good)
		se = (double)NAN;
	emit(sample, quasi ? "se_quasi" : "se_poisson", term + 1, se);
	emit(sample, quasi ? "t_quasi" : "z", term + 1,
	     se > 0 ? fit->coef[term] / se : (double)NAN);
	emit(sample, quasi ? "p_t_quasi" : "p_z", term + 1,
	     value_or_nan(regression_p(fit, term, dispersion)));
}

static void
emit_coefficients(const struct sample *sample, const struct regression *fit)
{
	size_t j;

	for (j = 0; j < fit->terms; j++)
		emit(sample, "coef", j + 1,
		     regression_is_aliased(fit, j) ? (double)NAN
		                                   : fit->coef[j]);
}

static void
emit_residuals(const struct sample *sample, const struct regression_data *data,
               const struct regression *fit, const double *fitted)
{
	double *leverage = checked(calloc(data->n, sizeof(*leverage)));
	size_t i;

	regression_leverage(fit, data, fitted, leverage);
	for (i = 0; i < data->n; i++) {
		double y = data->response[i];
		double mu = fitted[i];

		emit(sample, "pearson_resid", i + 1,
		     regression_pearson_residual(y, mu));
		emit(sample, "deviance_resid", i + 1,
		     regression_deviance_residual(y, mu));
		emit(sample, "anscombe_resid", i + 1,
		     regression_anscombe_residual(y, mu));
		emit(sample, "leverage", i + 1, leverage[i]);
	}
	free(leverage);
}

static void
run_quasi(const struct sample *sample, const struct regression_data *data,
          double *fitted)
{
	struct regression fit;
	double phi, likelihood;
	size_t j;

	regression_fit(data, fitted, &fit);
	emit(sample, "converged", 1, fit.state == EST_OK);
	if (fit.state != EST_OK)
		return;
	likelihood = regression_log_likelihood(data, fitted, fit.theta);
	phi = value_or_nan(fit.dispersion);
	emit_coefficients(sample, &fit);
	for (j = 0; j < fit.terms; j++) {
		emit_tests(sample, &fit, j, (double)NAN);
		emit_tests(sample, &fit, j, isnan(phi) ? 0 : phi);
	}
	emit(sample, "pearson_chi2", 1, fit.pearson);
	emit(sample, "df_resid", 1, (double)fit.df);
	emit(sample, "dispersion", 1, phi);
	emit(sample, "deviance", 1, fit.deviance);
	emit(sample, "null_deviance", 1, regression_null_deviance(data));
	emit(sample, "logLik", 1, likelihood);
	emit(sample, "aic", 1,
	     2 * (double)fit.information.rank - 2 * likelihood);
	emit_all(sample, "fitted", fitted, data->n);
	emit_residuals(sample, data, &fit, fitted);
}

static void
run_negative_binomial(const struct sample *sample,
                      const struct regression_data *data, double *fitted)
{
	struct regression fit;
	double likelihood;
	size_t j;

	regression_fit_negative_binomial(data, fitted, &fit);
	if (fit.state != EST_OK)
		return;
	likelihood = regression_log_likelihood(data, fitted, fit.theta);
	emit_coefficients(sample, &fit);
	for (j = 0; j < fit.terms; j++)
		emit(sample, "se", j + 1, regression_se(&fit, j, 1));
	emit(sample, "theta", 1, fit.theta);
	emit(sample, "se_theta", 1, fit.theta_se);
	emit(sample, "twologlik", 1, 2 * likelihood);
	emit(sample, "deviance", 1, fit.deviance);
	emit(sample, "aic", 1,
	     2 * (double)(fit.information.rank + 1) - 2 * likelihood);
	emit_all(sample, "fitted", fitted, data->n);
}

void
run_regression(const struct sample *sample)
{
	struct matrix design = get_matrix(sample, "X.");
	struct regression_data data = {0};
	size_t n, offsets;
	double *response = get_vector(sample, "y", &n);
	double *offset = get_vector(sample, "offset", &offsets);
	double *fitted = checked(calloc(n + 1, sizeof(*fitted)));

	data.response = response;
	data.design = design.values;
	data.offset = offsets == n ? offset : NULL;
	data.n = n;
	data.terms = design.columns;
	if (begins(sample, "nb_"))
		run_negative_binomial(sample, &data, fitted);
	else
		run_quasi(sample, &data, fitted);
	free(fitted);
	free(offset);
	free(response);
	free(design.values);
}
