/* Which host countries' flows keep to which routes. */

#ifndef ILO_ANALYZE_SPECIALISATION_H
#define ILO_ANALYZE_SPECIALISATION_H

#include "analyze/analyses.h"

analysis_write specialisation_write;

#endif
