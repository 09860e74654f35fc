/* Medians of changes, cumulated. */

#include "analyze/deseason.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/estimate/descriptive.h"
#include "analyze/sum.h"
#include "common/mem.h"

enum { YEAR_MONTHS = 12, LEAST_MEAN = 5 };

/* Of counts in the same proportion the same double. */
static double
change_into(const double *run, size_t i)
{
	return log((run[i] + 0.5) / (run[i - 1] + 0.5));
}

/* The change into month `calendar` of the cycle, its median over the years. */
static double
median_change(const double *run, size_t count, size_t calendar)
{
	double *changes = ilo_xcalloc(count + 1, sizeof(*changes));
	double *work = ilo_xcalloc(count + 1, sizeof(*work));
	struct estimate median;
	size_t n = 0, i;

	for (i = calendar; i < count; i += YEAR_MONTHS)
		if (i > 0)
			changes[n++] = change_into(run, i);
	median = descriptive_median(changes, n, work);
	free(work);
	free(changes);
	return median.state == EST_OK ? median.value : 0;
}

/* Effects of the months of the cycle that the run begins with. */
static void
find_effects(const double changes[YEAR_MONTHS], double effects[YEAR_MONTHS])
{
	double mean = sum_mean(changes, YEAR_MONTHS);
	size_t m;

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
	double changes[YEAR_MONTHS], effects[YEAR_MONTHS];
	size_t i;

	*out = (struct deseason){.count = 0};
	if (count < DESEASON_LEAST_MONTHS || sum_mean(run, count) < LEAST_MEAN)
		return false;
	for (i = 0; i < YEAR_MONTHS; i++)
		changes[i] = median_change(run, count, i);
	find_effects(changes, effects);
	out->count = count;
	out->values = ilo_xcalloc(count, sizeof(*out->values));
	out->changes = ilo_xcalloc(count, sizeof(*out->changes));
	for (i = 0; i < count; i++)
		out->values[i] = log(run[i] + 0.5) - effects[i % YEAR_MONTHS];
	for (i = 1; i < count; i++)
		out->changes[i - 1] =
			change_into(run, i) - changes[i % YEAR_MONTHS];
	return true;
}

void
deseason_release(struct deseason *deseason)
{
	free(deseason->values);
	free(deseason->changes);
	*deseason = (struct deseason){.count = 0};
}
