/* Months at which the level of a series changed. */

#ifndef ILO_ANALYZE_SHIFTS_H
#define ILO_ANALYZE_SHIFTS_H

#include "analyze/analyses.h"

analysis_write shifts_write;

#endif
