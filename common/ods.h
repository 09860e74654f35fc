/* An OpenDocument spreadsheet, read into cells. */

#ifndef ILO_COMMON_ODS_H
#define ILO_COMMON_ODS_H

#include "common/sheet.h"
#include "common/zip.h"

/* Whether the bytes are a zip container that begins as OpenDocument does. */
bool ilo_ods_identify(const char *bytes, size_t count);

/* Fill the empty workbook from content.xml.  ILO_FINDINGS, reported, when that
 * is refused. */
ILO_MUST_CHECK enum ilo_status ilo_ods_read(struct ilo_zip *zip,
                                            struct ilo_faults *faults,
                                            struct ilo_workbook *workbook);

#endif
