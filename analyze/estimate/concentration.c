/* Sums over shares.  It must not know what the categories are. */

#include "analyze/estimate/concentration.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/estimate/rank.h"
#include "analyze/sum.h"
#include "common/mem.h"

/* The total, or 0 where there is none or an amount is below 0. */
static double
usable_total(const double *amounts, size_t n)
{
	double total = sum_of(amounts, n);
	size_t i;

	for (i = 0; i < n; i++)
		if (!(amounts[i] >= 0))
			return 0;
	return isfinite(total) ? total : 0;
}

bool
concentration_shares(const double *amounts, size_t n, double *shares)
{
	double total = usable_total(amounts, n);
	size_t i;

	if (!(total > 0))
		return false;
	for (i = 0; i < n; i++)
		shares[i] = amounts[i] / total;
	return true;
}

bool
concentration_lorenz(const double *amounts, size_t n, double *curve)
{
	double total = usable_total(amounts, n);
	struct sum sum = {0, 0};
	double *sorted;
	size_t i;

	if (!(total > 0))
		return false;
	sorted = rank_sorted(amounts, n);
	for (i = 0; i < n; i++) {
		sum_add(&sum, sorted[i]);
		curve[i] = sum_total(&sum) / total;
	}
	free(sorted);
	return true;
}

struct estimate
concentration_top(const double *amounts, size_t n, size_t most)
{
	double total = usable_total(amounts, n);
	struct sum sum = {0, 0};
	double *sorted;
	size_t i;

	if (n < 1)
		return est_too_few(n);
	if (!(total > 0))
		return est_undefined(n);
	sorted = rank_sorted(amounts, n);
	for (i = 0; i < n && i < most; i++)
		sum_add(&sum, sorted[n - 1 - i]);
	free(sorted);
	return est_checked(sum_total(&sum) / total, n);
}

/* value / scale, or too few where the scale of one category is 0. */
static struct estimate
relative(double value, double scale, size_t n)
{
	return n < 2 ? est_too_few(n) : est_checked(value / scale, n);
}

static double
herfindahl(const double *shares, size_t n)
{
	struct sum sum = {0, 0};
	size_t i;

	for (i = 0; i < n; i++)
		sum_add(&sum, shares[i] * shares[i]);
	return sum_total(&sum);
}

/* Probability that two drawn without putting back are of two categories. */
static struct estimate
simpson(const double *amounts, size_t n, double total)
{
	struct sum same = {0, 0};
	size_t i;

	if (!(total > 1))
		return est_undefined(n);
	for (i = 0; i < n; i++)
		sum_add(&same,
		        amounts[i] / total * (amounts[i] - 1) / (total - 1));
	return est_checked(1 - sum_total(&same), n);
}

static double
gini(const double *amounts, size_t n, double total)
{
	double *sorted = rank_sorted(amounts, n);
	struct sum sum = {0, 0};
	size_t i;

	for (i = 0; i < n; i++)
		sum_add(&sum,
		        (2 * (double)(i + 1) - (double)n - 1) * sorted[i]);
	free(sorted);
	return sum_total(&sum) / ((double)n * total);
}

static double
shannon(const double *shares, size_t n)
{
	struct sum sum = {0, 0};
	size_t i;

	for (i = 0; i < n; i++)
		if (shares[i] > 0)
			sum_add(&sum, -shares[i] * log(shares[i]));
	return sum_total(&sum);
}

static double
theil_t(const double *shares, size_t n)
{
	struct sum sum = {0, 0};
	size_t i;

	for (i = 0; i < n; i++)
		if (shares[i] > 0)
			sum_add(&sum, shares[i] * log(shares[i] * (double)n));
	return sum_total(&sum);
}

static struct estimate
theil_l(const double *shares, size_t n)
{
	struct sum sum = {0, 0};
	size_t i;

	for (i = 0; i < n; i++) {
		if (!(shares[i] > 0))
			return est_undefined(n);
		sum_add(&sum, -log(shares[i] * (double)n));
	}
	return est_checked(sum_total(&sum) / (double)n, n);
}

static void
measure(struct concentration *result, const double *amounts,
        const double *shares)
{
	size_t n = result->categories;
	double count = (double)n;

	result->herfindahl = herfindahl(shares, n);
	result->normalised =
		relative(result->herfindahl - 1 / count, 1 - 1 / count, n);
	result->effective_herfindahl = 1 / result->herfindahl;
	result->gini_simpson = 1 - result->herfindahl;
	result->simpson = simpson(amounts, n, result->total);
	result->gini = gini(amounts, n, result->total);
	result->gini_corrected = relative(result->gini * count, count - 1, n);
	result->shannon = shannon(shares, n);
	result->effective_shannon = exp(result->shannon);
	result->evenness =
		relative(result->shannon, log((double)result->positive),
	                 result->positive);
	result->evenness_all = relative(result->shannon, log(count), n);
	result->theil_t = theil_t(shares, n);
	result->theil_t_normalised = relative(result->theil_t, log(count), n);
	result->theil_l = theil_l(shares, n);
}

struct concentration
concentration_of(const double *amounts, size_t n)
{
	struct estimate none = n < 1 ? est_too_few(n) : est_undefined(n);
	struct concentration result = {
		.state = none.state,
		.categories = n,
		.total = usable_total(amounts, n),
		.normalised = none,
		.simpson = none,
		.gini_corrected = none,
		.evenness = none,
		.evenness_all = none,
		.theil_t_normalised = none,
		.theil_l = none,
	};
	double *shares = ilo_xcalloc(n + 1, sizeof(*shares));
	size_t i;

	for (i = 0; i < n; i++)
		result.positive += amounts[i] > 0;
	if (concentration_shares(amounts, n, shares)) {
		result.state = EST_OK;
		measure(&result, amounts, shares);
	}
	free(shares);
	return result;
}
