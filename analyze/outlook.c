/*
 * Each series is forecast now and, from what was before, for the semesters of
 * the last ten years.  How far those were off stretches the intervals: of each
 * semester only by the semesters before it, large and small sums apart.
 */

#include "analyze/outlook.h"

#include <stdlib.h>

#include "analyze/estimate/conformal.h"
#include "analyze/estimate/descriptive.h"
#include "analyze/forecast.h"
#include "analyze/parallel.h"
#include "analyze/result.h"
#include "analyze/sum.h"
#include "common/mem.h"

enum {
	BACK = 20,         /* semesters that are forecast again */
	LEAST_TRIALS = 40, /* before an interval counts as calibrated */
	SIZES = 2          /* sums under the small-number threshold; others */
};

/* A semester that was forecast again. */
struct trial {
	bool done;
	bool large;
	double score;
};

/* Of one series. */
struct outlook {
	bool written;
	struct forecast next;
	struct estimate check;
	struct trial trials[BACK]; /* the semester evaluated first */
};

struct outlooks {
	const struct series_set *set;
	const struct rules *rules;
	struct outlook *items;
};

/* By size. */
struct calibration {
	struct estimate factor[SIZES]; /* of the next semester */
	size_t tried[SIZES], held[SIZES];
};

static bool
is_large(const struct outlooks *outlooks, double expected)
{
	return expected >= (double)outlooks->rules->small_number;
}

static void
look_back(const struct outlooks *outlooks, const double *run, size_t months,
          struct outlook *outlook)
{
	size_t k;

	for (k = 0; k < BACK; k++) {
		const size_t last = (k + 1) * FORECAST_AHEAD;
		struct forecast before;

		if (months < last + FORECAST_MONTHS_LEAST)
			return;
		before = forecast_sum(run, months - last,
		                      outlooks->rules->confidence);
		if (before.sum.state != EST_OK)
			continue;
		outlook->trials[k] = (struct trial){
			true, is_large(outlooks, before.sum.value),
			conformal_score(&before.sum, sum_of(run + months - last,
		                                            FORECAST_AHEAD))};
	}
}

/* Series that count next to nothing have no outlook. */
static void
look(void *shared, size_t i)
{
	const struct outlooks *outlooks = shared;
	const struct series *series = &outlooks->set->items[i];
	const double *run = series_run(series);
	const size_t months = series_run_count(series);
	struct outlook *outlook = &outlooks->items[i];

	if (months < FORECAST_MONTHS_LEAST)
		return;
	outlook->written = sum_of(run + months - FORECAST_MONTHS_LEAST,
	                          FORECAST_MONTHS_LEAST) >=
	                   (double)outlooks->rules->small_number;
	if (outlook->written)
		outlook->next =
			forecast_sum(run, months, outlooks->rules->confidence);
	if (outlook->written && series->host == NULL)
		outlook->check = forecast_check(run, months);
	look_back(outlooks, run, months, outlook);
}

/* Scores of a size from so many semesters ago and before. */
static size_t
scores_before(const struct outlooks *outlooks, size_t first, bool large,
              double *scores)
{
	size_t n = 0, i, k;

	for (i = 0; i < outlooks->set->count; i++)
		for (k = first; k < BACK; k++) {
			const struct trial *trial =
				&outlooks->items[i].trials[k];

			if (trial->done && trial->large == large)
				scores[n++] = trial->score;
		}
	return n;
}

static struct estimate
factor_before(const struct outlooks *outlooks, size_t first, bool large,
              double *scores)
{
	const size_t n = scores_before(outlooks, first, large, scores);

	return n < LEAST_TRIALS ? est_too_few(n)
	                        : conformal_factor(scores, n,
	                                           outlooks->rules->confidence);
}

static struct calibration
calibrate(const struct outlooks *outlooks)
{
	const size_t count = outlooks->set->count;
	double *scores = ilo_xcalloc(count * BACK + 1, sizeof(*scores));
	struct calibration result = {.tried = {0}};
	size_t size, k, i;

	for (size = 0; size < SIZES; size++) {
		const bool large = size == 1;

		result.factor[size] = factor_before(outlooks, 0, large, scores);
		for (k = 0; k < BACK; k++) {
			const struct estimate factor =
				factor_before(outlooks, k + 1, large, scores);

			for (i = 0; factor.state == EST_OK && i < count; i++) {
				const struct trial *trial =
					&outlooks->items[i].trials[k];

				if (!trial->done || trial->large != large)
					continue;
				result.tried[size]++;
				result.held[size] +=
					trial->score <= factor.value;
			}
		}
	}
	free(scores);
	return result;
}

