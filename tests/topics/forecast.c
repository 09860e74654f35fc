/* 10: exponential smoothing, accuracy of forecasts, STL and classical parts. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "analyze/estimate/accuracy.h"
#include "analyze/estimate/seasonal.h"
#include "analyze/estimate/smoothing.h"
#include "tests/topics/fmin.h"
#include "tests/topics/lbfgsb.h"
#include "tests/topics/matrix.h"
#include "tests/topics/psort.h"

struct series {
	double *x;
	size_t n;
	size_t period;
};

static void
emit_interval(const struct sample *sample, const char *const names[2], size_t i,
              struct interval interval)
{
	bool good = interval.state == EST_OK;

	emit(sample, names[0], i, good ? interval.lower : (double)NAN);
	emit(sample, names[1], i, good ? interval.upper : (double)NAN);
}

/*
 * predict.HoltWinters() of R for a multiplicative season: psi_0 is not 1, and
 * the season of the period itself is read one place before the first.
 */
static struct interval
as_in_r(const struct smoothing_model *model, const struct smoothing *result,
        size_t h)
{
	struct interval ahead = smoothing_ahead(model, result, h, LEVEL);
	const double *season = result->last.season;
	size_t p = model->period;
	size_t place = 1 + (h - 1) % p;
	double total = 0;
	size_t j;

	for (j = 0; j < h; j++) {
		size_t other = (place + p * h - j) % p;
		double below =
			other == 0 ? result->last.slope : season[other - 1];
		double psi =
			model->alpha * (1 + (double)j * model->beta) +
			(j % p == 0 ? model->gamma * (1 - model->alpha) : 0);

		total += pow(psi * season[place - 1] / below, 2);
	}
	total = gsl_cdf_ugaussian_Pinv(0.975) * sqrt(total * result->variance);
	ahead.state = EST_OK;
	ahead.lower = ahead.value - total;
	ahead.upper = ahead.value + total;
	return ahead;
}

static void
emit_last(const struct sample *sample, const struct smoothing_model *model,
          const struct smoothing_state *last)
{
	size_t i, k = 0;

	emit(sample, "final", ++k, last->level);
	if (model->trend)
		emit(sample, "final", ++k, last->slope);
	for (i = 0; model->season != SMOOTHING_NONE && i < model->period; i++)
		emit(sample, "final", ++k, last->season[i]);
}

static struct smoothing_model
get_model(const struct sample *sample, size_t period)
{
	struct smoothing_model model = {.period = 1};

	model.trend = get_or(sample, "has_trend", 0) > 0;
	if (get_or(sample, "has_season", 0) > 0) {
		model.season = contains(sample, "_mul")
		                       ? SMOOTHING_MULTIPLICATIVE
		                       : SMOOTHING_ADDITIVE;
		model.period = period;
	}
	model.alpha = get_or(sample, "alpha", 0);
	model.beta = get_or(sample, "beta", 0);
	model.gamma = get_or(sample, "gamma", 0);
	model.first = (size_t)get_or(sample, "first_fitted", 2) - 1;
	return model;
}

static void
run_holt_winters(const struct sample *sample, const struct series *series)
{
	static const char *const names[] = {"lower95", "upper95"};
	struct smoothing_model model = get_model(sample, series->period);
	struct smoothing_state start = {.level = get_or(sample, "l0", 0),
	                                .slope = get_or(sample, "b0", 0)};
	size_t seasons, h;
	double *season = get_vector(sample, "s0", &seasons);
	double *fitted = checked(calloc(series->n + 1, sizeof(*fitted)));
	double *levels = checked(calloc(series->n + 1, sizeof(*levels)));
	struct smoothing result;
	struct interval ahead;

	memcpy(start.season, season, seasons * sizeof(*season));
	result = smoothing_run(series->x, series->n, &model, &start, fitted,
	                       levels);
	emit_one(sample, "SSE", result.state, result.sse);
	emit_all(sample, "fitted", fitted, result.n);
	emit_all(sample, "level", levels, result.n);
	emit_last(sample, &model, &result.last);
	for (h = 1; h <= (size_t)get_or(sample, "h", 0); h++) {
		ahead = model.season == SMOOTHING_MULTIPLICATIVE
		                ? as_in_r(&model, &result, h)
		                : smoothing_ahead(&model, &result, h, LEVEL);
		emit(sample, "forecast", h, ahead.value);
		emit_interval(sample, names, h, ahead);
	}
	free(levels);
	free(fitted);
	free(season);
}

