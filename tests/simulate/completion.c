/*
 * How often the completion of a semester holds what it came to: of reports that
 * come late by chance, and of the routes of Frontex, where the first months of
 * a semester are known.
 */

#include <stdio.h>

#include "analyze/estimate/completion.h"
#include "tests/simulate/frontex.h"
#include "tests/simulate/simulation.h"

enum {
	REPORTS = 100, /* of a semester */
	SEMESTER = 6,
	SEMESTERS = FRONTEX_MONTHS / SEMESTER,
	JUDGED_FROM = (2014 - FRONTEX_FIRST_YEAR) * 2
};

static const double lates[] = {0.2, 2, 10, 40};
static const double phis[] = {1, 2, 5};
static const size_t pasts[] = {COMPLETION_LEAST, 6, COMPLETION_MOST};
enum {
	LATES = sizeof(lates) / sizeof(*lates),
	PHIS = sizeof(phis) / sizeof(*phis),
	PASTS = sizeof(pasts) / sizeof(*pasts)
};

static bool
holds(const struct interval *interval, double ever)
{
	return interval->lower <= ever && ever <= interval->upper;
}

static double
drawn_coverage(struct simulation *simulation, double late, double phi,
               size_t past)
{
	const size_t draws = simulation_draws(simulation, 4000);
	struct counts law = counts_of(late, phi);
	double known[COMPLETION_MOST], ever[COMPLETION_MOST];
	size_t held = 0, i, t;

	for (i = 0; i < draws; i++) {
		struct interval interval;

		for (t = 0; t < past; t++) {
			known[t] = REPORTS;
			ever[t] =
				REPORTS + (double)counts_draw(&law, simulation);
		}
		interval = completion_of(known, ever, past, REPORTS, 0.95);
		held += interval.state == EST_OK &&
		        holds(&interval,
		              REPORTS + (double)counts_draw(&law, simulation));
	}
	counts_release(&law);
	return 100 * (double)held / (double)draws;
}

static void
of_reports(struct simulation *simulation)
{
	char what[96];
	size_t h, i, j;

	for (h = 0; h < PASTS; h++) {
		(void)printf("Completion from %zu semesters: coverage by late "
		             "reports beside %d in time, and dispersion\n%9s",
		             pasts[h], REPORTS, "");
		for (j = 0; j < PHIS; j++)
			(void)printf(" %8g", phis[j]);
		for (i = 0; i < LATES; i++) {
			(void)printf("\n%9g", lates[i]);
			for (j = 0; j < PHIS; j++) {
				const double coverage =
					drawn_coverage(simulation, lates[i],
				                       phis[j], pasts[h]);

				(void)printf("  %6.2f ", coverage);
				(void)snprintf(what, sizeof(what),
				               "completion from %zu, %g late, "
				               "dispersion %g",
				               pasts[h], lates[i], phis[j]);
				simulation_bound(simulation, what, coverage, 92,
				                 100);
			}
		}
		(void)printf("\n\n");
	}
}

/* Of what is known, some is taken back and some comes late.  What was seldom
 * taken back may never have been yet, and is not foreseen then. */
static double
corrected_coverage(struct simulation *simulation, double late, double wrong,
                   size_t past)
{
	const size_t draws = simulation_draws(simulation, 4000);
	struct counts lates_law = counts_of(late, 1);
	struct counts wrongs_law = counts_of(wrong, 1);
	double known[COMPLETION_MOST + 1], ever[COMPLETION_MOST + 1];
	size_t held = 0, i, t;

	for (i = 0; i < draws; i++) {
		struct interval interval;

		for (t = 0; t <= past; t++) {
			known[t] = REPORTS +
			           (double)counts_draw(&wrongs_law, simulation);
			ever[t] = REPORTS +
			          (double)counts_draw(&lates_law, simulation);
		}
		interval = completion_of(known, ever, past, known[past], 0.95);
		held += interval.state == EST_OK &&
		        holds(&interval, ever[past]);
	}
	counts_release(&lates_law);
	counts_release(&wrongs_law);
	return 100 * (double)held / (double)draws;
}

static void
of_corrections(struct simulation *simulation)
{
	char what[96];
	size_t h, i, j;

	for (h = 0; h < PASTS; h++) {
		(void)printf("Completion from %zu semesters: coverage by what "
		             "comes late and what is taken back, beside %d\n"
		             "%9s",
		             pasts[h], REPORTS, "");
		for (j = 0; j < LATES; j++)
			(void)printf(" %8g", lates[j]);
		for (i = 0; i < LATES; i++) {
			(void)printf("\n%9g", lates[i]);
			for (j = 0; j < LATES; j++) {
				const double coverage =
					corrected_coverage(simulation, lates[i],
				                           lates[j], pasts[h]);

				(void)printf("  %6.2f ", coverage);
				(void)snprintf(what, sizeof(what),
				               "completion from %zu, %g late, "
				               "%g taken back",
				               pasts[h], lates[i], lates[j]);
				simulation_bound(simulation, what, coverage, 90,
				                 100);
			}
		}
		(void)printf("\n\n");
	}
}

static double
sum_of_months(const double *counts, size_t months)
{
	double sum = 0;
	size_t m;

	for (m = 0; m < months; m++)
		sum += counts[m];
	return sum;
}

/* Semesters of 2014 to 2024 of a route, each from those before it. */
static void
try_route(const double *counts, size_t months, size_t *held, size_t *all)
{
	double known[SEMESTERS], ever[SEMESTERS];
	size_t n = 0, s;

	for (s = 0; s < SEMESTERS; s++) {
		const double *semester = counts + s * SEMESTER;
		const double now = sum_of_months(semester, months);
		const double end = sum_of_months(semester, SEMESTER);
		const size_t from =
			n > COMPLETION_MOST ? n - COMPLETION_MOST : 0;
		const struct interval interval = completion_of(
			known + from, ever + from, n - from, now, 0.95);

		if (s >= JUDGED_FROM && interval.state == EST_OK) {
			++*all;
			*held += holds(&interval, end);
		}
		known[n] = now;
		ever[n] = end;
		n += now > 0;
	}
}

static void
of_frontex(struct simulation *simulation)
{
	static struct frontex data;
	size_t months, r;

	frontex_read("samples/frontex/frontex_ibc_vintage_2025-03-10.csv",
	             &data);
	(void)printf(
		"Completion of the routes of Frontex, semesters of 2014 to "
		"2024 that it holds\n%13s %5s %5s\n",
		"months known", "of", "held");
	for (months = 1; months < SEMESTER; months++) {
		size_t held = 0, all = 0;

		for (r = 0; r < data.routes; r++)
			try_route(data.counts[r], months, &held, &all);
		(void)printf("%13zu %5zu %5zu\n", months, all, held);
		simulation_bound(simulation, "completion on Frontex, % held",
		                 100 * (double)held / (double)all, 92, 98);
	}
	(void)printf("\n");
}

void
simulate_completion(struct simulation *simulation)
{
	of_reports(simulation);
	of_corrections(simulation);
	of_frontex(simulation);
}
