/* libxml2's text reader, which keeps only the elements that are open. */

#include "common/xmlwalk.h"

#include <libxml/xmlreader.h>
#include <string.h>

#include "common/xmlio.h"

static void
report(const char *path, struct ilo_diag *diag)
{
	const xmlError *error = xmlGetLastError();

	if (error == NULL || error->message == NULL)
		ilo_diag_report(diag, ILO_D_XML_UNREADABLE, path, 0, NULL);
	else
		ilo_diag_report(diag, ILO_D_XML_UNREADABLE, path, error->line,
		                "%.*s", (int)strcspn(error->message, "\n"),
		                error->message);
}

enum ilo_status
ilo_xml_walk(const char *path, struct ilo_diag *diag, ilo_xml_visit *visit,
             void *context)
{
	const int options =
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
	xmlTextReader *reader;
	int more = -1;

	xmlResetLastError();
	reader = xmlReaderForFile(path, NULL, options);
	while (reader != NULL && (more = xmlTextReaderRead(reader)) == 1) {
		if (xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT)
			visit(context, xmlTextReaderCurrentNode(reader),
			      xmlTextReaderDepth(reader));
	}
	if (more != 0)
		report(path, diag);
	xmlFreeTextReader(reader);
	return more == 0 ? ILO_OK : ILO_FAILED;
}
