/* Levels of different reporters or categories added up, with an interval. */

#ifndef ILO_ANALYZE_ADDITION_H
#define ILO_ANALYZE_ADDITION_H

#include "analyze/level.h"
#include "analyze/lineage.h"
#include "analyze/result.h"
#include "analyze/rules.h"

/* Begins all zero. */
struct addition {
	uint64_t value;
	double below, above; /* squares of how far the parts' limits reach */
	size_t n, parts;     /* rows, and levels with a value */
	size_t missing;      /* levels without */
	bool too_large;
	char flag; /* the worst; '\0' before the first */
	struct lineage rows;
};

void addition_add(struct addition *addition, const struct rules *rules,
                  const struct level *level);
void addition_release(struct addition *addition);

/*
 * Value, interval, flag and n of a result; undefined, with a reason, for a sum
 * of nothing or of more than 15 digits.  The limits are those of the parts
 * squared and added (Zou and Donner 2008, "Construction of confidence limits
 * about effect measures: a general approach", Statistics in Medicine 27:
 * 1693-1702), never inside the exact ones of the sum.
 */
void addition_take(const struct addition *addition, const struct rules *rules,
                   struct result *result);

#endif
