/* Stands between libxml2's parser and its maker of trees. */

#include "common/xmlpart.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <stdlib.h>

#include "common/mem.h"
#include "common/xmlio.h"

/* Attributes as SAX2 gives them: five pointers for each. */
enum { LOCAL_NAME, PREFIX, URI, VALUE, VALUE_END, PER_ATTRIBUTE };

struct reading {
	const struct ilo_xml_part *part;
	const xmlChar **taken; /* attributes of the element under way */
	size_t capacity;
	size_t outside; /* depth in an element that is left out */
};

struct ilo_xml_value
ilo_xml_value_at(const struct ilo_xml_tag *tag, int index)
{
	const xmlChar *const *all = tag->attributes;
	const xmlChar *const *one = all + (size_t)index * PER_ATTRIBUTE;

	return (struct ilo_xml_value){
		.name = (const char *)one[LOCAL_NAME],
		.text = (const char *)one[VALUE],
		.size_bytes = (size_t)(one[VALUE_END] - one[VALUE])};
}

/* Returns how many there are.  They are copied: the parser owns its own list.
 */
static size_t
take_attributes(struct reading *reading, const struct ilo_xml_tag *tag)
{
	const xmlChar *const *all = tag->attributes;
	size_t count = 0;

	for (int i = 0; i < tag->attribute_count; i++) {
		const xmlChar *const *one = all + (size_t)i * PER_ATTRIBUTE;

		if (!reading->part->attribute(reading->part->context, tag,
		                              (const char *)one[LOCAL_NAME]))
			continue;
		for (size_t j = 0; j < PER_ATTRIBUTE; j++) {
			reading->taken = ilo_grow(reading->taken, count,
			                          &reading->capacity,
			                          sizeof(*reading->taken));
			reading->taken[count++] = one[j];
		}
	}
	return count / PER_ATTRIBUTE;
}

/* SAX has its own idea of how many parameters a function takes. */
static void
on_start(void *context, const xmlChar *name, const xmlChar *prefix,
         const xmlChar *uri, int namespace_count, const xmlChar **namespaces,
         int attribute_count, int defaulted, const xmlChar **attributes)
{
	struct reading *reading = ((xmlParserCtxt *)context)->_private;
	const struct ilo_xml_tag tag = {.name = (const char *)name,
	                                .attribute_count = attribute_count,
	                                .attributes = attributes};

	(void)defaulted; /* our documents have no DTD */
	if (reading->outside > 0 ||
	    !reading->part->element(reading->part->context, &tag)) {
		reading->outside++;
		return;
	}
	attribute_count = (int)take_attributes(reading, &tag);
	xmlSAX2StartElementNs(context, name, prefix, uri, namespace_count,
	                      namespaces, attribute_count, 0, reading->taken);
}

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix,
       const xmlChar *uri)
{
	struct reading *reading = ((xmlParserCtxt *)context)->_private;

	if (reading->outside > 0)
		reading->outside--;
	else
		xmlSAX2EndElementNs(context, name, prefix, uri);
}

enum ilo_status
ilo_xml_read_part(const char *path, const struct ilo_xml_part *part,
                  struct ilo_diag *diag, xmlDoc **out)
{
	struct reading reading = {.part = part};
	xmlParserCtxt *parser = xmlNewParserCtxt();
	enum ilo_status status;

	if (parser != NULL) {
		parser->_private = &reading;
		parser->sax->startElementNs = on_start;
		parser->sax->endElementNs = on_end;
		parser->sax->characters = NULL;
		parser->sax->ignorableWhitespace = NULL;
		parser->sax->cdataBlock = NULL;
		parser->sax->comment = NULL;
		parser->sax->processingInstruction = NULL;
	}
	status = ilo_xml_parse(parser, path, diag, out);
	xmlFreeParserCtxt(parser);
	free(reading.taken);
	return status;
}
