/*
 * Two analyses: which findings a report may lead with, by stated criteria, and
 * what each of them owes to a single reporter.
 */

#ifndef ILO_ANALYZE_HEADLINE_H
#define ILO_ANALYZE_HEADLINE_H

#include "analyze/analyses.h"

/* Write "fragility", of every finding with evidence, and "headlines", empty in
 * a quiet semester. */
void headline_write(const struct analysis *analysis);

#endif
