/*
 * Rounds of weighted least squares.  It must not know what is explained.
 */

#include "analyze/estimate/robust.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "analyze/estimate/descriptive.h"
#include "analyze/estimate/rank.h"
#include "analyze/sum.h"
#include "common/mem.h"

#define NORMAL_QUARTILE 0.6745
#define SN_CONSISTENT 1.1926
#define QN_CONSISTENT 2.21914
#define ROUNDS_MAX 1000
#define SETTLED 1e-13
#define MASS_SETTLED 1e-12

struct estimate
robust_sn(const double *values, size_t n, bool finite)
{
	double *sorted = rank_sorted(values, n);
	double *work = ilo_xcalloc(n + 1, sizeof(*work));
	struct estimate result = est_too_few(n);

	if (n > 0 && finite)
		result = est_checked(
			gsl_stats_Sn_from_sorted_data(sorted, 1, n, work), n);
	else if (n > 0)
		result = est_checked(SN_CONSISTENT *
		                             gsl_stats_Sn0_from_sorted_data(
						     sorted, 1, n, work),
		                     n);
	free(work);
	free(sorted);
	return result;
}

struct estimate
robust_qn(const double *values, size_t n, bool finite)
{
	double *sorted = rank_sorted(values, n);
	double *work = ilo_xcalloc(3 * n + 1, sizeof(*work));
	int *counts = ilo_xcalloc(5 * n + 1, sizeof(*counts));
	struct estimate result = est_too_few(n);

	if (n > 0 && finite)
		result = est_checked(gsl_stats_Qn_from_sorted_data(
					     sorted, 1, n, work, counts),
		                     n);
	else if (n > 0)
		result = est_checked(
			QN_CONSISTENT * gsl_stats_Qn0_from_sorted_data(
						sorted, 1, n, work, counts),
			n);
	free(counts);
	free(work);
	free(sorted);
	return result;
}

/* What the rounds share; arrays are an observation each. */
struct rounds {
	struct leastsquares_data data;
	enum robust_weight weight;
	double *weights;
	double *residuals;
	double *factors; /* that residuals are multiplied by */
	double *work;
};

static double
weigh(enum robust_weight weight, double u)
{
	double rest = 1 - u / 4.685 * (u / 4.685);

	if (weight == ROBUST_HUBER)
		return fabs(u) <= 1.345 ? 1 : 1.345 / fabs(u);
	return rest > 0 ? rest * rest : 0;
}

/* Derivative of u times its weight. */
static double
slope(enum robust_weight weight, double u)
{
	double square = u / 4.685 * (u / 4.685);

	if (weight == ROBUST_HUBER)
		return fabs(u) <= 1.345;
	return square < 1 ? (1 - square) * (1 - 5 * square) : 0;
}

/* Median of the absolute residuals, the smallest `skip` of them left out. */
static double
median_size(const struct rounds *r, size_t skip, bool scaled)
{
	size_t n = r->data.count;
	double *sorted;
	double median;
	size_t i;

	for (i = 0; i < n; i++)
		r->work[i] =
			fabs(r->residuals[i]) * (scaled ? r->factors[i] : 1);
	sorted = rank_sorted(r->work, n);
	median = gsl_stats_median_from_sorted_data(sorted + skip, 1, n - skip);
	free(sorted);
	return median;
}

static double
leverage_scale(const struct rounds *r, size_t parameters, bool scaled)
{
	return median_size(r, parameters - 1, scaled) / NORMAL_QUARTILE;
}

/* One weighted fit; how far the largest coefficient moved, relatively. */
static double
reweigh(struct rounds *r, double scale, bool scaled, struct leastsquares *fit)
{
	struct leastsquares before = *fit;
	double largest = 0;
	double change = 0;
	size_t i;

	for (i = 0; i < r->data.count; i++)
		r->weights[i] = weigh(
			r->weight,
			r->residuals[i] * (scaled ? r->factors[i] : 1) / scale);
	*fit = leastsquares_fit(&r->data, r->residuals, NULL);
	for (i = 0; i < fit->parameters; i++) {
		largest = fmax(largest, fabs(fit->coefficients[i]));
		change = fmax(change, fabs(fit->coefficients[i] -
		                           before.coefficients[i]));
	}
	return change > 0 ? change / largest : 0;
}

/* A scale of less than a millionth of y's is taken for that, as GSL does. */
static double
least_scale(const struct rounds *r)
{
	double sd = descriptive_sd(r->data.y, r->data.count).value;

	return sd > 0 ? 1e-6 * sd : 1;
}

static bool
rounds_by_leverage(struct rounds *r, struct leastsquares *fit,
                   struct robust *result)
{
	double least = least_scale(r);
	double change = 1;
	size_t p = fit->parameters;

