/* EARS and cumulated sums. */

#include "analyze/estimate/control.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "analyze/sum.h"

#define C2_LAG 2

struct baseline {
	double mean;
	double spread;
};

/* Of the periods that end `lag` + 1 before `at`. */
static struct baseline
baseline_at(const double *counts, size_t at, size_t lag,
            const struct control_rules *rules)
{
	const double *first = counts + (at - lag - rules->baseline);
	struct baseline base;

	base.mean = sum_mean(first, rules->baseline);
	base.spread = sqrt(sum_squares(first, rules->baseline, base.mean) /
	                   (double)(rules->baseline - 1));
	base.spread = fmax(base.spread, rules->least_spread);
	return base;
}

/* What a period of the last two has above one standard deviation. */
static double
excess(const double *counts, size_t at, const struct control_rules *rules)
{
	struct baseline base = baseline_at(counts, at, C2_LAG, rules);
	double score = (counts[at] - base.mean) / base.spread;

	return score > 1 ? score - 1 : 0; /* 0 also for 0/0 */
}

struct control
control_ears(const double *counts, size_t at, const struct control_rules *rules)
{
	struct control result = {.state = EST_TOO_FEW};
	size_t lag = rules->method == CONTROL_C1 ? 0 : C2_LAG;
	size_t history = rules->method == CONTROL_C3 ? 2 * C2_LAG : lag;
	struct baseline base;
	double z;

	if (rules->baseline < 2 || at < history + rules->baseline)
		return result;
	result.state = EST_UNDEFINED;
	if (!(rules->tail > 0 && rules->tail < 1))
		return result;
	z = gsl_cdf_ugaussian_Qinv(rules->tail);
	base = baseline_at(counts, at, lag, rules);
	if (rules->method == CONTROL_C3)
		z -= excess(counts, at - 1, rules) +
		     excess(counts, at - 2, rules);
	result.centre = base.mean;
	result.upper = base.mean + (base.spread > 0 ? z * base.spread : 0);
	result.alarm = counts[at] > result.upper;
	if (isfinite(result.upper))
		result.state = EST_OK;
	return result;
}

void
control_cusum_add(struct control_cusum *cusum, double z, double k)
{
	cusum->upper = fmax(0, cusum->upper + z - k);
	cusum->lower = fmax(0, cusum->lower - z - k);
}

struct estimate
control_score(enum control_score score, double count, double mean)
{
	struct estimate result = {.state = EST_UNDEFINED, .n = 1};

	if (!(mean > 0) || !(count >= 0))
		return result;
	result.state = EST_OK;
	switch (score) {
	case CONTROL_STANDARD:
		result.value = (count - mean) / sqrt(mean);
		break;
	case CONTROL_ROSSI:
		result.value = (count - 3 * mean + 2 * sqrt(count * mean)) /
		               (2 * sqrt(mean));
		break;
	case CONTROL_ANSCOMBE:
		result.value = 1.5 *
		               (pow(count, 2.0 / 3) - pow(mean, 2.0 / 3)) /
		               pow(mean, 1.0 / 6);
		break;
	}
	return result;
}

struct estimate
control_count(enum control_score score, double value, double mean)
{
	struct estimate result = {.state = EST_UNDEFINED, .n = 1};
	double root = 0;

	if (!(mean > 0))
		return result;
	switch (score) {
	case CONTROL_STANDARD:
		result.value = ceil(mean + value * sqrt(mean));
		break;
	case CONTROL_ROSSI:
		root = sqrt(4 * mean + 2 * sqrt(mean) * value) - sqrt(mean);
		result.value = root * root;
		break;
	case CONTROL_ANSCOMBE:
		result.value = pow(pow(mean, 2.0 / 3) +
		                           value * pow(mean, 1.0 / 6) * 2 / 3,
		                   1.5);
		break;
	}
	result.value = fmax(result.value, 0);
	if (isfinite(result.value))
		result.state = EST_OK;
	return result;
}
