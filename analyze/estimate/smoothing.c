/* Exponential smoothing.  Must not know what the series counts. */

#include "analyze/estimate/smoothing.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>
#include <math.h>
#include <string.h>

#include "analyze/estimate/seasonal.h"
#include "analyze/sum.h"
#include "common/mem.h"

#define GRID 4 /* steps between 0 and 1 */
#define PARAMETERS 3
#define SIMPLEX_STEPS 500
#define SIMPLEX_SIZE 1e-9
#define RESTARTS 20
#define GAIN 1e-12
#define START_YEARS 2

static bool
model_is_valid(const struct smoothing_model *model)
{
	return model->period >= 1 && model->period <= SMOOTHING_PERIOD_MAX &&
	       model->alpha >= 0 && model->alpha <= 1 && model->beta >= 0 &&
	       model->beta <= 1 && model->gamma >= 0 && model->gamma <= 1;
}

/* The value foretold from a state, for the season given. */
static double
combine(const struct smoothing_model *model, double trend, double season)
{
	switch (model->season) {
	case SMOOTHING_NONE:
		return trend;
	case SMOOTHING_ADDITIVE:
		return trend + season;
	case SMOOTHING_MULTIPLICATIVE:
		return trend * season;
	}
	return (double)NAN;
}

/* The value, or the level, without the other. */
static double
without(const struct smoothing_model *model, double value, double other)
{
	switch (model->season) {
	case SMOOTHING_NONE:
		return value;
	case SMOOTHING_ADDITIVE:
		return value - other;
	case SMOOTHING_MULTIPLICATIVE:
		return value / other;
	}
	return (double)NAN;
}

/* Learn from one value; `at` is its place in the season. */
static void
learn(const struct smoothing_model *model, double value, size_t at,
      struct smoothing_state *state)
{
	double *season = &state->season[at];
	double slope = model->trend ? state->slope : 0;
	double level = model->alpha * without(model, value, *season) +
	               (1 - model->alpha) * (state->level + slope);

	if (model->trend)
		state->slope = model->beta * (level - state->level) +
		               (1 - model->beta) * slope;
	if (model->season != SMOOTHING_NONE)
		*season = model->gamma * without(model, value, level) +
		          (1 - model->gamma) * *season;
	state->level = level;
}

/* Turn the season so that the period after `at` stands first. */
static void
turn(const struct smoothing_model *model, size_t at,
     struct smoothing_state *state)
{
	double copy[SMOOTHING_PERIOD_MAX];
	size_t i;

	memcpy(copy, state->season, sizeof(copy));
	for (i = 0; i < model->period; i++)
		state->season[i] = copy[(at + i) % model->period];
}

struct smoothing
smoothing_run(const double *values, size_t n,
              const struct smoothing_model *model,
              const struct smoothing_state *start, double *fitted,
              double *levels)
{
	struct smoothing result = {.state = EST_TOO_FEW, .last = *start};
	struct sum squares = {0, 0}, errors = {0, 0};
	size_t i, at = 0;

	if (n <= model->first)
		return result;
	result.state = EST_UNDEFINED;
	if (!model_is_valid(model))
		return result;
	for (i = model->first; i < n; i++, at = (at + 1) % model->period) {
		double slope = model->trend ? result.last.slope : 0;
		double foretold = combine(model, result.last.level + slope,
		                          result.last.season[at]);

		if (fitted != NULL)
			fitted[i - model->first] = foretold;
		if (levels != NULL)
			levels[i - model->first] = result.last.level;
		sum_add(&squares,
		        (values[i] - foretold) * (values[i] - foretold));
		sum_add(&errors, values[i] - foretold);
		learn(model, values[i], at, &result.last);
	}
	turn(model, at, &result.last);
	result.n = n - model->first;
	result.sse = sum_total(&squares);
	if (result.n > 1)
		result.variance =
			fmax(0, result.sse - sum_total(&errors) *
		                                     sum_total(&errors) /
		                                     (double)result.n) /
			(double)(result.n - 1);
	if (isfinite(result.sse))
		result.state = EST_OK;
	return result;
}

/* A line through the trend that two years have. */
static enum est_state
start_season(const double *values, struct smoothing_model *model,
             struct smoothing_state *start)
{
	size_t n = START_YEARS * model->period;
	double trend[START_YEARS * SMOOTHING_PERIOD_MAX];
	double count = 0, mean = 0, middle, xy = 0, xx = 0, x = 0;
	struct seasonal_classical parts;
	size_t i;

