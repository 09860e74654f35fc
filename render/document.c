/* Three walks over the tree: number and index, resolve, anchor. */

#include "render/document.h"

#include <libxml/hash.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/mem.h"
#include "common/xmlio.h"

struct counters {
	unsigned chapters, annexes, tables, charts;
};

struct settling {
	struct ilo_arena *arena;
	struct ilo_diag *diag;
	xmlHashTable *parts;   /* id to element */
	xmlHashTable *anchors; /* figure ids that have one */
	bool failed;
};

static void
set(struct settling *s, xmlNode *node, const char *name, const char *value)
{
	if (xmlSetProp(node, XC(name), XC(value)) == NULL)
		s->failed = true;
}

static xmlNode *
first_element(const xmlNode *node)
{
	xmlNode *child = node->children;

	while (child != NULL && child->type != XML_ELEMENT_NODE)
		child = child->next;
	return child;
}

static xmlNode *
next_element(const xmlNode *node)
{
	xmlNode *next = node->next;

	while (next != NULL && next->type != XML_ELEMENT_NODE)
		next = next->next;
	return next;
}

static void
index_part(struct settling *s, xmlNode *node)
{
	const char *id = ilo_xml_attr(s->arena, node, "id");

	if (id == NULL)
		return;
	if (xmlHashAddEntry(s->parts, XC(id), node) == 0)
		return;
	ilo_diag_report(s->diag, ILO_D_REFERENCE_BROKEN, NULL, 0,
	                "two parts have the id %s", id);
	s->failed = true;
}

/* "2", "2.3", "A", "A.1": what stands before the number is the parent's. */
static void
number_section(struct settling *s, xmlNode *node, const char *parent,
               struct counters *counters, unsigned place)
{
	const char *kind = ilo_xml_attr(s->arena, node, "kind");
	const char *number;

	if (parent != NULL)
		number = ilo_arena_printf(s->arena, "%s.%u", parent, place);
	else if (kind != NULL && strcmp(kind, "annex") == 0)
		number = ilo_arena_printf(s->arena, "%c",
		                          (int)('A' + counters->annexes++));
	else
		number = ilo_arena_printf(s->arena, "%u", ++counters->chapters);
	set(s, node, "number", number);
}

static void
number_count(struct settling *s, xmlNode *node, unsigned count)
{
	set(s, node, "number", ilo_arena_printf(s->arena, "%u", count));
}

static void
number_parts(struct settling *s, xmlNode *parent, const char *above,
             struct counters *counters)
{
	unsigned place = 0;

	for (xmlNode *n = first_element(parent); n != NULL;
	     n = next_element(n)) {
		const char *inside = above;

		if (ilo_xml_is(n, "section")) {
			number_section(s, n, above, counters, ++place);
			inside = ilo_xml_attr(s->arena, n, "number");
		} else if (ilo_xml_is(n, "table")) {
			number_count(s, n, ++counters->tables);
		} else if (ilo_xml_is(n, "chart")) {
			number_count(s, n, ++counters->charts);
		}
		if (!ilo_xml_is(n, "figure") && !ilo_xml_is(n, "drawing")) {
			index_part(s, n);
			number_parts(s, n, inside, counters);
		}
	}
}

static void
resolve(struct settling *s, xmlNode *ref)
{
	const char *to = ilo_xml_attr(s->arena, ref, "to");
	const xmlNode *part =
		to == NULL ? NULL : xmlHashLookup(s->parts, XC(to));

	if (part == NULL) {
		ilo_diag_report(s->diag, ILO_D_REFERENCE_BROKEN, NULL, 0, "%s",
		                to == NULL ? "a reference to nothing" : to);
		s->failed = true;
		return;
	}
	set(s, ref, "kind", (const char *)part->name);
	if (ilo_xml_attr(s->arena, part, "number") != NULL)
		set(s, ref, "number", ilo_xml_attr(s->arena, part, "number"));
}

/* The first table cell that shows a figure is where its id leads. */
static void
anchor(struct settling *s, xmlNode *figure)
{
	const char *id = ilo_xml_attr(s->arena, figure, "id");

	if (id != NULL && xmlHashAddEntry(s->anchors, XC(id), figure) == 0)
		set(s, figure, "anchor", "yes");
}

static void
settle_parts(struct settling *s, xmlNode *parent, bool in_cell)
{
	for (xmlNode *n = first_element(parent); n != NULL;
	     n = next_element(n)) {
		if (ilo_xml_is(n, "drawing"))
			continue;
		if (ilo_xml_is(n, "ref") || ilo_xml_is(n, "link"))
			resolve(s, n);
		if (in_cell && ilo_xml_is(n, "figure"))
			anchor(s, n);
		settle_parts(s, n, in_cell || ilo_xml_is(n, "cell"));
	}
}

enum ilo_status
document_settle(xmlDoc *document, struct ilo_diag *diag)
{
	struct settling s = {.arena = ilo_arena_new(),
	                     .diag = diag,
	                     .parts = xmlHashCreate(256),
	                     .anchors = xmlHashCreate(4096)};
	struct counters counters = {0, 0, 0, 0};
	xmlNode *root = xmlDocGetRootElement(document);

	if (root == NULL || s.parts == NULL || s.anchors == NULL) {
		ilo_diag_report(diag, ILO_D_LIBRARY, NULL, 0,
		                "libxml2: the document could not be indexed");
		s.failed = true;
	} else {
		number_parts(&s, root, NULL, &counters);
		settle_parts(&s, root, false);
	}
	xmlHashFree(s.parts, NULL);
	xmlHashFree(s.anchors, NULL);
	ilo_arena_free(s.arena);
	return s.failed ? ILO_FAILED : ILO_OK;
}
