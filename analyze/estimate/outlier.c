/* Effects of ratios.  Must not know what is counted. */

#include "analyze/estimate/outlier.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/estimate/shape.h"
#include "common/mem.h"

static int
ascending(const void *left, const void *right)
{
	const double *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

static double
quantile(const double *sorted, size_t n, double probability)
{
	return shape_quantile(sorted, n, probability, QUANTILE_MODE).value;
}

static double
effect_of(double now, double base, double median, double importance)
{
	const double ratio = now / base;
	const double s =
		ratio < median ? 1 - median / ratio : ratio / median - 1;

	return s * pow(fmax(now, base), importance);
}

struct outlier_range
outlier_ratios(const double *now, const double *base, size_t n, size_t least,
               const struct outlier_rules *rules, double *effects)
{
	struct outlier_range range = {.state = EST_TOO_FEW, .n = n};
	double *sorted, centre, slack;
	size_t i;

	if (n == 0 || n < least)
		return range;
	sorted = ilo_xcalloc(n, sizeof(*sorted));
	for (i = 0; i < n; i++)
		sorted[i] = now[i] / base[i];
	qsort(sorted, n, sizeof(*sorted), ascending);
	range.state = EST_OK;
	range.median = quantile(sorted, n, 0.5);
	for (i = 0; i < n; i++)
		sorted[i] = effects[i] = effect_of(
			now[i], base[i], range.median, rules->importance);
	qsort(sorted, n, sizeof(*sorted), ascending);
	centre = quantile(sorted, n, 0.5);
	slack = fabs(rules->floor * centre);
	range.lower =
		centre -
		rules->width * fmax(centre - quantile(sorted, n, 0.25), slack);
	range.upper =
		centre +
		rules->width * fmax(quantile(sorted, n, 0.75) - centre, slack);
	free(sorted);
	return range;
}

bool
outlier_is_outside(const struct outlier_range *range, double effect)
{
	return range->state == EST_OK &&
	       (effect < range->lower || effect > range->upper);
}
