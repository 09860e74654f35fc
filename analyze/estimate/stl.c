/*
 * STL, step by step as the Fortran of Cleveland et al. 1990 (netlib stl) does
 * it, so that the result is theirs to the rounding.
 */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/estimate/seasonal.h"
#include "analyze/sum.h"
#include "common/mem.h"

/* Scratch of one run; each holds n + 2 periods. */
struct scratch {
	double *cycles; /* seasonal, a period longer at either end */
	double *first;
	double *second;
	double *single; /* one place of the period over the years */
	double *smooth;
	double *single_weights;
	double *local;
};

/* A series to smooth; weights are NULL for none. */
struct series {
	const double *values;
	const double *weights;
	size_t n;
};

/* The local weights around x, from position left to right; false for none. */
static bool
weigh(const struct series *series, const struct seasonal_loess *rule, double x,
      size_t left, size_t right, double *w)
{
	double h = fmax(x - (double)left, (double)right - x);
	double total = 0;
	size_t j;

	if (rule->window > series->n)
		h += (double)((rule->window - series->n) / 2);
	for (j = left; j <= right; j++) {
		double r = fabs((double)j - x);
		double cube = r / h * (r / h) * (r / h);

		w[j] = r > 0.999 * h ? 0 : 1;
		if (r > 0.001 * h && r <= 0.999 * h)
			w[j] = (1 - cube) * (1 - cube) * (1 - cube);
		if (series->weights != NULL)
			w[j] *= series->weights[j];
		total += w[j];
	}
	if (!(total > 0))
		return false;
	for (j = left; j <= right; j++)
		w[j] /= total;
	return true;
}

/* Tilt the weights so that they reproduce a line. */
static void
tilt(size_t n, double x, size_t left, size_t right, double *w)
{
	double centre = 0, spread = 0;
	size_t j;

	for (j = left; j <= right; j++)
		centre += w[j] * (double)j;
	for (j = left; j <= right; j++)
		spread += w[j] * ((double)j - centre) * ((double)j - centre);
	if (!(sqrt(spread) > 0.001 * (double)(n - 1)))
		return;
	for (j = left; j <= right; j++)
		w[j] *= (x - centre) / spread * ((double)j - centre) + 1;
}

/* The local fit at x; `otherwise` where no weight is left. */
static double
estimate(const struct series *series, const struct seasonal_loess *rule,
         double x, size_t left, size_t right, double otherwise, double *w)
{
	double total = 0;
	size_t j;

	if (!weigh(series, rule, x, left, right, w))
		return otherwise;
	if (rule->degree > 0 && fmax(x - (double)left, (double)right - x) > 0)
		tilt(series->n, x, left, right, w);
	for (j = left; j <= right; j++)
		total += w[j] * series->values[j];
	return total;
}

/* The neighbourhood of a position, all of it where the window is longer. */
static size_t
left_of(size_t i, size_t n, size_t window)
{
	size_t half = (window + 1) / 2;

	if (window >= n || i + 1 < half)
		return 0;
	return i + 1 - half < n - window ? i + 1 - half : n - window;
}

static void
interpolate(double *smooth, size_t from, size_t to)
{
	double slope = (smooth[to] - smooth[from]) / (double)(to - from);
	size_t j;

	for (j = from + 1; j < to; j++)
		smooth[j] = smooth[from] + slope * (double)(j - from);
}

static double
at_position(const struct series *series, const struct seasonal_loess *rule,
            size_t i, size_t near, double *w)
{
	size_t left = left_of(near, series->n, rule->window);
	size_t right = rule->window >= series->n ? series->n - 1
	                                         : left + rule->window - 1;

	return estimate(series, rule, (double)i, left, right, series->values[i],
	                w);
}

/* Smooth at every jump and fill in; the last value has the neighbourhood of the
 * last jump, as in the original. */
