/* 06: concentration and diversity. */

#include <math.h>
#include <stdlib.h>

#include "analyze/estimate/concentration.h"
#include "tests/topics/topic.h"

/* Where a category is 0 the reference has infinity for Theil's L. */
static double
theil_l_as_in_r(const struct concentration *result)
{
	if (result->theil_l.state == EST_OK)
		return result->theil_l.value;
	return result->positive < result->categories ? (double)INFINITY
	                                             : (double)NAN;
}

static void
emit_measures(const struct sample *sample, const struct concentration *result)
{
	enum est_state state = result->state;

	emit_one(sample, "hhi", state, result->herfindahl);
	emit_one(sample, "hhi_10000", state, 10000 * result->herfindahl);
	emit_estimate(sample, "hhi_normalised", result->normalised);
	emit_one(sample, "effective_number_invHHI", state,
	         result->effective_herfindahl);
	emit_one(sample, "gini_simpson", state, result->gini_simpson);
	emit_estimate(sample, "simpson_unbiased", result->simpson);
	emit_one(sample, "gini", state, result->gini);
	emit_estimate(sample, "gini_corrected", result->gini_corrected);
	emit_one(sample, "shannon", state, result->shannon);
	emit_one(sample, "shannon_nat", state, result->shannon);
	emit_one(sample, "shannon_bits", state, result->shannon / log(2));
	emit_estimate(sample, "evenness_pielou", result->evenness);
	emit_estimate(sample, "evenness_allN", result->evenness_all);
	emit_one(sample, "effective_number_expH", state,
	         result->effective_shannon);
	emit_one(sample, "theil_T", state, result->theil_t);
	emit_estimate(sample, "theil_T_normalised", result->theil_t_normalised);
	emit_one(sample, "theil_L", state, theil_l_as_in_r(result));
}

static void
emit_all(const struct sample *sample, const char *name, const double *values,
         size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		emit(sample, name, i + 1, values[i]);
}

void
run_concentration(const struct sample *sample)
{
	size_t n;
	double *amounts = get_vector(sample, "x", &n);
	double *work = checked(calloc(n + 1, sizeof(*work)));
	struct concentration result = concentration_of(amounts, n);

	emit(sample, "N", 1, (double)n);
	emit(sample, "N_positive", 1, (double)result.positive);
	emit(sample, "total", 1, result.total);
	emit_measures(sample, &result);
	emit_estimate(sample, "top1", concentration_top(amounts, n, 1));
	emit_estimate(sample, "top3", concentration_top(amounts, n, 3));
	emit_estimate(sample, "top5", concentration_top(amounts, n, 5));
	if (concentration_shares(amounts, n, work))
		emit_all(sample, "share", work, n);
	if (concentration_lorenz(amounts, n, work))
		emit_all(sample, "lorenz", work, n);
	free(work);
	free(amounts);
}
