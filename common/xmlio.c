/* Reading and walking our own documents, and the one writer of XML. */

#include "common/xmlio.h"
#include "common/buf.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlIO.h>

#include "common/num.h"

static void
say_nothing(void *context, const char *format, ...)
{
	(void)context; /* what matters is reported by whoever asked libxml2 */
	(void)format;
}

/*
 * libxml2 may take a lack of memory for a fault of the document.  It is one of
 * ours, so the process ends before anybody can be blamed.
 */
static void *
allocate(size_t size_bytes)
{
	void *memory = malloc(size_bytes == 0 ? 1 : size_bytes);

	if (memory == NULL)
		ilo_out_of_memory();
	return memory;
}

static void *
reallocate(void *memory, size_t size_bytes)
{
	void *moved = realloc(memory, size_bytes == 0 ? 1 : size_bytes);

	if (moved == NULL)
		ilo_out_of_memory();
	return moved;
}

void
ilo_xml_init(void)
{
	/* Cannot fail with four functions. */
	(void)xmlMemSetup(free, allocate, reallocate, ilo_xstrdup);
	xmlInitParser();
	xmlSetGenericErrorFunc(NULL, say_nothing);
	(void)xmlThrDefSetGenericErrorFunc(NULL, say_nothing); /* the old one */
	xmlSetExternalEntityLoader(xmlNoNetExternalEntityLoader);
}

enum ilo_status
ilo_xml_parse(xmlParserCtxt *parser, const char *path, struct ilo_diag *diag,
              xmlDoc **out)
{
	const int options = XML_PARSE_NONET | XML_PARSE_NOERROR |
	                    XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES |
	                    XML_PARSE_NOCDATA | XML_PARSE_COMPACT;
	const xmlError *error;

	*out = NULL;
	if (parser != NULL)
		*out = xmlCtxtReadFile(parser, path, NULL, options);
	if (*out == NULL) {
		error = parser == NULL ? NULL : xmlCtxtGetLastError(parser);
		if (error == NULL || error->message == NULL)
			ilo_diag_report(diag, ILO_D_XML_UNREADABLE, path, 0,
			                NULL);
		else
			ilo_diag_report(diag, ILO_D_XML_UNREADABLE, path,
			                error->line, "%.*s",
			                (int)strcspn(error->message, "\n"),
			                error->message);
	}
	return *out == NULL ? ILO_FAILED : ILO_OK;
}

enum ilo_status
ilo_xml_read(const char *path, struct ilo_diag *diag, xmlDoc **out)
{
	xmlParserCtxt *parser = xmlNewParserCtxt();
	enum ilo_status status = ilo_xml_parse(parser, path, diag, out);

	xmlFreeParserCtxt(parser);
	return status;
}

void
ilo_xml_free(xmlDoc *document)
{
	xmlFreeDoc(document);
}

static const char *
take(struct ilo_arena *arena, xmlChar *value)
{
	const char *copy = ilo_arena_strdup(arena, (const char *)value);

	xmlFree(value);
	return copy;
}

const char *
ilo_xml_attr(struct ilo_arena *arena, const xmlNode *node, const char *name)
{
	xmlChar *value;

	if (node == NULL)
		return NULL;
	value = xmlGetNoNsProp(node, XC(name));
	if (value == NULL && strcmp(name, "lang") == 0)
		value = xmlGetNsProp(node, XC(name), XML_XML_NAMESPACE);
	return take(arena, value);
}

const char *
ilo_xml_text(struct ilo_arena *arena, const xmlNode *node)
{
	return node == NULL ? NULL : take(arena, xmlNodeGetContent(node));
}

bool
ilo_xml_is(const xmlNode *node, const char *name)
{
	return node != NULL && node->type == XML_ELEMENT_NODE &&
	       xmlStrEqual(node->name, XC(name));
}

static const xmlNode *
element_from(const xmlNode *node, const char *name)
{
	while (node != NULL && (node->type != XML_ELEMENT_NODE ||
	                        (name != NULL && !ilo_xml_is(node, name))))
		node = node->next;
	return node;
}

