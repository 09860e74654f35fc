/* Tables that two submissions of one reporter give: one of them is kept. */

#ifndef ILO_TRANSFORM_TWICE_H
#define ILO_TRANSFORM_TWICE_H

#include "common/diag.h"
#include "common/flows.h"
#include "common/sources.h"

/*
 * A state may report the same figures in its own contribution and in the
 * network report it compiles as Presidency, or on a country and on its region.
 * Where two sources share a cell of a table (one host, indicator, counter and
 * reporter; the same dimensions broken down), the whole table is taken from one
 * of them: the contribution before the network report, a country's before a
 * region's, the later arrival before the earlier.  Mixing the two would make a
 * table that nobody reported.  Each table left out is reported with both
 * places.
 *
 * *flows must be sorted; it may be replaced.
 */
void twice_resolve(const struct ilo_sources *sources, struct ilo_diag *diag,
                   struct ilo_flows **flows);

#endif
