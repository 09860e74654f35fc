/* Routes, and the largest host countries, that rise and fall together, or one
 * against the other. */

#ifndef ILO_ANALYZE_ASSOCIATION_H
#define ILO_ANALYZE_ASSOCIATION_H

#include "analyze/analyses.h"

analysis_write association_write;

#endif