	parts = seasonal_classical(values, n, model->period,
	                           model->season == SMOOTHING_MULTIPLICATIVE,
	                           start->season, trend);
	if (parts.state != EST_OK)
		return parts.state;
	for (i = parts.first; i <= parts.last; i++, count++)
		mean += trend[i];
	mean /= count;
	middle = (count + 1) / 2;
	for (i = parts.first; i <= parts.last; i++) {
		x++;
		xy += (x - middle) * (trend[i] - mean);
		xx += (x - middle) * (x - middle);
	}
	start->slope = xx > 0 ? xy / xx : 0;
	start->level = mean - start->slope * middle;
	return EST_OK;
}

enum est_state
smoothing_start(const double *values, size_t n, struct smoothing_model *model,
                struct smoothing_state *start)
{
	memset(start, 0, sizeof(*start));
	if (model->season != SMOOTHING_NONE) {
		model->first = model->period;
		if (model->period < 2 || model->period > SMOOTHING_PERIOD_MAX)
			return EST_UNDEFINED;
		if (n < START_YEARS * model->period)
			return EST_TOO_FEW;
		return start_season(values, model, start);
	}
	model->period = 1;
	model->first = model->trend ? 2 : 1;
	if (n <= model->first)
		return EST_TOO_FEW;
	start->level = values[model->first - 1];
	if (model->trend)
		start->slope = values[1] - values[0];
	return EST_OK;
}

/* What the simplex searches. */
struct search {
	const double *values;
	size_t n;
	struct smoothing_model *model;
	const struct smoothing_state *start;
};

static double
within(double x)
{
	return fmax(0, fmin(1, x));
}

/* The parameters that a model has, in their order. */
static size_t
free_parameters(struct smoothing_model *model, double *free_ones[PARAMETERS])
{
	size_t count = 0;

	free_ones[count++] = &model->alpha;
	if (model->trend)
		free_ones[count++] = &model->beta;
	if (model->season != SMOOTHING_NONE)
		free_ones[count++] = &model->gamma;
	return count;
}

static double
error_at(const gsl_vector *point, void *data)
{
	struct search *search = data;
	double *free_ones[PARAMETERS];
	double outside = 0;
	struct smoothing result;
	size_t i, count = free_parameters(search->model, free_ones);

	for (i = 0; i < count; i++) {
		double x = gsl_vector_get(point, i);

		*free_ones[i] = within(x);
		outside += fabs(x - within(x));
	}
	result = smoothing_run(search->values, search->n, search->model,
	                       search->start, NULL, NULL);
	return (result.state == EST_OK ? result.sse : HUGE_VAL) * (1 + outside);
}

/* The best of the grid, its corners included, into `point`. */
static double
search_grid(struct search *search, gsl_vector *point)
{
	double best = HUGE_VAL;
	gsl_vector *trial = gsl_vector_calloc(point->size);
	size_t i, k, cells = 1;

	if (trial == NULL)
		ilo_out_of_memory();
	for (i = 0; i < point->size; i++)
		cells *= GRID + 1;
	for (k = 0; k < cells; k++) {
		size_t rest = k;
		double error;

		for (i = 0; i < point->size; i++, rest /= GRID + 1)
			gsl_vector_set(trial, i,
			               (double)(rest % (GRID + 1)) / GRID);
		error = error_at(trial, search);
		if (error < best) {
			best = error;
			(void)gsl_vector_memcpy(point, trial); /* same size */
		}
	}
	gsl_vector_free(trial);
	return best;
}

/* One run of the simplex from `point`; the error there after it. */
static double
descend(struct search *search, gsl_vector *point, double size)
{
	gsl_multimin_function function = {error_at, point->size, search};
	gsl_multimin_fminimizer *simplex = gsl_multimin_fminimizer_alloc(
		gsl_multimin_fminimizer_nmsimplex2, point->size);
	gsl_vector *steps = gsl_vector_alloc(point->size);
	double error;
	int i;

	if (simplex == NULL || steps == NULL)
		ilo_out_of_memory();
	gsl_vector_set_all(steps, size);
	(void)gsl_multimin_fminimizer_set(simplex, &function, point,
	                                  steps); /* sizes agree */
	for (i = 0; i < SIMPLEX_STEPS &&
	            gsl_multimin_fminimizer_iterate(simplex) == GSL_SUCCESS &&
	            gsl_multimin_fminimizer_size(simplex) > SIMPLEX_SIZE;
	     i++)
		;
	error = gsl_multimin_fminimizer_minimum(simplex);
	(void)gsl_vector_memcpy(point, simplex->x); /* same size */
	gsl_vector_free(steps);
	gsl_multimin_fminimizer_free(simplex);
	return error;
}

