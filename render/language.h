/*
 * One language: interface texts from labels/XX.xml, names from the codelists,
 * numbers, dates, sorting and plurals from ICU.  Another language is a file.
 */

#ifndef ILO_RENDER_LANGUAGE_H
#define ILO_RENDER_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/codelist.h"
#include "common/diag.h"
#include "common/mem.h"

struct language;

/* Read codelists and texts under datadir for a code such as "en"; ILO_USAGE,
 * reported, when there is no file for it.  End it with language_free(). */
ILO_MUST_CHECK enum ilo_status language_read(const char *datadir,
                                             const char *code,
                                             struct ilo_diag *diag,
                                             struct language **out);
void language_free(struct language *language);

const char *language_code(const struct language *language);

/* NULL when there is no such list. */
const struct ilo_codelist *language_list(const struct language *language,
                                         const char *name);

/* The interface text of that id, the English one where the language has none;
 * NULL when neither has. */
const char *language_text(const struct language *language, const char *id);

/* A text with {1} to {9} replaced; what has no argument stays as it is. */
const char *language_fill(struct ilo_arena *arena, const char *text,
                          const char *const *arguments, size_t count);

/* The label of a code, or the code itself. */
const char *language_label(const struct language *language, const char *list,
                           const char *code);

/* Country, territory or special code: the codelist's English name; in other
 * languages the text country.XX, else ICU's name. */
const char *language_country(const struct language *language,
                             struct ilo_arena *arena, const char *code);

/* Everything below is in the arena, numbers with at most `digits` decimals. */
const char *language_number(const struct language *language,
                            struct ilo_arena *arena, double value, int digits);
const char *language_signed(const struct language *language,
                            struct ilo_arena *arena, double value, int digits);

/* "2024-06-30", "2024-06" or "2024-S1" in words; NULL when it is none.  form is
 * long, short (Jun 2024), month (Jun) or year (2024). */
const char *language_period(const struct language *language,
                            struct ilo_arena *arena, const char *period,
                            const char *form);

/* CLDR's plural category: "one", "few", "other". */
const char *language_plural(const struct language *language,
                            struct ilo_arena *arena, double value);

/* Text that sorts by bytes as the language sorts. */
const char *language_sort_key(const struct language *language,
                              struct ilo_arena *arena, const char *text);

/* The beginning of text, cut between words and marked, when it has more than
 * `most` characters. */
const char *language_excerpt(const struct language *language,
                             struct ilo_arena *arena, const char *text,
                             size_t most);

#endif
