/*
 * Reading a document of ours of which not everything need stand in memory:
 * elements and attributes can be left out as they come.
 */

#ifndef ILO_COMMON_XMLPART_H
#define ILO_COMMON_XMLPART_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/diag.h"

/* An attribute as the parser has it: the value is not terminated. */
struct ilo_xml_value {
	const char *name; /* without its prefix */
	const char *text;
	size_t size_bytes;
};

/* A start tag; lives until the handler returns. */
struct ilo_xml_tag {
	const char *name; /* without its prefix */
	int attribute_count;
	const void *attributes; /* for ilo_xml_value_at() */
};

struct ilo_xml_value ilo_xml_value_at(const struct ilo_xml_tag *tag, int index);

struct ilo_xml_part {
	/* Whether the element, and with it what is in it, is to stand in the
	 * tree. */
	bool (*element)(void *context, const struct ilo_xml_tag *tag);
	/* Whether that attribute of such an element is. */
	bool (*attribute)(void *context, const struct ilo_xml_tag *tag,
	                  const char *name);
	void *context;
};

/* As ilo_xml_read(), but for the elements and attributes of the part alone;
 * text is left out. */
ILO_MUST_CHECK enum ilo_status
ilo_xml_read_part(const char *path, const struct ilo_xml_part *part,
                  struct ilo_diag *diag, xmlDoc **out);

#endif
