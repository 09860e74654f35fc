/* 16: growth, contributions to it, sums of longer periods. */

#include <math.h>
#include <stdlib.h>

#include "analyze/estimate/growth.h"
#include "tests/topics/topic.h"

static void
emit_at(const struct sample *sample, const char *name, size_t at,
        struct estimate estimate)
{
	emit(sample, name, at + 1,
	     estimate.state == EST_OK ? estimate.value : (double)NAN);
}

static void
run_series(const struct sample *sample, const struct growth_series *series,
           size_t cycle)
{
	size_t t;

	for (t = 0; t < series->count; t++) {
		emit_at(sample, "pct_prev", t, growth_percent(series, t, 1));
		emit_at(sample, "pct_yoy", t, growth_percent(series, t, cycle));
		emit_at(sample, "diff_yoy", t,
		        growth_difference(series, t, cycle));
		emit_at(sample, "logdiff_yoy", t, growth_log(series, t, cycle));
		emit_at(sample, "rolling_sum_f", t,
		        growth_rolling(series, t, cycle));
		emit_at(sample, "cum_ytd", t, growth_to_date(series, t, cycle));
		emit_at(sample, "index_first100", t, growth_index(series, t));
	}
	emit_estimate(sample, "cagr_per_period", growth_compound(series));
}

/* Months added up to semesters and years. */
static void
run_aggregate(const struct sample *sample, const struct growth_series *series)
{
	struct estimate half, year;
	size_t t;

	for (t = 5; t < series->count; t += 6) {
		half = growth_rolling(series, t, 6);
		emit_at(sample, "semester", t / 6, half);
		if (t % 12 != 11)
			continue;
		year = growth_rolling(series, t, 12);
		emit_at(sample, "year", t / 12, year);
		half.value /= year.value;
		emit_at(sample, "annual_share_h2", t / 12, half);
	}
}

static void
run_contribution(const struct sample *sample)
{
	size_t n, m, i;
	double *before = get_all(sample, "a", &n);
	double *after = get_all(sample, "b", &m);

	emit_estimate(sample, "total_pct", growth_total(before, after, n));
	for (i = 0; i < n; i++) {
		emit_at(sample, "contribution_pp", i,
		        growth_contribution(before, after, n, i));
		emit_at(sample, "own_pct", i, growth_rate(before[i], after[i]));
	}
	free(after);
	free(before);
}

/* The inputs that a case has say what it asks for. */
void
run_growth(const struct sample *sample)
{
	struct growth_series series;
	bool *known;
	double *values, cycle;
	size_t i;

	if (get_scalar(sample, "a", &cycle)) {
		run_contribution(sample);
		return;
	}
	values = get_all(sample, "x", &series.count);
	known = checked(calloc(series.count + 1, sizeof(*known)));
	for (i = 0; i < series.count; i++)
		known[i] = !isnan(values[i]);
	series.values = values;
	series.known = known;
	if (get_scalar(sample, "f", &cycle))
		run_series(sample, &series, (size_t)cycle);
	else
		run_aggregate(sample, &series);
	free(known);
	free(values);
}
