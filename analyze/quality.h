/*
 * The analysis of quality: for each state, by the dimensions of Article 12(1)
 * of Regulation (EC) No 223/2009, which are never added into one mark; and how
 * an agency's figures agree with the states'.
 */

#ifndef ILO_ANALYZE_QUALITY_H
#define ILO_ANALYZE_QUALITY_H

#include "analyze/analyses.h"

void quality_write(const struct analysis *analysis);

#endif
