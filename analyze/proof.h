/*
 * What proves that withheld counts are safe, as results: how many there are of
 * an indicator and a semester, and what a reader can still work out of each.
 */

#ifndef ILO_ANALYZE_PROOF_H
#define ILO_ANALYZE_PROOF_H

#include "analyze/linkage.h"
#include "common/xmlio.h"

/* The cells of one problem, at least one, as linkage_protect() left them. */
void proof_write(struct ilo_xmlwriter *writer, const struct linked_cell *cells,
                 size_t count, const struct linkage_result *solved);

#endif
