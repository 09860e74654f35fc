/* The analysis of reporting: what was known of semesters when. */

#ifndef ILO_ANALYZE_REPORTING_H
#define ILO_ANALYZE_REPORTING_H

#include "analyze/analyses.h"

void reporting_write(const struct analysis *analysis);

#endif
