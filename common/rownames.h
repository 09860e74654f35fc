/* The names of a row's attributes in one parser's dictionary: there they are
 * compared as pointers. */

#ifndef ILO_COMMON_ROWNAMES_H
#define ILO_COMMON_ROWNAMES_H

#include <libxml/parser.h>

#include "common/rows.h"
#include "common/validator.h"

struct ilo_rownames {
	const xmlChar *fields[ILO_FIELD_COUNT];
};

/* dict is borrowed, and must be the parser's own. */
void ilo_rownames_init(struct ilo_rownames *names, xmlDict *dict);

/* The fields of text that element has, without white space at their ends; they
 * live as long as the event. */
void ilo_rownames_read(const struct ilo_rownames *names,
                       const struct ilo_element *element,
                       struct ilo_rowtext *text);

#endif
