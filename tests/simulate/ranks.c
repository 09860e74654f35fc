/*
 * How often the interval of a rank holds the rank of the mean: of ten
 * categories, each a share of the one before.
 */

#include <math.h>
#include <stdio.h>

#include "analyze/estimate/bootstrap.h"
#include "tests/simulate/simulation.h"

enum { CATEGORIES = 10 };

static const double largest[] = {30, 300, 3000};
static const double shares[] = {0.5, 0.7, 0.85, 0.95};
static const double phis[] = {1, 3};
enum {
	LARGEST = sizeof(largest) / sizeof(*largest),
	SHARES = sizeof(shares) / sizeof(*shares),
	PHIS = sizeof(phis) / sizeof(*phis)
};

/* Intervals of one draw that hold, as they are printed: whole ranks. */
static size_t
count_held(const struct counts laws[CATEGORIES], double phi, size_t draw,
           struct simulation *simulation)
{
	const struct bootstrap_ranking ranking = {400, (uint32_t)draw, phi,
	                                          0.95};
	struct bootstrap_rank ranks[CATEGORIES];
	double counts[CATEGORIES];
	size_t held = 0, i;

	for (i = 0; i < CATEGORIES; i++)
		counts[i] = (double)counts_draw(&laws[i], simulation);
	if (bootstrap_ranks(counts, CATEGORIES, &ranking, ranks) != EST_OK)
		return 0;
	for (i = 0; i < CATEGORIES; i++)
		held += floor(ranks[i].lower) <= (double)(i + 1) &&
		        (double)(i + 1) <= ceil(ranks[i].upper);
	return held;
}

static double
coverage_of(struct simulation *simulation, double mean, double share,
            double phi)
{
	const size_t draws = simulation_draws(simulation, 500);
	struct counts laws[CATEGORIES];
	size_t held = 0, i;

	for (i = 0; i < CATEGORIES; i++)
		laws[i] = counts_of(mean * pow(share, (double)i), phi);
	for (i = 0; i < draws; i++)
		held += count_held(laws, phi, i, simulation);
	for (i = 0; i < CATEGORIES; i++)
		counts_release(&laws[i]);
	return 100 * (double)held / (double)(draws * CATEGORIES);
}

void
simulate_ranks(struct simulation *simulation)
{
	char what[96];
	size_t i, j, k;

	(void)printf("Ranks of ten categories: coverage by largest mean, by "
	             "dispersion and share of the next\n%9s",
	             "");
	for (k = 0; k < PHIS; k++)
		for (j = 0; j < SHARES; j++)
			(void)printf(" %3g, %4g", phis[k], shares[j]);
	for (i = 0; i < LARGEST; i++) {
		(void)printf("\n%9g", largest[i]);
		for (k = 0; k < PHIS; k++)
			for (j = 0; j < SHARES; j++) {
				const double coverage =
					coverage_of(simulation, largest[i],
				                    shares[j], phis[k]);

				(void)printf("  %6.2f ", coverage);
				(void)snprintf(what, sizeof(what),
				               "ranks, largest %g, next %g, "
				               "dispersion %g",
				               largest[i], shares[j], phis[k]);
				simulation_bound(simulation, what, coverage, 92,
				                 100);
			}
	}
	(void)printf("\n\n");
}
