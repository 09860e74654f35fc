/*
 * Months that depend on the months before: what becomes of intervals, and of
 * lists of alerts and of headlines, which all take months to be independent.
 * Nothing is claimed of them; bounds are set where there is no dependence, and
 * on alerts none, since the law is not the one that they suppose.
 *
 * A count is Poisson given its rate; the logarithm of the rate follows its own
 * past with a correlation of rho from month to month (Zeger 1988, A regression
 * model for time series of counts, Biometrika 75: 621-629).  Mean and
 * dispersion of a month are the same whatever rho is.
 */

#include <math.h>
#include <stdio.h>

#include "analyze/aberration.h"
#include "analyze/change.h"
#include "analyze/estimate/multiplicity.h"
#include "tests/simulate/semester.h"

enum { MONTHS = 72, SERIES = 20, TESTS = SERIES * SEMESTER_MONTHS };
static const double rhos[] = {0, 0.3, 0.6, 0.9};
static const struct {
	double mean, phi; /* of a month */
} laws[] = {{5, 2}, {20, 2}, {20, 5}, {100, 5}, {100, 10}};

struct process {
	double mean, spread; /* standard deviation of the logarithm */
	double rho;
};

struct rates {
	size_t semesters, level_held, change_held;
	size_t tests, above;
	size_t lists, with_alert, with_evidence;
};

static double
normal(struct simulation *simulation)
{
	static const double pi = 3.14159265358979323846;
	const double u = 1 - simulation_uniform(simulation);

	return sqrt(-2 * log(u)) * cos(2 * pi * simulation_uniform(simulation));
}

/* By inversion, from 0 on: for rates up to some hundreds. */
static uint64_t
poisson(double rate, struct simulation *simulation)
{
	double left = simulation_uniform(simulation), p = exp(-rate);
	uint64_t k = 0;

	while (left >= p && p > 0) {
		left -= p;
		p *= rate / (double)++k;
	}
	return k;
}

static void
draw_months(const struct process *process, struct simulation *simulation,
            uint64_t months[MONTHS])
{
	double state = normal(simulation);
	size_t m;

	for (m = 0; m < MONTHS; m++) {
		const double log_rate =
			process->spread * (state - process->spread / 2);

		months[m] = poisson(process->mean * exp(log_rate), simulation);
		state = process->rho * state +
		        sqrt(1 - process->rho * process->rho) *
		                normal(simulation);
	}
}

static struct level
level_of(const uint64_t *months)
{
	struct level level = semester_of(months);

	level.expected = level.reported = 1;
	return level;
}

/* The last semester, its change against the one before, and the p of it. */
static double
judge_semester(const struct process *process, const uint64_t months[MONTHS],
               struct rates *rates)
{
	const double mean = process->mean * SEMESTER_MONTHS;
	const struct level now = level_of(months + MONTHS - SEMESTER_MONTHS);
	const struct level base =
		level_of(months + MONTHS - 2 * SEMESTER_MONTHS);
	const struct change change = change_make(&now, &base, &semester_rules);

	rates->semesters++;
	rates->level_held +=
		level_lower(&now) <= mean && mean <= level_upper(&now);
	rates->change_held += change.verdict == VERDICT_NO_EVIDENCE;
	return change.has_p ? change_p(&change, &now, &base) : (double)NAN;
}

/* How many of the p are at most 5 % after adjustment. */
static size_t
count_evident(double *p, size_t n)
{
	size_t count = 0, i;

	multiplicity_adjust(p, n, MULTIPLICITY_BH);
	for (i = 0; i < n; i++)
		count += p[i] <= ABERRATION_FDR;
	return count;
}

static void
draw_list(const struct process *process, struct simulation *simulation,
          struct rates *rates)
{
	struct farrington_work work = {0};
	double p[TESTS], changes[SERIES], counts[MONTHS];
	uint64_t months[MONTHS];
	bool above[TESTS];
	size_t alerts = 0, s, m;

	for (s = 0; s < SERIES; s++) {
		draw_months(process, simulation, months);
		changes[s] = judge_semester(process, months, rates);
		for (m = 0; m < MONTHS; m++)
			counts[m] = (double)months[m];
		for (m = 0; m < SEMESTER_MONTHS; m++) {
			const size_t i = s * SEMESTER_MONTHS + m;
			const struct aberration one = aberration_at(
				counts, MONTHS - SEMESTER_MONTHS + m, &work);

			above[i] = one.above;
			p[i] = one.kind == ABERRATION_NONE ? (double)NAN
			                                   : one.p;
			rates->above += one.above;
			rates->tests++;
		}
	}
	multiplicity_adjust(p, TESTS, MULTIPLICITY_BH);
	for (s = 0; s < TESTS; s++)
		alerts += above[s] && p[s] <= ABERRATION_FDR;
	rates->lists++;
	rates->with_alert += alerts > 0;
	rates->with_evidence += count_evident(changes, SERIES) > 0;
}

static double
percent(size_t part, size_t whole)
{
	return 100 * (double)part / (double)whole;
}

static void
judge(struct simulation *simulation, double mean, double phi, double rho)
{
	const size_t lists = simulation_draws(simulation, 400);
	const struct process process = {mean, sqrt(log1p((phi - 1) / mean)),
	                                rho};
	const double nominal = 100 * ABERRATION_FDR;
	struct rates rates = {0};
	double shares[5];
	size_t i;

	for (i = 0; i < lists; i++)
		draw_list(&process, simulation, &rates);
	shares[0] = percent(rates.level_held, rates.semesters);
	shares[1] = percent(rates.change_held, rates.semesters);
	shares[2] = percent(rates.above, rates.tests);
	shares[3] = percent(rates.with_alert, rates.lists);
	shares[4] = percent(rates.with_evidence, rates.lists);
	(void)printf("%6g %10g %5g %8.1f %8.1f %8.2f %8.1f %10.1f\n", mean, phi,
	             rho, shares[0], shares[1], shares[2], shares[3],
	             shares[4]);
	if (rho > 0)
		return;
	simulation_bound(simulation, "level, independent months", shares[0], 92,
	                 100);
	simulation_bound(simulation, "change, independent months", shares[1],
	                 92, 100);
	/* Twice the error of the draws is allowed. */
	simulation_bound(
		simulation, "lists with a false change", shares[4], 0,
		nominal + 2 * sqrt(nominal * (100 - nominal) / (double)lists));
}

void
simulate_dependence(struct simulation *simulation)
{
	size_t i, j;

	(void)printf(
		"Months that depend on the month before by rho, no change, "
		"lists of %d series: %% of levels and of changes whose "
		"interval holds, of months above the bound, of lists with "
		"an alert, of lists with an evident change\n"
		"%6s %10s %5s %8s %8s %8s %8s %10s\n",
		SERIES, "mean", "dispersion", "rho", "level", "change", "above",
		"alert", "evidence");
	for (i = 0; i < sizeof(laws) / sizeof(*laws); i++)
		for (j = 0; j < sizeof(rhos) / sizeof(*rhos); j++)
			if (!simulation->small || (i == 1 && j % 2 == 0))
				judge(simulation, laws[i].mean, laws[i].phi,
				      rhos[j]);
	(void)printf("\n");
}
