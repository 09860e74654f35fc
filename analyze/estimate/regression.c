/*
 * Fitting of counts by iteratively reweighted least squares, and what is read
 * off a fit.  Must not know what the series are.
 */

#include "analyze/estimate/regression.h"

#include <float.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>
#include <string.h>

#include "analyze/sum.h"

#define ITERATIONS 100
#define HALVINGS 20
#define DEVIANCE_STEP 1e-13 /* relative; the step after it is exact */
#define MEAN_STEP 1e-12     /* of a theta, where steps shrink slowly */
#define THETA_STEP 1e-12
#define THETA_SE_STEP 1.220703125e-4 /* where theta.ml() of MASS ends */
#define THETA_MOST 1e9 /* beyond it a count is Poisson to all digits */
#define NOISE 1e-12    /* relative residual that is rounding */

static double
weight(const struct regression_data *data, size_t i)
{
	return data->weights != NULL ? data->weights[i] : 1;
}

static double
offset(const struct regression_data *data, size_t i)
{
	return data->offset != NULL ? data->offset[i] : 0;
}

/* Half the deviance of one count; theta may be infinite. */
static double
unit_deviance(double y, double mu, double theta)
{
	double r = y > 0 ? (mu - y) / y : 0;

	if (isinf(theta))
		return y > 0 ? y * (r - log1p(r)) : mu;
	return (y > 0 ? y * log(y / mu) : 0) -
	       (y + theta) * log((y + theta) / (mu + theta));
}

static double
deviance(const struct regression_data *data, const double *fitted, double theta)
{
	struct sum total = {0, 0};
	size_t i;

	for (i = 0; i < data->n; i++)
		sum_add(&total, 2 * weight(data, i) *
		                        unit_deviance(data->response[i],
		                                      fitted[i], theta));
	return sum_total(&total);
}

static double
linear(const struct regression_data *data, const double *coef, size_t i)
{
	double eta = 0;
	size_t j;

	for (j = 0; j < data->terms; j++)
		eta += coef[j] * data->design[j * data->n + i];
	return eta;
}

static void
fill(const struct regression_data *data, const double *coef, double *fitted)
{
	size_t i;

	for (i = 0; i < data->n; i++)
		fitted[i] = exp(linear(data, coef, i) + offset(data, i));
}

/* Add one observation to X'WX and to a right-hand side. */
static void
accumulate(const struct regression_data *data, size_t i, double w,
           double residual, struct gram *gram, double *right)
{
	const double *restrict design = data->design + i;
	double row[REGRESSION_TERMS_MAX];
	size_t j, k;

	for (j = 0; j < data->terms; j++, design += data->n) {
		double *restrict sums = gram->factor[j];
		const double x = *design * w;

		row[j] = *design;
		right[j] += x * residual;
		for (k = 0; k <= j; k++)
			sums[k] += x * row[k];
	}
}

/*
 * X'WX at the means, factored, and the step that it asks for.  For the first
 * step, `coef` NULL, the step is the whole solution.
 */
static void
normal_equations(const struct regression_data *data, const double *fitted,
                 double theta, bool whole, struct gram *gram, double *step)
{
	size_t i, j;

	gram->order = data->terms;
	for (j = 0; j < data->terms; j++) {
		step[j] = 0;
		memset(gram->factor[j], 0, (j + 1) * sizeof(double));
	}
	for (i = 0; i < data->n; i++) {
		double mu = fitted[i];
		double w = weight(data, i) * mu / (1 + mu / theta);
		double residual = (data->response[i] - mu) / mu;

		if (!(w > 0))
			continue;
		if (whole)
			residual += log(mu) - offset(data, i);
		accumulate(data, i, w, residual, gram, step);
	}
	gram_factor(gram);
	gram_solve(gram, step);
}

static bool
is_possible(const struct regression_data *data)
{
	size_t i;

	for (i = 0; i < data->n; i++)
		if (!(data->response[i] >= 0) || !isfinite(data->response[i]) ||
		    !isfinite(offset(data, i)) || !(weight(data, i) >= 0))
			return false;
	return true;
}

static enum est_state
check(const struct regression_data *data)
{
	double total = 0;
	size_t i;

	if (data->n == 0 || data->terms == 0 ||
	    data->terms > REGRESSION_TERMS_MAX)
		return EST_TOO_FEW;
	if (!is_possible(data))
		return EST_UNDEFINED;
	for (i = 0; i < data->n; i++)
		total += weight(data, i) * data->response[i];
	return total > 0 && isfinite(total) ? EST_OK : EST_UNDEFINED;
}

/* The Pearson statistic with the weights of the step before. */
static double
stale_pearson(const struct regression_data *data, const double *fitted,
              const double *step)
{
	struct sum total = {0, 0};
	size_t i;

	for (i = 0; i < data->n; i++) {
		double residual = data->response[i] / fitted[i] - 1;
		double before = fitted[i] * exp(-linear(data, step, i));

		sum_add(&total, weight(data, i) * before * residual * residual);
	}
	return sum_total(&total);
}