/* ---- writing ----------------------------------------------------------- */

static void
write_series(const struct analysis *analysis, const struct series *series,
             const struct outlook *outlook, struct estimate factor,
             const char *period)
{
	const struct evaluation *evaluation = analysis->evaluation;
	struct result result =
		result_of_series(series, "outlook", "quasi-poisson-outlook");
	const struct interval sum = conformal_stretch(
		outlook->next.sum, factor.state == EST_OK ? factor.value : 1);

	result.subject.period = period;
	result.n = outlook->next.n;
	result.flag = 'F';
	result.verdict = factor.state == EST_OK ? "calibrated" : "uncalibrated";
	result_take_interval(&result, sum);
	result_write(evaluation, &result);
	if (series->host != NULL || outlook->check.state != EST_OK)
		return;
	result = result_of_series(series, "outlook-check", "holt-winters");
	result.subject.period = period;
	result.n = outlook->check.n;
	result.flag = 'F';
	result_take(&result, outlook->check);
	result.verdict = outlook->check.value >= sum.lower &&
	                                 outlook->check.value <= sum.upper
	                         ? "agrees"
	                         : "differs";
	result_write(evaluation, &result);
}

static struct result
result_of_all(const struct analysis *analysis, const char *measure,
              const char *unit, size_t n)
{
	return (struct result){
		.subject = {.period = analysis->evaluation->history->terms[0]
	                                      .period,
	                    .by = BY_TOTAL},
		.measure = measure,
		.state = EST_UNDEFINED,
		.n = n,
		.unit = unit,
		.method = "outlook-backtest",
	};
}

static void
write_calibration(const struct analysis *analysis,
                  const struct calibration *calibration)
{
	static const char *const factors[] = {"outlook-stretch-small",
	                                      "outlook-stretch-large"};
	static const char *const coverages[] = {"outlook-coverage-small",
	                                        "outlook-coverage-large"};
	const double confidence = analysis->evaluation->rules->confidence;
	const struct evaluation *evaluation = analysis->evaluation;
	struct result result;
	size_t size;

	for (size = 0; size < SIZES; size++) {
		if (calibration->factor[size].state != EST_OK)
			continue;
		result = result_of_all(analysis, factors[size], "ratio",
		                       calibration->factor[size].n);
		result_take(&result, calibration->factor[size]);
		result_write(evaluation, &result);
		if (calibration->tried[size] == 0)
			continue;
		result = result_of_all(analysis, coverages[size], "share",
		                       calibration->tried[size]);
		result_take_interval(&result,
		                     descriptive_share(calibration->held[size],
		                                       calibration->tried[size],
		                                       confidence));
		result_write(evaluation, &result);
	}
	if (calibration->tried[0] + calibration->tried[1] == 0)
		return;
	result = result_of_all(analysis, "outlook-coverage", "share",
	                       calibration->tried[0] + calibration->tried[1]);
	result_take_interval(
		&result,
		descriptive_share(calibration->held[0] + calibration->held[1],
	                          result.n, confidence));
	result_write(evaluation, &result);
	result = result_of_all(analysis, "outlook-coverage-nominal", "share",
	                       result.n);
	result_take(&result, est_checked(confidence, result.n));
	result_write(evaluation, &result);
}

void
outlook_write(const struct analysis *analysis)
{
	const struct evaluation *evaluation = analysis->evaluation;
	struct outlooks outlooks = {analysis->series, evaluation->rules, NULL};
	struct calibration calibration;
	char next[ILO_SEMESTER_SIZE];
	size_t i;

	outlooks.items = ilo_xcalloc(analysis->series->count + 1,
	                             sizeof(struct outlook));
	parallel_each(evaluation->threads, look, &outlooks,
	              analysis->series->count);
	calibration = calibrate(&outlooks);
	(void)ilo_semester_print(evaluation->history->terms[0].semester + 1,
	                         next);
	result_open(evaluation->writer, "outlook", 0);
	write_calibration(analysis, &calibration);
	for (i = 0; i < analysis->series->count; i++) {
		const struct outlook *outlook = &outlooks.items[i];
		const bool large = is_large(&outlooks, outlook->next.sum.value);

		if (outlook->written && outlook->next.sum.state == EST_OK)
			write_series(analysis, &analysis->series->items[i],
			             outlook, calibration.factor[large], next);
	}
	result_close(evaluation->writer);
	free(outlooks.items);
}
