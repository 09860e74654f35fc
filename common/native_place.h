/* Where in a native document the reader is, as XPath, for findings on lines
 * that hold many elements. */

#ifndef ILO_COMMON_NATIVE_PLACE_H
#define ILO_COMMON_NATIVE_PLACE_H

#include <libxml/parser.h>

#include "common/faults.h"
#include "common/rows.h"

struct ilo_native_place {
	const xmlParserCtxt *parser;
	const xmlChar *name; /* of the element that begins, not yet a node */
	const struct ilo_rowtext *row; /* under way; NULL: none */
	const xmlNode *node;           /* spoken of, once all is read */
};

/* Findings ask it from now on; parser and reading are borrowed. */
void ilo_native_place_init(struct ilo_native_place *place,
                           const xmlParserCtxt *parser,
                           const struct ilo_reading *reading,
                           struct ilo_faults *faults);

/* The element that began is a node now, or was a row. */
void ilo_native_place_leave(struct ilo_native_place *place);

#endif