/* By how much a step changes a mean at the most, relatively. */
static double
largest_change(const struct regression_data *data, const double *step)
{
	double largest = 0;
	size_t i;

	for (i = 0; i < data->n; i++)
		largest = fmax(largest, fabs(linear(data, step, i)));
	return largest;
}

/* Move by the step, by half of it while the deviance grows; false if none
 * helps.  `old` is the deviance before, updated. */
static bool
move(const struct regression_data *data, struct regression *fit, double *step,
     double *fitted, double *old)
{
	double moved[REGRESSION_TERMS_MAX];
	double now;
	size_t j;
	int tries;

	for (tries = 0; tries < HALVINGS; tries++) {
		for (j = 0; j < data->terms; j++)
			moved[j] = fit->coef[j] + step[j];
		fill(data, moved, fitted);
		now = deviance(data, fitted, fit->theta);
		if (now <= *old + 1e-8 * (fabs(*old) + 0.1)) {
			memcpy(fit->coef, moved, data->terms * sizeof(double));
			*old = now;
			return true;
		}
		for (j = 0; j < data->terms; j++)
			step[j] /= 2;
	}
	return false;
}

/* Iterate from the coefficients that are there, and their deviance, to those of
 * a given theta. */
static bool
iterate(const struct regression_data *data, double *fitted,
        struct regression *fit)
{
	double step[REGRESSION_TERMS_MAX];
	bool exact = false;
	int i;

	for (i = 0; i < ITERATIONS; i++) {
		const double before = fit->deviance;
		double last;

		normal_equations(data, fitted, fit->theta, false,
		                 &fit->information, step);
		if (!move(data, fit, step, fitted, &fit->deviance))
			return false;
		last = fit->deviance;
		if (fabs(before - last) <
		    data->tolerance * (fabs(last) + 0.1)) {
			memcpy(fit->step, step, sizeof(step));
			fit->pearson = stale_pearson(data, fitted, step);
			return true;
		}
		if (exact && (isinf(fit->theta) ||
		              largest_change(data, step) < MEAN_STEP))
			return isfinite(last);
		exact = fabs(before - last) <=
		        DEVIANCE_STEP * (fabs(last) + 0.1);
	}
	return exact;
}

/* Means near the counts, and the least squares fit to their logarithms. */
static bool
start(const struct regression_data *data, double *fitted,
      struct regression *fit)
{
	size_t i;

	for (i = 0; i < data->n; i++)
		fitted[i] = data->response[i] + 0.1;
	normal_equations(data, fitted, fit->theta, true, &fit->information,
	                 fit->coef);
	fill(data, fit->coef, fitted);
	fit->deviance = deviance(data, fitted, fit->theta);
	return isfinite(fit->deviance);
}

/* Means of a constant rate: where its likelihood is greatest for Poisson. */
double
regression_null_deviance(const struct regression_data *data)
{
	struct sum counts = {0, 0}, exposure = {0, 0}, total = {0, 0};
	double rate;
	size_t i;

	for (i = 0; i < data->n; i++) {
		sum_add(&counts, weight(data, i) * data->response[i]);
		sum_add(&exposure, weight(data, i) * exp(offset(data, i)));
	}
	rate = sum_total(&counts) / sum_total(&exposure);
	for (i = 0; i < data->n; i++)
		sum_add(&total,
		        2 * weight(data, i) *
		                unit_deviance(data->response[i],
		                              rate * exp(offset(data, i)),
		                              (double)INFINITY));
	return sum_total(&total);
}

static double
unit_likelihood(double y, double mu, double theta)
{
	if (isinf(theta))
		return (y > 0 ? y * log(mu) : 0) - mu - lgamma(y + 1);
	return lgamma(theta + y) - lgamma(theta) - lgamma(y + 1) +
	       theta * log(theta / (theta + mu)) +
	       (y > 0 ? y * log(mu / (theta + mu)) : 0);
}

double
regression_log_likelihood(const struct regression_data *data,
                          const double *fitted, double theta)
{
	struct sum likelihood = {0, 0};
	size_t i;

	for (i = 0; i < data->n; i++)
		sum_add(&likelihood,
		        weight(data, i) * unit_likelihood(data->response[i],
		                                          fitted[i], theta));
	return sum_total(&likelihood);
}

/* What is read off the final means; their deviance is there. */
static void
finish(const struct regression_data *data, const double *fitted,
       struct regression *fit)
{
	struct sum pearson = {0, 0}, means = {0, 0};
	double ignored[REGRESSION_TERMS_MAX];
	size_t i, counted = 0;