/* Squares of the errors of a level alone. */
static double
squares_at(double alpha, const void *data)
{
	const struct series *series = data;
	struct smoothing_model model = {.alpha = alpha, .period = 1};
	struct smoothing_state start;

	if (smoothing_start(series->x, series->n, &model, &start) != EST_OK)
		return (double)NAN;
	return smoothing_run(series->x, series->n, &model, &start, NULL, NULL)
	        .sse;
}

static double
squares_of_three(const double *x, const void *data)
{
	const struct series *series = data;
	struct smoothing_model model = {.season = SMOOTHING_ADDITIVE,
	                                .trend = true,
	                                .period = series->period,
	                                .alpha = x[0],
	                                .beta = x[1],
	                                .gamma = x[2]};
	struct smoothing_state start;

	if (smoothing_start(series->x, series->n, &model, &start) != EST_OK)
		return (double)NAN;
	return smoothing_run(series->x, series->n, &model, &start, NULL, NULL)
	        .sse;
}

/* Parameters by least squares, from where the reference starts and as it
 * searches; a season where there is one. */
static void
run_optimum(const struct sample *sample, const struct series *series)
{
	double x[LBFGSB_MAX] = {0.3, 0.1, 0.1};
	bool good = true;
	double sse;

	if (series->period > 1) {
		good = lbfgsb_of(squares_of_three, series, LBFGSB_MAX, x);
		sse = squares_of_three(x, series);
	} else {
		x[0] = fmin_of(squares_at, series, 0, 1);
		x[1] = x[2] = 0;
		sse = squares_at(x[0], series);
	}
	good = good && isfinite(sse);
	emit(sample, "alpha", 1, good ? x[0] : (double)NAN);
	emit(sample, "beta", 1, good ? x[1] : (double)NAN);
	emit(sample, "gamma", 1, good ? x[2] : (double)NAN);
	emit(sample, "SSE", 1, good ? sse : (double)NAN);
}

/* forecast stores the seasons backwards: the one before the first value comes
 * first. */
static void
get_states(const struct sample *sample, struct smoothing_model *model,
           struct smoothing_state *start)
{
	size_t states, parameters, i, k = 0;
	double *init = get_vector(sample, "init_states", &states);
	double *par = get_vector(sample, "par", &parameters);

	model->alpha = par[0];
	model->beta = model->trend && parameters > 1 ? par[1] : 0;
	model->gamma =
		model->season != SMOOTHING_NONE ? par[parameters - 1] : 0;
	start->level = init[k++];
	if (model->trend)
		start->slope = init[k++];
	for (i = 0; k < states; i++)
		start->season[i] = init[--states];
	free(par);
	free(init);
}

static void
run_ets(const struct sample *sample, const struct series *series)
{
	static const char *const names80[] = {"lower80", "upper80"};
	static const char *const names95[] = {"lower95", "upper95"};
	struct smoothing_model model = {.period = 1};
	struct smoothing_state start = {0};
	double *fitted = checked(calloc(series->n + 1, sizeof(*fitted)));
	size_t parameters = (size_t)get_or(sample, "n_par", 2);
	struct smoothing_ets result;
	struct interval ahead;
	size_t h;

	model.trend = !contains(sample, "_ANN");
	if (contains(sample, "_AAA")) {
		model.season = SMOOTHING_ADDITIVE;
		model.period = series->period;
	}
	get_states(sample, &model, &start);
	result = smoothing_ets(series->x, series->n, &model, &start, parameters,
	                       fitted);
	emit_one(sample, "sigma2", result.state, result.sigma2);
	emit_one(sample, "mse", result.state, result.sse / (double)series->n);
	emit_one(sample, "loglik", result.state, result.log_likelihood);
	emit_one(sample, "aic", result.state,
	         2 * (double)(parameters + 1) - 2 * result.log_likelihood);
	emit_all(sample, "fitted", fitted, series->n);
	for (h = 1; h <= 6; h++) {
		ahead = smoothing_ets_ahead(&model, &result, h, 0.8);
		emit(sample, "mean", h, ahead.value);
		emit_interval(sample, names80, h, ahead);
		ahead = smoothing_ets_ahead(&model, &result, h, 0.95);
		emit_interval(sample, names95, h, ahead);
	}
	free(fitted);
}

