/* Host countries with flow and no officer that anyone tells of. */

#ifndef ILO_ANALYZE_GAPS_H
#define ILO_ANALYZE_GAPS_H

#include "analyze/posts.h"

/*
 * Write those of an indicator, ranked, and their share of the flow.  An
 * agency's counts are taken where there are any: states tell of the countries
 * where they have officers, so that their own counts know of no gap.
 */
void gaps_write(const struct evaluation *evaluation,
                const struct indicator *indicator, const struct posts *posts);

#endif