const xmlNode *
ilo_xml_child(const xmlNode *node, const char *name)
{
	return node == NULL ? NULL : element_from(node->children, name);
}

const xmlNode *
ilo_xml_next(const xmlNode *node, const char *name)
{
	return node == NULL ? NULL : element_from(node->next, name);
}

long
ilo_xml_line(const xmlNode *node)
{
	const long line = node == NULL ? 0 : xmlGetLineNo(node);

	return line < 0 ? 0 : line;
}

const char *
ilo_xml_place(const xmlNode *node)
{
	return node->_private;
}

void
ilo_xml_set_place(xmlNode *node, const char *place, long line)
{
	union {
		const char *given;
		void *kept; /* libxml2 has one pointer for users, not const */
	} pointer = {.given = place};

	node->_private = pointer.kept;
	node->line = line < 65535 ? (unsigned short)line : 65535;
}

/* Elements open in the writer; names are borrowed until they end. */
struct open {
	char *name;
	bool has_text; /* no indentation inside: it would become text */
	bool has_children;
};

/* Written to the stream in pieces of this size. */
#define PIECE_BYTES ((size_t)1 << 16)

struct ilo_xmlwriter {
	FILE *stream;        /* NULL for a piece */
	struct ilo_buf text; /* not written yet */
	struct open *open;
	size_t count, capacity;
	size_t depth; /* of the element that a piece stands in */
	bool in_tag;  /* the start tag still lacks its '>' */
	bool failed;
};

/* Errors stick; _finish() tells. */
static void
flush(struct ilo_xmlwriter *writer)
{
	writer->failed |=
		fwrite(ilo_buf_text(&writer->text), 1, writer->text.count,
	               writer->stream) != writer->text.count;
	ilo_buf_clear(&writer->text);
}

static void
put_bytes(struct ilo_xmlwriter *writer, const char *text, size_t count)
{
	ilo_buf_add(&writer->text, text, count);
	if (writer->stream != NULL && writer->text.count >= PIECE_BYTES)
		flush(writer);
}

static void
put(struct ilo_xmlwriter *writer, const char *text)
{
	put_bytes(writer, text, strlen(text));
}

/* White space other than the blank is written as a reference in attributes,
 * where a parser would turn it into a blank. */
static void
put_escaped(struct ilo_xmlwriter *writer, const char *text, bool attribute)
{
	static const char *const special = "&<>\"\t\n\r";

	while (*text != '\0') {
		const size_t plain = strcspn(text, special);

		put_bytes(writer, text, plain);
		text += plain;
		if (*text == '\0')
			return;
		if (*text == '&')
			put(writer, "&amp;");
		else if (*text == '<')
			put(writer, "&lt;");
		else if (*text == '>')
			put(writer, "&gt;");
		else if (*text == '"' && attribute)
			put(writer, "&quot;");
		else if (*text == '\r' || (*text != '"' && attribute))
			ilo_buf_printf(&writer->text, "&#%d;", *text);
		else
			put_bytes(writer, text, 1);
		text++;
	}
}

static void
close_tag(struct ilo_xmlwriter *writer)
{
	if (writer->in_tag)
		put(writer, ">");
	writer->in_tag = false;
}

static void
indent(struct ilo_xmlwriter *writer, size_t depth)
{
	put(writer, "\n");
	while (depth-- > 0)
		put(writer, "  ");
}

