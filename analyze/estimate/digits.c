/* Counting of digits.  It must not know who counted. */

#include "analyze/estimate/digits.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "analyze/estimate/law.h"
#include "analyze/sum.h"

static bool
is_counted(double count)
{
	return count >= 1 && count <= DIGITS_MAX;
}

static int
last_digit(double count)
{
	return (int)fmod(count, 10);
}

static int
first_digit(double count)
{
	while (count >= 10)
		count = (count - fmod(count, 10)) / 10;
	return (int)count;
}

/* Chi-square of counts against expectations. */
static double
distance(const double *counts, const double *expected, size_t cells)
{
	struct sum sum = {0, 0};
	size_t i;

	for (i = 0; i < cells; i++)
		sum_add(&sum, (counts[i] - expected[i]) *
		                      (counts[i] - expected[i]) / expected[i]);
	return sum_total(&sum);
}

/* Standard normal size of a share's distance, corrected where that is less. */
static double
share_z(double share, double expected, double n)
{
	double far = fabs(share - expected);

	if (far > 1 / (2 * n))
		far -= 1 / (2 * n);
	return far / sqrt(expected * (1 - expected) / n);
}

struct first_digits
digits_first(const double *counts, size_t n)
{
	struct first_digits result = {.state = EST_TOO_FEW};
	struct sum far = {0, 0};
	double share, expected, all;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!is_counted(counts[i]))
			continue;
		result.counts[first_digit(counts[i]) - 1]++;
		result.n++;
	}
	all = (double)result.n;
	for (i = 0; i < 9; i++)
		result.expected[i] = all * log10(1 + 1 / (double)(i + 1));
	if (result.n < 1)
		return result;
	result.state = EST_OK;
	result.chi2 = distance(result.counts, result.expected, 9);
	result.p = gsl_cdf_chisq_Q(result.chi2, 8);
	for (i = 0; i < 9; i++) {
		share = result.counts[i] / all;
		expected = log10(1 + 1 / (double)(i + 1));
		sum_add(&far, fabs(share - expected));
		result.z[i] = share_z(share, expected, all);
	}
	result.deviation = sum_total(&far) / 9;
	return result;
}

struct last_digits
digits_last(const double *counts, size_t n)
{
	struct last_digits result = {.state = EST_TOO_FEW};
	double even[10];
	struct law law;
	double all, heaped;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!is_counted(counts[i]) || counts[i] < 10)
			continue;
		result.counts[last_digit(counts[i])]++;
		result.n++;
	}
	if (result.n < 1)
		return result;
	result.state = EST_OK;
	all = (double)result.n;
	for (i = 0; i < 10; i++) {
		even[i] = all / 10;
		result.myers =
			fmax(result.myers, fabs(result.counts[i] / all - 0.1));
	}
	result.chi2 = distance(result.counts, even, 10);
	result.p = gsl_cdf_chisq_Q(result.chi2, 9);
	heaped = result.counts[0] + result.counts[5];
	result.heaping = heaped / all;
	result.whipple = 500 * result.heaping;
	law = law_given_sum(all, 0.25);
	result.heaping_p = fmin(1, law_at_least(&law, heaped));
	if (!isfinite(result.heaping_p) || !isfinite(result.p))
		result.state = EST_UNDEFINED;
	return result;
}

bool
digits_rounded(const double *counts, size_t n)
{
	bool any = false;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!is_counted(counts[i]))
			continue;
		if (fmod(counts[i], 5) > 0)
			return false;
		any = true;
	}
	return any;
}
