/* Totals of the Union over its Member States. */

#ifndef ILO_ANALYZE_EUTOTAL_H
#define ILO_ANALYZE_EUTOTAL_H

#include "analyze/analyses.h"

analysis_write eutotal_write;

#endif
