/*
 * Whether the reporters of a host country tell of the same change: a summary of
 * their rates of change, and how far these differ.
 */

#ifndef ILO_ANALYZE_AGREEMENT_H
#define ILO_ANALYZE_AGREEMENT_H

#include "analyze/analyses.h"

analysis_write agreement_write;

#endif
