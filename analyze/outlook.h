/*
 * What the next semester would bring if things went on as before, and how often
 * such intervals held in the past: statistics.md section 6 in results.
 */

#ifndef ILO_ANALYZE_OUTLOOK_H
#define ILO_ANALYZE_OUTLOOK_H

#include "analyze/analyses.h"

analysis_write outlook_write;

#endif
