/* The analysis of completion: what the counts of the semester will be when all
 * reports are in, by what came late of earlier semesters. */

#ifndef ILO_ANALYZE_COMPLETION_H
#define ILO_ANALYZE_COMPLETION_H

#include "analyze/analyses.h"

void completion_write(const struct analysis *analysis);

#endif