struct ilo_xmlwriter *
ilo_xmlwriter_new(FILE *stream, const char *root, const char *namespace_uri)
{
	struct ilo_xmlwriter *writer = ilo_xcalloc(1, sizeof *writer);

	writer->stream = stream;
	put(writer, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
	ilo_xmlwriter_start(writer, root);
	ilo_xmlwriter_attr(writer, "xmlns", namespace_uri);
	return writer;
}

void
ilo_xmlwriter_start(struct ilo_xmlwriter *writer, const char *name)
{
	struct open *parent =
		writer->count == 0 ? NULL : &writer->open[writer->count - 1];

	close_tag(writer);
	if (parent == NULL || !parent->has_text)
		indent(writer, writer->depth + writer->count);
	if (parent != NULL)
		parent->has_children = true;
	put(writer, "<");
	put(writer, name);
	writer->in_tag = true;
	writer->open = ilo_grow(writer->open, writer->count, &writer->capacity,
	                        sizeof *writer->open);
	writer->open[writer->count++] =
		(struct open){.name = ilo_xstrdup(name)};
}

void
ilo_xmlwriter_attr(struct ilo_xmlwriter *writer, const char *name,
                   const char *value)
{
	assert(writer->in_tag);
	if (value == NULL)
		return;
	put(writer, " ");
	put(writer, name);
	put(writer, "=\"");
	put_escaped(writer, value, true);
	put(writer, "\"");
}

void
ilo_xmlwriter_attr_count(struct ilo_xmlwriter *writer, const char *name,
                         int64_t value)
{
	char text[ILO_NUM_SIZE];

	ilo_xmlwriter_attr(writer, name, ilo_num_print_whole(value, text));
}

void
ilo_xmlwriter_attr_real(struct ilo_xmlwriter *writer, const char *name,
                        double value)
{
	char text[ILO_NUM_SIZE];

	assert(!isnan(value) && (isfinite(value) || value > 0));
	ilo_xmlwriter_attr(writer, name,
	                   isfinite(value) ? ilo_num_print(value, text)
	                                   : "INF");
}

void
ilo_xmlwriter_lang(struct ilo_xmlwriter *writer, const char *lang)
{
	ilo_xmlwriter_attr(writer, "xml:lang", lang);
}

void
ilo_xmlwriter_text(struct ilo_xmlwriter *writer, const char *text)
{
	assert(writer->count > 0);
	if (text == NULL || *text == '\0')
		return;
	close_tag(writer);
	writer->open[writer->count - 1].has_text = true;
	put_escaped(writer, text, false);
}

void
ilo_xmlwriter_end(struct ilo_xmlwriter *writer)
{
	struct open *open;

	assert(writer->count > 0);
	open = &writer->open[--writer->count];
	if (writer->in_tag) {
		put(writer, "/>");
		writer->in_tag = false;
	} else {
		if (open->has_children && !open->has_text)
			indent(writer, writer->depth + writer->count);
		put(writer, "</");
		put(writer, open->name);
		put(writer, ">");
	}
	free(open->name);
}

struct ilo_xmlwriter *
ilo_xmlwriter_piece(const struct ilo_xmlwriter *whole)
{
	struct ilo_xmlwriter *piece = ilo_xcalloc(1, sizeof *piece);

	piece->depth = whole->depth + whole->count;
	return piece;
}

void
ilo_xmlwriter_join(struct ilo_xmlwriter *whole, struct ilo_xmlwriter **piece)
{
	struct ilo_xmlwriter *own = *piece;

	*piece = NULL;
	while (own->count > 0)
		ilo_xmlwriter_end(own);
	if (own->text.count > 0) {
		close_tag(whole);
		whole->open[whole->count - 1].has_children = true;
		put_bytes(whole, ilo_buf_text(&own->text), own->text.count);
	}
	ilo_buf_release(&own->text);
	free(own->open);
	free(own);
}

enum ilo_status
ilo_xmlwriter_finish(struct ilo_xmlwriter **writer, struct ilo_diag *diag)
{
	struct ilo_xmlwriter *own = *writer;
	bool failed;

	*writer = NULL;
	while (own->count > 0)
		ilo_xmlwriter_end(own);
	put(own, "\n");
	flush(own);
	failed = own->failed || fflush(own->stream) != 0 ||
	         ferror(own->stream) != 0;
	ilo_buf_release(&own->text);
	free(own->open);
	free(own);
	if (failed)
		ilo_diag_report(diag, ILO_D_XML_WRITE, NULL, 0,
		                "the disk may be full");
	return failed ? ILO_FAILED : ILO_OK;
}
