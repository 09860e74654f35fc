/* 02: rates, tests, ratios and dispersion of counts. */

#include <math.h>
#include <stdlib.h>

#include "analyze/estimate/poisson.h"
#include "tests/topics/topic.h"

/* A count that the estimators refuse stands for one that cannot be. */
static uint64_t
to_count(double value)
{
	if (value >= 0 && value <= (double)POISSON_COUNT_MAX)
		return (uint64_t)value;
	return POISSON_COUNT_MAX + 1;
}

static void
run_interval(const struct sample *sample, double confidence)
{
	struct poisson_sample counted;
	struct interval rate;
	double x = 0;
	double exposure = 0;

	(void)get_scalar(sample, "x", &x);
	(void)get_scalar(sample, "T", &exposure);
	counted.count = to_count(x);
	counted.exposure = exposure;
	rate = poisson_interval(counted, confidence);
	emit_one(sample, "rate", rate.state, rate.value);
	emit_one(sample, "lower", rate.state, rate.lower);
	emit_one(sample, "upper", rate.state, rate.upper);
}

static void
run_test(const struct sample *sample, double expected)
{
	struct poisson_test test;
	double x = 0;

	(void)get_scalar(sample, "x", &x);
	test = poisson_test(to_count(x), expected);
	emit_one(sample, "p_two", test.state, test.p_two);
	emit_one(sample, "p_greater", test.state, test.p_greater);
	emit_one(sample, "p_less", test.state, test.p_less);
}

/* The oracle says infinity for a ratio to 0, where the API says undefined. */
static double
ratio_as_in_r(const struct poisson_comparison *comparison,
              struct poisson_sample after)
{
	if (comparison->ratio.state == EST_OK)
		return comparison->ratio.value;
	return after.count > 0 ? (double)INFINITY : (double)NAN;
}

static void
run_ratio(const struct sample *sample, double x1)
{
	struct poisson_sample after = {.count = to_count(x1)};
	struct poisson_sample before = {0};
	struct poisson_comparison result;
	double x2 = 0;

	(void)get_scalar(sample, "x2", &x2);
	(void)get_scalar(sample, "T1", &after.exposure);
	(void)get_scalar(sample, "T2", &before.exposure);
	before.count = to_count(x2);
	result = poisson_compare(after, before, LEVEL);
	emit_one(sample, "ratio", result.state, ratio_as_in_r(&result, after));
	emit_one(sample, "lower95", result.state, result.ratio.lower);
	emit_one(sample, "upper95", result.state, result.ratio.upper);
	emit_one(sample, "p_minlike", result.state, result.p_minlike);
	emit_one(sample, "p_central", result.state, result.p_central);
	emit_one(sample, "p_midp", result.state, result.p_midp);
	emit_estimate(sample, "z_score", result.z_score);
}

static void
run_dispersion(const struct sample *sample)
{
	struct poisson_dispersion result;
	size_t n;
	double *counts = get_vector(sample, "x", &n);

	result = poisson_dispersion(counts, n);
	emit_one(sample, "D", result.state, result.index);
	emit_one(sample, "chi2", result.state, result.chi2);
	emit_one(sample, "p_upper", result.state, result.p_upper);
	free(counts);
}

/* The inputs that a case has say what it asks for. */
void
run_poisson(const struct sample *sample)
{
	double value;

	if (get_scalar(sample, "conf", &value))
		run_interval(sample, value);
	else if (get_scalar(sample, "mu", &value))
		run_test(sample, value);
	else if (get_scalar(sample, "x1", &value))
		run_ratio(sample, value);
	else
		run_dispersion(sample);
}
