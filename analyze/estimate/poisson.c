/*
 * Exact Poisson inference: bounds are roots of the tails of `struct law`, tests
 * are sums of its probabilities.  It must not know where the counts come from.
 *
 * Inside this file a NaN marks a failed GSL call; it never leaves.
 */

#include "analyze/estimate/poisson.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "analyze/estimate/law.h"
#include "analyze/sum.h"

/* Bounds: tries and iterations allowed, relative last step, residual. */
#define BRACKET_TRIES 40
#define ROOT_ITERATIONS 100
#define ROOT_STEP 1e-14
#define ROOT_RESIDUAL 1e-8

/* A bound is the parameter, mean or odds, that gives a tail a probability. */
struct bound {
	enum law_family family;
	double trials;
	double count;
	enum { LOWER_BOUND, UPPER_BOUND } side;
	double tail; /* probability of `count` or beyond, on the far side */
	struct law prepared;
	/* What was found before: at both ends of the bracket, and last. */
	struct known {
		double parameter, excess;
	} known[3];
};

/*
 * Logarithm of the tail at `parameter` over the tail wanted.  A tail that
 * underflows is held at the smallest double: the root finder wants a number.
 */
static double
excess(double parameter, void *data)
{
	struct bound *bound = data;
	struct law law = bound->family == LAW_COUNT
	                         ? law_of_count(parameter)
	                         : law_given_sum(bound->trials, parameter);
	double tail, found;
	size_t i;

	for (i = 0; i < 3; i++)
		if (parameter == bound->known[i].parameter)
			return bound->known[i].excess;
	law.prepared = bound->prepared.prepared;
	law.factor = bound->prepared.factor;
	tail = bound->side == LOWER_BOUND ? law_at_least(&law, bound->count)
	                                  : law_at_most(&law, bound->count);
	found = log((tail < DBL_MIN ? DBL_MIN : tail) / bound->tail);
	bound->known[2] = (struct known){parameter, found};
	return found;
}

/* Where to start for a mean: Wilson & Hilferty (1931). */
static double
guess_mean(const struct bound *bound, double z)
{
	double a = bound->count;
	double root;

	if (bound->side == UPPER_BOUND) {
		a++;
		z = -z;
	}
	root = 1 - 1 / (9 * a) - z / (3 * sqrt(a));
	return a * fmax(root * root * root, bound->tail);
}

/* Where to start for odds: Abramowitz & Stegun 26.5.22. */
static double
guess_odds(const struct bound *bound, double z)
{
	double a = bound->count;
	double b = bound->trials - bound->count;
	double h, lambda, w;

	if (bound->side == UPPER_BOUND) {
		a++;
		z = -z;
	} else {
		b++;
	}
	h = 2 / (1 / (2 * a - 1) + 1 / (2 * b - 1));
	lambda = (z * z - 3) / 6;
	w = z * sqrt(h + lambda) / h - (1 / (2 * b - 1) - 1 / (2 * a - 1)) *
	                                       (lambda + 5.0 / 6 - 2 / (3 * h));
	return a / b * exp(-2 * w);
}

/*
 * Widen around the guess until the root is inside.  Narrow first: the guess is
 * good, and far from the root of a large count the tail underflows.
 */
static bool
bracket(struct bound *bound, double guess, double *low, double *high)
{
	double factor = 1 + 0.01 / (1 + bound->count);
	int tries;

	memset(bound->known, 0, sizeof bound->known);
	for (tries = 0; tries < BRACKET_TRIES; tries++) {
		*low = guess / factor;
		*high = guess * factor;
		bound->known[0] = (struct known){*low, excess(*low, bound)};
		bound->known[1] = (struct known){*high, excess(*high, bound)};
		if (bound->known[0].excess * bound->known[1].excess <= 0)
			return true;
		factor = factor * factor * factor;
	}
	return false;
}

