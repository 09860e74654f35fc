/* The extension functions of the stylesheets, in ILO_NS_FUNCTIONS: what XSLT
 * 1.0 has no words for, namely the reader's language. */

#ifndef ILO_RENDER_FUNCTIONS_H
#define ILO_RENDER_FUNCTIONS_H

#include <libxslt/xsltInternals.h>
#include <stdbool.h>

#include "common/diag.h"
#include "common/mem.h"
#include "render/language.h"
#include "render/serial.h"

/* What a running transformation has at hand (its _private). */
struct run {
	const struct language *language;
	enum serial_form form; /* in which the result will be written */
	struct ilo_diag *diag;
	const char *stylesheet;  /* for findings */
	bool failed;             /* something was reported */
	struct ilo_arena *arena; /* texts of the latest calls */
	size_t calls;
};

/* False when libxslt refuses. */
ILO_MUST_CHECK bool functions_register(xsltTransformContext *context);

#endif