static void
loess(const struct series *series, const struct seasonal_loess *rule,
      double *smooth, double *w)
{
	size_t n = series->n;
	size_t jump, i, last = 0;

	if (n < 2) {
		smooth[0] = series->values[0];
		return;
	}
	jump = rule->jump < n - 1 ? rule->jump : n - 1;
	for (i = 0; i < n; i += jump) {
		smooth[i] = at_position(series, rule, i, i, w);
		if (i > 0)
			interpolate(smooth, last, i);
		last = i;
	}
	if (last == n - 1)
		return;
	smooth[n - 1] = at_position(series, rule, n - 1, last, w);
	interpolate(smooth, last, n - 1);
}

/* One place of the period over the years, and a year beyond at either end. */
static void
smooth_place(const double *values, const double *weights, size_t n,
             size_t place, const struct seasonal_rules *rules,
             struct scratch *scratch)
{
	size_t period = rules->period;
	size_t years = (n - place - 1) / period + 1;
	size_t window = rules->season.window;
	size_t right = window < years ? window - 1 : years - 1;
	size_t left = years > window ? years - window : 0;
	const struct series series = {
		scratch->single,
		weights != NULL ? scratch->single_weights : NULL, years};
	double *smooth = scratch->smooth;
	size_t i;

	for (i = 0; i < years; i++) {
		scratch->single[i] = values[i * period + place];
		if (weights != NULL)
			scratch->single_weights[i] =
				weights[i * period + place];
	}
	loess(&series, &rules->season, smooth + 1, scratch->local);
	smooth[0] = estimate(&series, &rules->season, -1, 0, right, smooth[1],
	                     scratch->local);
	smooth[years + 1] =
		estimate(&series, &rules->season, (double)years, left,
	                 years - 1, smooth[years], scratch->local);
	for (i = 0; i < years + 2; i++)
		scratch->cycles[i * period + place] = smooth[i];
}

/* Running means; gives the number of them. */
static size_t
running_mean(const double *values, size_t n, size_t length, double *means)
{
	double total = 0;
	size_t i;

	for (i = 0; i < length; i++)
		total += values[i];
	means[0] = total / (double)length;
	for (i = length; i < n; i++) {
		total += values[i] - values[i - length];
		means[i - length + 1] = total / (double)length;
	}
	return n - length + 1;
}

static void
inner_pass(const double *values, size_t n, const double *weights,
           const struct seasonal_rules *rules, struct scratch *scratch,
           double *season, double *trend)
{
	struct series series = {scratch->first, NULL, n};
	size_t i, length;

	for (i = 0; i < n; i++)
		scratch->first[i] = values[i] - trend[i];
	for (i = 0; i < rules->period; i++)
		smooth_place(scratch->first, weights, n, i, rules, scratch);
	length = running_mean(scratch->cycles, n + 2 * rules->period,
	                      rules->period, scratch->first);
	length = running_mean(scratch->first, length, rules->period,
	                      scratch->second);
	(void)running_mean(scratch->second, length, 3, scratch->first); /* n */
	loess(&series, &rules->low, scratch->second, scratch->local);
	for (i = 0; i < n; i++) {
		season[i] =
			scratch->cycles[rules->period + i] - scratch->second[i];
		scratch->first[i] = values[i] - season[i];
	}
	series.weights = weights;
	loess(&series, &rules->trend, trend, scratch->local);
}

static int
compare_doubles(const void *a, const void *b)
{
	const double *x = a;
	const double *y = b;

	return (*x > *y) - (*x < *y);
}

/* Twice the median. */
static double
middle_pair(double *sizes, size_t n)
{
	qsort(sizes, n, sizeof(*sizes), compare_doubles);
	return sizes[n / 2] + sizes[n - n / 2 - 1];
}

