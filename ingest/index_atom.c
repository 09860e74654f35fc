/*
 * An Atom feed through libxml2's streaming reader, behind the gate: there is no
 * DOCTYPE and no endless tag by now.  Of an entry its enclosures count, or else
 * its alternate links that are no web page.
 */

#include "ingest/index.h"

#include <string.h>

#include <libxml/xmlreader.h>

#include "common/num.h"
#include "common/xmlio.h"

#define ATOM "http://www.w3.org/2005/Atom"
#define DEPTH_MAX 32
#define LINKS_MAX 16 /* of an entry */

enum level { FEED, ENTRY, LINK };

struct atom {
	struct index_job *job;
	xmlTextReader *reader;
	struct ilo_arena *arena;
	bool feed;  /* the root is one */
	bool entry; /* within one */
	bool broken;
	long entry_line;
	struct index_file enclosures[LINKS_MAX], alternates[LINKS_MAX];
	size_t enclosure_count, alternate_count;
};

static void
on_error(void *context, ILO_XML_ERROR *error)
{
	struct atom *atom = context;

	if (error->code == XML_ERR_NO_MEMORY)
		ilo_out_of_memory();
	if (!atom->broken)
		ilo_fault(&atom->job->faults, ILO_D_INDEX_FORM, error->line,
		          "not well-formed: %s",
		          error->message == NULL ? "no reason given"
		                                 : error->message);
	atom->broken = true;
}

/* An attribute of the element at hand, in the arena, or NULL. */
static const char *
attribute(struct atom *atom, const char *name)
{
	return ilo_xml_attr(atom->arena, xmlTextReaderCurrentNode(atom->reader),
	                    name);
}

static bool
is_element(const struct atom *atom, const char *name)
{
	const xmlChar *space = xmlTextReaderConstNamespaceUri(atom->reader);
	const xmlChar *local = xmlTextReaderConstLocalName(atom->reader);

	return space != NULL && local != NULL &&
	       strcmp((const char *)space, ATOM) == 0 &&
	       strcmp((const char *)local, name) == 0;
}

static long
line_of(const struct atom *atom)
{
	return ilo_xml_line(xmlTextReaderCurrentNode(atom->reader));
}

static bool
is_page(const char *type)
{
	return type != NULL && (strncmp(type, "text/html", 9) == 0 ||
	                        strncmp(type, "application/xhtml", 17) == 0);
}

static void
take_link(struct atom *atom)
{
	const char *relation = attribute(atom, "rel");
	const char *length = attribute(atom, "length");
	struct index_file file = {.name = attribute(atom, "href"),
	                          .size = -1,
	                          .line = line_of(atom)};
	const bool enclosure =
		relation != NULL && strcmp(relation, "enclosure") == 0;
	size_t *count =
		enclosure ? &atom->enclosure_count : &atom->alternate_count;

	if (!enclosure &&
	    ((relation != NULL && strcmp(relation, "alternate") != 0) ||
	     is_page(attribute(atom, "type"))))
		return;
	if (file.name == NULL || *count == LINKS_MAX ||
	    (length != NULL && !ilo_num_count(length, &file.size))) {
		ilo_fault(&atom->job->faults, ILO_D_INDEX_LINE, file.line,
		          "a link needs an href and where there is one a "
		          "length in bytes; an entry has at most %d",
		          LINKS_MAX);
		return;
	}
	(enclosure ? atom->enclosures : atom->alternates)[(*count)++] = file;
}

static void
end_entry(struct atom *atom)
{
	const bool enclosed = atom->enclosure_count > 0;
	const struct index_file *links =
		enclosed ? atom->enclosures : atom->alternates;
	size_t count = enclosed ? atom->enclosure_count : atom->alternate_count;
	size_t i;

	atom->entry = false;
	if (count == 0)
		ilo_fault(&atom->job->faults, ILO_D_INDEX_LINE,
		          atom->entry_line, "entry links to no file");
	for (i = 0; i < count; i++)
		index_add(atom->job, &links[i]);
}

static void
start_entry(struct atom *atom)
{
	atom->entry = true;
	atom->entry_line = line_of(atom);
	atom->enclosure_count = 0;
	atom->alternate_count = 0;
	if (xmlTextReaderIsEmptyElement(atom->reader) == 1)
		end_entry(atom);
}

/* xml:base would change what names mean. */
static void
check_base(struct atom *atom)
{
	if (xmlHasNsProp(xmlTextReaderCurrentNode(atom->reader), XC("base"),
	                 XML_XML_NAMESPACE) == NULL)
		return;
	ilo_fault(&atom->job->faults, ILO_D_INDEX_FORM, line_of(atom),
	          "xml:base is not taken; name files relative to the index");
	atom->broken = true;
}

static void
on_start(struct atom *atom, int depth)
{
	check_base(atom);
	if (depth == FEED) {
		atom->feed = is_element(atom, "feed");
		if (!atom->feed && !atom->broken)
			ilo_fault(&atom->job->faults, ILO_D_INDEX_FORM,
			          line_of(atom),
			          "neither a listing nor an Atom feed");
		atom->broken = atom->broken || !atom->feed;
	} else if (depth == ENTRY && is_element(atom, "entry")) {
		start_entry(atom);
	} else if (depth == LINK && atom->entry && is_element(atom, "link")) {
		take_link(atom);
	}
}

static void
on_node(struct atom *atom)
{
	const int type = xmlTextReaderNodeType(atom->reader);
	const int depth = xmlTextReaderDepth(atom->reader);

	if (depth > DEPTH_MAX && !atom->broken) {
		ilo_fault(&atom->job->faults, ILO_D_INDEX_FORM, line_of(atom),
		          "elements within elements without end");
		atom->broken = true;
	} else if (type == XML_READER_TYPE_ELEMENT) {
		on_start(atom, depth);
	} else if (type == XML_READER_TYPE_END_ELEMENT && depth == ENTRY &&
	           atom->entry) {
		end_entry(atom);
	}
}

void
index_read_atom(struct index_job *job)
{
	struct atom atom = {.job = job, .arena = job->index->arena};

	atom.reader = xmlReaderForMemory(
		job->reading->bytes, (int)job->reading->count, NULL, "UTF-8",
		XML_PARSE_NONET | XML_PARSE_BIG_LINES);
	if (atom.reader == NULL)
		ilo_out_of_memory();
	xmlTextReaderSetStructuredErrorHandler(atom.reader, on_error, &atom);
	while (!atom.broken && xmlTextReaderRead(atom.reader) == 1)
		on_node(&atom);
	xmlFreeTextReader(atom.reader);
	/* A feed that breaks off says nothing for certain. */
	if (atom.broken)
		job->index->count = 0;
}
