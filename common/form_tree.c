/* Rows are taken in the order of the form's tables, which is the schema's. */

#include "common/form_tree.h"

#include <string.h>

#include "common/cover.h"
#include "common/xmlio.h"

struct tree {
	const struct ilo_form_fill *fill;
	xmlNode *root;
	const char *language; /* of the document */
};

/* One cell under way. */
struct cell {
	const struct ilo_form_row *row;
	const struct ilo_form_column *column;
	struct ilo_form_place *place;
	const char *text;
	const char *language;
	xmlNode *section; /* the table's element, or the row's group in it */
	xmlNode **record; /* NULL until the row has one */
};

static void *
made(void *item)
{
	if (item == NULL)
		ilo_out_of_memory();
	return item;
}

static xmlNode *
find(const xmlNode *parent, const char *name)
{
	for (xmlNode *node = parent->children; node != NULL;
	     node = node->next) {
		if (ilo_xml_is(node, name))
			return node;
	}
	return NULL;
}

/* A new child, the texts of a section staying last. */
static xmlNode *
add(xmlNode *parent, const char *name, void *place)
{
	xmlNode *node = made(xmlNewNode(NULL, XC(name)));
	xmlNode *text = find(parent, "text");

	node->_private = place;
	if (text != NULL && strcmp(name, "text") != 0)
		return xmlAddPrevSibling(text, node);
	return xmlAddChild(parent, node);
}

/* The element at the end of a path below parent, made where it is missing. */
static xmlNode *
reach(const struct tree *tree, xmlNode *parent, const char *path, void *place)
{
	while (*path != '\0') {
		const size_t length = strcspn(path, "/");
		const char *name =
			ilo_arena_strndup(tree->fill->arena, path, length);
		xmlNode *node = find(parent, name);

		parent = node == NULL ? add(parent, name, place) : node;
		path += length + (path[length] == '/');
	}
	return parent;
}

static void
set(const struct tree *tree, xmlNode *node, const char *name, const char *text,
    const struct cell *cell)
{
	xmlAttr *attribute = xmlHasProp(node, XC(name));
	const char *before = ilo_xml_attr(tree->fill->arena, node, name);

	if (before != NULL && strcmp(before, text) != 0)
		ilo_form_fault(tree->fill, ILO_D_FORM_TWICE, cell->place, "");
	if (attribute != NULL)
		return;
	attribute = made(xmlNewProp(node, XC(name), XC(text)));
	attribute->_private = cell->place;
}

static void
say(xmlNode *node, const char *text)
{
	xmlNode *content = made(xmlNewText(XC(text)));

	(void)made(xmlAddChild(node, content));
}

/* The element that the path ends in is made anew; what is above it is not. */
static xmlNode *
repeat(const struct tree *tree, const struct cell *cell, xmlNode *parent,
       const char *path)
{
	const char *last = strrchr(path, '/');

	if (last != NULL) {
		parent = reach(tree, parent,
		               ilo_arena_strndup(tree->fill->arena, path,
		                                 (size_t)(last - path)),
		               cell->place);
		path = last + 1;
	}
	return add(parent, path, cell->place);
}

static void
set_language(const struct tree *tree, xmlNode *node, const struct cell *cell)
{
	const char *language =
		cell->language == NULL ? tree->language : cell->language;

	if (language != NULL)
		set(tree, node, "xml:lang", language, cell);
}

/* Each part of text that is divided by the bytes of between. */
static const char *
next_part(const struct tree *tree, const char **text, const char *between)
{
	const char *part = NULL;

	while (part == NULL && **text != '\0') {
		const size_t length = strcspn(*text, between);

		part = ilo_cover_token(
			tree->fill->arena,
			ilo_arena_strndup(tree->fill->arena, *text, length));
		*text += length + ((*text)[length] != '\0');
	}
	return part;
}

static void
put_lines(const struct tree *tree, const struct cell *cell, xmlNode *parent,
          const char *path)
{
	const char *rest = cell->text, *part;

	while ((part = next_part(tree, &rest, "\n")) != NULL) {
		xmlNode *node = repeat(tree, cell, parent, path);

		if (cell->column->attribute != NULL) {
			set(tree, node, cell->column->attribute, part, cell);
		} else {
			set_language(tree, node, cell);
			say(node, part);
		}
	}
}

static void
put_each(const struct tree *tree, const struct cell *cell, xmlNode *parent,
         const char *path)
{
	const char *rest = cell->text, *part;

	while ((part = next_part(tree, &rest, " ")) != NULL)
		set(tree, repeat(tree, cell, parent, path),
		    cell->column->attribute, part, cell);
}

/* "FR 2, DE 1": the count may be left out. */
static void
put_pairs(const struct tree *tree, const struct cell *cell, xmlNode *parent,
          const char *path)
{
	const char *rest = cell->text, *part;

	while ((part = next_part(tree, &rest, ",;\n")) != NULL) {
		xmlNode *node = repeat(tree, cell, parent, path);
		const size_t length = strcspn(part, " ");
		const char *count =
			ilo_cover_token(tree->fill->arena, part + length);

		set(tree, node, cell->column->attribute,
		    ilo_arena_strndup(tree->fill->arena, part, length), cell);
		if (count != NULL)
			set(tree, node, cell->column->count, count, cell);
	}
}

