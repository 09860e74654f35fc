/* Ratios of sums, so that large semesters weigh more. */

#include "analyze/estimate/completion.h"

#include <math.h>

/* Of all semesters but one; n: of all. */
static double
factor(const double *known, const double *ever, size_t n, size_t without)
{
	double a = 0, b = 0;
	size_t i;

	for (i = 0; i < n; i++)
		if (i != without) {
			a += known[i];
			b += ever[i];
		}
	return b / a;
}

struct interval
completion_predict(const double *known, const double *ever, size_t n,
                   double now)
{
	struct interval interval = {.state = EST_TOO_FEW};
	double least = (double)INFINITY, most = 0, expected;
	size_t i;

	if (n < COMPLETION_LEAST)
		return interval;
	expected = now * factor(known, ever, n, n);
	for (i = 0; i < n; i++) {
		const double error =
			ever[i] / (known[i] * factor(known, ever, n, i));

		least = fmin(least, error);
		most = fmax(most, error);
	}
	if (!(most > 0) || !isfinite(most) || !isfinite(expected))
		return (struct interval){.state = EST_UNDEFINED};
	return (struct interval){EST_OK, expected, expected * least,
	                         expected * most};
}

struct completion_trial
completion_backtest(const double *known, const double *ever, size_t n)
{
	struct completion_trial trial = {0, 0};
	size_t i;

	for (i = COMPLETION_LEAST; i < n; i++) {
		const struct interval told =
			completion_predict(known, ever, i, known[i]);

		if (told.state != EST_OK)
			continue;
		trial.tried++;
		trial.held += told.lower <= ever[i] && ever[i] <= told.upper;
	}
	return trial;
}
