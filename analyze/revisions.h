/* The analysis of revisions: what was first published, what it is now, and
 * why. */

#ifndef ILO_ANALYZE_REVISIONS_H
#define ILO_ANALYZE_REVISIONS_H

#include "analyze/analyses.h"

void revisions_write(const struct analysis *analysis);

#endif
