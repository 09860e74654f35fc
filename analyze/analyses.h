/*
 * The analyses beyond levels and changes, one file each, in the order in which
 * statistics.xml and the report give them.
 */

#ifndef ILO_ANALYZE_ANALYSES_H
#define ILO_ANALYZE_ANALYSES_H

#include "analyze/evaluation.h"
#include "analyze/series.h"

/* What an analysis is given; it writes one element analysis, or nothing. */
struct analysis {
	const struct evaluation *evaluation; /* writer, diag, threads, rules */
	const struct series_set *series;
};

typedef void analysis_write(const struct analysis *analysis);

/* Write the runs, then every analysis, into the element that is open. */
void analyses_write(const struct evaluation *evaluation);

#endif
