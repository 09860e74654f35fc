/* All codelists and compiled schemas that reading a submission needs. */

#ifndef ILO_COMMON_CODEBOOK_H
#define ILO_COMMON_CODEBOOK_H

#include <stddef.h>
#include <stdint.h>

#include "common/codelist.h"
#include "common/diag.h"
#include "common/form.h"
#include "common/semester.h"

enum ilo_list {
	ILO_LIST_COUNTRIES,
	ILO_LIST_MEMBERS,
	ILO_LIST_PRESIDENCIES,
	ILO_LIST_REGIMES,
	ILO_LIST_INDICATORS,
	ILO_LIST_UNITS,
	ILO_LIST_COUNTED_BY,
	ILO_LIST_ROUTES,
	ILO_LIST_BORDERS,
	ILO_LIST_OBS_STATUS,
	ILO_LIST_CONF_STATUS,
	ILO_LIST_ABSENCE,
	ILO_LIST_LANGUAGES,
	ILO_LIST_FIELDS,
	ILO_LIST_COUNT
};

struct ilo_codebook;
struct ilo_layouts;

/* Read schema/codelists/ and schema/layouts/ under datadir.  End it with
 * ilo_codebook_free(). */
ILO_MUST_CHECK enum ilo_status ilo_codebook_read(const char *datadir,
                                                 struct ilo_diag *diag,
                                                 struct ilo_codebook **out);
void ilo_codebook_free(struct ilo_codebook *codebook);

const struct ilo_codelist *
ilo_codebook_list(const struct ilo_codebook *codebook, enum ilo_list list);

/* The spreadsheet form, schema/form.xml. */
const struct ilo_form *ilo_codebook_form(const struct ilo_codebook *codebook);

/* See common/layout.h. */
const struct ilo_layouts *
ilo_codebook_layouts(const struct ilo_codebook *codebook);

#define ILO_NO_CODE SIZE_MAX

/*
 * The position in the list (see ilo_codelist_at()) of the code whose id is the
 * size_bytes bytes at text, or ILO_NO_CODE.  Countries are found by their EU
 * (EL, UK) and alpha-3 codes too.  One hash and one comparison: meant for rows.
 */
size_t ilo_codebook_index(const struct ilo_codebook *codebook,
                          enum ilo_list list, const char *text,
                          size_t size_bytes);

/* The ISO code for an ISO, EU (EL, UK) or alpha-3 code; NULL when unknown. */
const char *ilo_codebook_country(const struct ilo_codebook *codebook,
                                 const char *code);

/* A sender as covers name it (EL is GR): a state or an agency of the list of
 * members; NULL when it is none. */
const char *ilo_codebook_sender(const struct ilo_codebook *codebook,
                                const char *code);

/* The regime in force on the semester's last day; NULL before the first. */
const struct ilo_code_entry *
ilo_codebook_regime(const struct ilo_codebook *codebook, ilo_semester semester);

#endif
