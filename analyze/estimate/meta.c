/*
 * Weighted means and the variance between effects.  It must not know what the
 * effects are of.
 */

#include "analyze/estimate/meta.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

#include "analyze/sum.h"

#define SCORING_STEPS 10000
#define SCORING_CHANGE 1e-13
#define BISECTION_STEPS 2000

struct sample {
	const struct meta_effect *effects;
	size_t n;
};

struct meta_effect
meta_log_rate(uint64_t count, double exposure)
{
	double events = count > 0 ? (double)count : 0.5;

	return (struct meta_effect){log(events / exposure), 1 / events};
}

struct meta_effect
meta_log_ratio(uint64_t after, double after_exposure, uint64_t before,
               double before_exposure)
{
	double more = after == 0 || before == 0 ? 0.5 : 0;
	double x = (double)after + more;
	double y = (double)before + more;

	return (struct meta_effect){log(x / after_exposure) -
	                                    log(y / before_exposure),
	                            1 / x + 1 / y};
}

/* What a given tau^2 makes of the effects. */
struct weighted {
	double sum;     /* of the weights 1 / (variance + tau^2) */
	double squares; /* of their squares */
	double cubes;
	double mean;
	double spread;  /* of weight (effect - mean)^2 */
	double spread2; /* of weight^2 (effect - mean)^2 */
};

static struct weighted
weigh(const struct sample *sample, double tau2)
{
	struct sum w1 = {0, 0}, w2 = {0, 0}, w3 = {0, 0}, products = {0, 0};
	struct sum spread = {0, 0}, spread2 = {0, 0};
	struct weighted result;
	double w, d;
	size_t i;

	for (i = 0; i < sample->n; i++) {
		w = 1 / (sample->effects[i].variance + tau2);
		sum_add(&w1, w);
		sum_add(&w2, w * w);
		sum_add(&w3, w * w * w);
		sum_add(&products, w * sample->effects[i].value);
	}
	result.sum = sum_total(&w1);
	result.squares = sum_total(&w2);
	result.cubes = sum_total(&w3);
	result.mean = sum_total(&products) / result.sum;
	for (i = 0; i < sample->n; i++) {
		w = 1 / (sample->effects[i].variance + tau2);
		d = sample->effects[i].value - result.mean;
		sum_add(&spread, w * d * d);
		sum_add(&spread2, w * w * d * d);
	}
	result.spread = sum_total(&spread);
	result.spread2 = sum_total(&spread2);
	return result;
}

static double
by_moments(const struct sample *sample)
{
	struct weighted w = weigh(sample, 0);

	return fmax(0, (w.spread - ((double)sample->n - 1)) /
	                       (w.sum - w.squares / w.sum));
}

static double
unweighted(const struct sample *sample)
{
	struct sum values = {0, 0}, variances = {0, 0}, squares = {0, 0};
	double n = (double)sample->n;
	size_t i;
	double d;

	for (i = 0; i < sample->n; i++) {
		sum_add(&values, sample->effects[i].value);
		sum_add(&variances, sample->effects[i].variance);
	}
	for (i = 0; i < sample->n; i++) {
		d = sample->effects[i].value - sum_total(&values) / n;
		sum_add(&squares, d * d);
	}
	return fmax(0,
	            sum_total(&squares) / (n - 1) - sum_total(&variances) / n);
}

/* The spread falls as tau^2 grows, so that bisection finds where it is df. */
static double
by_spread(const struct sample *sample)
{
	double df = (double)sample->n - 1;
	double low = 0;
	double high = 1;
	double middle;
	int i;

	if (weigh(sample, 0).spread <= df)
		return 0;
	for (i = 0; i < BISECTION_STEPS && weigh(sample, high).spread > df; i++)
		high *= 2;
	for (i = 0; i < BISECTION_STEPS; i++) {
		middle = low + (high - low) / 2;
		if (middle <= low || middle >= high)
			break;
		if (weigh(sample, middle).spread > df)
			low = middle;
		else
			high = middle;
	}
	return high;
}

/* One step of Fisher scoring, before halving. */
static double
score(const struct weighted *w, enum meta_method method)
{
	double ratio = w->squares / w->sum;

	if (method == META_ML)
		return (w->spread2 - w->sum) / w->squares;
	return (w->spread2 - (w->sum - ratio)) /
	       (w->squares - 2 * w->cubes / w->sum + ratio * ratio);
}

/* The absolute limit is that of the reference, the relative one for large
 * tau^2. */
static bool
moves(double change, double tau2)
{
	return !(fabs(change) <= fmax(SCORING_CHANGE, 4 * DBL_EPSILON * tau2));
}

/*
 * Scoring may step over the maximum and back for ever: what lies between a
 * tau^2 that is too small and one that is too large is then halved.
 */
struct search {
	double tau2, change;
	double low, high; /* too small, too large; infinite: not known */
};

static void
search_step(struct search *search, double change)
{
	const bool turns = search->change * change < 0 &&
	                   2 * fabs(change) > fabs(search->change);
	double next;

	if (change > 0)
		search->low = search->tau2;
	else
		search->high = search->tau2;
	while (search->tau2 + change < 0)
		change /= 2;
	next = search->tau2 + change;
	if (isfinite(search->high) &&
	    (turns || next < search->low || next > search->high))
		next = search->low + (search->high - search->low) / 2;
	search->change = next - search->tau2;
	search->tau2 = next;
}

