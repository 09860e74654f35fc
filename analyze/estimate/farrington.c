/* Thresholds from the same season of earlier years. */

#include "analyze/estimate/farrington.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "analyze/estimate/count.h"

#define TREND_YEARS 3

struct farrington_rules
farrington_classic(size_t frequency, size_t window)
{
	return (struct farrington_rules){
		.frequency = frequency,
		.years = 3,
		.window = window,
		.blocks = 1,
		.excluded = window,
		.trend = true,
		.trend_p = 0.05,
		.reweight = true,
		.outlier = 1,
		.bound = FARRINGTON_POWER,
		.power = 2.0 / 3,
		.tail = 0.005,
		.least = 5,
		.span = 4,
	};
}

struct farrington_rules
farrington_flexible(size_t frequency, size_t window, size_t blocks)
{
	return (struct farrington_rules){
		.frequency = frequency,
		.years = 3,
		.window = window,
		.blocks = blocks,
		.excluded = frequency / 2,
		.trend = true,
		.trend_p = 1,
		.reweight = true,
		.outlier = 2.58,
		.bound = FARRINGTON_COUNT,
		.tail = 0.01,
		.least = 5,
		.span = 4,
	};
}

size_t
farrington_years(size_t at, size_t frequency, size_t window)
{
	return at < window ? 0 : (at - window) / frequency;
}

/*
 * The block of the year that lies `back` periods before the one asked about,
 * in 1 to blocks; 0 for a period that is not used.
 */
static size_t
block_of(const struct farrington_rules *rules, size_t back)
{
	size_t phase = back % rules->frequency;
	size_t width, between;

	if (phase <= rules->window || phase >= rules->frequency - rules->window)
		return rules->blocks;
	if (rules->blocks == 1)
		return 0;
	width = rules->frequency - 2 * rules->window - 1;
	between = rules->frequency - rules->window - 1 - phase;
	return between * (rules->blocks - 1) / width + 1;
}

static void
gather(const double *counts, size_t at, const struct farrington_rules *rules,
       struct farrington_work *work)
{
	size_t back = rules->years * rules->frequency + rules->window;
	size_t block;

	work->references = 0;
	for (; back > rules->excluded; back--) {
		block = block_of(rules, back);
		if (block == 0)
			continue;
		work->index[work->references] = at - back;
		work->block[work->references] = block;
		work->response[work->references] = counts[at - back];
		work->references++;
	}
}

/* One column for the constant, one for the trend, one for each block but the
 * first. */
static size_t
fill_row(const struct farrington_rules *rules, bool trend, double time,
         size_t block, double *row, size_t stride)
{
	size_t terms = 0;
	size_t j;

	row[stride * terms++] = 1;
	if (trend)
		row[stride * terms++] = time;
	for (j = 2; j <= rules->blocks; j++)
		row[stride * terms++] = block == j;
	return terms;
}

/* Less weight to what was more than expected; they add up to their number. */
static void
reweigh(const struct farrington_rules *rules,
        const struct regression_data *data, struct farrington_work *work)
{
	double total = 0;
	size_t i;

	regression_leverage(&work->first, data, work->fitted, work->leverage);
	for (i = 0; i < data->n; i++) {
		double spread = sqrt(work->first_phi * (1 - work->leverage[i]));
		double s = regression_anscombe_residual(work->response[i],
		                                        work->fitted[i]) /
		           spread;

		work->anscombe[i] = s;
		work->weights[i] = s > rules->outlier ? 1 / (s * s) : 1;
		total += work->weights[i];
	}
	for (i = 0; i < data->n; i++)
		work->weights[i] *= (double)data->n / total;
}

static double
held_at_one(struct estimate dispersion)
{
	return dispersion.state == EST_OK ? fmax(dispersion.value, 1) : 1;
}

static bool
fit(const struct farrington_rules *rules, bool trend,
    struct farrington_work *work)
{
	struct regression_data data = {.response = work->response,
	                               .design = work->design,
	                               .n = work->references,
	                               .tolerance = rules->tolerance};
	size_t i;

	for (i = 0; i < data.n; i++)
		data.terms =
			fill_row(rules, trend, (double)(work->index[i] + 1),
		                 work->block[i], work->design + i, data.n);
	regression_fit(&data, work->fitted, &work->first);
	if (work->first.state != EST_OK)
		return false;
	work->last = work->first;
	work->first_phi = work->phi = held_at_one(work->first.dispersion);
	if (!rules->reweight)
		return true;
	reweigh(rules, &data, work);
	data.weights = work->weights;
	regression_fit(&data, work->fitted, &work->last);
	work->phi = held_at_one(work->last.dispersion);
	return work->last.state == EST_OK;
}

/* Dispersion from working residuals, as surveillance has it. */
static double
working_dispersion(const struct farrington_work *work)
{
	double total = 0;
	size_t i;

	for (i = 0; i < work->references; i++) {
		double residual = work->response[i] / work->fitted[i] - 1;

		total += work->weights[i] * residual * residual;
	}
	return total / (double)work->last.df;
}

