/*
 * How often the interval of a level covers its mean: exactly, by the Poisson
 * law, where no months are there; by draws, where months show dispersion.
 */

#include <math.h>
#include <stdio.h>

#include "analyze/dispersion.h"
#include "analyze/estimate/law.h"
#include "analyze/estimate/poisson.h"
#include "tests/simulate/semester.h"

static const double means[] = {0.1, 0.5, 1,  2,  4,   5,   7,    10,   14,
                               20,  24,  30, 50, 100, 200, 1000, 3000, 10000};
enum { EXACT_MEANS = 400, MEANS = sizeof(means) / sizeof(*means) };

const struct rules semester_rules = {.confidence = 0.95, .small_number = 20};
const double semester_phis[SEMESTER_PHIS] = {1, 1.5, 2, 3, 5, 7, 10};

struct level
semester_of(const uint64_t months[SEMESTER_MONTHS])
{
	struct dispersion dispersion = dispersion_start();
	struct level level = {.state = LEVEL_VALUE,
	                      .months = SEMESTER_MONTHS,
	                      .months_expected = SEMESTER_MONTHS};
	struct dispersion_result judged;
	struct widened widened;
	int m;

	for (m = 0; m < SEMESTER_MONTHS; m++) {
		level.value += months[m];
		dispersion_add(&dispersion, m, months[m]);
	}
	dispersion_end(&dispersion, level.value, 0);
	level.exact = poisson_interval((struct poisson_sample){level.value, 1},
	                               semester_rules.confidence);
	judged = dispersion_judge(&dispersion, level.value);
	level.scatter = judged.scatter;
	widened = widening_of_count(judged.scatter, &level.exact,
	                            semester_rules.confidence, NULL);
	level.widened = widened.found;
	level.wide_lower = widened.lower;
	level.wide_upper = widened.upper;
	return level;
}

struct level
semester_draw(const struct counts *month, struct simulation *simulation)
{
	uint64_t months[SEMESTER_MONTHS];
	int m;

	for (m = 0; m < SEMESTER_MONTHS; m++)
		months[m] = counts_draw(month, simulation);
	return semester_of(months);
}

static struct interval
exact(double count)
{
	return poisson_interval((struct poisson_sample){(uint64_t)count, 1},
	                        semester_rules.confidence);
}

/* The counts whose intervals cover a mean are neighbours. */
static double
exact_coverage(double mean)
{
	struct law law = law_of_count(mean);
	double low = floor(mean), high = floor(mean);

	while (low > 0 && exact(low - 1).upper >= mean)
		low--;
	while (exact(high + 1).lower <= mean)
		high++;
	return 100 * (law_at_most(&law, high) - law_at_most(&law, low - 1));
}

static void
without_months(struct simulation *simulation)
{
	const size_t count = simulation->small ? 20 : EXACT_MEANS;
	double least = 100, most = 0, most_from_20 = 0;
	size_t i;

	for (i = 0; i <= count; i++) {
		double mean = 0.1 * pow(1e5, (double)i / (double)count);
		double coverage = exact_coverage(mean);

		least = fmin(least, coverage);
		most = fmax(most, coverage);
		if (mean >= 20)
			most_from_20 = fmax(most_from_20, coverage);
	}
	(void)printf("Levels without months, %zu means from 0.1 to 10,000: "
	             "coverage %.2f to %.2f, from a mean of 20 at most %.2f\n",
	             count + 1, least, most, most_from_20);
	simulation_bound(simulation, "level, coverage", least, 94, 100);
	simulation_bound(simulation, "level, coverage from a mean of 20",
	                 most_from_20, 94, 98);
}

static double
drawn_coverage(struct simulation *simulation, double mean, double phi)
{
	const size_t draws = simulation_draws(simulation, 20000);
	struct counts month = counts_of(mean / SEMESTER_MONTHS, phi);
	size_t covered = 0, i;

	for (i = 0; i < draws; i++) {
		struct level level = semester_draw(&month, simulation);

		covered += level_lower(&level) <= mean &&
		           mean <= level_upper(&level);
	}
	counts_release(&month);
	return 100 * (double)covered / (double)draws;
}

static void
judge(struct simulation *simulation, double mean, double phi, double coverage)
{
	char what[80];

	(void)snprintf(what, sizeof(what), "level of mean %g, dispersion %g",
	               mean, phi);
	if (phi <= 1)
		simulation_bound(simulation, what, coverage, 94,
		                 mean >= 20 ? 98 : 100);
	else
		simulation_bound(simulation, what, coverage, 92, 100);
}

void
simulate_levels(struct simulation *simulation)
{
	size_t i, j;

	without_months(simulation);
	(void)printf("\nLevels of six months: coverage by mean and dispersion\n"
	             "%9s",
	             "");
	for (j = 0; j < SEMESTER_PHIS; j++)
		(void)printf(" %8g", semester_phis[j]);
	for (i = 0; i < MEANS; i += simulation->small ? 4 : 1) {
		(void)printf("\n%9g", means[i]);
		for (j = 0; j < SEMESTER_PHIS; j++) {
			double phi = semester_phis[j];
			double coverage =
				drawn_coverage(simulation, means[i], phi);

			(void)printf("  %6.2f ", coverage);
			judge(simulation, means[i], phi, coverage);
		}
	}
	(void)printf("\n\n");
}
