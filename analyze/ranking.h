/* Categories beside each other: their shares of the sum, and their ranks. */

#ifndef ILO_ANALYZE_RANKING_H
#define ILO_ANALYZE_RANKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/level.h"

/* Categories that could not be named take part in sums, not in ranks. */
typedef bool ranking_special(const void *context, const struct symbol *code);

/* The sum of the categories with a value. */
uint64_t ranking_sum(const struct levels *levels);

struct rank {
	size_t value; /* competition rank, 1 is the largest */
	size_t lower; /* 1 + those that are larger beyond doubt */
	size_t upper; /* all that may be as large, itself included */
};

/* Where the category level, one of levels, stands; doubt is where the printed
 * intervals overlap.  level has a value and is not special. */
struct rank ranking_rank(const struct levels *levels, const struct level *level,
                         ranking_special *special, const void *context);

#endif
