/* Coherence with annual figures of an agency, such as Eurostat's: what states
 * counted in both semesters of the last year that has ended, beside them. */

#ifndef ILO_ANALYZE_ANNUAL_H
#define ILO_ANALYZE_ANNUAL_H

#include "analyze/evaluation.h"
#include "common/flows.h"

/* The rows of the semester that the last year ended with; *out stays NULL where
 * it has no annual ones or its year is not given in full.  End it with
 * ilo_flows_free(). */
ILO_MUST_CHECK enum ilo_status annual_read(const struct history *history,
                                           struct ilo_diag *diag,
                                           struct ilo_flows **out);

/* Write results into the analysis that is open; other is their dimension. */
void annual_write(const struct evaluation *evaluation, const char *other);

#endif
