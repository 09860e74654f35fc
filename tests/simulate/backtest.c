/*
 * The outlook on the routes of Frontex: each semester of 2014 to 2024 foretold
 * from what came before it, its interval stretched by how far the forecasts of
 * all routes were off in the semesters before, as analyze/outlook.c does it.
 */

#include <stdio.h>

#include "analyze/estimate/conformal.h"
#include "analyze/forecast.h"
#include "tests/simulate/frontex.h"
#include "tests/simulate/simulation.h"

enum {
	SEMESTERS = FRONTEX_MONTHS / FORECAST_AHEAD,
	JUDGED_FROM = (2014 - FRONTEX_FIRST_YEAR) * 2,
	FIRST = FORECAST_MONTHS_LEAST / FORECAST_AHEAD
};

struct trial {
	struct forecast forecast;
	double came;
};

struct backtest {
	struct trial trials[FRONTEX_ROUTES][SEMESTERS];
	struct frontex data;
};

static void
foretell(struct backtest *backtest)
{
	size_t r, s, m;

	for (r = 0; r < backtest->data.routes; r++)
		for (s = FIRST; s < SEMESTERS; s++) {
			const double *counts = backtest->data.counts[r];
			struct trial *trial = &backtest->trials[r][s];
			const size_t at = s * FORECAST_AHEAD;

			trial->forecast = forecast_sum(counts, at, 0.95);
			for (m = 0; m < FORECAST_AHEAD; m++)
				trial->came += counts[at + m];
		}
}

/* By what came before semester `now`. */
static double
factor_of(const struct backtest *backtest, size_t now)
{
	double scores[FRONTEX_ROUTES * SEMESTERS];
	struct estimate factor;
	size_t n = 0, r, s;

	for (r = 0; r < backtest->data.routes; r++)
		for (s = FIRST; s < now; s++) {
			const struct trial *trial = &backtest->trials[r][s];

			if (trial->forecast.sum.state == EST_OK)
				scores[n++] = conformal_score(
					&trial->forecast.sum, trial->came);
		}
	factor = conformal_factor(scores, n, 0.95);
	return factor.state == EST_OK ? factor.value : 1;
}

static bool
holds(const struct trial *trial, double factor)
{
	struct interval sum = conformal_stretch(trial->forecast.sum, factor);

	return sum.lower <= trial->came && trial->came <= sum.upper;
}

void
simulate_backtest(struct simulation *simulation)
{
	static struct backtest backtest;
	size_t all = 0, plain_all = 0, stretched_all = 0, r, s;

	frontex_read("samples/frontex/frontex_ibc_vintage_2025-03-10.csv",
	             &backtest.data);
	foretell(&backtest);
	(void)printf("Outlook on the routes of Frontex, semesters of 2014 to "
	             "2024 that its interval holds\n%40s %5s %5s %9s\n",
	             "", "of", "plain", "stretched");
	for (r = 0; r < backtest.data.routes; r++) {
		size_t plain = 0, stretched = 0, n = 0;

		for (s = JUDGED_FROM; s < SEMESTERS; s++) {
			const struct trial *trial = &backtest.trials[r][s];

			if (trial->forecast.sum.state != EST_OK)
				continue;
			n++;
			plain += holds(trial, 1);
			stretched += holds(trial, factor_of(&backtest, s));
		}
		(void)printf("%40s %5zu %5zu %9zu\n", backtest.data.names[r], n,
		             plain, stretched);
		all += n;
		plain_all += plain;
		stretched_all += stretched;
	}
	(void)printf("%40s %5zu %5zu %9zu, factor at the end %.1f\n\n",
	             "together", all, plain_all, stretched_all,
	             factor_of(&backtest, SEMESTERS));
	simulation_bound(simulation, "outlook on Frontex, % held",
	                 100 * (double)stretched_all / (double)all, 92, 98);
}
