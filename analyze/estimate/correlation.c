/*
 * Correlations as sums over pairs.  It must not know what is paired.
 */

#include "analyze/estimate/correlation.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "analyze/estimate/rank.h"
#include "analyze/sum.h"
#include "common/mem.h"

size_t
correlation_align(const struct correlation_series *leading,
                  const struct correlation_series *following, size_t lag,
                  double *x, double *y)
{
	size_t n = 0;
	size_t i;

	for (i = 0; i < leading->count && lag < following->count &&
	            i < following->count - lag;
	     i++) {
		if (!leading->known[i] || !following->known[i + lag])
			continue;
		x[n] = leading->values[i];
		y[n++] = following->values[i + lag];
	}
	return n;
}

static bool
is_constant(const double *values, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (values[i] < values[0] || values[i] > values[0])
			return false;
	return true;
}

/* The correlation, held inside -1 to 1. */
static struct estimate
product_moment(const double *x, const double *y, size_t n)
{
	struct sum products = {0, 0};
	double mean_x, mean_y, r;
	size_t i;

	if (n < 2)
		return est_too_few(n);
	if (is_constant(x, n) || is_constant(y, n))
		return est_undefined(n);
	mean_x = sum_mean(x, n);
	mean_y = sum_mean(y, n);
	for (i = 0; i < n; i++)
		sum_add(&products, (x[i] - mean_x) * (y[i] - mean_y));
	/* The roots apart: the product of the squares may overflow. */
	r = sum_total(&products) / sqrt(sum_squares(x, n, mean_x)) /
	    sqrt(sum_squares(y, n, mean_y));
	if (fabs(r) > 1 - 1e-15)
		r = r < 0 ? -1 : 1;
	return est_checked(r, n);
}

/*
 * Student's t as the incomplete beta function of 1 - r^2, which keeps its
 * digits far out, where gsl_cdf_tdist_Q() does not.
 */
struct estimate
correlation_p(struct estimate r, double df)
{
	if (r.state != EST_OK)
		return r;
	if (!(df > 0))
		return est_too_few(r.n);
	return est_checked(
		gsl_cdf_beta_P((1 - r.value) * (1 + r.value), df / 2, 0.5),
		r.n);
}

static struct estimate
student_p(struct estimate r)
{
	return correlation_p(r, (double)r.n - 2);
}

/* Autocorrelation at lag k; 0 of a constant, whose sum of squares is 0. */
static double
autocorrelation(const double *values, size_t n, size_t k, double mean,
                double squares)
{
	struct sum products = {0, 0};
	size_t i;

	for (i = k; i < n; i++)
		sum_add(&products, (values[i] - mean) * (values[i - k] - mean));
	return squares > 0 ? sum_total(&products) / squares : 0;
}

struct estimate
correlation_independent(const double *x, const double *y, size_t n, size_t lags)
{
	const double mean_x = n > 0 ? sum_mean(x, n) : 0;
	const double mean_y = n > 0 ? sum_mean(y, n) : 0;
	double inflation = 1, squares_x, squares_y;
	size_t k;

	if (n < 2)
		return est_too_few(n);
	squares_x = sum_squares(x, n, mean_x);
	squares_y = sum_squares(y, n, mean_y);
	for (k = 1; k <= lags && k < n; k++)
		inflation += 2 * (1 - (double)k / (double)n) *
		             autocorrelation(x, n, k, mean_x, squares_x) *
		             autocorrelation(y, n, k, mean_y, squares_y);
	return est_checked(inflation > 1 ? (double)n / inflation : (double)n,
	                   n);
}

static struct interval
fisher_interval(struct estimate r, double confidence)
{
	struct interval interval = {.state = r.state, .value = r.value};
	double half;

	if (r.state != EST_OK)
		return interval;
	if (r.n < 4 || !(confidence > 0 && confidence < 1)) {
		interval.state = r.n < 4 ? EST_TOO_FEW : EST_UNDEFINED;
		return interval;
	}
	half = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2) /
	       sqrt((double)r.n - 3);
	interval.lower = tanh(atanh(r.value) - half);
	interval.upper = tanh(atanh(r.value) + half);
	return interval;
}

