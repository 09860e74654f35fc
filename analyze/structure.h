/* How far a few categories make up the whole, and which of them moved. */

#ifndef ILO_ANALYZE_STRUCTURE_H
#define ILO_ANALYZE_STRUCTURE_H

#include "analyze/analyses.h"

analysis_write structure_write; /* concentration over citizenships, routes */
analysis_write structure_write_ranks; /* moves against the semester before */

#endif
