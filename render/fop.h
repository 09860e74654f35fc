/* Apache FOP as a program: formatting objects in, PDF out, the same bytes each
 * time for the same input. */

#ifndef ILO_RENDER_FOP_H
#define ILO_RENDER_FOP_H

#include <stdio.h>

#include "common/buf.h"
#include "common/diag.h"

/*
 * Make the PDF of fo with the configuration at conf and append it to pdf.
 * known_at ("2024-07-31T23:59:59Z") is the only date in it.  Works in a private
 * folder under /tmp, which is removed again.
 */
ILO_MUST_CHECK enum ilo_status fop_run(const struct ilo_buf *fo,
                                       const char *conf, const char *known_at,
                                       struct ilo_diag *diag,
                                       struct ilo_buf *pdf);

#endif
