/* 13: Pettitt, optimal partitioning, breaks and the fluctuation process. */

#include "analyze/estimate/changepoint.h"

#include <math.h>
#include <stdlib.h>

#include "tests/topics/matrix.h"

static void
run_pettitt(const struct sample *sample, const double *x, size_t n)
{
	double *process = checked(calloc(n + 1, sizeof(*process)));
	struct changepoint_pettitt result = changepoint_pettitt(x, n, process);
	size_t first = result.at > 0 ? result.at : 1;
	size_t i, count = 0;

	emit_one(sample, "U", result.state, result.statistic);
	emit_one(sample, "p_approx", result.state, result.p);
	if (result.state != EST_OK) {
		emit(sample, "K", 1, (double)NAN);
	} else {
		emit_all(sample, "U_k", process, n);
		emit(sample, "K_first", 1, (double)first);
		for (i = 0; i < n; i++)
			if (fabs(process[i]) >= result.statistic)
				emit(sample, "K_all", ++count, (double)(i + 1));
	}
	free(process);
}

static void
run_partition(const struct sample *sample, const double *x, size_t n)
{
	size_t *cuts = checked(calloc(n + 1, sizeof(*cuts)));
	enum changepoint_cost cost =
		contains(sample, "poisson")   ? CHANGEPOINT_POISSON
		: contains(sample, "meanvar") ? CHANGEPOINT_MEAN_AND_VARIANCE
					      : CHANGEPOINT_MEAN;
	const struct changepoint_rules rules = {
		.cost = cost,
		.penalty = get_or(sample, "beta", 0),
		.least = (size_t)get_or(sample, "minseg", 1)};
	struct changepoint_partition result =
		changepoint_partition(x, n, &rules, cuts);
	size_t i, k, from = 0;

	emit(sample, "n_changes", 1, (double)result.changes);
	emit_one(sample, "objective", result.state, result.objective);
	cuts[result.changes] = n;
	for (k = 0; k <= result.changes; k++) {
		double total = 0;

		for (i = from; i < cuts[k]; i++)
			total += x[i];
		emit(sample, "segment_mean", k + 1,
		     total / (double)(cuts[k] - from));
		if (k < result.changes)
			emit(sample, "cp", k + 1, (double)cuts[k]);
		from = cuts[k];
	}
	free(cuts);
}

static void
run_breaks(const struct sample *sample, const double *x, size_t n)
{
	size_t cuts[CHANGEPOINT_BREAKS_MAX];
	double *process = checked(calloc(n + 1, sizeof(*process)));
	struct changepoint_breaks result =
		changepoint_breaks(x, n, get_or(sample, "h", 0.15), cuts);
	struct changepoint_cusum cusum = changepoint_cusum(x, n, process);
	size_t k;

	if (result.state == EST_OK) {
		emit_all(sample, "rss", result.rss, result.most + 1);
		emit_all(sample, "bic", result.bic, result.most + 1);
		for (k = 0; k < result.chosen; k++)
			emit(sample, "breaks_bic", k + 1, (double)cuts[k]);
	}
	emit_all(sample, "olscusum_process", process, n + 1);
	emit_one(sample, "olscusum_stat", cusum.state, cusum.statistic);
	emit_one(sample, "olscusum_p", cusum.state, cusum.p);
	free(process);
}

void
run_changepoint(const struct sample *sample)
{
	size_t n;
	double *x = get_vector(sample, "x", &n);

	if (begins(sample, "pettitt_"))
		run_pettitt(sample, x, n);
	else if (begins(sample, "pelt_"))
		run_partition(sample, x, n);
	else
		run_breaks(sample, x, n);
	free(x);
}