static int
iterate(gsl_root_fsolver *solver)
{
	double last = gsl_root_fsolver_x_lower(solver);
	int status = GSL_CONTINUE;
	int i;

	for (i = 0; i < ROOT_ITERATIONS && status == GSL_CONTINUE; i++) {
		status = gsl_root_fsolver_iterate(solver);
		if (status == GSL_SUCCESS)
			status = gsl_root_test_delta(
				gsl_root_fsolver_root(solver), last, 0,
				ROOT_STEP);
		last = gsl_root_fsolver_root(solver);
	}
	return status;
}

/* The bound, or NaN where it was not found. */
static double
solve(struct bound *bound)
{
	gsl_function function = {.function = excess, .params = bound};
	double z = gsl_cdf_ugaussian_Qinv(bound->tail);
	double guess = bound->family == LAW_COUNT ? guess_mean(bound, z)
	                                          : guess_odds(bound, z);
	double root = (double)NAN;
	gsl_root_fsolver *solver;
	double low, high;

	bound->prepared = bound->family == LAW_COUNT
	                          ? law_of_count(guess)
	                          : law_given_sum(bound->trials, guess);
	law_prepare(&bound->prepared, bound->count);
	solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
	if (solver != NULL && bracket(bound, guess, &low, &high) &&
	    gsl_root_fsolver_set(solver, &function, low, high) == GSL_SUCCESS &&
	    iterate(solver) == GSL_SUCCESS)
		root = gsl_root_fsolver_root(solver);
	gsl_root_fsolver_free(solver);
	return fabs(excess(root, bound)) <= ROOT_RESIDUAL ? root : (double)NAN;
}

static bool
level_is_valid(double confidence)
{
	return confidence > 0 && confidence < 1;
}

static bool
sample_is_valid(struct poisson_sample sample)
{
	return sample.count <= POISSON_COUNT_MAX && sample.exposure > 0 &&
	       isfinite(sample.exposure);
}

struct interval
poisson_interval(struct poisson_sample sample, double confidence)
{
	struct interval result = {.state = EST_UNDEFINED};
	struct bound bound = {.family = LAW_COUNT, .trials = (double)INFINITY};

	if (!sample_is_valid(sample) || !level_is_valid(confidence))
		return result;
	bound.count = (double)sample.count;
	bound.tail = (1 - confidence) / 2;
	result.value = bound.count / sample.exposure;
	bound.side = UPPER_BOUND;
	result.upper = solve(&bound) / sample.exposure;
	bound.side = LOWER_BOUND;
	if (sample.count > 0)
		result.lower = solve(&bound) / sample.exposure;
	if (isfinite(result.lower) && isfinite(result.upper))
		result.state = EST_OK;
	return result;
}

/* Bounds of the ratio; `scale` turns odds into it.  NaN on failure. */
static struct interval
ratio_interval(double after, double before, double scale, double confidence)
{
	struct interval result = {.state = EST_UNDEFINED,
	                          .upper = (double)INFINITY};
	struct bound bound = {
		.family = LAW_COUNT_GIVEN_SUM,
		.trials = after + before,
		.count = after,
		.side = LOWER_BOUND,
		.tail = (1 - confidence) / 2,
	};

	if (after > 0)
		result.lower = solve(&bound) * scale;
	bound.side = UPPER_BOUND;
	if (before > 0) {
		result.upper = solve(&bound) * scale;
		result.value = after / before * scale;
		result.state = EST_OK;
	}
	return result;
}

/* The p-values and the score, given a sum above 0.  False on failure. */
static bool
test_equal_rates(const struct law *law, double k,
                 struct poisson_comparison *result)
{
	double below = law_at_most(law, k - 1);
	double here = law_probability(law, k);
	double above = law_at_least(law, k + 1);
	double smaller = fmin(below, above);
	double sd = sqrt(law->mean / (1 + law->odds));

