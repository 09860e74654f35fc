/*
 * The native submission (schema/submission.xsd), read in one pass: the rows of
 * its statistics stream, the rest becomes a small tree.  The only way by which
 * foreign XML comes in.
 */

#ifndef ILO_COMMON_NATIVE_H
#define ILO_COMMON_NATIVE_H

#include "common/submission.h"

/* Whether the root element is ours, by its namespace. */
bool ilo_native_identify(const char *bytes, size_t count);

/* Whether text stands in the start tag of the root element; no parser is
 * asked. */
bool ilo_root_holds(const char *bytes, size_t count, const char *text);

/* See struct ilo_kind. */
ILO_MUST_CHECK enum ilo_status
ilo_native_read(const struct ilo_reading *reading, struct ilo_diag *diag,
                struct ilo_submission *out);

#endif
