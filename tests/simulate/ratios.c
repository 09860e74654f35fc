/*
 * How often the interval of a change covers the ratio of the means: exactly,
 * by the laws of both counts, where no months are there; by draws of whole
 * semesters, judged by change_make(), where months show dispersion.
 */

#include <math.h>
#include <stdio.h>

#include "analyze/change.h"
#include "analyze/estimate/law.h"
#include "analyze/estimate/poisson.h"
#include "tests/simulate/semester.h"

static const double ratios[] = {1, 2, 0.25};
static const double means[] = {0.1, 1,   3,   5,    10,   20,
                               50,  100, 200, 1000, 3000, 10000};
enum {
	RATIOS = sizeof(ratios) / sizeof(*ratios),
	MEANS = sizeof(means) / sizeof(*means),
	EXACT_MEANS = 9
};
static const double exact_means[EXACT_MEANS] = {0.1, 0.5, 1,    3,    10,
                                                20,  100, 1000, 10000};

static bool
covers(double after, double sum, double ratio)
{
	struct interval interval =
		poisson_compare(
			(struct poisson_sample){(uint64_t)after, 1},
			(struct poisson_sample){(uint64_t)(sum - after), 1},
			semester_rules.confidence)
			.ratio;

	return interval.lower <= ratio && ratio <= interval.upper;
}

/*
 * Over the sums of both counts, and for each over the first given the sum; the
 * first counts covered are neighbours, and move by one at most with the sum.
 * Left out is a base of 0, which has no ratio.
 */
static double
exact_coverage(double mean, double ratio)
{
	const double total = mean * (1 + ratio), share = ratio / (1 + ratio);
	const double last = total + 6 * sqrt(total) + 10;
	double sum = floor(fmax(1, total - 6 * sqrt(total)));
	double low = floor(sum * share), high = low;
	struct law sums = law_of_count(total);
	double covered = 0, all = 0;

	for (; sum <= last; sum++) {
		struct law first = law_given_sum(sum, ratio);
		double weight = law_probability(&sums, sum);

		while (low > 0 && covers(low - 1, sum, ratio))
			low--;
		while (!covers(low, sum, ratio))
			low++;
		high = fmax(high, low);
		while (high + 1 < sum && covers(high + 1, sum, ratio))
			high++;
		all += weight * law_at_most(&first, sum - 1);
		covered += weight * (law_at_most(&first, high) -
		                     law_at_most(&first, low - 1));
	}
	return 100 * covered / all;
}

static void
without_months(struct simulation *simulation)
{
	const size_t count = simulation->small ? 6 : EXACT_MEANS;
	char what[80];
	size_t i, r;

	(void)printf("Ratios without months: coverage by mean of the base\n%9s",
	             "ratio");
	for (i = 0; i < count; i++)
		(void)printf(" %8g", exact_means[i]);
	for (r = 0; r < RATIOS; r++) {
		(void)printf("\n%9g", ratios[r]);
		for (i = 0; i < count; i++) {
			double mean = exact_means[i];
			double coverage = exact_coverage(mean, ratios[r]);
			double fewer = mean * fmin(1, ratios[r]);

			(void)printf("  %6.2f ", coverage);
			(void)snprintf(what, sizeof(what),
			               "ratio %g on a base of %g", ratios[r],
			               mean);
			simulation_bound(simulation, what, coverage, 94,
			                 fewer >= 20 ? 98 : 100);
		}
	}
	(void)printf("\n\n");
}

/* An end that change_make() may compare. */
static struct level
draw_end(const struct counts *month, struct simulation *simulation)
{
	struct level level = semester_draw(month, simulation);

	level.expected = level.reported = 1;
	return level;
}

static double
drawn_coverage(struct simulation *simulation, double mean, double phi,
               double ratio)
{
	const size_t draws = simulation_draws(simulation, 10000);
	struct counts before = counts_of(mean / SEMESTER_MONTHS, phi);
	struct counts after = counts_of(mean * ratio / SEMESTER_MONTHS, phi);
	size_t covered = 0, all = 0, i;

	for (i = 0; i < draws; i++) {
		struct level base = draw_end(&before, simulation);
		struct level now = draw_end(&after, simulation);
		struct change change =
			change_make(&now, &base, &semester_rules);

		if (change.state != CHANGE_VALUE)
			continue;
		all++;
		covered += (change.widened ? change.wide_lower
		                           : change.ratio.lower) <= ratio &&
		           ratio <= (change.widened ? change.wide_upper
		                                    : change.ratio.upper);
	}
	counts_release(&before);
	counts_release(&after);
	return all == 0 ? 100 : 100 * (double)covered / (double)all;
}

static void
with_months(struct simulation *simulation, double ratio)
{
	char what[80];
	size_t i, j;

	(void)printf("Ratio %g of six months: coverage by mean of the base and "
	             "dispersion\n%9s",
	             ratio, "");
	for (j = 0; j < SEMESTER_PHIS; j++)
		(void)printf(" %8g", semester_phis[j]);
	for (i = 0; i < MEANS; i += simulation->small ? 6 : 1) {
		double fewer = means[i] * fmin(1, ratio);

		(void)printf("\n%9g", means[i]);
		for (j = 0; j < SEMESTER_PHIS; j++) {
			double phi = semester_phis[j];
			double coverage = drawn_coverage(simulation, means[i],
			                                 phi, ratio);

			(void)printf("  %6.2f ", coverage);
			(void)snprintf(what, sizeof(what),
			               "ratio %g, base %g, dispersion %g",
			               ratio, means[i], phi);
			simulation_bound(simulation, what, coverage,
			                 phi > 1 ? 92 : 94,
			                 phi > 1 || fewer < 20 ? 100 : 98);
		}
	}
	(void)printf("\n\n");
}

void
simulate_ratios(struct simulation *simulation)
{
	size_t r;

	without_months(simulation);
	for (r = 0; r < (simulation->small ? 1 : RATIOS); r++)
		with_months(simulation, ratios[r]);
}
