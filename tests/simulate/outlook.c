/*
 * How often the prediction interval of the next six months covers them: of
 * series with a trend, a season and a known dispersion.
 */

#include <math.h>
#include <stdio.h>

#include "analyze/estimate/prediction.h"
#include "tests/simulate/simulation.h"

enum { AHEAD = 6, HARMONICS = 2, TERMS = 2 + 2 * HARMONICS, MOST = 192 };

static const double means[] = {1, 5, 20, 100, 1000};
static const double phis[] = {1, 2, 5, 10};
static const size_t histories[] = {36, 60, 120};
enum {
	MEANS = sizeof(means) / sizeof(*means),
	PHIS = sizeof(phis) / sizeof(*phis),
	HISTORIES = sizeof(histories) / sizeof(*histories)
};

/* Of the six months after `count` months, the first of them any January. */
static struct interval
foretell(const double *counts, size_t count)
{
	double design[TERMS * MOST], ahead[TERMS * AHEAD], fitted[MOST];
	struct regression_data data = {.response = counts,
	                               .design = design,
	                               .n = count,
	                               .terms = TERMS};
	struct prediction_rows rows = {.design = ahead, .n = AHEAD};
	struct regression fit;

	prediction_design(0, 0, count, HARMONICS, design);
	prediction_design(0, (long)count, AHEAD, HARMONICS, ahead);
	regression_fit(&data, fitted, &fit);
	return prediction_of(&fit, &rows, 0.95);
}

static double
sum_of_six(const double *counts)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < AHEAD; i++)
		sum += counts[i];
	return sum;
}

/* Coverage over series whose rate grows by 5 % a year, half up and down. */
static double
coverage_of(struct simulation *simulation, double mean, double phi,
            size_t history)
{
	static const double pi = 3.14159265358979323846;
	const size_t draws = simulation_draws(simulation, 2000);
	struct counts laws[MOST];
	double counts[MOST];
	size_t covered = 0, all = 0, i, m;

	for (m = 0; m < history + AHEAD; m++)
		laws[m] = counts_of(mean * exp(0.05 * (double)m / 12) *
		                            (1 + sin((double)m * pi / 6) / 2),
		                    phi);
	for (i = 0; i < draws; i++) {
		struct interval interval;
		double came;

		for (m = 0; m < history + AHEAD; m++)
			counts[m] = (double)counts_draw(&laws[m], simulation);
		interval = foretell(counts, history);
		came = sum_of_six(counts + history);
		all += interval.state == EST_OK;
		covered += interval.state == EST_OK && interval.lower <= came &&
		           came <= interval.upper;
	}
	for (m = 0; m < history + AHEAD; m++)
		counts_release(&laws[m]);
	return 100 * (double)covered / (double)all;
}

static void
judge(struct simulation *simulation, double mean, double phi, size_t history)
{
	const double coverage = coverage_of(simulation, mean, phi, history);
	char what[96];

	(void)printf("  %6.2f ", coverage);
	(void)snprintf(what, sizeof(what),
	               "prediction from %zu, mean %g, dispersion %g", history,
	               mean, phi);
	simulation_bound(simulation, what, coverage, 92, 98);
}

void
simulate_outlook(struct simulation *simulation)
{
	size_t h, i, j;

	for (h = simulation->small ? 1 : 0; h < HISTORIES; h++) {
		(void)printf("Prediction of six months from %zu: coverage by "
		             "mean and dispersion of a month\n%9s",
		             histories[h], "");
		for (j = 0; j < PHIS; j++)
			(void)printf(" %8g", phis[j]);
		for (i = 0; i < MEANS; i += simulation->small ? 2 : 1) {
			(void)printf("\n%9g", means[i]);
			for (j = 0; j < PHIS; j++)
				judge(simulation, means[i], phis[j],
				      histories[h]);
		}
		(void)printf("\n\n");
	}
}
