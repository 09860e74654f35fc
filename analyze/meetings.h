/* Meetings of the networks and who took part. */

#ifndef ILO_ANALYZE_MEETINGS_H
#define ILO_ANALYZE_MEETINGS_H

#include "analyze/analyses.h"

analysis_write meetings_write;

#endif
