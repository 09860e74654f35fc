/* schema/form.xml is ours: what it leaves out is empty, what it has wrong is
 * the run's failure. */

#include "common/form.h"

#include <string.h>

#include "common/num.h"
#include "common/xmlio.h"

struct load {
	struct ilo_arena *arena;
	struct ilo_diag *diag;
	const char *path;
	bool failed;
};

static void
complain(struct load *load, const xmlNode *node, const char *what)
{
	ilo_diag_report(load->diag, ILO_D_XML_UNREADABLE, load->path,
	                ilo_xml_line(node), "%s", what);
	load->failed = true;
}

static const char *
attribute(const struct load *load, const xmlNode *node, const char *name)
{
	return ilo_xml_attr(load->arena, node, name);
}

static size_t
count_of(const xmlNode *node, const char *name)
{
	size_t count = 0;

	for (node = ilo_xml_child(node, name); node != NULL;
	     node = ilo_xml_next(node, name))
		count++;
	return count;
}

/* The elements of that name below node, as the texts of one label. */
static struct ilo_form_label
read_label(const struct load *load, const xmlNode *node, const char *name)
{
	struct ilo_form_label label = {NULL, 0};

	label.texts = ilo_arena_alloc(load->arena, (count_of(node, name) + 1) *
	                                                   sizeof *label.texts);
	for (node = ilo_xml_child(node, name); node != NULL;
	     node = ilo_xml_next(node, name))
		label.texts[label.count++] =
			(struct ilo_form_text){attribute(load, node, "lang"),
		                               ilo_xml_text(load->arena, node)};
	return label;
}

static enum ilo_form_shape
read_shape(struct load *load, const xmlNode *node)
{
	static const char *const names[] = {
		[ILO_FORM_TEXT] = "text",   [ILO_FORM_DATE] = "date",
		[ILO_FORM_COUNT] = "count", [ILO_FORM_PERIOD] = "period",
		[ILO_FORM_CODE] = "code",   [ILO_FORM_SEVERAL_CODES] = "codes",
		[ILO_FORM_PAIRS] = "pairs", [ILO_FORM_LINES] = "lines",
		[ILO_FORM_UNIT] = "unit",   [ILO_FORM_EACH] = "each",
		[ILO_FORM_NAMES] = "names",
	};
	const char *shape = attribute(load, node, "shape");

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (shape != NULL && strcmp(shape, names[i]) == 0)
			return (enum ilo_form_shape)i;
	}
	complain(load, node, "no such shape");
	return ILO_FORM_TEXT;
}

static struct ilo_form_column
read_column(struct load *load, const xmlNode *node)
{
	const char *to = attribute(load, node, "to");
	const char *required = attribute(load, node, "required");
	struct ilo_form_column column = {
		.id = attribute(load, node, "id"),
		.count = attribute(load, node, "count"),
		.shape = read_shape(load, node),
		.list = attribute(load, node, "list"),
		.required = required != NULL && strcmp(required, "yes") == 0,
		.label = read_label(load, node, "label")};
	const char *at;

	if (column.id == NULL || to == NULL || column.label.count == 0) {
		complain(load, node, "a column needs id, to and a label");
		return column;
	}
	at = strchr(to, '@');
	column.attribute = at == NULL ? NULL : at + 1;
	column.of_root = *to == '/';
	column.is_language = strcmp(to, "lang") == 0;
	column.path = ilo_arena_strndup(load->arena, to,
	                                column.of_root || at == to ? 0
	                                : at == NULL               ? strlen(to)
	                                             : (size_t)(at - to));
	return column;
}

static struct ilo_form_table
read_table(struct load *load, const xmlNode *node)
{
	const char *rows = attribute(load, node, "rows");
	struct ilo_form_table table = {
		.id = attribute(load, node, "id"),
		.element = attribute(load, node, "element"),
		.record = attribute(load, node, "record"),
		.group = attribute(load, node, "group"),
		.by = attribute(load, node, "by")};
	int64_t count = 0;

	if (table.id == NULL || table.element == NULL ||
	    (table.group == NULL) != (table.by == NULL) ||
	    (rows != NULL && !ilo_num_count(rows, &count)))
		complain(load, node,
		         "a table needs id and element, and group with by");
	table.rows = (size_t)count;
	table.columns =
		ilo_arena_alloc(load->arena, (count_of(node, "column") + 1) *
	                                             sizeof *table.columns);
	for (node = ilo_xml_child(node, "column"); node != NULL;
	     node = ilo_xml_next(node, "column"))
		table.columns[table.count++] = read_column(load, node);
	return table;
}

static enum ilo_form_layout
read_layout(struct load *load, const xmlNode *node)
{
	static const char *const names[] = {
		[ILO_FORM_HELP] = "help",
		[ILO_FORM_ITEMS] = "items",
		[ILO_FORM_TABLES] = "tables",
		[ILO_FORM_CODES] = "codes",
	};
	const char *layout = attribute(load, node, "layout");

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (layout != NULL && strcmp(layout, names[i]) == 0)
			return (enum ilo_form_layout)i;
	}
	complain(load, node, "no such layout");
	return ILO_FORM_HELP;
}