/* The logarithm of the expected count, and its variance for phi 1. */
static double
predict(const struct farrington_rules *rules, bool trend, size_t at,
        const struct farrington_work *work, double *variance)
{
	double row[FARRINGTON_BLOCKS + 1];
	double eta = 0;
	size_t j, terms;

	terms = fill_row(rules, trend, (double)(at + 1), rules->blocks, row, 1);
	for (j = 0; j < terms; j++)
		eta += row[j] * work->last.coef[j];
	*variance = gram_quadratic(&work->last.information, row);
	return eta;
}

/* Whether the trend that was just fitted may stay. */
static bool
trend_may_stay(const struct farrington_rules *rules, size_t at,
               const struct farrington_work *work, struct farrington *result)
{
	double dispersion = work->last.dispersion.state == EST_OK
	                            ? work->last.dispersion.value
	                            : 0;
	double most = 0;
	double variance;
	size_t i;

	if (rules->working_dispersion)
		dispersion = working_dispersion(work);
	for (i = 0; i < work->references; i++)
		most = fmax(most, work->response[i]);
	result->trend_p = regression_p(&work->last, 1, dispersion);
	result->expected_with_trend =
		exp(predict(rules, true, at, work, &variance));
	return rules->years >= TREND_YEARS &&
	       result->expected_with_trend <= most &&
	       result->trend_p.state == EST_OK &&
	       result->trend_p.value < rules->trend_p;
}

/* On the scale of a power the count is near to normal (Farrington, eq. 8). */
static void
bound_by_power(const struct farrington_rules *rules, double count,
               struct farrington *result)
{
	double mu = result->expected;
	double tau =
		result->phi + result->expected_se * result->expected_se / mu;
	double centre = pow(mu, rules->power);
	double se = rules->power * pow(mu, rules->power - 0.5) * sqrt(tau);
	double reach = gsl_cdf_ugaussian_Qinv(rules->tail) * se;

	result->upper = pow(centre + reach, 1 / rules->power);
	result->lower = pow(fmax(centre - reach, 0), 1 / rules->power);
	result->p =
		gsl_cdf_ugaussian_Q((pow(count, rules->power) - centre) / se);
}

static void
bound_by_count(const struct farrington_rules *rules, double count,
               struct farrington *result)
{
	double mean = result->expected;

	if (rules->bound == FARRINGTON_UNSURE_COUNT)
		mean *= exp(gsl_cdf_ugaussian_Qinv(rules->tail) *
		            result->expected_se / mean);
	result->bound_mean = mean;
	result->upper = count_quantile(1 - rules->tail, mean, result->phi);
	result->p = count_at_least(count, mean, result->phi);
}

static void
compare(const double *counts, size_t at, const struct farrington_rules *rules,
        struct farrington *result)
{
	double recent = 0;
	size_t i;

	result->bound_mean = result->expected;
	if (rules->bound == FARRINGTON_POWER)
		bound_by_power(rules, counts[at], result);
	else
		bound_by_count(rules, counts[at], result);
	for (i = 0; i < rules->span && i <= at; i++)
		recent += counts[at - i];
	result->enough = recent >= rules->least;
	result->score = (counts[at] - result->expected) /
	                (result->upper - result->expected);
	result->alarm = result->enough && counts[at] > result->upper;
}

static bool
rules_are_valid(const struct farrington_rules *rules)
{
	size_t back = rules->years * rules->frequency + rules->window;

	return rules->years > 0 && rules->blocks > 0 &&
	       rules->blocks <= FARRINGTON_BLOCKS &&
	       2 * rules->window + rules->blocks <= rules->frequency &&
	       back <= FARRINGTON_REFERENCES && rules->tail > 0 &&
	       rules->tail < 1;
}

struct farrington
farrington_at(const double *counts, size_t at,
              const struct farrington_rules *rules,
              struct farrington_work *work)
{
	struct farrington result = {.state = EST_UNDEFINED,
	                            .expected_with_trend = (double)NAN,
	                            .trend_p = {.state = EST_UNDEFINED}};
	double eta, variance;

	if (!rules_are_valid(rules))
		return result;
	if (farrington_years(at, rules->frequency, rules->window) <
	    rules->years) {
		result.state = EST_TOO_FEW;
		return result;
	}
	gather(counts, at, rules, work);
	result.n = work->references;
	result.trend = rules->trend && fit(rules, true, work) &&
	               trend_may_stay(rules, at, work, &result);
	if (!result.trend && !fit(rules, false, work))
		return result;
	eta = predict(rules, result.trend, at, work, &variance);
	result.trend_slope = result.trend ? work->last.coef[1] : 0;
	result.phi = work->phi;
	result.expected = exp(eta);
	result.expected_se = result.expected *
	                     sqrt(variance * (rules->working_dispersion
	                                              ? working_dispersion(work)
	                                              : result.phi));
	compare(counts, at, rules, &result);
	if (isfinite(result.expected_se) && isfinite(result.upper) &&
	    isfinite(result.p))
		result.state = EST_OK;
	return result;
}