/* Bisquare weights of the remainders, scaled by six times their median. */
static void
robustness(const double *values, size_t n, const struct seasonal_rules *rules,
           double *parts[3], double *sizes)
{
	double *weights = parts[2];
	double scale;
	size_t i;

	for (i = 0; i < n; i++)
		sizes[i] = weights[i] =
			fabs(values[i] - parts[0][i] - parts[1][i]);
	scale = 3 * (rules->middle != NULL ? rules->middle(sizes, n)
	                                   : middle_pair(sizes, n));
	for (i = 0; i < n; i++) {
		double r = weights[i];
		double share = 1 - r / scale * (r / scale);

		weights[i] = r <= 0.001 * scale   ? 1
		             : r <= 0.999 * scale ? share * share
		                                  : 0;
	}
}

/* One figure for all years. */
static void
make_periodic(double *season, size_t n, size_t period)
{
	size_t i, place;

	for (place = 0; place < period; place++) {
		struct sum total = {0, 0};
		double count = 0;

		for (i = place; i < n; i += period, count++)
			sum_add(&total, season[i]);
		for (i = place; i < n; i += period)
			season[i] = sum_total(&total) / count;
	}
}

static bool
rules_are_valid(const struct seasonal_rules *rules)
{
	const struct seasonal_loess *all[] = {&rules->season, &rules->trend,
	                                      &rules->low};
	size_t i;

	for (i = 0; i < 3; i++)
		if (all[i]->window < 3 || all[i]->window % 2 == 0 ||
		    all[i]->degree > 1 || all[i]->jump == 0)
			return false;
	return rules->inner > 0;
}

static void
run(const double *values, size_t n, const struct seasonal_rules *rules,
    double *parts[3], struct scratch *scratch)
{
	const double *weights = NULL;
	size_t i, k;

	for (k = 0; k <= rules->outer; k++) {
		if (k > 0) {
			robustness(values, n, rules, parts, scratch->first);
			weights = parts[2];
		}
		for (i = 0; i < rules->inner; i++)
			inner_pass(values, n, weights, rules, scratch, parts[0],
			           parts[1]);
	}
}

enum est_state
seasonal_stl(const double *values, size_t n, const struct seasonal_rules *rules,
             double *season, double *trend, double *weights)
{
	double *parts[3] = {season, trend, weights};
	size_t room = n + 2 * rules->period + 2;
	struct scratch scratch;
	double *memory;
	size_t i;

	if (rules->period < 2 || n <= 2 * rules->period)
		return EST_TOO_FEW;
	if (!rules_are_valid(rules))
		return EST_UNDEFINED;
	memory = ilo_xcalloc(7 * room, sizeof(*memory));
	scratch = (struct scratch){memory,
	                           memory + room,
	                           memory + 2 * room,
	                           memory + 3 * room,
	                           memory + 4 * room,
	                           memory + 5 * room,
	                           memory + 6 * room};
	for (i = 0; i < n; i++) {
		trend[i] = 0;
		weights[i] = 1;
	}
	run(values, n, rules, parts, &scratch);
	if (rules->periodic)
		make_periodic(season, n, rules->period);
	free(memory);
	for (i = 0; i < n; i++)
		if (!isfinite(season[i]) || !isfinite(trend[i]))
			return EST_UNDEFINED;
	return EST_OK;
}

static size_t
next_odd(double x)
{
	size_t up = (size_t)ceil(x);

	return up + (up % 2 == 0);
}

static struct seasonal_loess
loess_rule(size_t window, size_t degree)
{
	return (struct seasonal_loess){window, degree, (window + 9) / 10};
}

struct seasonal_rules
seasonal_stl_rules(size_t n, size_t period, size_t window, bool robust)
{
	struct seasonal_rules rules = {.period = period};

	rules.periodic = window == 0;
	if (rules.periodic)
		window = 10 * n + 1;
	rules.season = loess_rule(window, 0);
	rules.trend = loess_rule(
		next_odd(1.5 * (double)period / (1 - 1.5 / (double)window)), 1);
	rules.low = loess_rule(next_odd((double)period), 1);
	rules.inner = robust ? 1 : 2;
	rules.outer = robust ? 15 : 0;
	return rules;
}
