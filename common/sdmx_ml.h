/*
 * SDMX-ML 2.1 data messages of our data structure: structure-specific and
 * generic, flat and by series, read in one pass.
 */

#ifndef ILO_COMMON_SDMX_ML_H
#define ILO_COMMON_SDMX_ML_H

#include "common/submission.h"

/* Whether the root element is SDMX-ML's, of any version. */
bool ilo_sdmx_ml_identify(const char *bytes, size_t count);

/* See struct ilo_kind. */
ILO_MUST_CHECK enum ilo_status
ilo_sdmx_ml_read(const struct ilo_reading *reading, struct ilo_diag *diag,
                 struct ilo_submission *out);

#endif
