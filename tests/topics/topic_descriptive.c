/* 01: moments, quantiles and the NIST reference sets. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/estimate/descriptive.h"
#include "tests/topics/topic.h"

static int
compare_doubles(const void *a, const void *b)
{
	const double *x = a;
	const double *y = b;

	return (*x > *y) - (*x < *y);
}

/* Sorts the values. */
static void
run_quantiles(const struct sample *sample, double *values, size_t n)
{
	static const double probabilities[] = {
		0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1};
	const size_t count = sizeof(probabilities) / sizeof(*probabilities);
	struct estimate quantile;
	size_t i;

	qsort(values, n, sizeof(*values), compare_doubles);
	for (i = 0; i < count; i++) {
		quantile = descriptive_quantile(values, n, probabilities[i]);
		emit(sample, "quantile_p", i + 1, probabilities[i]);
		emit(sample, "quantile.type7", i + 1,
		     quantile.state == EST_OK ? quantile.value : (double)NAN);
	}
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
	emit_estimate(sample, "mean", mean);
	emit_estimate(sample, "sd", sd);
	emit_estimate(sample, "lag1_autocorr", lag1);
	emit_estimate(sample, "median", descriptive_median(values, n, work));
	emit_estimate(sample, "mad_raw", descriptive_mad(values, n, work));
	run_quantiles(sample, values, n);
	if (strncmp(sample->id, "nist_", strlen("nist_")) == 0) {
		emit_estimate(sample, "nist_mean", mean);
		emit_estimate(sample, "nist_sd", sd);
		emit_estimate(sample, "nist_r1", lag1);
	}
	free(work);
	free(values);
}
