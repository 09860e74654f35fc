/*
 * A set of ids that is filled, then asked: for one of them, for any that
 * begins so, and for a list of both as statistics.xml has it in "from".
 */

#ifndef ILO_ANALYZE_IDSET_H
#define ILO_ANALYZE_IDSET_H

#include <stdbool.h>
#include <stddef.h>

struct ilo_arena;

struct idset {
	const char **ids; /* borrowed */
	size_t count, capacity;
	size_t sorted; /* of them; the others are not found yet */
};

/* Empty is all zero. */
void idset_add(struct idset *set, const char *id);
void idset_release(struct idset *set);

/* Make what was added findable; true when something was. */
bool idset_settle(struct idset *set);

bool idset_has(const struct idset *set, const char *id);

/* Whether any of the blank-separated ids is in the set; "GH.X.2024-S1.route.*"
 * stands for all that begin with what precedes the star. */
bool idset_meets(const struct idset *set, const char *list);

#endif