static double
by_likelihood(const struct sample *sample, enum meta_method method)
{
	struct search search = {unweighted(sample), HUGE_VAL, 0, HUGE_VAL};
	int i;

	for (i = 0; i < SCORING_STEPS && moves(search.change, search.tau2);
	     i++) {
		const struct weighted w = weigh(sample, search.tau2);

		search_step(&search, score(&w, method));
	}
	return moves(search.change, search.tau2) ? (double)NAN : search.tau2;
}

/* NaN where it does not converge. */
static double
between(const struct sample *sample, enum meta_method method)
{
	if (sample->n < 2)
		return 0;
	switch (method) {
	case META_FIXED:
		return 0;
	case META_DL:
		return by_moments(sample);
	case META_PM:
		return by_spread(sample);
	case META_REML:
	case META_ML:
		return by_likelihood(sample, method);
	case META_HEDGES:
		return unweighted(sample);
	}
	return 0;
}

static bool
usable(const struct meta_effect *effects, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!(effects[i].variance > 0) ||
		    !isfinite(effects[i].variance) ||
		    !isfinite(effects[i].value))
			return false;
	return true;
}

static struct interval
around(double value, double half)
{
	struct interval interval = {
		.state = isfinite(value) && isfinite(half) ? EST_OK
	                                                   : EST_UNDEFINED,
		.value = value,
		.lower = value - half,
		.upper = value + half,
	};

	return interval;
}

/* What needs at least two effects. */
static void
compare_effects(struct meta *result, const struct sample *sample,
                const struct weighted *w, double tail)
{
	struct weighted fixed = weigh(sample, 0);
	double df = (double)sample->n - 1;
	double typical = df / (fixed.sum - fixed.squares / fixed.sum);

	result->prediction =
		around(w->mean, gsl_cdf_ugaussian_Qinv(tail) *
	                                sqrt(1 / w->sum + result->tau2));
	result->i2 = est_checked(100 * result->tau2 / (result->tau2 + typical),
	                         sample->n);
	result->h2 = est_checked(result->tau2 / typical + 1, sample->n);
	result->knapp_hartung_se = sqrt(w->spread / df / w->sum);
	result->knapp_hartung =
		around(w->mean,
	               gsl_cdf_tdist_Qinv(tail, df) * result->knapp_hartung_se);
}

struct meta
meta_analyse(const struct meta_effect *effects, size_t n,
             enum meta_method method, double confidence)
{
	struct sample sample = {effects, n};
	struct estimate none = n < 1 ? est_too_few(n) : est_undefined(n);
	struct meta result = {
		.summary.state = none.state,
		.z = none,
		.p = none,
		.prediction.state = EST_TOO_FEW,
		.i2 = est_too_few(n),
		.h2 = est_too_few(n),
		.knapp_hartung.state = EST_TOO_FEW,
	};
	double tail = (1 - confidence) / 2;
	struct weighted w;

	if (n < 1 || !usable(effects, n) || !(confidence > 0 && confidence < 1))
		return result;
	result.tau2 = between(&sample, method);
	w = weigh(&sample, result.tau2);
	result.se = sqrt(1 / w.sum);
	result.summary =
		around(w.mean, gsl_cdf_ugaussian_Qinv(tail) * result.se);
	if (result.summary.state != EST_OK)
		return result;
	result.z = est_checked(w.mean / result.se, n);
	result.p = est_checked(
		2 * gsl_cdf_ugaussian_Q(fabs(w.mean / result.se)), n);
	if (n >= 2)
		compare_effects(&result, &sample, &w, tail);
	return result;
}

struct interval
meta_rates(const struct meta_effect *effects, size_t n, double confidence)
{
	const struct meta fit = meta_analyse(effects, n, META_REML, confidence);
	const struct interval *student = &fit.knapp_hartung;

	return fit.summary.state == EST_OK && student->state == EST_OK &&
	                       student->upper > fit.summary.upper
	               ? *student
	               : fit.summary;
}

struct interval
meta_of_one(const struct meta_effect *effects, size_t n, double confidence)
{
	const double tail = (1 - confidence) / 2;
	struct sum values = {0, 0}, variances = {0, 0}, squares = {0, 0};
	double mean, chance, between;
	size_t i;

	if (n < 2 || !usable(effects, n))
		return (struct interval){.state = n < 2 ? EST_TOO_FEW
		                                        : EST_UNDEFINED};
	for (i = 0; i < n; i++) {
		sum_add(&values, effects[i].value);
		sum_add(&variances, effects[i].variance);
	}
	mean = sum_total(&values) / (double)n;
	for (i = 0; i < n; i++)
		sum_add(&squares,
		        (effects[i].value - mean) * (effects[i].value - mean));
	chance = gsl_cdf_ugaussian_Qinv(tail) *
	         sqrt(sum_total(&variances) / (double)n);
	between = gsl_cdf_tdist_Qinv(tail, (double)n - 1) *
	          sqrt(sum_total(&squares) / (double)(n - 1) / (double)n);
	return around(mean, hypot(chance, between));
}

struct heterogeneity
meta_heterogeneity(const struct meta_effect *effects, size_t n)
{
	struct sample sample = {effects, n};
	struct heterogeneity result = {.state = EST_TOO_FEW};

	if (n < 1)
		return result;
	result.state = EST_UNDEFINED;
	if (!usable(effects, n))
		return result;
	result.df = n - 1;
	result.p = 1;
	if (n >= 2) {
		result.q = weigh(&sample, 0).spread;
		result.p = gsl_cdf_chisq_Q(result.q, (double)result.df);
	}
	if (result.q > (double)result.df)
		result.i2 = 100 * ((result.q - (double)result.df) / result.q);
	if (isfinite(result.q) && isfinite(result.p))
		result.state = EST_OK;
	return result;
}
