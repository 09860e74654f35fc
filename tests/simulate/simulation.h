/*
 * What the simulations share: random counts from a seed, and a tally of the
 * bounds they must keep.  Everything is a function of the seed and the size, so
 * that a bound that holds once holds always.
 */

#ifndef ILO_TESTS_SIMULATE_SIMULATION_H
#define ILO_TESTS_SIMULATE_SIMULATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct simulation {
	uint64_t state; /* of the generator; begins as the seed */
	bool small;     /* a tenth of the draws and few cells: for make check */
	size_t passed, failed;
};

/* From 0 on, under 1 (Steele, Lea & Flood 2014, splitmix64). */
double simulation_uniform(struct simulation *simulation);

/* Draws of a cell, full or small. */
size_t simulation_draws(const struct simulation *simulation, size_t full);

/* Count a bound; says so where it is broken.  Shares are in percent; a small
 * simulation, which has a few hundred draws, may miss by 3. */
void simulation_bound(struct simulation *simulation, const char *what,
                      double value, double least, double most);

/* The law of a count, tabulated: draws are exact and cheap. */
struct counts {
	double *cumulative;
	size_t count;
	uint64_t first;
};

/* Negative binomial of that mean and dispersion, Poisson for 1. */
struct counts counts_of(double mean, double phi);
void counts_release(struct counts *counts);
uint64_t counts_draw(const struct counts *counts,
                     struct simulation *simulation);

/* The simulations; each prints its tables and counts its bounds. */
void simulate_levels(struct simulation *simulation);
void simulate_ratios(struct simulation *simulation);
void simulate_outlook(struct simulation *simulation);
void simulate_backtest(struct simulation *simulation);
void simulate_completion(struct simulation *simulation);
void simulate_ranks(struct simulation *simulation);
void simulate_alerts(struct simulation *simulation);
void simulate_dependence(struct simulation *simulation);

#endif
