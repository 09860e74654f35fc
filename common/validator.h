/*
 * The streaming check of a foreign document against schema/submission.xsd: SAX
 * events in, violations (ING101 to ING105) out.
 */

#ifndef ILO_COMMON_VALIDATOR_H
#define ILO_COMMON_VALIDATOR_H

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdbool.h>

#include "common/faults.h"
#include "common/xsd.h"

/* Attributes as SAX2 gives them: five pointers for each. */
enum {
	ILO_LOCAL_NAME,
	ILO_PREFIX,
	ILO_URI,
	ILO_VALUE,
	ILO_VALUE_END,
	ILO_PER_ATTRIBUTE
};

/* A start tag as SAX2 hands it over. */
struct ilo_element {
	const xmlChar *name, *prefix, *uri;
	int namespace_count;
	const xmlChar **namespaces;
	int attribute_count, defaulted;
	const xmlChar **attributes;
};

/* Whether its name or an attribute's is of more bytes; libxml2 hands over local
 * names, the prefixes are in tag-bytes. */
bool ilo_element_has_long_name(const struct ilo_element *element, size_t most);

/* An XML signature: about the document and nothing that the document says. */
bool ilo_element_is_signature(const struct ilo_element *element);

/* All zero it is idle and content with everything. */
struct ilo_validator {
	xmlSchemaValidCtxt *context;
	xmlSchemaSAXPlugStruct *plug;
	xmlSAXHandler *sax; /* the schema's own handlers, and their data */
	void *data;
	struct ilo_faults *faults;
	long line;         /* of the event under way */
	bool after_facet;  /* the last violation named what is wrong */
	bool text_refused; /* something was said of the text under way */
	bool failed;       /* libxml2, not the document */
};

/* False when libxml2 cannot.  It must not be moved; _release() ends it. */
ILO_MUST_CHECK bool ilo_validator_init(struct ilo_validator *validator,
                                       const struct ilo_xsd *xsd,
                                       struct ilo_faults *faults);
void ilo_validator_release(struct ilo_validator *validator);

/* Whether there is nothing against the element's place and attributes. */
bool ilo_validator_start(struct ilo_validator *validator,
                         const struct ilo_element *element, long line);
void ilo_validator_end(struct ilo_validator *validator, const xmlChar *name,
                       const xmlChar *prefix, const xmlChar *uri, long line);
void ilo_validator_text(struct ilo_validator *validator, const xmlChar *text,
                        int size_bytes);

/* Whether libxml2 itself failed, so that its silence means nothing. */
bool ilo_validator_failed(const struct ilo_validator *validator);

#endif
