/*
 * Trees as text.  A stylesheet may say <ilo:finished/>: what stands before it
 * in the same element becomes text at once, which takes a tenth of the room.
 */

#ifndef ILO_RENDER_SERIAL_H
#define ILO_RENDER_SERIAL_H

#include <libxslt/xsltInternals.h>
#include <stdbool.h>

#include "common/buf.h"
#include "common/diag.h"

enum serial_form {
	SERIAL_XML,
	SERIAL_HTML /* written so that XML tools can read it too */
};

/* Append the document. */
ILO_MUST_CHECK enum ilo_status serial_write(xmlDoc *document,
                                            enum serial_form form,
                                            struct ilo_diag *diag,
                                            struct ilo_buf *out);

/* Make the instruction known; the form is that of the context's struct run.
 * False when libxslt refuses. */
ILO_MUST_CHECK bool serial_register(xsltTransformContext *context);

#endif
