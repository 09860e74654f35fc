/*
 * The Agency's monthly detections of illegal border-crossing as CSV: header
 * route,border_type,nationality,month,count; one file spans many semesters.
 */

#ifndef ILO_COMMON_FRONTEX_H
#define ILO_COMMON_FRONTEX_H

#include "common/submission.h"

bool ilo_frontex_identify(const char *bytes, size_t count);

/* See struct ilo_kind. */
ILO_MUST_CHECK enum ilo_status
ilo_frontex_read(const struct ilo_reading *reading, struct ilo_diag *diag,
                 struct ilo_submission *out);

#endif
