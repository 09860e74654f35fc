/*
 * 09: Farrington, EARS and cumulated sums.  Where the inputs of a case leave
 * its settings out, they are those that its reference call names.
 */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/estimate/control.h"
#include "analyze/estimate/descriptive.h"
#include "analyze/estimate/farrington.h"
#include "tests/topics/matrix.h"

struct series {
	double *counts;
	size_t n;
	double *range; /* positions from 1 */
	size_t tested;
};

static struct series
get_series(const struct sample *sample)
{
	struct series series;

	series.counts = get_vector(sample, "y", &series.n);
	series.range = get_vector(sample, "range", &series.tested);
	return series;
}

static void
release(struct series *series)
{
	free(series->counts);
	free(series->range);
}

static struct farrington_rules
named_rules(const struct sample *sample, size_t frequency)
{
	struct farrington_rules rules;

	if (contains(sample, "_flex_muan") || contains(sample, "_improved")) {
		rules = farrington_flexible(frequency, 3, 10);
		rules.least = 0;
		rules.working_dispersion = true;
		if (contains(sample, "_muan"))
			rules.bound = FARRINGTON_UNSURE_COUNT;
	} else if (contains(sample, "monthly_flex")) {
		rules = farrington_flexible(frequency, 1, 1);
		rules.years = 5;
		rules.working_dispersion = true;
		rules.excluded = 0;
		rules.tail = 0.025;
	} else if (contains(sample, "_flex_original")) {
		rules = farrington_classic(frequency, 3);
		rules.tail = 0.01;
		rules.excluded = 0;
		rules.working_dispersion = true;
	} else {
		rules = farrington_classic(frequency, 3);
	}
	if (contains(sample, "_noreweight")) {
		rules.years = 4;
		rules.window = 2;
		rules.reweight = rules.trend = false;
		rules.tail = 0.025;
		rules.power = 1;
	}
	rules.tolerance = 1e-8; /* of glm() in R */
	return rules;
}

/*
 * surveillance reports this for its variable mu0Vector: the upper bound of the
 * expected count on the scale of the link, also where the scale was not it.
 */
static double
mu0_of(const struct farrington_rules *rules, const struct farrington *result)
{
	if (rules->bound == FARRINGTON_POWER)
		return exp(result->expected +
		           2.3263478740408408 * result->expected_se);
	return result->bound_mean;
}

/* It scores a count by the logarithm of the expected count. */
static double
linear_score(const struct farrington *result, double count)
{
	double eta = log(result->expected);

	return (count - eta) / (result->upper - eta);
}

static void
emit_flexible(const struct sample *sample, const struct farrington_rules *rules,
              const struct farrington *result, double count, size_t i)
{
	bool shown = result->enough && result->state == EST_OK;

	emit(sample, "upperbound", i, shown ? result->upper : (double)NAN);
	emit(sample, "expected", i, shown ? result->expected : (double)NAN);
	emit(sample, "mu0Vector", i, mu0_of(rules, result));
	emit(sample, "phiVector", i, result->phi);
	emit(sample, "trend_coef", i,
	     result->trend ? result->trend_slope : (double)NAN);
	emit(sample, "trend_used", i, result->trend);
	emit(sample, "pvalue", i, result->p);
	emit(sample, "score", i,
	     rules->bound == FARRINGTON_POWER ? result->score
	                                      : linear_score(result, count));
}

static void
run_range(const struct sample *sample)
{
	struct series series = get_series(sample);
	struct farrington_work *work = checked(calloc(1, sizeof(*work)));
	struct farrington_rules rules =
		named_rules(sample, (size_t)get_or(sample, "freq", 0));
	struct farrington result;
	size_t i;

	for (i = 0; i < series.tested; i++) {
		result = farrington_at(series.counts,
		                       (size_t)series.range[i] - 1, &rules,
		                       work);
		emit(sample, "alarm", i + 1, result.alarm);
		if (contains(sample, "_flex"))
			emit_flexible(
				sample, &rules, &result,
				series.counts[(size_t)series.range[i] - 1],
				i + 1);
		else
			emit(sample, "upperbound", i + 1,
			     result.enough ? result.upper : 0);
	}
	free(work);
	release(&series);
}

static void
emit_work(const struct sample *sample, const struct farrington_work *work)
{
	size_t i;

	for (i = 0; i < work->references; i++) {
		emit(sample, "ref_index", i + 1, (double)(work->index[i] + 1));
		emit(sample, "season_block", i + 1, (double)work->block[i]);
	}
	emit_all(sample, "ref_y", work->response, work->references);
	emit_all(sample, "coef0", work->first.coef, work->first.terms);
	emit(sample, "phi0", 1, work->first_phi);
	emit_all(sample, "leverage", work->leverage, work->references);
	emit_all(sample, "anscombe", work->anscombe, work->references);
	emit_all(sample, "weights", work->weights, work->references);
	emit_all(sample, "coef", work->last.coef, work->last.terms);
}

