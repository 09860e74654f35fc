/* Sums of squares between and within groups, about means found twice. */

#include "analyze/estimate/anova.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "analyze/sum.h"
#include "common/mem.h"

struct group {
	struct sum sum; /* of distances from the grand mean */
	double members;
	double mean;
};

static void
judge(struct anova *result, size_t n)
{
	double between, within;

	if (!isfinite(result->between_ss) || !isfinite(result->within_ss)) {
		result->state = EST_UNDEFINED;
		return;
	}
	result->state = EST_OK;
	result->r_squared = est_checked(
		result->between_ss / (result->between_ss + result->within_ss),
		n);
	if (result->within_df < 1)
		return;
	between = result->between_ss / (double)result->between_df;
	within = result->within_ss / (double)result->within_df;
	result->residual_sd = est_checked(sqrt(within), n);
	result->f = est_checked(between / within, n);
	result->p = result->f;
	if (result->f.state == EST_OK)
		result->p =
			est_checked(gsl_cdf_fdist_Q(result->f.value,
		                                    (double)result->between_df,
		                                    (double)result->within_df),
		                    n);
}

static void
add_up(struct anova *result, const double *values, const size_t *group,
       size_t n, struct group *groups)
{
	struct sum between = {0, 0}, within = {0, 0};
	double grand = sum_mean(values, n);
	double distance;
	size_t i;

	for (i = 0; i < n; i++) {
		sum_add(&groups[group[i]].sum, values[i] - grand);
		groups[group[i]].members++;
	}
	for (i = 0; i < n; i++) {
		struct group *own = &groups[group[i]];

		own->mean = sum_total(&own->sum) / own->members;
		distance = values[i] - grand - own->mean;
		sum_add(&within, distance * distance);
		sum_add(&between, own->mean * own->mean);
	}
	result->between_ss = sum_total(&between);
	result->within_ss = sum_total(&within);
}

struct anova
anova_one_way(const double *values, const size_t *group, size_t n,
              size_t groups)
{
	struct group *sums = ilo_xcalloc(groups + 1, sizeof(*sums));
	struct estimate none = est_too_few(n);
	struct anova result = {
		.state = EST_TOO_FEW,
		.f = none,
		.p = none,
		.r_squared = none,
		.residual_sd = none,
	};
	size_t filled = 0;
	size_t i;

	if (n > 0)
		add_up(&result, values, group, n, sums);
	for (i = 0; i < groups; i++)
		filled += sums[i].members > 0;
	if (filled >= 2) {
		result.between_df = filled - 1;
		result.within_df = n - filled;
		judge(&result, n);
	}
	free(sums);
	return result;
}
