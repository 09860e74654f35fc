/* 01: moments, quantiles and the NIST reference sets. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/estimate/descriptive.h"
#include "analyze/estimate/shape.h"
#include "tests/topics/topic.h"

static int
compare_doubles(const void *a, const void *b)
{
	const double *x = a;
	const double *y = b;

	return (*x > *y) - (*x < *y);
}

/* Of ascending values. */
static void
run_quantiles(const struct sample *sample, const double *sorted, size_t n)
{
	static const double probabilities[] = {
		0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1};
	const size_t count = sizeof(probabilities) / sizeof(*probabilities);
	char name[] = "quantile.type0";
	struct estimate quantile;
	int type;
	size_t i;

	for (i = 0; i < count; i++)
		emit(sample, "quantile_p", i + 1, probabilities[i]);
	for (type = QUANTILE_INVERSE; type <= QUANTILE_BLOM; type++) {
		name[sizeof(name) - 2] = (char)('0' + type);
		for (i = 0; i < count; i++) {
			quantile = shape_quantile(sorted, n, probabilities[i],
			                          (enum quantile_type)type);
			emit(sample, name, i + 1,
			     quantile.state == EST_OK ? quantile.value
			                              : (double)NAN);
		}
	}
	emit_estimate(sample, "iqr_type7", shape_quartile_range(sorted, n));
}

static void
run_moments(const struct sample *sample, const double *values, size_t n)
{
	emit_estimate(sample, "skew_type1",
	              shape_skewness(values, n, MOMENT_PLAIN));
	emit_estimate(sample, "skew_type2",
	              shape_skewness(values, n, MOMENT_UNBIASED));
	emit_estimate(sample, "skew_type3_gsl",
	              shape_skewness(values, n, MOMENT_SAMPLE_SD));
	emit_estimate(sample, "exkurt_type1",
	              shape_kurtosis(values, n, MOMENT_PLAIN));
	emit_estimate(sample, "exkurt_type2",
	              shape_kurtosis(values, n, MOMENT_UNBIASED));
	emit_estimate(sample, "exkurt_type3_gsl",
	              shape_kurtosis(values, n, MOMENT_SAMPLE_SD));
}

void
run_descriptive(const struct sample *sample)
{
	size_t n;
	double *values = get_vector(sample, "x", &n);
	double *work = checked(calloc(n + 1, sizeof(*work)));
	struct estimate mean = descriptive_mean(values, n);
	struct estimate sd = descriptive_sd(values, n);
	struct estimate lag1 = descriptive_lag1(values, n);

	emit(sample, "n", 1, (double)n);
	emit_estimate(sample, "sum", descriptive_sum(values, n));
	emit_estimate(sample, "mean", mean);
	emit_estimate(sample, "var", descriptive_variance(values, n));
	emit_estimate(sample, "sd", sd);
	emit_estimate(sample, "lag1_autocorr", lag1);
	emit_estimate(sample, "min", descriptive_minimum(values, n));
	emit_estimate(sample, "max", descriptive_maximum(values, n));
	emit_estimate(sample, "median", descriptive_median(values, n, work));
	emit_estimate(sample, "mad_raw", descriptive_mad(values, n, work));
	emit_estimate(sample, "mad_1.4826",
	              descriptive_mad_normal(values, n, work));
	run_moments(sample, values, n);
	qsort(values, n, sizeof(*values), compare_doubles);
	run_quantiles(sample, values, n);
	if (strncmp(sample->id, "nist_", strlen("nist_")) == 0) {
		emit_estimate(sample, "nist_mean", mean);
		emit_estimate(sample, "nist_sd", sd);
		emit_estimate(sample, "nist_r1", lag1);
	}
	free(work);
	free(values);
}