/* Texts in a language are elements of their own; others are an element's. */
static void
put_text(const struct tree *tree, const struct cell *cell, xmlNode *parent,
         const char *path)
{
	const char *last = strrchr(path, '/');
	xmlNode *node;

	if (strcmp(last == NULL ? path : last + 1, "text") == 0) {
		node = repeat(tree, cell, parent, path);
		set_language(tree, node, cell);
	} else {
		node = reach(tree, parent, path, cell->place);
	}
	say(node, cell->text);
}

static void
put(const struct tree *tree, const struct cell *cell, xmlNode *parent,
    const char *path)
{
	const struct ilo_form_column *column = cell->column;

	if (column->shape == ILO_FORM_LINES)
		put_lines(tree, cell, parent, path);
	else if (column->shape == ILO_FORM_EACH)
		put_each(tree, cell, parent, path);
	else if (column->shape == ILO_FORM_PAIRS)
		put_pairs(tree, cell, parent, path);
	else if (column->attribute == NULL)
		put_text(tree, cell, parent, path);
	else
		set(tree, reach(tree, parent, path, cell->place),
		    column->attribute, cell->text, cell);
}

/* What of a path is below its first step, if that has this name; else NULL. */
static const char *
below(const char *path, const char *name)
{
	const size_t length = name == NULL ? 0 : strlen(name);

	if (name == NULL || strncmp(path, name, length) != 0)
		return NULL;
	if (path[length] == '\0')
		return path + length;
	return path[length] == '/' ? path + length + 1 : NULL;
}

static bool
says(const xmlNode *node, const char *name, const char *text)
{
	const xmlAttr *attribute = xmlHasProp(node, XC(name));

	return attribute != NULL && attribute->children != NULL &&
	       xmlStrEqual(attribute->children->content, XC(text));
}

/* The group of the row: that of the rows before which say the same of it. */
static xmlNode *
group_of(const struct cell *cell)
{
	const struct ilo_form_table *table = cell->row->table;
	const size_t at = ilo_form_column_at(table, table->by);
	const char *key = at == table->count ? NULL : cell->row->texts[at];

	for (xmlNode *node = cell->section->children;
	     node != NULL && key != NULL; node = node->next)
		if (ilo_xml_is(node, table->group) &&
		    says(node, table->by, key))
			return node;
	return add(cell->section, table->group, cell->place);
}

static void
take_cell(const struct tree *tree, struct cell cell, xmlNode **group)
{
	const struct ilo_form_table *table = cell.row->table;
	const char *path = cell.column->path, *rest;

	if (cell.column->of_root) {
		set(tree, tree->root, cell.column->attribute, cell.text, &cell);
		return;
	}
	rest = below(path, table->group);
	if (rest != NULL) {
		if (*group == NULL)
			*group = group_of(&cell);
		cell.section = *group;
		path = rest;
	}
	rest = below(path, table->record);
	if (rest == NULL) {
		put(tree, &cell, cell.section, path);
		return;
	}
	if (*cell.record == NULL)
		*cell.record = add(cell.section, table->record, cell.place);
	put(tree, &cell, *cell.record, rest);
}

static void
take_row(const struct tree *tree, const struct ilo_form_row *row)
{
	const struct ilo_form_table *table = row->table;
	xmlNode *record = NULL, *group = NULL;
	struct cell cell = {.row = row, .record = &record};

	for (size_t i = 0; i < table->count; i++) {
		if (table->columns[i].is_language && row->texts[i] != NULL &&
		    *row->texts[i] != '\0')
			cell.language = row->texts[i];
	}
	for (size_t i = 0; i < table->count; i++) {
		cell.column = &table->columns[i];
		cell.text = row->texts[i];
		cell.place = &row->places[i];
		if (cell.text == NULL || *cell.text == '\0' ||
		    cell.column->is_language)
			continue;
		cell.section =
			reach(tree, tree->root, table->element, cell.place);
		if (strcmp(table->element, "statistics") == 0)
			return; /* its rows are no nodes */
		take_cell(tree, cell, &group);
	}
}

static const char *
document_language(const struct ilo_form_fill *fill)
{
	for (size_t i = 0; i < fill->count; i++) {
		const struct ilo_form_row *row = &fill->rows[i];
		const size_t at = ilo_form_column_at(row->table, "language");

		if (strcmp(row->table->element, "cover") == 0 &&
		    at < row->table->count)
			return row->texts[at];
	}
	return NULL;
}

xmlDoc *
ilo_form_tree(const struct ilo_form_fill *fill)
{
	xmlDoc *document = made(xmlNewDoc(XC("1.0")));
	struct tree tree = {.fill = fill, .language = document_language(fill)};

	tree.root = made(xmlNewNode(NULL, XC("submission")));
	(void)xmlDocSetRootElement(document, tree.root); /* there was none */
	for (size_t i = 0; i < fill->count; i++)
		take_row(&tree, &fill->rows[i]);
	return document;
}
