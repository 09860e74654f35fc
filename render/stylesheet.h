/* The libxslt seam: stylesheets of ours over trees of ours, everything else
 * forbidden, every message fatal. */

#ifndef ILO_RENDER_STYLESHEET_H
#define ILO_RENDER_STYLESHEET_H

#include <libxml/tree.h>

#include "common/diag.h"
#include "render/language.h"
#include "render/serial.h"

struct stylesheet;

/* Once, from main(): the EXSLT modules that the stylesheets use. */
void stylesheet_init(void);

/* Compile the stylesheet at path with those it includes, which stand in its
 * own folder or beside it.  End it with stylesheet_free(). */
ILO_MUST_CHECK enum ilo_status stylesheet_read(const char *path,
                                               struct ilo_diag *diag,
                                               struct stylesheet **out);
void stylesheet_free(struct stylesheet *stylesheet);

struct stylesheet_use {
	const struct language *language;
	const char *const *texts; /* name, value, ..., NULL: parameters */
	enum serial_form form;    /* in which the result will be written */
};

/* On ILO_OK the caller owns *out and ends it with ilo_xml_free(). */
ILO_MUST_CHECK enum ilo_status
stylesheet_apply(const struct stylesheet *stylesheet, xmlDoc *input,
                 const struct stylesheet_use *use, struct ilo_diag *diag,
                 xmlDoc **out);

#endif
