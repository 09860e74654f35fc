/* Ranks from values, and their limits from the overlap of intervals. */

#include "analyze/ranking.h"

uint64_t
ranking_sum(const struct levels *levels)
{
	uint64_t sum = 0;
	size_t i;

	for (i = 0; i < levels->count; i++)
		if (levels->items[i].state == LEVEL_VALUE)
			sum += levels->items[i].value;
	return sum;
}

struct rank
ranking_rank(const struct levels *levels, const struct level *level,
             ranking_special *special, const void *context)
{
	struct rank rank = {1, 1, 0};
	size_t i;

	for (i = 0; i < levels->count; i++) {
		const struct level *other = &levels->items[i];

		if (other->state != LEVEL_VALUE ||
		    special(context, other->code))
			continue;
		rank.value += other->value > level->value;
		rank.lower += level_lower(other) > level_upper(level);
		rank.upper += level_upper(other) >= level_lower(level);
	}
	return rank;
}
