/* Bytes of another character encoding as UTF-8. */

#ifndef ILO_COMMON_LAYOUT_TEXT_H
#define ILO_COMMON_LAYOUT_TEXT_H

#include "common/buf.h"
#include "common/diag.h"

/*
 * Append bytes to out as UTF-8.  ILO_FINDINGS when one byte is none of that
 * encoding, or a C1 control character, which no table needs: *offset is then
 * where it is.  ILO_FAILED when ICU does not know the encoding.  Reports
 * nothing.
 */
ILO_MUST_CHECK enum ilo_status ilo_text_decode(const char *encoding,
                                               const char *bytes, size_t count,
                                               struct ilo_buf *out,
                                               size_t *offset);

#endif
