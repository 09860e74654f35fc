/*
 * Who is expected to report on a host country, by
 * docs/decisions/06-expected-reporters.md: analyze counts coverage by it and
 * the driver says who owes what.
 */

#ifndef ILO_COMMON_EXPECTED_H
#define ILO_COMMON_EXPECTED_H

#include <stdbool.h>
#include <stdint.h>

/* What one report says of the officers of a state in a host country. */
struct ilo_posting {
	int64_t officers;
	bool own; /* the state says it itself */
};

/* Which of two that speak of the same counts: negative where a does, 0 where
 * they are alike.  The state's own word comes first, then the larger. */
int ilo_posting_order(const struct ilo_posting *a, const struct ilo_posting *b);

/* Whether a report can be demanded of a state at all: of bound members, not of
 * associated states, which report as they like. */
bool ilo_state_is_obliged(const char *group, bool bound);

/* Whether the officers that a state has somewhere make it report there. */
bool ilo_posting_obliges(const struct ilo_posting *posting);

#endif
