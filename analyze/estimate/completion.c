/* Ratios of sums, and the law of what is still to come. */

#include "analyze/estimate/completion.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

#include "analyze/estimate/count.h"
#include "analyze/sum.h"

/* What earlier semesters say. */
struct past {
	size_t n;
	double known, later;
	double variance; /* of what came later, for each that was known */
	bool grew;       /* none ended with less than was known */
};

static struct past
past_of(const double *known, const double *ever, size_t n)
{
	struct past past = {.n = n, .known = sum_of(known, n), .grew = true};
	struct sum squares = {0, 0};
	size_t i;

	past.later = sum_of(ever, n) - past.known;
	for (i = 0; i < n; i++) {
		const double off =
			ever[i] - known[i] - known[i] * past.later / past.known;

		sum_add(&squares, off * off / known[i]);
		past.grew &= ever[i] >= known[i];
	}
	past.variance = sum_total(&squares) / (double)(n - 1);
	return past;
}

static void
bound_by_count(const struct past *past, double now, double tail,
               struct interval *out)
{
	const double mean = past->later * now / past->known;
	double phi = 1, most;

	if (past->later > 0)
		phi = fmax(1, past->variance * past->known / past->later);
	most = (past->later + phi) * now / past->known;
	if (phi > 1)
		tail = gsl_cdf_ugaussian_Q(gsl_cdf_tdist_Qinv(
			tail, count_worth((double)(past->n - 1), most, phi)));
	phi *= 1 + now / past->known;
	out->lower = now + (mean > 0 ? count_quantile(tail, mean, phi) : 0);
	out->upper = now + count_quantile(1 - tail, most, phi);
}

static void
bound_by_normal(const struct past *past, double now, double tail,
                struct interval *out)
{
	const double reach =
		gsl_cdf_tdist_Qinv(tail, (double)(past->n - 1)) *
		sqrt(past->variance * now * (1 + now / past->known));

	out->lower = fmax(0, out->value - reach);
	out->upper = out->value + reach;
}

struct interval
completion_predict(const double *known, const double *ever, size_t n,
                   double now, double confidence)
{
	const size_t from = n > COMPLETION_MOST ? n - COMPLETION_MOST : 0;
	struct interval result = {.state = EST_TOO_FEW};
	struct past past;

	if (n < COMPLETION_LEAST)
		return result;
	result.state = EST_UNDEFINED;
	past = past_of(known + from, ever + from, n - from);
	if (!(now > 0 && past.known + past.later > 0 && confidence > 0 &&
	      confidence < 1))
		return result;
	result.value = now * (1 + past.later / past.known);
	if (past.grew)
		bound_by_count(&past, now, (1 - confidence) / 2, &result);
	else
		bound_by_normal(&past, now, (1 - confidence) / 2, &result);
	if (isfinite(result.lower) && isfinite(result.upper))
		result.state = EST_OK;
	return result;
}

struct completion_trial
completion_backtest(const double *known, const double *ever, size_t n,
                    double confidence)
{
	struct completion_trial trial = {0, 0};
	size_t i;

	for (i = COMPLETION_LEAST; i < n; i++) {
		const struct interval told = completion_predict(
			known, ever, i, known[i], confidence);

		if (told.state != EST_OK)
			continue;
		trial.tried++;
		trial.held += told.lower <= ever[i] && ever[i] <= told.upper;
	}
	return trial;
}
