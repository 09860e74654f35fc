/*
 * Monthly series over all semesters: each host country's total, and all of
 * them by route, where tables by month exist.  A month that nothing tells of
 * is a point that says so.
 */

#ifndef ILO_ANALYZE_MONTHLY_H
#define ILO_ANALYZE_MONTHLY_H

#include "analyze/evaluation.h"

/* Write the series into the element that is open. */
void monthly_write(const struct evaluation *evaluation);

#endif
