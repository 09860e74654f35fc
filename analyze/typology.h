/* Host countries of like profiles. */

#ifndef ILO_ANALYZE_TYPOLOGY_H
#define ILO_ANALYZE_TYPOLOGY_H

#include "analyze/analyses.h"

analysis_write typology_write;

#endif