	if (!(data->tolerance > 0))
		normal_equations(data, fitted, fit->theta, false,
		                 &fit->information, ignored);
	for (i = 0; i < data->n; i++) {
		double y = data->response[i], mu = fitted[i];
		double w = weight(data, i);
		double variance = mu * (1 + mu / fit->theta);

		counted += w > 0;
		sum_add(&pearson, w * (y - mu) * ((y - mu) / variance));
		sum_add(&means, w * mu);
	}
	if (!(data->tolerance > 0))
		fit->pearson = sum_total(&pearson);
	if (fit->pearson < NOISE * NOISE * sum_total(&means))
		fit->pearson = 0;
	fit->df = counted - fit->information.rank;
	fit->dispersion.n = data->n;
	fit->dispersion.state = fit->df > 0 ? EST_OK : EST_UNDEFINED;
	if (fit->df > 0)
		fit->dispersion.value = fit->pearson / (double)fit->df;
}

static void
prepare(const struct regression_data *data, struct regression *fit)
{
	fit->state = check(data);
	fit->n = data->n;
	fit->terms = data->terms;
	fit->theta = (double)INFINITY;
	fit->theta_se = (double)NAN;
	memset(fit->step, 0, sizeof(fit->step));
}

void
regression_fit(const struct regression_data *data, double *fitted,
               struct regression *fit)
{
	prepare(data, fit);
	if (fit->state != EST_OK)
		return;
	if (!start(data, fitted, fit) || !iterate(data, fitted, fit)) {
		fit->state = EST_UNDEFINED;
		return;
	}
	finish(data, fitted, fit);
}

/* First and second derivative of the likelihood in theta. */
static void
theta_score(const struct regression_data *data, const double *fitted,
            double theta, double *score, double *information)
{
	struct sum first = {0, 0}, second = {0, 0};
	size_t i;

	for (i = 0; i < data->n; i++) {
		double y = data->response[i], mu = fitted[i];
		double w = weight(data, i);

		sum_add(&first, w * (gsl_sf_psi(theta + y) - gsl_sf_psi(theta) +
		                     log(theta / (mu + theta)) + 1 -
		                     (y + theta) / (mu + theta)));
		sum_add(&second,
		        w * (gsl_sf_psi_1(theta) - gsl_sf_psi_1(theta + y) -
		             1 / theta + 2 / (mu + theta) -
		             (y + theta) / ((mu + theta) * (mu + theta))));
	}
	*score = sum_total(&first);
	*information = sum_total(&second);
}

/* Where theta starts: by moments. */
static double
theta_guess(const struct regression_data *data, const double *fitted)
{
	double total = 0, weights = 0;
	size_t i;

	for (i = 0; i < data->n; i++) {
		double ratio = data->response[i] / fitted[i] - 1;

		total += weight(data, i) * ratio * ratio;
		weights += weight(data, i);
	}
	return weights / total;
}

/*
 * Newton's method from the moments, as theta.ml() of MASS, but to the end.  The
 * standard error is that of MASS: at the iterate before its last.
 */
static double
theta_fit(const struct regression_data *data, const double *fitted, double *se)
{
	double theta = theta_guess(data, fitted);
	double score, information, step;
	bool near = false;
	int i;

	for (i = 0; i < ITERATIONS && theta < THETA_MOST; i++) {
		theta_score(data, fitted, theta, &score, &information);
		step = score / information;
		if (!near)
			*se = sqrt(1 / information);
		near = near || fabs(step) <= THETA_SE_STEP;
		theta = fabs(theta + step);
		if (fabs(step) < THETA_STEP * theta)
			return theta;
	}
	return (double)INFINITY;
}

static enum est_state
alternate(const struct regression_data *data, double *fitted,
          struct regression *fit)
{
	double last = 0;
	double theta;
	int i;

	for (i = 0; i < ITERATIONS; i++) {
		theta = theta_fit(data, fitted, &fit->theta_se);
		if (!isfinite(theta))
			return EST_UNDEFINED;
		if (fabs(theta - last) <= THETA_STEP * theta)
			return EST_OK;
		fit->theta = last = theta;
		fit->deviance = deviance(data, fitted, theta);
		if (!iterate(data, fitted, fit))
			return EST_UNDEFINED;
	}
	return EST_UNDEFINED;
}

void
regression_fit_negative_binomial(const struct regression_data *data,
                                 double *fitted, struct regression *fit)
{
	regression_fit(data, fitted, fit);
	if (fit->state == EST_OK)
		fit->state = alternate(data, fitted, fit);
	if (fit->state == EST_OK)
		finish(data, fitted, fit);
}

void
regression_leverage(const struct regression *fit,
                    const struct regression_data *data, const double *fitted,
                    double *leverage)
{
	double row[REGRESSION_TERMS_MAX];
	size_t i, j;

	for (i = 0; i < data->n; i++) {
		double mu = fitted[i] * exp(-linear(data, fit->step, i));

		for (j = 0; j < data->terms; j++)
			row[j] = data->design[j * data->n + i];
		leverage[i] = weight(data, i) * mu / (1 + mu / fit->theta) *
		              gram_quadratic(&fit->information, row);
	}
}

double
regression_deviance_residual(double count, double mean)
{
	double unit = unit_deviance(count, mean, (double)INFINITY);

	return copysign(sqrt(2 * fmax(unit, 0)), count - mean);
}
