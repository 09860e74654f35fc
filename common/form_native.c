/* Each tag begins a line of its own, so that a line names it. */

#include "common/form_native.h"

#include <stdlib.h>
#include <string.h>

#include "common/form_tree.h"
#include "common/names.h"
#include "common/xmlio.h"

static void
note(struct ilo_form_native *native, const char *attribute,
     const struct ilo_form_place *place)
{
	if (place == NULL)
		return;
	native->spots = ilo_grow(native->spots, native->count,
	                         &native->capacity, sizeof *native->spots);
	native->spots[native->count++] =
		(struct ilo_form_spot){native->line, attribute, *place};
}

static void
put(struct ilo_form_native *native, const char *text)
{
	for (const char *at = text; *at != '\0'; at++)
		native->line += *at == '\n';
	ilo_buf_puts(&native->text, text);
}

static void
put_escaped(struct ilo_form_native *native, const char *text, bool attribute)
{
	for (; *text != '\0'; text++) {
		if (*text == '&')
			put(native, "&amp;");
		else if (*text == '<')
			put(native, "&lt;");
		else if (*text == '>')
			put(native, "&gt;");
		else if (*text == '"')
			put(native, "&quot;");
		else if (attribute && strchr("\t\n\r", *text) != NULL)
			put(native, "&#10;");
		else
			put(native, (const char[]){*text, '\0'});
	}
}

static void
put_attribute(struct ilo_form_native *native, const char *name,
              const char *text, const struct ilo_form_place *place)
{
	note(native, name, place);
	put(native, " ");
	put(native, name);
	put(native, "=\"");
	put_escaped(native, text, true);
	put(native, "\"");
}

/* ---- rows ---- */

/* The unit of the row's indicator, which the form fills in by itself.  What is
 * wrong with the indicator is said of that. */
static const char *
unit_of(const struct ilo_form_native *native, const struct ilo_form_row *row)
{
	const struct ilo_codelist *list =
		ilo_codebook_list(native->fill->codebook, ILO_LIST_INDICATORS);
	const size_t at = ilo_form_column_at(row->table, "indicator");
	const struct ilo_code_entry *entry = NULL;
	const char *unit = NULL;

	if (at < row->table->count && row->texts[at] != NULL)
		entry = ilo_codelist_find(list, row->texts[at]);
	if (entry != NULL)
		unit = ilo_code_property(entry, "unit");
	return unit == NULL ? "_X" : unit;
}

/* Of an absence only the cell and its reason are said; that there is no status
 * and no value beside has been looked at. */
static bool
is_said(const struct ilo_form_column *column, bool is_absence)
{
	static const char *const of_values[] = {"value", "status",
	                                        "confidentiality"};

	if (!is_absence)
		return strcmp(column->attribute, "reason") != 0;
	for (size_t i = 0; i < sizeof of_values / sizeof of_values[0]; i++) {
		if (strcmp(column->attribute, of_values[i]) == 0)
			return false;
	}
	return true;
}

static void
put_row(struct ilo_form_native *native, const struct ilo_form_row *row)
{
	const struct ilo_form_table *table = row->table;
	const size_t reason = ilo_form_column_at(table, "reason");
	const size_t value = ilo_form_column_at(table, "value");
	const bool is_absence =
		row->texts[reason] != NULL && row->texts[value] == NULL;

	note(native, NULL, &row->places[is_absence ? reason : value]);
	put(native, is_absence ? "<absence" : "<observation");
	for (size_t i = 0; i < table->count; i++) {
		const struct ilo_form_column *column = &table->columns[i];
		const char *text = row->texts[i];

		if (text == NULL && column->shape == ILO_FORM_UNIT)
			text = unit_of(native, row);
		if (text != NULL && *text != '\0' &&
		    is_said(column, is_absence))
			put_attribute(native, column->attribute, text,
			              &row->places[i]);
	}
	put(native, "/>\n");
}

static void
put_rows(struct ilo_form_native *native)
{
	const struct ilo_form_fill *fill = native->fill;

	for (size_t i = 0; i < fill->count; i++) {
		if (strcmp(fill->rows[i].table->element, "statistics") == 0)
			put_row(native, &fill->rows[i]);
	}
}

/* ---- the tree ---- */

static void
open_tag(struct ilo_form_native *native, const xmlNode *node)
{
	note(native, NULL, node->_private);
	put(native, "<");
	put(native, (const char *)node->name);
	for (const xmlAttr *one = node->properties; one != NULL;
	     one = one->next)
		put_attribute(native, (const char *)one->name,
		              ilo_xml_attr(native->fill->arena, node,
		                           (const char *)one->name),
		              one->_private);
}

/* The tree is ours and as deep as the form's paths. */
static void
put_node(struct ilo_form_native *native, const xmlNode *node)
{
	open_tag(native, node);
	put(native, ">");
	if (ilo_xml_child(node, NULL) == NULL) {
		const char *text = ilo_xml_text(native->fill->arena, node);

		put_escaped(native, text == NULL ? "" : text, false);
	} else {
		put(native, "\n");
	}
	if (ilo_xml_is(node, "statistics")) {
		put(native, "\n");
		put_rows(native);
	}
	for (const xmlNode *child = ilo_xml_child(node, NULL); child != NULL;
	     child = ilo_xml_next(child, NULL))
		put_node(native, child);
	put(native, "</");
	put(native, (const char *)node->name);
	put(native, ">\n");
}

void
ilo_form_native_make(struct ilo_form_native *native,
                     const struct ilo_form_fill *fill)
{
	xmlNode *root;

	*native = (struct ilo_form_native){.fill = fill, .line = 1};
	native->tree = ilo_form_tree(fill);
	root = xmlDocGetRootElement(native->tree);
	if (fill->count > 0)
		root->_private = &fill->rows[0].places[0];
	if (xmlNewProp(root, XC("xmlns"), XC(ILO_NS_SUBMISSION)) == NULL ||
	    xmlNewProp(root, XC("version"), XC("1.0")) == NULL)
		ilo_out_of_memory();
	put_node(native, root);
}

void
ilo_form_native_release(struct ilo_form_native *native)
{
	ilo_xml_free(native->tree);
	ilo_buf_release(&native->text);
	free(native->spots);
	*native = (struct ilo_form_native){.fill = NULL};
}

/* The first spot of the line, or where it would stand. */
static size_t
lower_bound(const struct ilo_form_native *native, long line)
{
	size_t low = 0, high = native->count;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (native->spots[middle].line < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct ilo_form_place *
ilo_form_native_find(const struct ilo_form_native *native, long line,
                     const char *attribute)
{
	const struct ilo_form_place *place = NULL;

	for (size_t i = lower_bound(native, line);
	     i < native->count && native->spots[i].line == line; i++) {
		const struct ilo_form_spot *spot = &native->spots[i];

		if (spot->attribute == NULL && place == NULL)
			place = &spot->place;
		if (spot->attribute != NULL && attribute != NULL &&
		    strcmp(spot->attribute, attribute) == 0)
			return &spot->place;
	}
	return place;
}
