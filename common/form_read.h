/*
 * The two kinds of filled form, ODS and XLSX.  What is filled in becomes the
 * native submission that says the same, and is judged as that; findings and
 * rows are told by their cells.
 */

#ifndef ILO_COMMON_FORM_READ_H
#define ILO_COMMON_FORM_READ_H

#include "common/submission.h"

/* See struct ilo_kind; the identify functions are those of ods.h and xlsx.h. */
ILO_MUST_CHECK enum ilo_status
ilo_form_read_ods(const struct ilo_reading *reading, struct ilo_diag *diag,
                  struct ilo_submission *out);
ILO_MUST_CHECK enum ilo_status
ilo_form_read_xlsx(const struct ilo_reading *reading, struct ilo_diag *diag,
                   struct ilo_submission *out);

#endif
