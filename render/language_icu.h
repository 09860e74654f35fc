/* The ICU seam: the only place that speaks UTF-16.  Results are in the arena.
 */

#ifndef ILO_RENDER_LANGUAGE_ICU_H
#define ILO_RENDER_LANGUAGE_ICU_H

#include <stddef.h>

#include "common/diag.h"
#include "common/mem.h"

struct icu;

/* The services of an EU language code; plain "en" and "pt" are read as the
 * European ones.  End it with icu_close(). */
ILO_MUST_CHECK enum ilo_status icu_open(const char *code, struct ilo_diag *diag,
                                        struct icu **out);
void icu_close(struct icu *icu);

const char *icu_number(const struct icu *icu, struct ilo_arena *arena,
                       double value, int digits);
const char *icu_country(const struct icu *icu, struct ilo_arena *arena,
                        const char *code);
const char *icu_plural(const struct icu *icu, struct ilo_arena *arena,
                       double value);
const char *icu_sort_key(const struct icu *icu, struct ilo_arena *arena,
                         const char *text);

/* A day "2024-06-30" or a month "2024-06"; form as in language.h.  NULL when it
 * is none. */
const char *icu_date(const struct icu *icu, struct ilo_arena *arena,
                     const char *date, const char *form);

const char *icu_excerpt(const struct icu *icu, struct ilo_arena *arena,
                        const char *text, size_t most);

#endif
