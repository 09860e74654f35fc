/*
 * Codelists: schema/codelists/NAME.xml read whole, looked up by id or alias.
 * Reads the project's own files only (schema/codelist.xsd describes them) and
 * knows no list by name.  Everything returned lives as long as the list.
 */

#ifndef ILO_COMMON_CODELIST_H
#define ILO_COMMON_CODELIST_H

#include <stdbool.h>
#include <stddef.h>

#include "common/diag.h"
#include "common/status.h"

struct ilo_codelist;
struct ilo_code_entry; /* one <code>; `enum ilo_code` is a diagnostic */

/*
 * On ILO_OK the caller owns *out: ilo_codelist_free() ends it.  ILO_FAILED,
 * reported, when the file cannot be read or is no codelist, an id or an alias
 * stands twice, a date is none, or a code has no English label; *out is then
 * NULL.
 */
ILO_MUST_CHECK enum ilo_status ilo_codelist_read(const char *path,
                                                 struct ilo_diag *diag,
                                                 struct ilo_codelist **out);
void ilo_codelist_free(struct ilo_codelist *list);

const char *ilo_codelist_id(const struct ilo_codelist *list);
const char *ilo_codelist_version(const struct ilo_codelist *list);

/* The codes in document order, index < count. */
size_t ilo_codelist_count(const struct ilo_codelist *list);
const struct ilo_code_entry *ilo_codelist_at(const struct ilo_codelist *list,
                                             size_t index);

/* NULL when there is none.  Case counts. */
const struct ilo_code_entry *ilo_codelist_find(const struct ilo_codelist *list,
                                               const char *id);
const struct ilo_code_entry *
ilo_codelist_find_alias(const struct ilo_codelist *list, const char *scheme,
                        const char *text);

const char *ilo_code_id(const struct ilo_code_entry *code);

/* The label in that language (ISO 639-1), else the English one. */
const char *ilo_code_label(const struct ilo_code_entry *code, const char *lang);

/* NULL when the code has none; of several aliases in a scheme the first. */
const char *ilo_code_property(const struct ilo_code_entry *code,
                              const char *name);
const char *ilo_code_alias(const struct ilo_code_entry *code,
                           const char *scheme);
const char *ilo_code_note(const struct ilo_code_entry *code);

/* First and last day of validity, NULL where open. */
const char *ilo_code_from(const struct ilo_code_entry *code);
const char *ilo_code_to(const struct ilo_code_entry *code);

/* Whether date ("2024-06-30") lies in the validity, both ends included. */
bool ilo_code_valid_on(const struct ilo_code_entry *code, const char *date);

#endif