static void
run_accuracy(const struct sample *sample, size_t period)
{
	size_t n, other, length;
	double *actual = get_vector(sample, "actual", &n);
	double *forecast = get_vector(sample, "forecast", &other);
	double *train = get_vector(sample, "train", &length);
	struct accuracy result = accuracy_of(actual, forecast, n);

	emit_estimate(sample, "ME", result.me);
	emit_estimate(sample, "RMSE", result.rmse);
	emit_estimate(sample, "MAE", result.mae);
	emit_estimate(sample, "MAPE", result.mape);
	emit_estimate(sample, "sMAPE", result.smape);
	emit_estimate(sample, "MASE",
	              accuracy_scaled(result.mae, train, length, period));
	free(train);
	free(forecast);
	free(actual);
}

static struct seasonal_rules
get_rules(const struct sample *sample, const struct series *series)
{
	struct seasonal_rules rules =
		seasonal_stl_rules(series->n, series->period, 0, false);
	struct seasonal_loess *loess[] = {&rules.season, &rules.trend,
	                                  &rules.low};
	size_t i, count;
	double *window = get_vector(sample, "win", &count);
	double *degree = get_vector(sample, "deg", &count);
	double *jump = get_vector(sample, "jump", &count);

	for (i = 0; i < 3 && i < count; i++)
		*loess[i] = (struct seasonal_loess){
			(size_t)window[i], (size_t)degree[i], (size_t)jump[i]};
	rules.periodic = get_or(sample, "periodic", 0) > 0;
	rules.inner = (size_t)get_or(sample, "inner", 2);
	rules.outer = (size_t)get_or(sample, "outer", 0);
	rules.middle = psort_middle;
	free(jump);
	free(degree);
	free(window);
	return rules;
}

static void
run_stl(const struct sample *sample, const struct series *series)
{
	struct seasonal_rules rules = get_rules(sample, series);
	size_t i, n = series->n;
	double *season = checked(calloc(3 * n, sizeof(*season)));
	double *trend = season + n;
	double *weights = season + 2 * n;

	if (seasonal_stl(series->x, n, &rules, season, trend, weights) ==
	    EST_OK) {
		emit_all(sample, "seasonal", season, n);
		emit_all(sample, "trend", trend, n);
		emit_all(sample, "weights", weights, n);
		for (i = 0; i < n; i++)
			emit(sample, "remainder", i + 1,
			     series->x[i] - season[i] - trend[i]);
	}
	free(season);
}

static void
run_classical(const struct sample *sample, const struct series *series)
{
	bool times = contains(sample, "_mul");
	double *trend = checked(calloc(series->n + 1, sizeof(*trend)));
	double *figure = checked(calloc(series->period + 1, sizeof(*figure)));
	size_t i;

	(void)seasonal_classical(series->x, series->n, series->period, times,
	                         figure, trend); /* its NaN is printed */
	emit_all(sample, "trend", trend, series->n);
	emit_all(sample, "figure", figure, series->period);
	for (i = 0; i < series->n; i++) {
		double season = figure[i % series->period];
		double adjusted =
			times ? series->x[i] / season : series->x[i] - season;

		emit(sample, "seasonally_adjusted", i + 1, adjusted);
		emit(sample, "random", i + 1,
		     times ? adjusted / trend[i] : adjusted - trend[i]);
	}
	free(figure);
	free(trend);
}

void
run_forecast(const struct sample *sample)
{
	struct series series;

	series.x = get_vector(sample, "x", &series.n);
	series.period = (size_t)get_or(sample, "frequency", 1);
	if (begins(sample, "hwopt_"))
		run_optimum(sample, &series);
	else if (begins(sample, "hw_"))
		run_holt_winters(sample, &series);
	else if (begins(sample, "ets_"))
		run_ets(sample, &series);
	else if (begins(sample, "acc_"))
		run_accuracy(sample, series.period);
	else if (begins(sample, "stl_"))
		run_stl(sample, &series);
	else
		run_classical(sample, &series);
	free(series.x);
}
