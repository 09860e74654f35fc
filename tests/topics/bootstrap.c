/* 15: intervals from given resamples, the jackknife, blocks. */

#include "analyze/estimate/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/estimate/descriptive.h"
#include "analyze/sum.h"
#include "tests/topics/matrix.h"

static double
mean_of(double *values, size_t n)
{
	return n > 0 ? sum_mean(values, n) : (double)NAN;
}

static double
median_of(double *values, size_t n)
{
	double *work = checked(calloc(n + 1, sizeof(*work)));
	struct estimate median = descriptive_median(values, n, work);

	free(work);
	return median.state == EST_OK ? median.value : (double)NAN;
}

/* Sum of squared shares. */
static double
herfindahl(double *values, size_t n)
{
	double total = 0, squares = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		total += values[i];
		squares += values[i] * values[i];
	}
	return squares / (total * total);
}

static size_t *
get_index(const struct sample *sample, const char *name, size_t *count)
{
	double *values = get_vector(sample, name, count);
	size_t *index = checked(calloc(*count + 1, sizeof(*index)));
	size_t i;

	for (i = 0; i < *count; i++)
		index[i] = (size_t)values[i] - 1;
	free(values);
	return index;
}

static void
emit_interval(const struct sample *sample, const char *name,
              struct interval interval)
{
	bool good = interval.state == EST_OK;

	emit(sample, name, 1, good ? interval.lower : (double)NAN);
	emit(sample, name, 2, good ? interval.upper : (double)NAN);
}

static void
emit_bca(const struct sample *sample, struct bootstrap_bca bca)
{
	bool good = bca.interval.state == EST_OK;

	emit(sample, "bca_z0", 1, bca.z0);
	emit(sample, "bca_levels", 1, good ? bca.lower_level : (double)NAN);
	emit(sample, "bca_levels", 2, good ? bca.upper_level : (double)NAN);
	emit_interval(sample, "bca_ci_type7", bca.interval);
}

static void
run_intervals(const struct sample *sample, const struct bootstrap_sample *data)
{
	static const struct {
		const char *name;
		enum bootstrap_method method;
	} methods[] = {{"perc_type7", BOOTSTRAP_PERCENTILE},
	               {"perc_boot_ci", BOOTSTRAP_PERCENTILE_NORMAL},
	               {"basic", BOOTSTRAP_BASIC},
	               {"normal", BOOTSTRAP_NORMAL}};
	size_t length, i;
	size_t *index = get_index(sample, "idx_rowmajor", &length);
	size_t count = length / data->n;
	double *t = checked(calloc(count + 1, sizeof(*t)));
	double t0 = bootstrap_original(data);
	struct bootstrap_jackknife jackknife = bootstrap_jackknife(data);
	struct bootstrap_moments moments;

	bootstrap_given(data, index, count, t);
	moments = bootstrap_moments(t, count, t0);
	emit(sample, "t0", 1, t0);
	emit_all(sample, "t", t, count);
	emit_one(sample, "boot_mean", moments.state, moments.mean);
	emit_one(sample, "boot_bias", moments.state, moments.bias);
	emit_one(sample, "boot_se", moments.state, moments.se);
	emit_one(sample, "jack_se", jackknife.state, jackknife.se);
	emit_one(sample, "jack_bias", jackknife.state, jackknife.bias);
	for (i = 0; i < sizeof(methods) / sizeof(*methods); i++)
		emit_interval(sample, methods[i].name,
		              bootstrap_interval(t, count, t0,
		                                 methods[i].method, LEVEL));
	emit_one(sample, "bca_a", jackknife.state, jackknife.acceleration);
	emit_bca(sample,
	         bootstrap_bca(t, count, t0, jackknife.acceleration, LEVEL));
	free(t);
	free(index);
}

static void
run_blocks(const struct sample *sample, const struct bootstrap_sample *data)
{
	size_t length = (size_t)get_or(sample, "l", 1);
	size_t blocks, i;
	size_t *starts = get_index(sample, "starts", &blocks);
	size_t *index = checked(calloc(blocks * length + 1, sizeof(*index)));
	double mean;

	bootstrap_blocks(starts, blocks, length, index);
	for (i = 0; i < blocks * length; i++)
		emit(sample, "index", i + 1, (double)(index[i] + 1));
	bootstrap_given(data, index, 1, &mean);
	emit(sample, "mean", 1, mean);
	free(index);
	free(starts);
}

void
run_bootstrap(const struct sample *sample)
{
	struct bootstrap_sample data = {.statistic = mean_of};
	double *x = get_vector(sample, "x", &data.n);

	data.values = x;
	if (contains(sample, "_median"))
		data.statistic = median_of;
	else if (contains(sample, "_hhi"))
		data.statistic = herfindahl;
	if (begins(sample, "mbb_"))
		run_blocks(sample, &data);
	else if (contains(sample, "_exact_"))
		emit(sample, "exact_var", 1,
		     sum_squares(x, data.n, mean_of(x, data.n)) /
		             ((double)data.n * (double)data.n));
	else
		run_intervals(sample, &data);
	free(x);
}