struct pearson
correlation_pearson(const double *x, const double *y, size_t n,
                    double confidence)
{
	struct pearson result;

	result.r = product_moment(x, y, n);
	result.p = student_p(result.r);
	result.interval = fisher_interval(result.r, confidence);
	return result;
}

/* An estimate of n pairs, or none where ties forbid it. */
static struct estimate
exact_or_none(double p, bool tied, size_t n)
{
	return tied ? est_undefined(n) : est_checked(p, n);
}

static bool
has_ties(const double *x, const double *y, size_t n)
{
	return rank_ties(x, n).pairs > 0 || rank_ties(y, n).pairs > 0;
}

/* The correlation of ranks; *squares of what these differ by. */
static struct estimate
rank_correlation(const double *x, const double *y, size_t n, double *squares)
{
	double *ranks_x = ilo_xcalloc(n + 1, sizeof(*ranks_x));
	double *ranks_y = ilo_xcalloc(n + 1, sizeof(*ranks_y));
	struct estimate rho;
	size_t i;

	rank_mid(x, n, ranks_x);
	rank_mid(y, n, ranks_y);
	rho = product_moment(ranks_x, ranks_y, n);
	*squares = 0;
	for (i = 0; i < n; i++)
		*squares +=
			(ranks_x[i] - ranks_y[i]) * (ranks_x[i] - ranks_y[i]);
	free(ranks_y);
	free(ranks_x);
	return rho;
}

struct estimate
correlation_rho(const double *x, const double *y, size_t n)
{
	double squares;

	return rank_correlation(x, y, n, &squares);
}

struct spearman
correlation_spearman(const double *x, const double *y, size_t n)
{
	struct spearman result;
	double squares;

	result.rho = rank_correlation(x, y, n, &squares);
	result.p = student_p(result.rho);
	result.p_exact = result.rho;
	if (result.rho.state == EST_OK)
		result.p_exact = exact_or_none(rank_spearman_p(squares, n),
		                               has_ties(x, y, n), n);
	return result;
}

static double
sign(double value)
{
	return value > 0 ? 1 : value < 0 ? -1 : 0;
}

static double
concordance(const double *x, const double *y, size_t n)
{
	double s = 0;
	size_t i, j;

	for (i = 0; i < n; i++)
		for (j = i + 1; j < n; j++)
			s += sign(x[j] - x[i]) * sign(y[j] - y[i]);
	return s;
}

/* Variance of S; from two pairs on. */
static double
kendall_variance(const struct rank_ties *x, const struct rank_ties *y, double n)
{
	double variance =
		(n * (n - 1) * (2 * n + 5) - x->weighted - y->weighted) / 18 +
		4 * x->pairs * y->pairs / (2 * n * (n - 1));

	if (n > 2)
		variance +=
			x->triples * y->triples / (9 * n * (n - 1) * (n - 2));
	return variance;
}

static struct estimate
normal_p(double z, size_t n)
{
	return est_checked(fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(z))), n);
}

struct kendall
correlation_kendall(const double *x, const double *y, size_t n)
{
	struct estimate none = n < 2 ? est_too_few(n) : est_undefined(n);
	struct kendall result = {0, none, none, none, none, none};
	struct rank_ties ties_x, ties_y;
	double pairs, sd;

	if (n < 2 || is_constant(x, n) || is_constant(y, n))
		return result;
	ties_x = rank_ties(x, n);
	ties_y = rank_ties(y, n);
	pairs = (double)n * ((double)n - 1) / 2;
	sd = sqrt(kendall_variance(&ties_x, &ties_y, (double)n));
	result.s = concordance(x, y, n);
	result.tau_b = est_checked(result.s / sqrt((pairs - ties_x.pairs) *
	                                           (pairs - ties_y.pairs)),
	                           n);
	result.z = est_checked(result.s / sd, n);
	result.p = normal_p(result.s / sd, n);
	result.p_corrected =
		normal_p(sign(result.s) * fmax(0, fabs(result.s) - 1) / sd, n);
	result.p_exact = exact_or_none(rank_kendall_p(result.s, n),
	                               ties_x.pairs + ties_y.pairs > 0, n);
	return result;
}