	result->p_central = fmin(1, 2 * (smaller + here));
	result->p_midp = fmin(1, 2 * (smaller + here / 2));
	result->p_minlike = law_no_likelier(law, k);
	result->z_score = (struct estimate){
		.state = EST_OK,
		.value = (k - law->mean) / sd,
		.n = (size_t)law->trials,
	};
	return isfinite(below + here + above) && isfinite(result->p_minlike) &&
	       isfinite(result->z_score.value);
}

struct poisson_comparison
poisson_compare(struct poisson_sample after, struct poisson_sample before,
                double confidence)
{
	struct poisson_comparison result = {
		.ratio = {.state = EST_UNDEFINED},
		.p_central = 1,
		.p_minlike = 1,
		.p_midp = 1,
		.z_score = {.state = EST_UNDEFINED},
		.state = EST_UNDEFINED,
	};
	double odds = after.exposure / before.exposure;
	double x = (double)after.count;
	double y = (double)before.count;
	struct law law;

	if (!sample_is_valid(after) || !sample_is_valid(before) ||
	    !level_is_valid(confidence) || !isnormal(odds))
		return result;
	result.state = EST_OK;
	result.ratio = ratio_interval(x, y, 1 / odds, confidence);
	if (!isfinite(result.ratio.lower) || isnan(result.ratio.upper))
		result.state = EST_UNDEFINED;
	if (x + y > 0) {
		law = law_given_sum(x + y, odds);
		if (!test_equal_rates(&law, x, &result))
			result.state = EST_UNDEFINED;
	}
	if (result.state != EST_OK)
		result.ratio.state = result.z_score.state = EST_UNDEFINED;
	return result;
}

double
poisson_ratio_tail(struct poisson_sample after, struct poisson_sample before,
                   double ratio)
{
	const double odds = ratio * after.exposure / before.exposure;
	const double x = (double)after.count, y = (double)before.count;
	struct law law;

	if (!sample_is_valid(after) || !sample_is_valid(before) ||
	    !isnormal(odds) || !(odds > 0) || !(x + y > 0))
		return (double)NAN;
	law = law_given_sum(x + y, odds);
	return x > law.mean ? law_at_least(&law, x) : law_at_most(&law, x);
}

/* Nothing can be counted where nothing is expected. */
static struct poisson_test
test_against_zero(uint64_t count)
{
	double p = count == 0 ? 1 : 0;

	return (struct poisson_test){
		.state = EST_OK, .p_two = p, .p_greater = p, .p_less = 1};
}

struct poisson_test
poisson_test(uint64_t count, double expected)
{
	struct poisson_test result = {.state = EST_UNDEFINED};
	double k = (double)count;
	struct law law;

	if (count > POISSON_COUNT_MAX ||
	    !(expected >= 0 && expected <= (double)POISSON_COUNT_MAX))
		return result;
	if (expected <= 0)
		return test_against_zero(count);
	law = law_of_count(expected);
	result.p_two = law_no_likelier(&law, k);
	result.p_greater = law_at_least(&law, k);
	result.p_less = law_at_most(&law, k);
	if (isfinite(result.p_two) && isfinite(result.p_greater) &&
	    isfinite(result.p_less))
		result.state = EST_OK;
	return result;
}

struct poisson_dispersion
poisson_dispersion(const double *counts, size_t n)
{
	struct poisson_dispersion result = {.state = EST_TOO_FEW, .n = n};
	double mean;

	if (n < 2)
		return result;
	result.state = EST_UNDEFINED;
	mean = sum_mean(counts, n);
	if (!(mean > 0))
		return result;
	result.chi2 = sum_squares(counts, n, mean) / mean;
	result.index = result.chi2 / (double)(n - 1);
	result.p_upper = gsl_cdf_chisq_Q(result.chi2, (double)(n - 1));
	if (isfinite(result.chi2) && isfinite(result.p_upper))
		result.state = EST_OK;
	return result;
}
