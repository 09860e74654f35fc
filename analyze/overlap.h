/* The analysis of overlap: how many events there were, on any list or none, by
 * capture-recapture. */

#ifndef ILO_ANALYZE_OVERLAP_H
#define ILO_ANALYZE_OVERLAP_H

#include "analyze/analyses.h"

void overlap_write(const struct analysis *analysis);

#endif