struct smoothing
smoothing_fit(const double *values, size_t n, struct smoothing_model *model,
              struct smoothing_state *start)
{
	struct search search = {values, n, model, start};
	struct smoothing result = {.state = EST_TOO_FEW};
	double *free_ones[PARAMETERS];
	double error, last;
	gsl_vector *point;
	int i;

	model->alpha = model->beta = model->gamma = 0;
	result.state = smoothing_start(values, n, model, start);
	if (result.state != EST_OK)
		return result;
	point = gsl_vector_calloc(free_parameters(model, free_ones));
	if (point == NULL)
		ilo_out_of_memory();
	error = search_grid(&search, point);
	for (i = 0; i < RESTARTS; i++) {
		last = error;
		error = descend(&search, point, 0.2 / (i + 1));
		if (!(error < last - GAIN * last))
			break;
	}
	(void)error_at(point, &search); /* leaves the parameters in the model */
	gsl_vector_free(point);
	return smoothing_run(values, n, model, start, NULL, NULL);
}

/* What a shock of one adds j periods later. */
static double
psi(const struct smoothing_model *model, size_t j)
{
	double seasonal =
		model->season != SMOOTHING_NONE && j % model->period == 0
			? model->gamma * (1 - model->alpha)
			: 0;

	return model->alpha *
	               (1 + (model->trend ? (double)j * model->beta : 0)) +
	       seasonal;
}

static double
state_ahead(const struct smoothing_model *model,
            const struct smoothing_state *last, size_t h)
{
	double slope = model->trend ? last->slope : 0;

	return combine(model, last->level + (double)h * slope,
	               last->season[(h - 1) % model->period]);
}

/* A normal interval; `spread` is the variance. */
static struct interval
interval_of(double value, double spread, double confidence)
{
	struct interval result = {.state = EST_UNDEFINED, .value = value};
	double reach;

	if (!(confidence > 0 && confidence < 1))
		return result;
	reach = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2) * sqrt(spread);
	result.lower = value - reach;
	result.upper = value + reach;
	if (isfinite(result.lower) && isfinite(result.upper))
		result.state = EST_OK;
	return result;
}

struct interval
smoothing_ahead(const struct smoothing_model *model,
                const struct smoothing *result, size_t h, double confidence)
{
	struct interval ahead = {.state = EST_UNDEFINED};
	double total = 1;
	size_t j;

	if (result->state != EST_OK || h == 0)
		return ahead;
	ahead.value = state_ahead(model, &result->last, h);
	if (model->season == SMOOTHING_MULTIPLICATIVE)
		return ahead;
	for (j = 1; j < h; j++)
		total += psi(model, j) * psi(model, j);
	return interval_of(ahead.value, result->variance * total, confidence);
}

struct smoothing_ets
smoothing_ets(const double *values, size_t n,
              const struct smoothing_model *model,
              const struct smoothing_state *start, size_t parameters,
              double *fitted)
{
	struct smoothing_ets result = {.state = EST_TOO_FEW, .last = *start};
	struct sum squares = {0, 0};
	size_t i;

	if (n <= parameters || n == 0)
		return result;
	result.state = EST_UNDEFINED;
	if (!model_is_valid(model) || model->season == SMOOTHING_MULTIPLICATIVE)
		return result;
	for (i = 0; i < n; i++) {
		double *season = &result.last.season[i % model->period];
		double slope = model->trend ? result.last.slope : 0;
		double foretold =
			combine(model, result.last.level + slope, *season);
		double error = values[i] - foretold;

		if (fitted != NULL)
			fitted[i] = foretold;
		sum_add(&squares, error * error);
		result.last.level += slope + model->alpha * error;
		result.last.slope += model->trend ? model->beta * error : 0;
		*season += model->gamma * error;
	}
	turn(model, n % model->period, &result.last);
	result.n = n;
	result.sse = sum_total(&squares);
	result.sigma2 = result.sse / (double)(n - parameters);
	result.log_likelihood = -0.5 * (double)n * log(result.sse);
	if (isfinite(result.log_likelihood))
		result.state = EST_OK;
	return result;
}

struct interval
smoothing_ets_ahead(const struct smoothing_model *model,
                    const struct smoothing_ets *result, size_t h,
                    double confidence)
{
	struct interval ahead = {.state = EST_UNDEFINED};
	double total = 1;
	size_t j;

	if (result->state != EST_OK || h == 0)
		return ahead;
	for (j = 1; j < h; j++) {
		double shock = model->alpha;

		if (model->trend)
			shock += (double)j * model->beta;
		if (model->season != SMOOTHING_NONE && j % model->period == 0)
			shock += model->gamma;
		total += shock * shock;
	}
	return interval_of(state_ahead(model, &result->last, h),
	                   result->sigma2 * total, confidence);
}
