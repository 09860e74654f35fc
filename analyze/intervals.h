/* Exact intervals of counts, each worked out once: small counts recur in most
 * of the levels of a semester. */

#ifndef ILO_ANALYZE_INTERVALS_H
#define ILO_ANALYZE_INTERVALS_H

#include <stdint.h>

#include "analyze/estimate/estimate.h"
#include "analyze/rules.h"

struct intervals;

/* None yet, all of one confidence; end it with intervals_free(). */
struct intervals *intervals_new(double confidence);
void intervals_free(struct intervals *intervals);

/* The interval of a count by the rules, from rules->intervals where there are
 * any.  Threads may ask at once. */
struct interval intervals_of(const struct rules *rules, uint64_t count);

#endif
