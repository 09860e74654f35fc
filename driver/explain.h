/*
 * One figure explained: its parts, the rows they were made from, and the
 * value computed again from those rows.
 */

#ifndef ILO_DRIVER_EXPLAIN_H
#define ILO_DRIVER_EXPLAIN_H

#include <jansson.h>

#include "common/diag.h"
#include "driver/edition.h"

struct explainer {
	struct edition *edition;
	struct ilo_diag *diag;
	json_t *told; /* rows by "2024-S1:12": figures share most of theirs;
	               * starts as json_object() and is the caller's */
};

/*
 * Build the explanation as a JSON object, which the caller owns:
 *   figure, measure, state, value, lower, upper, unit, flag, method,
 * counted-by, reported, expected, from [{figure, value}], stated [fields of
 * networks.xml, where it rests on any], contributors
 * [{semester, row, value, status, confidentiality, period, reporter, ..., file,
 * sha256, line, locator}], recomputed, holds. ILO_INTEGRITY, reported, where
 * the recomputed value is not the figure's.
 */
ILO_MUST_CHECK enum ilo_status
explain_figure(const struct explainer *explainer,
               const struct edition_figure *figure, json_t **out);

#endif
