/*
 * How often the list of alerts names a month where nothing changes, and how
 * often it sees a doubling.  Months are judged by aberration_at(), a list is
 * that of one semester, adjusted as aberrations_find() adjusts it.
 */

#include <math.h>
#include <stdio.h>

#include "analyze/aberration.h"
#include "analyze/estimate/multiplicity.h"
#include "tests/simulate/simulation.h"

enum {
	YEAR = 12,
	MONTHS = 72, /* of the longest history */
	JUDGED = 6,
	SERIES = 20,
	TESTS = SERIES * JUDGED
};

/* Months, the semester judged is the last of them: of which a season is fitted,
 * and of which only the mean is taken. */
static const size_t histories[] = {MONTHS, 30};
static const double means[] = {0.1, 0.3, 1, 3, 5, 10, 20, 100, 1000};
static const double phis[] = {1, 2, 5, 10};
enum {
	MEANS = sizeof(means) / sizeof(*means),
	PHIS = sizeof(phis) / sizeof(*phis),
	HISTORIES = sizeof(histories) / sizeof(*histories)
};

/* How far up and down over the year.  A season adds to the dispersion, which
 * hides false alerts as it hides real ones: series without one are the test. */
static const double seasons[] = {1.0 / 3, 0};
enum { SEASONS = sizeof(seasons) / sizeof(*seasons) };

struct kind {
	double mean, phi, season;
};

/* The laws of the months of a year. */
struct year {
	struct counts months[YEAR];
	struct counts doubled; /* of the last month */
};

struct rates {
	size_t tests, above, alerts;
	size_t lists, lists_with_alert;
	size_t doubled, doubled_above, doubled_alerts;
};

static void
year_release(struct year *year)
{
	size_t m;

	for (m = 0; m < YEAR; m++)
		counts_release(&year->months[m]);
	counts_release(&year->doubled);
}

static struct year
year_of(const struct kind *law)
{
	static const double pi = 3.14159265358979323846;
	struct year year;
	double factor = 1;
	size_t m;

	for (m = 0; m < YEAR; m++) {
		factor = 1 + law->season * sin((double)m * pi / 6);
		year.months[m] = counts_of(law->mean * factor, law->phi);
	}
	year.doubled = counts_of(2 * law->mean * factor, law->phi);
	return year;
}

static void
draw_series(const struct year *year, struct simulation *simulation,
            double *counts, size_t history)
{
	size_t m;

	for (m = 0; m < history; m++)
		counts[m] = (double)counts_draw(
			&year->months[(m + MONTHS - history) % YEAR],
			simulation);
}

static size_t
count_alerts(const struct aberration tests[TESTS], size_t *above)
{
	double p[TESTS];
	size_t alerts = 0, i;

	for (i = 0; i < TESTS; i++)
		p[i] = tests[i].kind == ABERRATION_NONE ? (double)NAN
		                                        : tests[i].p;
	multiplicity_adjust(p, TESTS, MULTIPLICITY_BH);
	for (*above = i = 0; i < TESTS; i++) {
		*above += tests[i].above;
		alerts += tests[i].above && p[i] <= ABERRATION_FDR;
	}
	return alerts;
}

/* One list without a change; then once more, the last month of its last series
 * doubled.  Power is of the list: any alert beyond those there were. */
static void
draw_list(const struct year *year, size_t history,
          struct simulation *simulation, struct rates *rates)
{
	struct farrington_work work = {0};
	struct aberration tests[TESTS];
	double counts[MONTHS];
	size_t alerts, above, s, m;

	for (s = 0; s < SERIES; s++) {
		draw_series(year, simulation, counts, history);
		for (m = 0; m < JUDGED; m++)
			tests[s * JUDGED + m] = aberration_at(
				counts, history - JUDGED + m, &work);
	}
	alerts = count_alerts(tests, &above);
	rates->lists++;
	rates->lists_with_alert += alerts > 0;
	rates->tests += TESTS;
	rates->above += above;
	rates->alerts += alerts;
	counts[history - 1] = (double)counts_draw(&year->doubled, simulation);
	tests[TESTS - 1] = aberration_at(counts, history - 1, &work);
	rates->doubled++;
	rates->doubled_above += tests[TESTS - 1].above;
	rates->doubled_alerts += count_alerts(tests, &above) > alerts;
}

static double
percent(size_t part, size_t whole)
{
	return 100 * (double)part / (double)whole;
}

/* Without a season lists are near their rate: twice the error of the draws is
 * allowed. */
static double
error_of(double rate, size_t lists)
{
	return 2 * sqrt(rate * (100 - rate) / (double)lists);
}

static void
judge(struct simulation *simulation, size_t history, const struct kind *law)
{
	const bool flat = !(law->season > 0);
	const size_t lists = simulation_draws(simulation, flat ? 1500 : 400);
	const double nominal = 100 * ABERRATION_FDR;
	struct year year = year_of(law);
	struct rates rates = {0};
	char what[96];
	size_t i;

	for (i = 0; i < lists; i++)
		draw_list(&year, history, simulation, &rates);
	year_release(&year);
	(void)printf("%7zu %6.2f %9g %10g %10.2f %10.3f %10.1f %12.1f %12.1f\n",
	             history, law->season, law->mean, law->phi,
	             percent(rates.above, rates.tests),
	             percent(rates.alerts, rates.tests),
	             percent(rates.lists_with_alert, rates.lists),
	             percent(rates.doubled_above, rates.doubled),
	             percent(rates.doubled_alerts, rates.doubled));
	(void)snprintf(what, sizeof(what),
	               "lists with a false alert, history %zu, season %.2f, "
	               "mean %g, dispersion %g",
	               history, law->season, law->mean, law->phi);
	simulation_bound(simulation, what,
	                 percent(rates.lists_with_alert, rates.lists), 0,
	                 flat ? nominal + error_of(nominal, lists) : nominal);
}

static void
judge_means(struct simulation *simulation, size_t history, double season)
{
	size_t i, j;

	for (i = 0; i < MEANS; i++)
		for (j = 0; j < PHIS; j++) {
			const struct kind law = {means[i], phis[j], season};

			if (simulation->small ? i == 6 && j == 1
			                      : season > 0 || i % 3 == 0)
				judge(simulation, history, &law);
		}
}

void
simulate_alerts(struct simulation *simulation)
{
	size_t h, k;

	(void)printf("Alerts without a change, of lists of %d series and %d "
	             "months, %% of months above the bound (nominal %g) and on "
	             "the list, %% of lists with an alert (nominal %g); and %% "
	             "of doubled months above, and on the list\n"
	             "%7s %6s %9s %10s %10s %10s %10s %12s %12s\n",
	             SERIES, JUDGED, 100 * ABERRATION_TAIL,
	             100 * ABERRATION_FDR, "history", "season", "mean",
	             "dispersion", "above", "alerts", "lists", "2x above",
	             "2x alerts");
	for (h = 0; h < HISTORIES; h++)
		for (k = 0; k < SEASONS; k++)
			judge_means(simulation, histories[h], seasons[k]);
	(void)printf("\n");
}
