/* Capture and recapture.  Must not know what is on the lists. */

#include "analyze/estimate/capture.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "analyze/estimate/regression.h"

#define ITERATIONS 200
#define STEP 1e-15

static struct estimate
ratio(double over, double under)
{
	struct estimate result = {.state = EST_UNDEFINED};

	if (under > 0) {
		result.value = over / under;
		result.state = EST_OK;
	}
	return result;
}

/* Bounds of observed + unobserved, the latter taken to be log-normal. */
static void
log_normal(double observed, double unobserved, double variance, double z,
           double bounds[2])
{
	double factor = 1;

	if (unobserved > 0)
		factor = exp(z *
		             sqrt(log1p(variance / (unobserved * unobserved))));
	else
		unobserved = 0;
	bounds[0] = observed + unobserved / factor;
	bounds[1] = observed + unobserved * factor;
}

struct capture_two
capture_two_lists(double n1, double n2, double m, double confidence)
{
	struct capture_two result = {.state = EST_UNDEFINED};
	double z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
	double own = (n1 - m) * (n2 - m);
	double bounds[2];

	if (!(m >= 0 && m <= n1 && m <= n2) || !isfinite(n1) || !isfinite(n2) ||
	    !(confidence > 0 && confidence < 1))
		return result;
	result.state = EST_OK;
	result.observed = n1 + n2 - m;
	result.chapman = (n1 + 1) * (n2 + 1) / (m + 1) - 1;
	result.variance =
		(n1 + 1) * (n2 + 1) * own / ((m + 1) * (m + 1) * (m + 2));
	result.wald_lower = fmax(result.observed,
	                         result.chapman - z * sqrt(result.variance));
	result.wald_upper = fmax(result.observed,
	                         result.chapman + z * sqrt(result.variance));
	log_normal(result.observed, result.chapman - result.observed,
	           result.variance, z, bounds);
	result.lower = bounds[0];
	result.upper = bounds[1];
	result.lincoln_petersen = ratio(n1 * n2, m);
	result.lincoln_variance = ratio(n1 * n2 * own, m * m * m);
	result.jaccard = ratio(m, result.observed);
	result.coverage1 = ratio(m, n2);
	result.coverage2 = ratio(m, n1);
	return result;
}

/* One row a combination: constant, lists in their order, pairs. */
static void
fill(const struct capture_lists *lists, double *design)
{
	size_t i, j;

	for (i = 0; i < lists->n; i++) {
		double *cell = design + i;
		unsigned on = lists->cells[i];

		*cell = 1;
		for (j = 0; j < lists->lists; j++) {
			size_t list =
				lists->order != NULL ? lists->order[j] : j;

			cell += lists->n;
			*cell = on >> list & 1;
		}
		for (j = 0; j < lists->pair_count; j++) {
			cell += lists->n;
			*cell = (on >> lists->pairs[j][0] & 1) &&
			        (on >> lists->pairs[j][1] & 1);
		}
	}
}

static void
read_off(const struct regression *fit, double log_likelihood, double confidence,
         struct capture_model *model)
{
	double z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
	double bounds[2];
	size_t j;

	for (j = 0; j < model->terms; j++) {
		model->coef[j] = fit->coef[j];
		model->coef_se[j] = regression_se(fit, j, 1);
	}
	model->unobserved = exp(model->coef[0]);
	model->total = model->observed + model->unobserved;
	model->se = sqrt(model->unobserved +
	                 pow(model->unobserved * model->coef_se[0], 2));
	log_normal(model->observed, model->unobserved, model->se * model->se, z,
	           bounds);
	model->lower = bounds[0];
	model->upper = bounds[1];
	model->deviance = fit->deviance;
	model->df = fit->df;
	model->aic = 2 * (double)model->terms - 2 * log_likelihood;
	model->bic =
		fit->deviance + (double)model->terms * log(model->observed);
}

struct capture_model
capture_log_linear(const struct capture_lists *lists, double confidence)
{
	struct capture_model model = {.state = EST_TOO_FEW};
	double design[CAPTURE_CELLS_MAX * CAPTURE_TERMS_MAX];
	struct regression_data data = {
		.response = lists->counts, .design = design, .n = lists->n};
	struct regression fit;
	size_t i;

	model.terms = data.terms = 1 + lists->lists + lists->pair_count;
	if (lists->lists < 2 || data.n < data.terms)
		return model;
	model.state = EST_UNDEFINED;
	if (lists->lists > CAPTURE_LISTS_MAX ||
	    data.terms > CAPTURE_TERMS_MAX || data.n > CAPTURE_CELLS_MAX ||
	    !(confidence > 0 && confidence < 1))
		return model;
	fill(lists, design);
	for (i = 0; i < lists->n; i++)
		model.observed += lists->counts[i];
	regression_fit(&data, model.fitted, &fit);
	if (fit.state != EST_OK || fit.information.rank < data.terms)
		return model;
	read_off(&fit,
	         regression_log_likelihood(&data, model.fitted, fit.theta),
	         confidence, &model);
	if (isfinite(model.upper) && isfinite(model.se))
		model.state = EST_OK;
	return model;
}

/* The rate l with l / (1 - exp(-l)) = mean, above 1: Newton from above. */
static double
truncated_rate(double mean)
{
	double rate = mean;
	int i;

	for (i = 0; i < ITERATIONS; i++) {
		double seen = -expm1(-rate);
		double slope = (seen - rate * exp(-rate)) / (seen * seen);
		double step = (rate / seen - mean) / slope;

		rate -= step;
		if (fabs(step) <= STEP * rate)
			break;
	}
	return rate;
}

static double
units_seen(const double *times, const double *counts, size_t n, double often)
{
	double total = 0;
	size_t i;

	for (i = 0; i < n; i++)
		if (fabs(times[i] - often) < 0.5)
			total += counts[i];
	return total;
}

static void
truncated_poisson(struct capture_frequencies *result)
{
	double mean = result->sightings / result->observed;
	double rate;

	result->poisson_rate.state = EST_UNDEFINED;
	result->poisson_total.state = EST_UNDEFINED;
	if (!(mean > 1))
		return;
	rate = truncated_rate(mean);
	result->poisson_rate =
		(struct estimate){.state = EST_OK, .value = rate};
	result->poisson_total = ratio(result->observed, -expm1(-rate));
}

struct capture_frequencies
capture_frequencies(const double *times, const double *counts, size_t n)
{
	struct capture_frequencies result = {.state = EST_UNDEFINED};
	double f1 = units_seen(times, counts, n, 1);
	double f2 = units_seen(times, counts, n, 2);
	double r = f2 > 0 ? f1 / f2 : 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!(counts[i] >= 0) || !(times[i] >= 1))
			return result;
		result.observed += counts[i];
		result.sightings += counts[i] * times[i];
	}
	result.state = result.observed > 0 ? EST_OK : EST_TOO_FEW;
	if (result.state != EST_OK)
		return result;
	truncated_poisson(&result);
	result.chao = ratio(f1 * f1 + 2 * f2 * result.observed, 2 * f2);
	result.chao_variance = ratio(
		f2 * f2 * (r * r * r * r / 4 + r * r * r + r * r / 2), f2);
	result.chao_corrected =
		result.observed + f1 * (f1 - 1) / (2 * (f2 + 1));
	result.zelterman_rate = ratio(2 * f2, f1);
	result.zelterman.state = EST_UNDEFINED;
	if (f1 > 0 && f2 > 0)
		result.zelterman = ratio(result.observed, -expm1(-2 * f2 / f1));
	return result;
}
