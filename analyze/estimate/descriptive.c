/*
 * Descriptive figures: guards around gsl_stats, which answers NaN or 0 where
 * nothing can be answered.  Of gsl_stats only what orders values is used: its
 * sums are long doubles.  It must not know where the numbers come from.
 */

#include "analyze/estimate/descriptive.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <string.h>

#include "analyze/sum.h"

static struct estimate
range(const double *values, size_t n)
{
	double smallest;
	double largest;

	if (n < 1)
		return est_too_few(n);
	gsl_stats_minmax(&smallest, &largest, values, 1, n);
	return est_checked(largest - smallest, n);
}

struct estimate
descriptive_mean(const double *values, size_t n)
{
	if (n < 1)
		return est_too_few(n);
	return est_checked(sum_mean(values, n), n);
}

struct estimate
descriptive_sum(const double *values, size_t n)
{
	return est_checked(sum_of(values, n), n);
}

struct estimate
descriptive_minimum(const double *values, size_t n)
{
	if (n < 1)
		return est_too_few(n);
	return est_checked(gsl_stats_min(values, 1, n), n);
}

struct estimate
descriptive_maximum(const double *values, size_t n)
{
	if (n < 1)
		return est_too_few(n);
	return est_checked(gsl_stats_max(values, 1, n), n);
}

struct estimate
descriptive_variance(const double *values, size_t n)
{
	if (n < 2)
		return est_too_few(n);
	return est_checked(sum_squares(values, n, sum_mean(values, n)) /
	                           (double)(n - 1),
	                   n);
}

struct estimate
descriptive_sd(const double *values, size_t n)
{
	struct estimate variance = descriptive_variance(values, n);

	variance.value = sqrt(variance.value);
	return variance;
}

struct estimate
descriptive_lag1(const double *values, size_t n)
{
	struct sum products = {0, 0};
	struct estimate width;
	double mean;
	size_t i;

	if (n < 2)
		return est_too_few(n);
	/* Rounding in the mean could make a constant series look alive. */
	width = range(values, n);
	if (width.state != EST_OK || width.value <= 0)
		return est_undefined(n);
	mean = sum_mean(values, n);
	for (i = 1; i < n; i++)
		sum_add(&products, (values[i] - mean) * (values[i - 1] - mean));
	return est_checked(sum_total(&products) / sum_squares(values, n, mean),
	                   n);
}

struct estimate
descriptive_median(const double *values, size_t n, double *work)
{
	if (n < 1)
		return est_too_few(n);
	memcpy(work, values, n * sizeof(*work)); /* GSL reorders its input */
	return est_checked(gsl_stats_median(work, 1, n), n);
}

struct estimate
descriptive_mad(const double *values, size_t n, double *work)
{
	if (n < 1)
		return est_too_few(n);
	return est_checked(gsl_stats_mad0(values, 1, n, work), n);
}

struct estimate
descriptive_mad_normal(const double *values, size_t n, double *work)
{
	struct estimate raw = descriptive_mad(values, n, work);

	return raw.state == EST_OK ? est_checked(MAD_NORMAL * raw.value, n)
	                           : raw;
}

/*
 * The bounds are the roots of (1 + a) t^2 - (2 share + a) t + share^2 with
 * a = z^2 / whole.  The smaller comes from the product of the two, so that it
 * keeps its digits near 0 and is exactly 0 for a part of 0.
 */
struct interval
descriptive_share(uint64_t part, uint64_t whole, double confidence)
{
	double share, z, a, root, upper;

	if (whole == 0)
		return (struct interval){.state = EST_TOO_FEW};
	if (part > whole || !(confidence > 0 && confidence < 1))
		return (struct interval){.state = EST_UNDEFINED};
	z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
	if (!isfinite(z))
		return (struct interval){.state = EST_UNDEFINED};
	share = (double)part / (double)whole;
	a = z * z / (double)whole;
	root = sqrt(a * a + 4 * a * share * (1 - share));
	upper = (2 * share + a + root) / (2 * (1 + a));
	return (struct interval){
		.state = EST_OK,
		.value = share,
		.lower = share * share / ((1 + a) * upper),
		.upper = part == whole ? 1 : upper,
	};
}

static struct estimate
concordance(const struct mirror *mirror)
{
	size_t n = mirror->consensus.n;

	if (n < 2)
		return est_too_few(n);
	if (mirror->consensus.state != EST_OK ||
	    mirror->range.state != EST_OK || mirror->consensus.value <= 0)
		return est_undefined(n);
	return est_checked(
		fmax(0, 1 - mirror->range.value / mirror->consensus.value), n);
}

struct mirror
descriptive_mirror(const double *reports, size_t n, double *work)
{
	struct mirror mirror = {
		.consensus = descriptive_median(reports, n, work),
		.range = range(reports, n),
		.mad = descriptive_mad(reports, n, work),
	};

	mirror.concordance = concordance(&mirror);
	return mirror;
}
