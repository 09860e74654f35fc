/* Compiled schemas are read only afterwards and may be shared by threads. */

#include "common/xsd.h"

#include <stdlib.h>
#include <string.h>

#include "common/mem.h"
#include "common/xmlio.h"

struct ilo_xsd {
	xmlSchema *schema;
};

struct listener {
	struct ilo_diag *diag;
	enum ilo_code code;
	const char *file;
	size_t count;
};

/* libxml2 may say much about one fault; the first words are the cause. */
static void
hear(void *context, ILO_XML_ERROR *error)
{
	struct listener *listener = context;
	const char *text = error->message != NULL ? error->message : "unknown";

	if (listener->count++ > 0)
		return;
	ilo_diag_report(listener->diag, listener->code, listener->file,
	                error->line, "%.*s", (int)strcspn(text, "\n"), text);
}

enum ilo_status
ilo_xsd_read(const char *path, struct ilo_diag *diag, struct ilo_xsd **out)
{
	struct listener listener = {
		.diag = diag, .code = ILO_D_SCHEMA_UNREADABLE, .file = path};
	xmlSchemaParserCtxt *context = xmlSchemaNewParserCtxt(path);
	xmlSchema *schema = NULL;

	*out = NULL;
	if (context != NULL) {
		xmlSchemaSetParserStructuredErrors(context, hear, &listener);
		schema = xmlSchemaParse(context);
	}
	xmlSchemaFreeParserCtxt(context);
	if (schema == NULL || listener.count > 0) {
		if (listener.count == 0)
			ilo_diag_report(diag, ILO_D_SCHEMA_UNREADABLE, path, 0,
			                "file could not be read");
		xmlSchemaFree(schema);
		return ILO_FAILED;
	}
	*out = ilo_xcalloc(1, sizeof **out);
	(*out)->schema = schema;
	return ILO_OK;
}

void
ilo_xsd_free(struct ilo_xsd *xsd)
{
	if (xsd == NULL)
		return;
	xmlSchemaFree(xsd->schema);
	free(xsd);
}

xmlSchema *
ilo_xsd_schema(const struct ilo_xsd *xsd)
{
	return xsd->schema;
}

/* The document, or the file at path where that is NULL. */
static enum ilo_status
check(const struct ilo_xsd *xsd, xmlDoc *document, const char *path,
      struct listener *listener)
{
	xmlSchemaValidCtxt *context = xmlSchemaNewValidCtxt(xsd->schema);
	int verdict = -1;

	if (context != NULL) {
		xmlSchemaSetValidStructuredErrors(context, hear, listener);
		verdict = document != NULL
		                  ? xmlSchemaValidateDoc(context, document)
		                  : xmlSchemaValidateFile(context, path, 0);
	}
	xmlSchemaFreeValidCtxt(context);
	if (verdict == 0)
		return ILO_OK;
	if (listener->count == 0)
		ilo_diag_report(listener->diag, ILO_D_LIBRARY, listener->file,
		                0, "the schema could not be applied");
	return ILO_FAILED;
}

enum ilo_status
ilo_xsd_check(const struct ilo_xsd *xsd, xmlDoc *document, const char *file,
              struct ilo_diag *diag)
{
	struct listener listener = {
		.diag = diag, .code = ILO_D_XML_INVALID_OUTPUT, .file = file};

	return check(xsd, document, NULL, &listener);
}

enum ilo_status
ilo_xsd_check_file(const struct ilo_xsd *xsd, const char *path,
                   const char *shown, struct ilo_diag *diag)
{
	struct listener listener = {
		.diag = diag, .code = ILO_D_XML_INVALID_OUTPUT, .file = shown};

	return check(xsd, NULL, path, &listener);
}
