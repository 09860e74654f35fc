/* Seeds, tabulated laws and the tally. */

#include "tests/simulate/simulation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/mem.h"

double
simulation_uniform(struct simulation *simulation)
{
	uint64_t z = simulation->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

size_t
simulation_draws(const struct simulation *simulation, size_t full)
{
	return simulation->small ? full / 10 : full;
}

void
simulation_bound(struct simulation *simulation, const char *what, double value,
                 double least, double most)
{
	const double slack = simulation->small ? 3 : 0;

	if (value >= least - slack && value <= most + slack) {
		simulation->passed++;
		return;
	}
	simulation->failed++;
	(void)printf("not ok - %s: %.2f, wanted %g to %g\n", what, value, least,
	             most);
}

/* Logarithm of the probability of k. */
static double
log_probability(double k, double mean, double phi)
{
	double size;

	if (!(phi > 1))
		return k * log(mean) - mean - lgamma(k + 1);
	size = mean / (phi - 1);
	return lgamma(k + size) - lgamma(size) - lgamma(k + 1) -
	       size * log(phi) + k * log1p(-1 / phi);
}

struct counts
counts_of(double mean, double phi)
{
	const double sd = sqrt(mean * phi);
	const double first = floor(fmax(0, mean - 12 * sd));
	struct counts counts = {.first = (uint64_t)first};
	double sum = 0;
	size_t i;

	counts.count = (size_t)(mean + 14 * sd + 40 * phi + 20 - first);
	counts.cumulative =
		ilo_xcalloc(counts.count, sizeof(*counts.cumulative));
	for (i = 0; i < counts.count; i++) {
		sum += exp(log_probability(first + (double)i, mean, phi));
		counts.cumulative[i] = sum;
	}
	return counts;
}

void
counts_release(struct counts *counts)
{
	free(counts->cumulative);
	counts->cumulative = NULL;
}

uint64_t
counts_draw(const struct counts *counts, struct simulation *simulation)
{
	const double wanted = simulation_uniform(simulation) *
	                      counts->cumulative[counts->count - 1];
	size_t low = 0, high = counts->count - 1;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (counts->cumulative[middle] > wanted)
			high = middle;
		else
			low = middle + 1;
	}
	return counts->first + low;
}
