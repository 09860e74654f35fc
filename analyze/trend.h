/* Trend and season of monthly series: statistics.md section 4 in figures. */

#ifndef ILO_ANALYZE_TREND_H
#define ILO_ANALYZE_TREND_H

#include "analyze/analyses.h"

analysis_write trend_write;

#endif
