/* 04: correlations of pairs and their p-values. */

#include <math.h>
#include <stdlib.h>

#include "analyze/estimate/correlation.h"
#include "analyze/estimate/rank.h"
#include "tests/topics/topic.h"

/* Leaves out the pairs with a missing value; returns how many are left. */
static size_t
complete_pairs(double *x, double *y, size_t n)
{
	size_t kept = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (isnan(x[i]) || isnan(y[i]))
			continue;
		x[kept] = x[i];
		y[kept++] = y[i];
	}
	return kept;
}

static void
emit_ranks(const struct sample *sample, const char *name, const double *values,
           size_t n)
{
	double *ranks = checked(calloc(n + 1, sizeof(*ranks)));
	size_t i;

	rank_mid(values, n, ranks);
	for (i = 0; i < n; i++)
		emit(sample, name, i + 1, ranks[i]);
	free(ranks);
}

static void
emit_pearson(const struct sample *sample, const struct pearson *pearson)
{
	const struct interval *interval = &pearson->interval;

	emit_estimate(sample, "pearson_r", pearson->r);
	emit_estimate(sample, "pearson_p", pearson->p);
	emit_one(sample, "pearson_ci95", interval->state, interval->lower);
	emit(sample, "pearson_ci95", 2,
	     interval->state == EST_OK ? interval->upper : (double)NAN);
}

static void
emit_kendall(const struct sample *sample, const struct kendall *kendall)
{
	emit(sample, "kendall_S", 1, kendall->s);
	emit_estimate(sample, "kendall_tau_b", kendall->tau_b);
	emit_estimate(sample, "kendall_z", kendall->z);
	emit_estimate(sample, "kendall_p_normal", kendall->p);
	emit_estimate(sample, "kendall_p_normal_cc", kendall->p_corrected);
	emit_estimate(sample, "kendall_p_exact", kendall->p_exact);
}

void
run_correlation(const struct sample *sample)
{
	size_t nx, ny, n;
	double *x = get_all(sample, "x", &nx);
	double *y = get_all(sample, "y", &ny);
	struct spearman spearman;
	struct pearson pearson;
	struct kendall kendall;

	n = complete_pairs(x, y, nx < ny ? nx : ny);
	pearson = correlation_pearson(x, y, n, LEVEL);
	spearman = correlation_spearman(x, y, n);
	kendall = correlation_kendall(x, y, n);
	emit(sample, "n", 1, (double)n);
	emit_pearson(sample, &pearson);
	emit_estimate(sample, "spearman_rho", spearman.rho);
	emit_estimate(sample, "spearman_p_t", spearman.p);
	emit_estimate(sample, "R_spearman_p_asymp", spearman.p);
	emit_estimate(sample, "spearman_p_exact", spearman.p_exact);
	emit_kendall(sample, &kendall);
	emit_ranks(sample, "rank_x", x, n);
	emit_ranks(sample, "rank_y", y, n);
	free(y);
	free(x);
}
