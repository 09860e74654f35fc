/*
 * Mirror figures: what several reporters tell of one quantity that somebody
 * else counted.  It is reconciled and never added up.
 */

#ifndef ILO_ANALYZE_CONSENSUS_H
#define ILO_ANALYZE_CONSENSUS_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/descriptive.h"
#include "analyze/level.h"
#include "analyze/rules.h"

/* Two observers, as indexes into observers, that differ by more than the
 * mirror factor. */
struct contradiction {
	size_t a, b;
	bool has_ratio; /* not where the smaller is 0 */
	double ratio;   /* larger over smaller */
};

struct consensus {
	const struct level **observers; /* into the levels; by code */
	size_t observer_count;
	struct mirror mirror;
	double lowest, highest; /* meaningful with an observer */
	struct contradiction *contradictions;
	size_t contradiction_count, contradiction_capacity;
	/* Over all reporters, those without a value included. */
	size_t n, absent;
	unsigned months, months_expected;
	char flag;
	struct lineage rows;
};

/* reporters: levels by reporter, which must outlive *out.  End it with
 * consensus_release(). */
void consensus_make(const struct levels *reporters, const struct rules *rules,
                    struct consensus *out);
void consensus_release(struct consensus *consensus);

#endif
