/* What the stylesheets read: both files of the earlier stages, checked, beside
 * the page model made from them. */

#ifndef ILO_RENDER_INPUTS_H
#define ILO_RENDER_INPUTS_H

#include "common/diag.h"
#include "render/language.h"
#include "render/tree.h"

struct inputs_options {
	const char *datadir;
	const char *networks, *statistics; /* paths; plain files */
};

/* On ILO_OK the caller owns *out: end it with tree_release(). */
ILO_MUST_CHECK enum ilo_status inputs_read(const struct inputs_options *options,
                                           const struct language *language,
                                           struct ilo_diag *diag,
                                           struct tree *out);

#endif
