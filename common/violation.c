/* The ids are stable; the words are libxml2's without its namespaces. */

#include "common/violation.h"

#include <string.h>

#include "common/buf.h"

static bool
is_facet(int code)
{
	return code >= XML_SCHEMAV_CVC_FACET_VALID &&
	       code <= XML_SCHEMAV_CVC_ENUMERATION_VALID;
}

static bool
is_datatype(int code)
{
	return code >= XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 &&
	       code <= XML_SCHEMAV_CVC_TYPE_3_1_2;
}

static enum ilo_code
classify(int code)
{
	if (is_facet(code) || is_datatype(code))
		return ILO_D_SCHEMA_VALUE;
	if (code == XML_SCHEMAV_CVC_AU || code == XML_SCHEMAV_CVC_ATTRIBUTE_4)
		return ILO_D_SCHEMA_VALUE;
	if (code == XML_SCHEMAV_ELEMENT_CONTENT ||
	    code == XML_SCHEMAV_CVC_ELT_1)
		return ILO_D_SCHEMA_ELEMENT;
	if (code == XML_SCHEMAV_CVC_COMPLEX_TYPE_4)
		return ILO_D_SCHEMA_ATTRIBUTE_MISSING;
	if (code == XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1 ||
	    code == XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2)
		return ILO_D_SCHEMA_ATTRIBUTE_UNKNOWN;
	return ILO_D_SCHEMA_OTHER;
}

/* Copy the message without "{namespace}" and its line end. */
static void
plain(struct ilo_buf *out, const char *message)
{
	while (*message != '\0' && *message != '\n') {
		const char *close =
			*message == '{' ? strchr(message, '}') : NULL;

		if (close != NULL &&
		    memchr(message, ':', (size_t)(close - message)) != NULL)
			message = close + 1;
		else
			ilo_buf_add(out, message++, 1);
	}
}

void
ilo_violation(struct ilo_violations *violations, const xmlError *error,
              long line)
{
	const bool repeats = violations->after_facet &&
	                     is_datatype(error->code) &&
	                     violations->line == line;
	struct ilo_buf text = ILO_BUF_INIT;

	violations->after_facet = is_facet(error->code);
	violations->line = line;
	if (repeats)
		return;
	plain(&text, error->message == NULL ? "" : error->message);
	ilo_fault(violations->faults, classify(error->code), line, "%s",
	          ilo_buf_text(&text));
	ilo_buf_release(&text);
}
