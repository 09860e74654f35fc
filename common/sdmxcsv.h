/*
 * SDMX-CSV 1.0 and 2.0 of our own structure (schema/flows-dsd.xml): one state's
 * or agency's statistics, of one semester or several.
 */

#ifndef ILO_COMMON_SDMXCSV_H
#define ILO_COMMON_SDMXCSV_H

#include "common/submission.h"

/* Whether the first header cell is DATAFLOW (1.0) or STRUCTURE (2.0). */
bool ilo_sdmxcsv_identify(const char *bytes, size_t count);

/* See struct ilo_kind. */
ILO_MUST_CHECK enum ilo_status
ilo_sdmxcsv_read(const struct ilo_reading *reading, struct ilo_diag *diag,
                 struct ilo_submission *out);

#endif
