/* Which sheets of a workbook are those of the form, and how a cell of them is
 * named. */

#ifndef ILO_COMMON_FORM_SHEETS_H
#define ILO_COMMON_FORM_SHEETS_H

#include "common/form_fill.h"

/* A form at all, of this version; a sheet beside it that is filled in is
 * reported.  ILO_FINDINGS, reported, when the workbook is none. */
ILO_MUST_CHECK enum ilo_status
ilo_form_recognise(const struct ilo_form_fill *fill,
                   const struct ilo_workbook *workbook);

/* The sheet that is marked so; NULL and a finding when there is none or there
 * are two. */
const struct ilo_sheet *ilo_form_find_sheet(const struct ilo_form_fill *fill,
                                            const struct ilo_workbook *workbook,
                                            const char *id);

#endif
