/* 11: robust scale and regression. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/estimate/descriptive.h"
#include "analyze/estimate/robust.h"
#include "tests/topics/topic.h"

static void
emit_all(const struct sample *sample, const char *name, const double *values,
         size_t n, enum est_state state)
{
	size_t i;

	for (i = 0; i < n; i++)
		emit(sample, name, i + 1,
		     state == EST_OK ? values[i] : (double)NAN);
}

static void
run_scale(const struct sample *sample)
{
	size_t n;
	double *values = get_vector(sample, "x", &n);
	double *work = checked(calloc(n + 1, sizeof(*work)));

	emit_estimate(sample, "mad", descriptive_mad_normal(values, n, work));
	emit_estimate(sample, "Sn", robust_sn(values, n, true));
	emit_estimate(sample, "Sn_nocorr", robust_sn(values, n, false));
	emit_estimate(sample, "Qn", robust_qn(values, n, true));
	emit_estimate(sample, "Qn_nocorr", robust_qn(values, n, false));
	free(work);
	free(values);
}

/* The reference reports the fit as MATLAB and GSL make it ... */
static void
run_gsl(const struct sample *sample, const struct leastsquares_data *data,
        enum robust_weight weight, double *work)
{
	double *residuals = work + data->count;
	struct robust fit =
		robust_fit(data, weight, ROBUST_LEVERAGE, work, residuals);

	emit_all(sample, "gsl_coef", fit.coefficients, fit.parameters,
	         fit.state);
	emit_all(sample, "gsl_weights", work, data->count, fit.state);
	emit_all(sample, "gsl_resid_raw", residuals, data->count, fit.state);
	emit_one(sample, "gsl_sigma_ols", fit.state, fit.sd_least_squares);
	emit_one(sample, "gsl_sigma_iter", fit.state, fit.scale);
	emit_one(sample, "gsl_sigma_mad", fit.state, fit.scale_raw);
	emit_all(sample, "ols_coef", fit.least_squares, fit.parameters,
	         fit.state);
}

/* ... and as MASS does. */
static void
run_mass(const struct sample *sample, const struct leastsquares_data *data,
         enum robust_weight weight, double *work)
{
	struct robust fit = robust_fit(data, weight, ROBUST_MEDIAN, work,
	                               work + data->count);

	emit_all(sample, "rlm_coef", fit.coefficients, fit.parameters,
	         fit.state);
	emit_all(sample, "rlm_weights", work, data->count, fit.state);
	emit_all(sample, "rlm_se", fit.se, fit.parameters, fit.state);
	emit_one(sample, "rlm_scale", fit.state, fit.scale);
}

static void
fit_both(const struct sample *sample)
{
	struct leastsquares_data data = {0};
	size_t n, width, i;
	double *y = get_all(sample, "y", &data.count);
	double *x =
		checked(calloc(data.count * LEASTSQUARES_MAX + 1, sizeof(*x)));
	double *work = checked(calloc(2 * data.count + 1, sizeof(*work)));
	enum robust_weight weight = strstr(sample->id, "bisquare") != NULL
	                                    ? ROBUST_BISQUARE
	                                    : ROBUST_HUBER;
	char name[32];
	double unused;

	width = 0;
	do {
		width++;
		(void)snprintf(name, sizeof(name), "X.%zu", width);
	} while (get_scalar(sample, name, &unused));
	data.width = width - 1;
	for (width = 0; width < data.width; width++) {
		double *column;

		(void)snprintf(name, sizeof(name), "X.%zu", width + 1);
		column = get_all(sample, name, &n);
		for (i = 0; i < n && i < data.count; i++)
			x[i * data.width + width] = column[i];
		free(column);
	}
	data.x = x;
	data.y = y;
	run_gsl(sample, &data, weight, work);
	run_mass(sample, &data, weight, work);
	free(work);
	free(x);
	free(y);
}

void
run_robust(const struct sample *sample)
{
	double value;

	if (get_scalar(sample, "y", &value))
		fit_both(sample);
	else
		run_scale(sample);
}
