/*
 * The alert list, what it rests on, and how often it would have raised an alert
 * in the semesters before: statistics.md section 5 in results.
 */

#ifndef ILO_ANALYZE_ALERTS_H
#define ILO_ANALYZE_ALERTS_H

#include "analyze/analyses.h"

analysis_write alerts_write;

#endif
