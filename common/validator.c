/*
 * libxml2's validator as a plug without a user of its own: we hand it each
 * event before we look at it ourselves.  Ids are ours, the words are libxml2's
 * without its namespaces.
 */

#include "common/validator.h"

#include <string.h>

#include "common/buf.h"
#include "common/names.h"
#include "common/xmlio.h"

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

/* Of one bad value libxml2 says first what is wrong with it and then that it is
 * wrong: the second is passed over. */
static void
on_error(void *context, ILO_XML_ERROR *error)
{
	struct ilo_validator *validator = context;
	const bool repeats = validator->after_facet && is_datatype(error->code);
	struct ilo_buf text = ILO_BUF_INIT;

	if (error->code == XML_ERR_NO_MEMORY ||
	    error->code == XML_SCHEMAV_INTERNAL) {
		validator->failed = true;
		return;
	}
	validator->after_facet = is_facet(error->code);
	if (repeats)
		return;
	if (error->code == XML_SCHEMAV_CVC_ELT_1)
		ilo_buf_puts(&text, "the root must be <submission "
		                    "xmlns=\"" ILO_NS_SUBMISSION "\">");
	else
		plain(&text, error->message == NULL ? "" : error->message);
	ilo_fault(validator->faults, classify(error->code), validator->line,
	          "%s", ilo_buf_text(&text));
	ilo_buf_release(&text);
}

bool
ilo_element_has_long_name(const struct ilo_element *element, size_t most)
{
	bool is_long = (size_t)xmlStrlen(element->name) > most;

	for (int i = 0; i < element->attribute_count && !is_long; i++)
		is_long = (size_t)xmlStrlen(
				  element->attributes[i * ILO_PER_ATTRIBUTE]) >
		          most;
	return is_long;
}

bool
ilo_element_is_signature(const struct ilo_element *element)
{
	return xmlStrEqual(element->name, XC("Signature")) &&
	       xmlStrEqual(element->uri, XC(ILO_NS_SIGNATURE));
}

bool
ilo_validator_init(struct ilo_validator *validator, const struct ilo_xsd *xsd,
                   struct ilo_faults *faults)
{
	*validator = (struct ilo_validator){.faults = faults};
	validator->context = xmlSchemaNewValidCtxt(ilo_xsd_schema(xsd));
	if (validator->context == NULL)
		return false;
	xmlSchemaSetValidStructuredErrors(validator->context, on_error,
	                                  validator);
	validator->plug = xmlSchemaSAXPlug(validator->context, &validator->sax,
	                                   &validator->data);
	return validator->plug != NULL;
}

void
ilo_validator_release(struct ilo_validator *validator)
{
	if (validator->plug != NULL)
		(void)xmlSchemaSAXUnplug(validator->plug); /* fails on NULL */
	xmlSchemaFreeValidCtxt(validator->context);
	*validator = (struct ilo_validator){.plug = NULL};
}

bool
ilo_validator_start(struct ilo_validator *validator,
                    const struct ilo_element *element, long line)
{
	size_t before;

	if (validator->plug == NULL)
		return true;
	before = validator->faults->violations;
	validator->line = line;
	validator->after_facet = false;
	validator->text_refused = false;
	validator->sax->startElementNs(
		validator->data, element->name, element->prefix, element->uri,
		element->namespace_count, element->namespaces,
		element->attribute_count, element->defaulted,
		element->attributes);
	return validator->faults->violations == before;
}

void
ilo_validator_end(struct ilo_validator *validator, const xmlChar *name,
                  const xmlChar *prefix, const xmlChar *uri, long line)
{
	if (validator->plug == NULL)
		return;
	validator->line = line;
	validator->after_facet = false;
	validator->text_refused = false;
	validator->sax->endElementNs(validator->data, name, prefix, uri);
}

void
ilo_validator_text(struct ilo_validator *validator, const xmlChar *text,
                   int size_bytes)
{
	size_t before;

	/* One text comes in as many pieces as the parser likes. */
	if (validator->plug == NULL || validator->text_refused)
		return;
	before = validator->faults->violations;
	validator->sax->characters(validator->data, text, size_bytes);
	validator->text_refused = validator->faults->violations != before;
}

bool
ilo_validator_failed(const struct ilo_validator *validator)
{
	return validator->failed || (validator->context != NULL &&
	                             xmlSchemaIsValid(validator->context) < 0);
}
