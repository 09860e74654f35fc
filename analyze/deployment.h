/* Officers in post beside the flows of their host countries. */

#ifndef ILO_ANALYZE_DEPLOYMENT_H
#define ILO_ANALYZE_DEPLOYMENT_H

#include "analyze/analyses.h"

analysis_write deployment_write;

#endif
