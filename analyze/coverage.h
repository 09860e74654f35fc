/*
 * How many contributions of the semester, a contribution being a reporter's on
 * a host country, stand behind what a result is about: those that gave its
 * indicator, where it has one, of those expected.
 */

#ifndef ILO_ANALYZE_COVERAGE_H
#define ILO_ANALYZE_COVERAGE_H

#include "analyze/figure.h"
#include "analyze/history.h"
#include "analyze/level.h"

struct covered {
	size_t reported, expected;
};

struct coverage;

/* Nothing is known yet of any indicator; history is borrowed. */
struct coverage *coverage_new(const struct history *history);
void coverage_free(struct coverage *coverage);

/* Of group i of evaluation.h: the semester's total.  Threads may take different
 * groups at the same time. */
void coverage_take(struct coverage *coverage, size_t group,
                   const struct level *total);

/* Of a host country or all ("_T" or NULL), an indicator or any (NULL); without
 * an indicator, of one reporter where it is that one's. */
struct covered coverage_of(const struct coverage *coverage,
                           const struct subject *subject);

#endif