static void
run_worked(const struct sample *sample)
{
	struct series series = get_series(sample);
	struct farrington_work *work = checked(calloc(1, sizeof(*work)));
	size_t frequency = (size_t)get_or(sample, "freq", 12);
	size_t window = (size_t)get_or(sample, "w", 1);
	struct farrington_rules rules = farrington_classic(frequency, window);
	struct farrington result;
	double tau;

	if (begins(sample, "flexnb")) {
		rules = farrington_flexible(
			frequency, window,
			(size_t)get_or(sample, "noPeriods", 1));
		rules.excluded = (size_t)get_or(sample, "past", 0);
		rules.outlier = get_or(sample, "weightsThreshold", 2.58);
		rules.tail = get_or(sample, "alpha", 0.01);
		rules.least = 0;
	} else {
		rules.tail = get_or(sample, "alpha", 0.01) / 2;
		rules.power = get_or(sample, "power", 2.0 / 3);
	}
	rules.years = (size_t)get_or(sample, "b", 3);
	result =
		farrington_at(series.counts, (size_t)get_or(sample, "k", 1) - 1,
	                      &rules, work);
	tau = result.phi +
	      result.expected_se * result.expected_se / result.expected;
	emit_work(sample, work);
	emit_estimate(sample, "trend_p_value", result.trend_p);
	emit(sample, "mu0_with_trend", 1, result.expected_with_trend);
	emit(sample, "trend_kept", 1, result.trend);
	emit(sample, "phi", 1, result.phi);
	emit(sample, "mu0", 1, result.expected);
	emit(sample, "se_mu0", 1, result.expected_se);
	emit(sample, "tau", 1, tau);
	emit(sample, "se_power", 1,
	     rules.power * pow(result.expected, rules.power - 0.5) * sqrt(tau));
	emit(sample, "lower", 1, result.lower);
	emit(sample, "upper_raw", 1, result.upper);
	emit(sample, "enough_cases", 1, result.enough);
	emit(sample, "upperbound", 1, result.enough ? result.upper : 0);
	emit(sample, "alarm", 1, result.alarm);
	free(work);
	release(&series);
}

/* Its C3 has the count where its manual has the mean: see control.h. */
static void
as_surveillance(struct control *result, double count)
{
	result->upper = fmax(result->upper + count - result->centre, 0);
}

static void
run_ears(const struct sample *sample)
{
	struct series series = get_series(sample);
	bool monthly = contains(sample, "monthly");
	struct control_rules rules = {
		.method = contains(sample, "_C1")   ? CONTROL_C1
	                  : contains(sample, "_C2") ? CONTROL_C2
	                                            : CONTROL_C3,
		.baseline =
			(size_t)get_or(sample, "baseline", monthly ? 12 : 7),
		.least_spread = get_or(sample, "minSigma", monthly ? 0.5 : 0),
		.tail = contains(sample, "_C3") ? 0.025
	                : monthly               ? 0.01
	                                        : 0.001,
	};
	struct control result;
	size_t i;

	rules.tail = get_or(sample, "alpha", rules.tail);
	for (i = 0; i < series.tested; i++) {
		double y = series.counts[(size_t)series.range[i] - 1];

		result = control_ears(series.counts,
		                      (size_t)series.range[i] - 1, &rules);
		if (rules.method == CONTROL_C3)
			as_surveillance(&result, y);
		emit(sample, "alarm", i + 1, y > result.upper);
		emit(sample, "upperbound", i + 1, result.upper);
	}
	release(&series);
}

/* Both ways, against the mean and spread of the first base_n. */
static void
run_tabular(const struct sample *sample)
{
	size_t n, i;
	double *x = get_vector(sample, "x", &n);
	size_t base = (size_t)get_or(sample, "base_n", (double)n);
	double k = get_or(sample, "k", 0.5);
	double h = get_or(sample, "h", 4);
	struct estimate mean = descriptive_mean(x, base);
	struct estimate sd = descriptive_sd(x, base);
	struct control_cusum cusum = {0, 0};

	emit_estimate(sample, "m", mean);
	emit_estimate(sample, "s", sd);
	for (i = 0; i < n; i++) {
		control_cusum_add(&cusum, (x[i] - mean.value) / sd.value, k);
		emit(sample, "upper", i + 1, cusum.upper);
		emit(sample, "lower", i + 1, cusum.lower);
		emit(sample, "alarm_up", i + 1, cusum.upper > h);
		emit(sample, "alarm_down", i + 1, cusum.lower > h);
	}
	free(x);
}

static void
run_cusum(const struct sample *sample)
{
	struct series series = get_series(sample);
	enum control_score score = contains(sample, "rossi") ? CONTROL_ROSSI
	                           : contains(sample, "anscombe")
	                                   ? CONTROL_ANSCOMBE
	                                   : CONTROL_STANDARD;
	double k = get_or(sample, "k", 1.04);
	double h = get_or(sample, "h", 2.26);
	struct control_cusum cusum = {0, 0};
	struct estimate mean, bound;
	size_t i;

	mean = descriptive_mean(series.counts, (size_t)series.range[0] - 1);
	emit_estimate(sample, "m", mean);
	for (i = 0; i < series.tested; i++) {
		double y = series.counts[(size_t)series.range[i] - 1];

		bound = control_count(score, h + k - cusum.upper, mean.value);
		control_cusum_add(&cusum,
		                  control_score(score, y, mean.value).value, k);
		emit(sample, "upperbound", i + 1,
		     bound.state == EST_OK ? bound.value : (double)NAN);
		emit(sample, "cusum", i + 1, cusum.upper);
		emit(sample, "alarm", i + 1, cusum.upper >= h);
	}
	release(&series);
}

void
run_aberration(const struct sample *sample)
{
	if (contains(sample, "_worked_"))
		run_worked(sample);
	else if (begins(sample, "ears_"))
		run_ears(sample);
	else if (begins(sample, "cusum_tabular"))
		run_tabular(sample);
	else if (begins(sample, "cusum_"))
		run_cusum(sample);
	else
		run_range(sample);
}