static struct ilo_form_sheet
read_sheet(struct load *load, const xmlNode *node)
{
	struct ilo_form_sheet sheet = {.id = attribute(load, node, "id"),
	                               .layout = read_layout(load, node),
	                               .label =
	                                       read_label(load, node, "label")};
	const xmlNode *child;

	if (sheet.id == NULL || sheet.label.count == 0)
		complain(load, node, "a sheet needs id and label");
	sheet.tables = ilo_arena_alloc(load->arena, (count_of(node, "table") +
	                                             1) * sizeof *sheet.tables);
	sheet.lines = ilo_arena_alloc(load->arena, (count_of(node, "line") +
	                                            1) * sizeof *sheet.lines);
	for (child = ilo_xml_child(node, "table"); child != NULL;
	     child = ilo_xml_next(child, "table"))
		sheet.tables[sheet.count++] = read_table(load, child);
	for (child = ilo_xml_child(node, "line"); child != NULL;
	     child = ilo_xml_next(child, "line"))
		sheet.lines[sheet.line_count++] =
			read_label(load, child, "text");
	return sheet;
}

static struct ilo_form_list
read_list(struct load *load, const xmlNode *node)
{
	struct ilo_form_list list = {
		.id = attribute(load, node, "id"),
		.codelist = attribute(load, node, "codelist"),
		.property = attribute(load, node, "property"),
		.without = attribute(load, node, "without")};

	if (list.id == NULL)
		complain(load, node, "a list needs an id");
	list.items = ilo_arena_alloc(load->arena, (count_of(node, "item") + 1) *
	                                                  sizeof *list.items);
	for (node = ilo_xml_child(node, "item"); node != NULL;
	     node = ilo_xml_next(node, "item"))
		list.items[list.count++] =
			(struct ilo_form_item){attribute(load, node, "id"),
		                               read_label(load, node, "label")};
	return list;
}

static struct ilo_form *
read_form(struct load *load, const xmlNode *root)
{
	struct ilo_form *form = ilo_arena_alloc(load->arena, sizeof *form);
	const xmlNode *node;

	form->version = attribute(load, root, "version");
	form->reads = attribute(load, root, "reads");
	if (form->version == NULL)
		complain(load, root, "the form needs a version");
	form->sheets = ilo_arena_alloc(load->arena, (count_of(root, "sheet") +
	                                             1) * sizeof *form->sheets);
	form->lists = ilo_arena_alloc(load->arena, (count_of(root, "list") +
	                                            1) * sizeof *form->lists);
	for (node = ilo_xml_child(root, "sheet"); node != NULL;
	     node = ilo_xml_next(node, "sheet"))
		form->sheets[form->count++] = read_sheet(load, node);
	for (node = ilo_xml_child(root, "list"); node != NULL;
	     node = ilo_xml_next(node, "list"))
		form->lists[form->list_count++] = read_list(load, node);
	return form;
}

enum ilo_status
ilo_form_load(const char *datadir, struct ilo_arena *arena,
              struct ilo_diag *diag, struct ilo_form **out)
{
	struct load load = {.arena = arena, .diag = diag};
	enum ilo_status status;
	xmlDoc *document;

	*out = NULL;
	load.path = ilo_arena_printf(arena, "%s/schema/form.xml", datadir);
	status = ilo_xml_read(load.path, diag, &document);
	if (status != ILO_OK)
		return status;
	*out = read_form(&load, xmlDocGetRootElement(document));
	ilo_xml_free(document);
	return load.failed ? ILO_FAILED : ILO_OK;
}

const struct ilo_form_sheet *
ilo_form_sheet(const struct ilo_form *form, const char *id)
{
	for (size_t i = 0; i < form->count; i++) {
		if (strcmp(form->sheets[i].id, id) == 0)
			return &form->sheets[i];
	}
	return NULL;
}

const struct ilo_form_table *
ilo_form_table(const struct ilo_form_sheet *sheet, const char *id)
{
	for (size_t i = 0; i < sheet->count; i++) {
		if (strcmp(sheet->tables[i].id, id) == 0)
			return &sheet->tables[i];
	}
	return NULL;
}

size_t
ilo_form_column_at(const struct ilo_form_table *table, const char *id)
{
	size_t i = 0;

	while (i < table->count && strcmp(table->columns[i].id, id) != 0)
		i++;
	return i;
}

const struct ilo_form_list *
ilo_form_list(const struct ilo_form *form, const char *id)
{
	for (size_t i = 0; i < form->list_count && id != NULL; i++) {
		if (strcmp(form->lists[i].id, id) == 0)
			return &form->lists[i];
	}
	return NULL;
}

const char *
ilo_form_label(const struct ilo_form_label *label, const char *lang)
{
	const char *english = "";

	for (size_t i = 0; i < label->count; i++) {
		const struct ilo_form_text *text = &label->texts[i];

		if (text->lang != NULL && strcmp(text->lang, lang) == 0)
			return text->text;
		if (text->lang != NULL && strcmp(text->lang, "en") == 0)
			english = text->text;
	}
	return english;
}

bool
ilo_form_is_label(const struct ilo_form_label *label, const char *text)
{
	for (size_t i = 0; i < label->count; i++) {
		if (strcmp(label->texts[i].text, text) == 0)
			return true;
	}
	return false;
}
