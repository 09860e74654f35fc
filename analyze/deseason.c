/* Medians of changes, cumulated. */

#include "analyze/deseason.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/estimate/descriptive.h"
#include "analyze/sum.h"
#include "common/mem.h"

enum { YEAR_MONTHS = 12, LEAST_MEAN = 5 };

/* The change into month `calendar` of the cycle, its median over the years. */
static double
median_change(const double *logs, size_t count, size_t calendar)
{
	double *changes = ilo_xcalloc(count + 1, sizeof(*changes));
	double *work = ilo_xcalloc(count + 1, sizeof(*work));
	struct estimate median;
	size_t n = 0, i;

	for (i = calendar; i < count; i += YEAR_MONTHS)
		if (i > 0)
			changes[n++] = logs[i] - logs[i - 1];
	median = descriptive_median(changes, n, work);
	free(work);
	free(changes);
	return median.state == EST_OK ? median.value : 0;
}

/* Effects of the months of the cycle that the run begins with. */
static void
find_effects(const double *logs, size_t count, double effects[YEAR_MONTHS])
{
	double changes[YEAR_MONTHS], mean;
	size_t m;

	for (m = 0; m < YEAR_MONTHS; m++)
		changes[m] = median_change(logs, count, m);
	mean = sum_mean(changes, YEAR_MONTHS);
	effects[0] = 0;
	for (m = 1; m < YEAR_MONTHS; m++)
		effects[m] = effects[m - 1] + changes[m] - mean;
	mean = sum_mean(effects, YEAR_MONTHS);
	for (m = 0; m < YEAR_MONTHS; m++)
		effects[m] -= mean;
}

bool
deseason_make(const struct series *series, struct deseason *out)
{
	const size_t count = series_run_count(series);
	const double *run = series_run(series);
	double effects[YEAR_MONTHS];
	size_t i;

	*out = (struct deseason){NULL, 0};
	if (count < DESEASON_LEAST_MONTHS || sum_mean(run, count) < LEAST_MEAN)
		return false;
	out->count = count;
	out->values = ilo_xcalloc(count, sizeof(*out->values));
	for (i = 0; i < count; i++)
		out->values[i] = log(run[i] + 0.5);
	find_effects(out->values, count, effects);
	for (i = 0; i < count; i++)
		out->values[i] -= effects[i % YEAR_MONTHS];
	return true;
}
