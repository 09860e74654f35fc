/* A place for each small count; who finds it taken but not filled works the
 * interval out again, to the same bytes. */

#include "analyze/intervals.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "analyze/estimate/poisson.h"
#include "common/mem.h"

enum { KEPT = 1 << 15 };

enum { EMPTY, TAKEN, FILLED };

struct intervals {
	double confidence;
	struct place {
		atomic_int state;
		struct interval interval;
	} places[KEPT];
};

struct intervals *
intervals_new(double confidence)
{
	struct intervals *intervals = ilo_xcalloc(1, sizeof(*intervals));
	size_t i;

	intervals->confidence = confidence;
	for (i = 0; i < KEPT; i++)
		atomic_init(&intervals->places[i].state, EMPTY);
	return intervals;
}

void
intervals_free(struct intervals *intervals)
{
	free(intervals);
}

static struct interval
work_out(uint64_t count, double confidence)
{
	return poisson_interval((struct poisson_sample){count, 1.0},
	                        confidence);
}

struct interval
intervals_of(const struct rules *rules, uint64_t count)
{
	struct interval interval;
	struct place *place;
	int empty = EMPTY;

	if (rules->intervals == NULL || count >= KEPT)
		return work_out(count, rules->confidence);
	place = &rules->intervals->places[count];
	if (atomic_load_explicit(&place->state, memory_order_acquire) == FILLED)
		return place->interval;
	interval = work_out(count, rules->confidence);
	if (atomic_compare_exchange_strong(&place->state, &empty, TAKEN)) {
		place->interval = interval;
		atomic_store_explicit(&place->state, FILLED,
		                      memory_order_release);
	}
	return interval;
}
