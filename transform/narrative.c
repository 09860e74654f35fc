/*
 * The walk: an element in a stated language is a text, any other is a record
 * named after it, attributes stay.  Places are given as XPath, with a position
 * wherever an element may stand several times.
 */

#include "transform/narrative.h"

#include <stdbool.h>
#include <string.h>

#include "common/buf.h"
#include "common/text.h"

/* Attributes of schema/submission.xsd whose type is country or countries. */
static const char *const country_attributes[] = {"by",
                                                 "convener",
                                                 "country",
                                                 "for",
                                                 "issued-by",
                                                 "next-country",
                                                 "nationalities",
                                                 "remit",
                                                 "sending-state",
                                                 "state"};

/* Attributes that entries and records have themselves. */
static const char *const own_attributes[] = {"kind", "line", "path", "reporter",
                                             "source"};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool
is_among(const char *name, const char *const *names, size_t count)
{
	while (count > 0)
		if (strcmp(names[--count], name) == 0)
			return true;
	return false;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

const char *
narrative_text(struct ilo_arena *arena, const char *text)
{
	const char *from = ilo_text_nfc(arena, text);
	char *start = ilo_arena_strdup(arena, from), *to = start;

	for (; *from != '\0'; from++) {
		if (!is_blank(*from))
			*to++ = *from;
		else if (to > start && to[-1] != ' ')
			*to++ = ' ';
	}
	if (to > start && to[-1] == ' ')
		to--;
	*to = '\0';
	return start;
}

const xmlNode *
narrative_find(const xmlDoc *document, const char *path)
{
	const xmlNode *node = xmlDocGetRootElement(document);
	struct ilo_buf name = ILO_BUF_INIT;
	size_t length;

	while (node != NULL && *path != '\0') {
		length = strcspn(path, "/");
		ilo_buf_clear(&name);
		ilo_buf_add(&name, path, length);
		node = ilo_xml_child(node, ilo_buf_text(&name));
		path += length + (path[length] == '/');
	}
	ilo_buf_release(&name);
	return node;
}

/* A list of country codes with each as ISO writes it. */
static const char *
iso_codes(const struct narrative *narrative, const char *value)
{
	struct ilo_buf out = ILO_BUF_INIT;
	const char *code, *iso;
	size_t length;

	while (*value != '\0') {
		length = strcspn(value, " ");
		code = ilo_arena_strndup(narrative->arena, value, length);
		iso = ilo_codebook_country(narrative->codebook, code);
		if (out.count > 0)
			ilo_buf_puts(&out, " ");
		ilo_buf_puts(&out, iso == NULL ? code : iso);
		value += length + (value[length] == ' ');
	}
	value = ilo_arena_strdup(narrative->arena, ilo_buf_text(&out));
	ilo_buf_release(&out);
	return value;
}

static void
write_attribute(const struct narrative *narrative, const xmlNode *node,
                const char *name)
{
	const char *value = ilo_xml_attr(narrative->arena, node, name);

	if (value == NULL)
		return;
	value = narrative_text(narrative->arena, value);
	if (is_among(name, country_attributes, COUNT(country_attributes)))
		value = iso_codes(narrative, value);
	if (is_among(name, own_attributes, COUNT(own_attributes)))
		name = ilo_arena_printf(narrative->arena, "%s-%s",
		                        (const char *)node->name, name);
	ilo_xmlwriter_attr(narrative->writer, name, value);
}

static void
write_attributes(const struct narrative *narrative, const xmlNode *node)
{
	const xmlAttr *attribute;

	for (attribute = node->properties; attribute != NULL;
	     attribute = attribute->next)
		if (attribute->ns == NULL)
			write_attribute(narrative, node,
			                (const char *)attribute->name);
}

static void
write_place(const struct narrative *narrative, const xmlNode *node,
            const char *path)
{
	ilo_xmlwriter_attr_count(narrative->writer, "line", ilo_xml_line(node));
	ilo_xmlwriter_attr(narrative->writer, "path",
	                   ilo_xml_place(node) == NULL ? path
	                                               : ilo_xml_place(node));
}

/* Where a child stands among those of its name, given the element before it and
 * that one's position: elements of one name nearly always follow each other. */
static int
position_of(const xmlNode *child, const xmlNode *previous, int position)
{
	const char *name = (const char *)child->name;
	const xmlNode *node;

	if (previous != NULL && ilo_xml_is(previous, name))
		return position + 1;
	position = 1;
	for (node = ilo_xml_child(child->parent, name); node != child;
	     node = ilo_xml_next(node, name))
		position++;
	return position;
}

static void
write_text(const struct narrative *narrative, const xmlNode *node,
           const char *lang, const char *path)
{
	const char *text = narrative_text(narrative->arena,
	                                  ilo_xml_text(narrative->arena, node));

	if (*text == '\0')
		return; /* an empty paragraph states nothing */
	ilo_xmlwriter_start(narrative->writer, "text");
	ilo_xmlwriter_lang(narrative->writer, lang);
	write_place(narrative, node, path);
	ilo_xmlwriter_text(narrative->writer, text);
	ilo_xmlwriter_end(narrative->writer);
}

static void write_children(const struct narrative *narrative,
                           const xmlNode *node, const char *path);

static void
write_record(const struct narrative *narrative, const xmlNode *node,
             const char *path)
{
	ilo_xmlwriter_start(narrative->writer, "record");
	ilo_xmlwriter_attr(narrative->writer, "kind", (const char *)node->name);
	write_place(narrative, node, path);
	write_attributes(narrative, node);
	write_children(narrative, node, path);
	ilo_xmlwriter_end(narrative->writer);
}

/* Recursion ends with the submission, whose depth its schema bounds. */
static void
write_children(const struct narrative *narrative, const xmlNode *node,
               const char *path)
{
	const xmlNode *child, *previous = NULL;
	const char *lang, *place;
	int position = 0;

	for (child = ilo_xml_child(node, NULL); child != NULL;
	     child = ilo_xml_next(child, NULL)) {
		position = position_of(child, previous, position);
		place = ilo_arena_printf(narrative->arena, "%s/%s[%d]", path,
		                         (const char *)child->name, position);
		lang = ilo_xml_attr(narrative->arena, child, "lang");
		if (lang != NULL)
			write_text(narrative, child, lang, place);
		else
			write_record(narrative, child, place);
		previous = child;
	}
}

void
narrative_write(const struct narrative *narrative,
                const struct narrator *narrator, const char *path)
{
	const xmlNode *node = narrative_find(narrator->document, path), *root;
	const char *place;

	if (node == NULL)
		return;
	root = xmlDocGetRootElement(narrator->document);
	place = ilo_arena_printf(narrative->arena, "/%s/%s",
	                         (const char *)root->name, path);
	ilo_xmlwriter_start(narrative->writer, "entry");
	ilo_xmlwriter_attr(narrative->writer, "source", narrator->source);
	ilo_xmlwriter_attr(narrative->writer, "reporter", narrator->reporter);
	write_place(narrative, node, place);
	write_attributes(narrative, node);
	write_children(narrative, node, place);
	ilo_xmlwriter_end(narrative->writer);
}

/* ===== Nothing is left out unsaid ===== */

static bool
is_field(const struct ilo_codebook *codebook, const char *path)
{
	const struct ilo_codelist *fields =
		ilo_codebook_list(codebook, ILO_LIST_FIELDS);
	const char *known;
	size_t i;

	for (i = 0; i < ilo_codelist_count(fields); i++) {
		known = ilo_code_property(ilo_codelist_at(fields, i),
		                          "element");
		if (known != NULL && strcmp(known, path) == 0)
			return true;
	}
	return false;
}

static void
check_part(const struct ilo_codebook *codebook, const xmlNode *part,
           const char *file, struct ilo_diag *diag)
{
	struct ilo_buf path = ILO_BUF_INIT;
	const xmlNode *node;

	for (node = ilo_xml_child(part, NULL); node != NULL;
	     node = ilo_xml_next(node, NULL)) {
		ilo_buf_clear(&path);
		ilo_buf_printf(&path, "%s/%s", (const char *)part->name,
		               (const char *)node->name);
		if (!is_field(codebook, ilo_buf_text(&path)))
			ilo_diag_report(diag, ILO_D_FIELD_UNKNOWN, file,
			                ilo_xml_line(node), "%s",
			                ilo_buf_text(&path));
	}
	ilo_buf_release(&path);
}

void
narrative_check(const struct ilo_codebook *codebook, const xmlDoc *document,
                const char *file, struct ilo_diag *diag)
{
	const xmlNode *part =
		ilo_xml_child(xmlDocGetRootElement(document), NULL);

	for (; part != NULL; part = ilo_xml_next(part, NULL))
		if (!ilo_xml_is(part, "cover") &&
		    !ilo_xml_is(part, "statistics"))
			check_part(codebook, part, file, diag);
}
