/*
 * Change between two levels: their ratio with its exact conditional interval,
 * and whether the two may be compared at all.
 */

#ifndef ILO_ANALYZE_CHANGE_H
#define ILO_ANALYZE_CHANGE_H

#include <stdbool.h>

#include "analyze/level.h"
#include "analyze/rules.h"

enum verdict {
	VERDICT_RISE,
	VERDICT_FALL,
	VERDICT_NO_EVIDENCE,
	VERDICT_NOT_COMPARABLE
};

enum change_state {
	CHANGE_VALUE,
	CHANGE_UNDEFINED, /* there is no base to divide by */
	CHANGE_MISSING    /* there is nothing to compare */
};

struct change {
	enum change_state state;
	enum verdict verdict;
	const char *reason; /* why not comparable or no percentage; or NULL */
	struct interval ratio; /* meaningful only for CHANGE_VALUE */
	bool widened;          /* the next three are meaningful */
	double phi, wide_lower, wide_upper;
	double factor; /* that widened it; 1 where none did */
	bool has_difference;
	double difference;
	bool has_p;
	double p; /* central, of equal rates */
	bool has_percent;
	double percent, percent_lower, percent_upper;
};

/*
 * Exposures are taken as equal: semesters differ by three days at most.  base
 * is NULL where that semester was not given.
 *
 * Comparable are two levels of one basis that are both full, or were given
 * complete by the same reporters.  What is not comparable has a ratio where
 * both ends have a value of one basis, but no p and no percentage.
 */
struct change change_make(const struct level *now, const struct level *base,
                          const struct rules *rules);

/* What change_make() would say of other counts that are as dispersed as those
 * of a change that has a p. */
enum verdict change_verdict(const struct change *change, uint64_t now,
                            uint64_t base, const struct rules *rules);

/* What a change is worth among many: the exact p; where months are known that
 * of the logarithm of the ratio, with its variance widened by phi if that is
 * above 1, as Student's t, if it is larger. */
double change_p(const struct change *change, const struct level *now,
                const struct level *base);

/* Whether two levels can be compared, but for a base of 0. */
bool change_comparable(const struct level *now, const struct level *base);

const char *verdict_name(enum verdict verdict);

#endif
