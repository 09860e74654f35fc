/* Ratios of sums, and the law of a count still to come. */

#include "analyze/estimate/completion.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

#include "analyze/estimate/count.h"
#include "analyze/sum.h"

/* Pearson's dispersion of what came about its share of what was known. */
static double
dispersion_of(const double *known, const double *ever, size_t n, double share)
{
	struct sum squares = {0, 0};
	size_t i;

	for (i = 0; i < n && share > 0; i++) {
		const double mean = share * known[i];
		const double off = ever[i] - known[i] - mean;

		sum_add(&squares, off * off / mean);
	}
	return fmax(1, sum_total(&squares) / (double)(n - 1));
}

/* What was known of n periods and what came after, in all. */
struct past {
	const double *known, *ever;
	size_t n;
	double all, later;
};

static struct interval
grown(const struct past *past, double now, double confidence)
{
	const double share = past->later / past->all;
	const double phi =
		dispersion_of(past->known, past->ever, past->n, share);
	const double spread = phi * (1 + now / past->all);
	const double most = (past->later + phi) * now / past->all;
	struct interval result = {EST_OK, now * (1 + share), now, now};
	double tail = (1 - confidence) / 2;

	if (phi > 1)
		tail = gsl_cdf_ugaussian_Q(gsl_cdf_tdist_Qinv(
			tail, count_worth((double)(past->n - 1), most, phi)));
	if (past->later > 0)
		result.lower += count_quantile(tail, now * share, spread);
	result.upper += count_quantile(1 - tail, most, spread);
	return result;
}

/* The variance of the logarithm of truth to prediction. */
static double
error_of(const struct past *past, double now, double expected)
{
	struct sum squares = {0, 0}, changes = {1, 0};
	size_t i;

	for (i = 0; i < past->n; i++) {
		const double known = past->known[i], ever = past->ever[i];
		const double others =
			(past->all + past->later - ever) / (past->all - known);
		const double off = log(ever / (known * others));

		sum_add(&squares, off * off);
		sum_add(&changes, fabs(ever - known));
	}
	return fmax(sum_total(&squares) / (double)past->n,
	            sum_total(&changes) * now / past->all /
	                    (expected * expected));
}

static struct interval
revised(const struct past *past, double now, double confidence)
{
	const double expected = now * (1 + past->later / past->all);
	const double far = gsl_cdf_tdist_Qinv((1 - confidence) / 2,
	                                      (double)(past->n - 1)) *
	                   sqrt(error_of(past, now, expected));

	return (struct interval){EST_OK, expected, expected * exp(-far),
	                         expected * exp(far)};
}

static bool
was_taken_back(const struct past *past)
{
	size_t i;

	for (i = 0; i < past->n; i++)
		if (past->ever[i] < past->known[i])
			return true;
	return false;
}

struct interval
completion_of(const double *known, const double *ever, size_t n, double now,
              double confidence)
{
	struct interval result = {.state = EST_TOO_FEW, .value = now};
	struct past past = {known, ever, n, 0, 0};

	if (n < COMPLETION_LEAST)
		return result;
	result.state = EST_UNDEFINED;
	past.all = sum_of(known, n);
	past.later = sum_of(ever, n) - past.all;
	if (now > 0 && past.all > 0 && confidence > 0 && confidence < 1)
		result = was_taken_back(&past) ? revised(&past, now, confidence)
		                               : grown(&past, now, confidence);
	if (!(isfinite(result.lower) && isfinite(result.upper)))
		result.state = EST_UNDEFINED;
	return result;
}

struct completion_trial
completion_backtest(const double *known, const double *ever, size_t n,
                    double confidence)
{
	struct completion_trial trial = {0, 0};
	size_t i;

	for (i = COMPLETION_LEAST; i < n; i++) {
		const size_t from =
			i > COMPLETION_MOST ? i - COMPLETION_MOST : 0;
		const struct interval told =
			completion_of(known + from, ever + from, i - from,
		                      known[i], confidence);

		if (told.state != EST_OK)
			continue;
		trial.tried++;
		trial.held += told.lower <= ever[i] && ever[i] <= told.upper;
	}
	return trial;
}
