/* An Office Open XML workbook, read into cells. */

#ifndef ILO_COMMON_XLSX_H
#define ILO_COMMON_XLSX_H

#include "common/sheet.h"
#include "common/zip.h"

/* Whether the bytes are a zip container that begins as Office Open XML does. */
bool ilo_xlsx_identify(const char *bytes, size_t count);

/* Fill the empty workbook.  ILO_FINDINGS, reported, when a part is missing or
 * refused. */
ILO_MUST_CHECK enum ilo_status ilo_xlsx_read(struct ilo_zip *zip,
                                             struct ilo_faults *faults,
                                             struct ilo_workbook *workbook);

#endif
