/*
 * The lexical gate before any parser: refuses what no submission needs and a
 * parser may stumble over.  Reads bytes only.
 */

#ifndef ILO_COMMON_GATE_H
#define ILO_COMMON_GATE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/diag.h"
#include "common/limits.h"
#include "common/plain.h"
#include "common/submission.h"

/*
 * Any kind of file: within its limit, not empty, not packed, no UTF-16, no NUL,
 * UTF-8 throughout. ILO_FINDINGS, reported once under file, when it is not.
 */
ILO_MUST_CHECK enum ilo_status ilo_gate_text(const char *bytes, size_t count,
                                             const struct ilo_limits *limits,
                                             const char *file,
                                             struct ilo_diag *diag);

/* The same, and for XML: the declaration, no DOCTYPE, no endless tag.  limits
 * may be NULL: the defaults. */
ILO_MUST_CHECK enum ilo_status ilo_gate_xml(const char *bytes, size_t count,
                                            const struct ilo_limits *limits,
                                            const char *file,
                                            struct ilo_diag *diag);

/* The same for a native submission whose plain rows are known, so that they
 * need not be looked through again. */
ILO_MUST_CHECK enum ilo_status
ilo_gate_native(const struct ilo_reading *reading,
                const struct ilo_plain_rows *plain, struct ilo_diag *diag);

/* Whether bytes begin as a packer's file does: what is in it cannot be told. */
bool ilo_gate_is_packed(const char *bytes, size_t count);

/* The length of the byte order mark that bytes begin with: 0 or 3. */
size_t ilo_gate_mark(const char *bytes, size_t count);

#endif