	while (change > SETTLED && fit->state == EST_OK &&
	       result->rounds++ < ROUNDS_MAX) {
		result->scale = leverage_scale(r, p, true);
		change = reweigh(r, fmax(result->scale, least), true, fit);
	}
	result->scale_raw = leverage_scale(r, p, false);
	return change <= SETTLED;
}

/* Length of the difference of two vectors over that of the first. */
static double
moved(const double *before, const double *after, size_t n)
{
	struct sum far = {0, 0}, all = {0, 0};
	size_t i;

	for (i = 0; i < n; i++) {
		sum_add(&far, (before[i] - after[i]) * (before[i] - after[i]));
		sum_add(&all, before[i] * before[i]);
	}
	return sqrt(sum_total(&far) / fmax(1e-20, sum_total(&all)));
}

static bool
rounds_by_median(struct rounds *r, struct leastsquares *fit,
                 struct robust *result)
{
	double *before = ilo_xcalloc(r->data.count + 1, sizeof(*before));
	double change = 1;
	size_t i;

	while (change > MASS_SETTLED && fit->state == EST_OK &&
	       result->rounds++ < ROUNDS_MAX) {
		result->scale = median_size(r, 0, false) / NORMAL_QUARTILE;
		if (!(result->scale > 0))
			break;
		for (i = 0; i < r->data.count; i++)
			before[i] = r->residuals[i];
		(void)reweigh(r, result->scale, false, fit); /* not its rule */
		change = moved(before, r->residuals, r->data.count);
	}
	free(before);
	return true; /* the reference only warns after its last round */
}

/* From the weights that the final residuals have. */
static void
find_errors(const struct rounds *r, struct robust *result)
{
	struct sum squares = {0, 0}, slopes = {0, 0}, spread = {0, 0};
	size_t n = r->data.count;
	double count = (double)n;
	double p = (double)result->parameters;
	double u, psi, mean, factor;
	struct leastsquares_data plain = r->data;
	struct leastsquares fit;
	size_t i;

	for (i = 0; i < n && result->scale > 0; i++) {
		u = r->residuals[i] / result->scale;
		psi = r->residuals[i] * weigh(r->weight, u);
		sum_add(&squares, psi * psi);
		sum_add(&slopes, slope(r->weight, u));
	}
	mean = sum_total(&slopes) / count;
	for (i = 0; i < n && result->scale > 0; i++) {
		u = slope(r->weight, r->residuals[i] / result->scale) - mean;
		sum_add(&spread, u * u);
	}
	plain.weights = NULL;
	fit = leastsquares_fit(&plain, NULL, NULL);
	factor = 1 +
	         p * (sum_total(&spread) / (count - 1)) / (count * mean * mean);
	factor *= sqrt(sum_total(&squares) / (count - p)) / mean;
	for (i = 0; i < result->parameters; i++)
		result->se[i] =
			result->scale > 0 ? factor * sqrt(fit.unscaled[i]) : 0;
}

static void
run(struct rounds *r, enum robust_scale scale, struct leastsquares *fit,
    struct robust *result)
{
	size_t i;
	bool settled;

	for (i = 0; i < r->data.count; i++) {
		r->factors[i] = 1 / sqrt(1 - fmin(r->factors[i], 1 - 1e-15));
		r->weights[i] = 1;
	}
	r->data.weights = r->weights;
	for (i = 0; i < fit->parameters; i++)
		result->least_squares[i] = fit->coefficients[i];
	result->sd_least_squares = fit->residual_sd.value;
	settled = scale == ROBUST_LEVERAGE ? rounds_by_leverage(r, fit, result)
	                                   : rounds_by_median(r, fit, result);
	result->state = settled ? fit->state : EST_UNDEFINED;
	for (i = 0; i < fit->parameters; i++)
		result->coefficients[i] = fit->coefficients[i];
	find_errors(r, result);
}

struct robust
robust_fit(const struct leastsquares_data *data, enum robust_weight weight,
           enum robust_scale scale, double *weights, double *residuals)
{
	struct rounds r = {
		.data = *data,
		.weight = weight,
		.weights = weights,
		.residuals = residuals,
		.factors = ilo_xcalloc(data->count + 1, sizeof(double)),
		.work = ilo_xcalloc(data->count + 1, sizeof(double)),
	};
	struct leastsquares fit = leastsquares_fit(data, residuals, r.factors);
	struct robust result = {.state = fit.state,
	                        .parameters = fit.parameters};

	if (fit.state == EST_OK && fit.residual_df < 1)
		result.state = EST_TOO_FEW;
	if (result.state == EST_OK)
		run(&r, scale, &fit, &result);
	free(r.work);
	free(r.factors);
	return result;
}
