/*
 * What a submission says in words and records, field by field.  Which element
 * of the submission fills which field is data (schema/codelists/fields.xml,
 * property element); no element is known here by name.
 */

#ifndef ILO_TRANSFORM_NARRATIVE_H
#define ILO_TRANSFORM_NARRATIVE_H

#include <libxml/tree.h>

#include "common/codebook.h"
#include "common/diag.h"
#include "common/mem.h"
#include "common/xmlio.h"

/* Who says it. */
struct narrator {
	const char *source; /* id */
	const char *reporter;
	xmlDoc *document;
};

struct narrative {
	struct ilo_xmlwriter *writer;
	const struct ilo_codebook *codebook;
	struct ilo_arena *arena; /* for scratch */
};

/* The element of that path ("network/officers") below the document's root;
 * NULL when the submission does not have it. */
const xmlNode *narrative_find(const xmlDoc *document, const char *path);

/* Write what narrator says under path as an <entry>, if it says anything. */
void narrative_write(const struct narrative *narrative,
                     const struct narrator *narrator, const char *path);

/* Report the elements of the document's parts that are the path of no field.
 * The cover and the observations are not fields here. */
void narrative_check(const struct ilo_codebook *codebook,
                     const xmlDoc *document, const char *file,
                     struct ilo_diag *diag);

/* A statement as it is compared and shown: Unicode normalisation form C, white
 * space at its ends removed, any other run of it one blank. */
const char *narrative_text(struct ilo_arena *arena, const char *text);

#endif
