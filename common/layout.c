/*
 * The layouts are the project's own files, but people may correct them on an
 * installed system: what the reader relies on is checked here again.
 */

#include "common/layout.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/layout_read.h"
#include "common/num.h"
#include "common/xmlio.h"

struct ilo_layouts {
	struct ilo_arena *arena; /* holds everything */
	struct ilo_layout *items;
	size_t count;
};

struct loader {
	const char *path;
	struct ilo_arena *arena;
	struct ilo_codelist *const *lists;
	struct ilo_diag *diag;
	struct ilo_layout *layout;
	bool failed;
};

/* A word of the files and what it stands for. */
struct word {
	const char *text;
	int value;
};

static const struct word roles[] = {
	{"host", ILO_ROLE_HOST},
	{"citizenship", ILO_ROLE_CITIZENSHIP},
	{"route", ILO_ROLE_ROUTE},
	{"border", ILO_ROLE_BORDER},
	{"indicator", ILO_ROLE_INDICATOR},
	{"counted-by", ILO_ROLE_COUNTED_BY},
	{"reporter", ILO_ROLE_REPORTER},
	{"sender", ILO_ROLE_SENDER},
	{"period", ILO_ROLE_PERIOD},
	{"reported", ILO_ROLE_REPORTED},
	{"value", ILO_ROLE_VALUE},
	{"flags", ILO_ROLE_FLAGS},
	{"constant", ILO_ROLE_CONSTANT},
	{"ignored", ILO_ROLE_IGNORED},
	{NULL, -1},
};

static const struct word signs[] = {
	{"comma", ','}, {"semicolon", ';'},   {"tab", '\t'},   {"bar", '|'},
	{"point", '.'}, {"blank", ' '},       {"double", '"'}, {"single", '\''},
	{"hash", '#'},  {"apostrophe", '\''}, {"none", '\0'},  {NULL, -1},
};

static const struct word uses[] = {
	{"code", ILO_LABEL_CODE},
	{"rest", ILO_LABEL_REST},
	{"left-out", ILO_LABEL_LEFT_OUT},
	{"total", ILO_LABEL_TOTAL},
	{NULL, -1},
};

static const enum ilo_list role_lists[ILO_DIMENSIONS] = {
	[ILO_ROLE_HOST] = ILO_LIST_COUNTRIES,
	[ILO_ROLE_CITIZENSHIP] = ILO_LIST_COUNTRIES,
	[ILO_ROLE_ROUTE] = ILO_LIST_ROUTES,
	[ILO_ROLE_BORDER] = ILO_LIST_BORDERS,
	[ILO_ROLE_INDICATOR] = ILO_LIST_INDICATORS,
	[ILO_ROLE_COUNTED_BY] = ILO_LIST_COUNTED_BY,
	[ILO_ROLE_REPORTER] = ILO_LIST_MEMBERS,
};

enum ilo_list
ilo_role_list(enum ilo_role role)
{
	return (int)role < ILO_DIMENSIONS ? role_lists[role]
	       : role == ILO_ROLE_FLAGS   ? ILO_LIST_OBS_STATUS
	                                  : ILO_LIST_MEMBERS;
}

static void
problem(struct loader *loader, const xmlNode *node, const char *what,
        const char *detail)
{
	ilo_diag_report(loader->diag, ILO_D_LAYOUT_UNREADABLE, loader->path,
	                ilo_xml_line(node), "%s %s", what, detail);
	loader->failed = true;
}

static const char *
attribute(const struct loader *loader, const xmlNode *node, const char *name)
{
	return node == NULL ? NULL : ilo_xml_attr(loader->arena, node, name);
}

static int
word(struct loader *loader, const xmlNode *node, const char *name,
     const struct word *words)
{
	const char *text = attribute(loader, node, name);

	if (text == NULL)
		text = words == signs ? "none" : "code";
	while (words->text != NULL && strcmp(words->text, text) != 0)
		words++;
	if (words->text == NULL)
		problem(loader, node, name, "holds an unknown word");
	return words->value;
}

static bool
has_code(const struct loader *loader, enum ilo_list list, const char *id)
{
	return ilo_codelist_find(loader->lists[list], id) != NULL;
}

/* The code an attribute names; NULL when it is not there. */
static const char *
code(struct loader *loader, const xmlNode *node, const char *name,
     enum ilo_role role)
{
	const char *id = attribute(loader, node, name);

	if (id != NULL && !has_code(loader, ilo_role_list(role), id))
		problem(loader, node, "no such code:", id);
	return id;
}

/* ---- columns ----------------------------------------------------------- */

static size_t
children(const xmlNode *node, const char *name)
{
	size_t count = 0;

	for (node = ilo_xml_child(node, name); node != NULL;
	     node = ilo_xml_next(node, name))
		count++;
	return count;
}

static void
read_labels(struct loader *loader, const xmlNode *node,
            struct ilo_layout_column *column)
{
	struct ilo_layout_label *label;

	column->labels =
		ilo_arena_alloc(loader->arena, (children(node, "label") + 1) *
	                                               sizeof *column->labels);
	for (node = ilo_xml_child(node, "label"); node != NULL;
	     node = ilo_xml_next(node, "label")) {
		label = &column->labels[column->label_count++];
		label->text = attribute(loader, node, "text");
		label->use =
			(enum ilo_label_use)word(loader, node, "use", uses);
		label->code = code(loader, node, "code", column->role);
		if (label->text == NULL)
			problem(loader, node, "label without", "text");
		if ((label->code == NULL) != (label->use >= ILO_LABEL_LEFT_OUT))
			problem(loader, node, "a label has a code",
			        "unless it is an aggregate");
	}
}

/* Letters that are digits, in runs, and what stands between them. */
static bool
is_form(const char *form)
{
	const size_t length = form == NULL ? 0 : strspn(form, "YMDHS-./ ");

	return form != NULL && length == strlen(form) && length < 16 &&
	       strstr(form, "YYYY") != NULL;
}

static void
read_column(struct loader *loader, const xmlNode *node,
            struct ilo_layout_column *column)
{
	struct ilo_layout *layout = loader->layout;
	const int role = word(loader, node, "is", roles);

	column->name = attribute(loader, node, "name");
	column->role = role < 0 ? ILO_ROLE_IGNORED : (enum ilo_role)role;
	column->scheme = attribute(loader, node, "scheme");
	column->form = attribute(loader, node, "form");
	column->text = attribute(loader, node, "text");
	column->blank = code(loader, node, "blank", column->role);
	read_labels(loader, node, column);
	if (column->name == NULL || *column->name == '\0')
		problem(loader, node, "column without", "name");
	if ((column->role == ILO_ROLE_PERIOD ||
	     column->role == ILO_ROLE_REPORTED) &&
	    !is_form(column->form))
		problem(loader, node, "a date needs a form like", "YYYY-MM-DD");
	if (column->role == ILO_ROLE_CONSTANT && column->text == NULL)
		problem(loader, node, "a constant needs its", "text");
	if (column->role >= ILO_ROLE_CONSTANT)
		return;
	if (layout->column_of[column->role] >= 0)
		problem(loader, node,
		        "two columns hold the same:", column->name);
	layout->column_of[column->role] = (int)(column - layout->columns);
}

static void
read_columns(struct loader *loader, const xmlNode *root)
{
	struct ilo_layout *layout = loader->layout;
	const xmlNode *node;
	int coded = 0;

	for (int i = 0; i < ILO_ROLE_COUNT; i++)
		layout->column_of[i] = -1;
	layout->columns =
		ilo_arena_alloc(loader->arena, (children(root, "column") + 1) *
	                                               sizeof *layout->columns);
	for (node = ilo_xml_child(root, "column"); node != NULL;
	     node = ilo_xml_next(node, "column"))
		read_column(loader, node,
		            &layout->columns[layout->column_count++]);
	for (int i = 0; i < ILO_DIMENSIONS; i++)
		coded += layout->column_of[i] >= 0;
	if (layout->cumulative && coded > 1)
		problem(loader, root, "cumulative figures have codes",
		        "in one column only");
	if (layout->column_count < 2)
		problem(loader, root, "a layout has", "two columns or more");
	if (layout->column_of[ILO_ROLE_VALUE] < 0)
		problem(loader, root, "no column holds", "the value");
	if (layout->cumulative ? layout->column_of[ILO_ROLE_REPORTED] < 0 ||
	                                 layout->column_of[ILO_ROLE_PERIOD] >= 0
	                       : layout->column_of[ILO_ROLE_PERIOD] < 0)
		problem(loader, root, "figures have a period, cumulative ones",
		        "the day of their report instead");
}

/* ---- the rest ---------------------------------------------------------- */

static void
read_cover(struct loader *loader, const xmlNode *root)
{
	const xmlNode *node = ilo_xml_child(root, "cover");
	struct ilo_layout *layout = loader->layout;
	const char *series = attribute(loader, node, "series");

	layout->sender = code(loader, node, "sender", ILO_ROLE_SENDER);
	layout->report = attribute(loader, node, "report");
	layout->nature = attribute(loader, node, "nature");
	layout->whole_series = series == NULL || strcmp(series, "whole") == 0;
	if (layout->report == NULL || layout->nature == NULL)
		problem(loader, root, "cover needs", "report and nature");
	if (layout->sender == NULL && layout->column_of[ILO_ROLE_SENDER] < 0)
		problem(loader, root, "nothing says", "who sends it");
}

static void
read_fixed(struct loader *loader, const xmlNode *root)
{
	const xmlNode *node = ilo_xml_child(root, "observation");
	struct ilo_layout *layout = loader->layout;
	const char *host = attribute(loader, node, "host");

	layout->host_is_citizenship =
		host != NULL && strcmp(host, "citizenship") == 0;
	for (int i = 0; i < ILO_DIMENSIONS; i++) {
		const bool column = layout->column_of[i] >= 0;

		if (i == ILO_ROLE_HOST && layout->host_is_citizenship)
			continue;
		layout->fixed[i] =
			code(loader, node, roles[i].text, (enum ilo_role)i);
		if (layout->fixed[i] != NULL && column)
			problem(loader, node,
			        "both fixed and in a column:", roles[i].text);
		else if (layout->fixed[i] == NULL && !column &&
		         i != ILO_ROLE_REPORTER)
			problem(loader, root, "neither fixed nor in a column:",
			        roles[i].text);
	}
	layout->unit = attribute(loader, node, "unit");
	if (layout->unit == NULL)
		layout->unit = "unit";
}

static void
read_numbers(struct loader *loader, const xmlNode *root)
{
	const xmlNode *node = ilo_xml_child(root, "numbers");
	struct ilo_layout *layout = loader->layout;
	const char *rounding = attribute(loader, node, "rounding");
	const char *unlisted = attribute(loader, node, "unlisted");
	const char *counts = attribute(loader, node, "counts");
	int64_t step = 1;

	layout->decimal = (char)word(loader, node, "decimal", signs);
	layout->thousands = (char)word(loader, node, "thousands", signs);
	if (rounding != NULL &&
	    (!ilo_num_count(rounding, &step) || step < 1 || step > 1000000))
		problem(loader, node, "rounding is no count:", rounding);
	layout->rounding = (long)step;
	layout->unlisted_is_zero =
		unlisted != NULL && strcmp(unlisted, "zero") == 0;
	layout->cumulative =
		counts != NULL && strcmp(counts, "since-1-January") == 0;
	layout->missing =
		ilo_arena_alloc(loader->arena, (children(node, "missing") + 1) *
	                                               sizeof *layout->missing);
	for (node = ilo_xml_child(node, "missing"); node != NULL;
	     node = ilo_xml_next(node, "missing"))
		layout->missing[layout->missing_count++] =
			ilo_xml_text(loader->arena, node);
}

static void
read_file(struct loader *loader, const xmlNode *root)
{
	const xmlNode *node = ilo_xml_child(root, "file");
	struct ilo_layout *layout = loader->layout;

	layout->encoding = attribute(loader, node, "encoding");
	layout->delimiter = (char)word(loader, node, "delimiter", signs);
	layout->quote = (char)word(loader, node, "quote", signs);
	layout->header_mark = (char)word(loader, node, "header-mark", signs);
	if (layout->encoding == NULL || layout->delimiter == '\0')
		problem(loader, root, "file needs", "encoding and delimiter");
}

static void
read_layout(struct loader *loader, const xmlNode *root, const char *name)
{
	struct ilo_layout *layout = loader->layout;
	const char *id = attribute(loader, root, "id");

	layout->kind = (struct ilo_kind){.name = id, .read = ilo_layout_read};
	layout->version = attribute(loader, root, "version");
	layout->from = attribute(loader, root, "from");
	layout->to = attribute(loader, root, "to");
	if (id == NULL || strcmp(id, name) != 0)
		problem(loader, root, "the id is not the file's name:", name);
	read_file(loader, root);
	read_numbers(loader, root);
	read_columns(loader, root);
	read_cover(loader, root);
	read_fixed(loader, root);
}

/* ---- all of them ------------------------------------------------------- */

/* NAME of NAME.xml; NULL for other files. */
static const char *
layout_name(struct ilo_arena *arena, const char *file)
{
	static const char ending[] = ".xml";
	const size_t length = strlen(file);

	if (file[0] == '.' || length < sizeof ending ||
	    strcmp(file + length - 4, ending) != 0)
		return NULL;
	return ilo_arena_strndup(arena, file, length - 4);
}

static int
compare_names(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

/* The names, sorted; *failed when the folder cannot be listed. */
static const char **
list_names(struct loader *loader, size_t *count)
{
	DIR *folder = opendir(loader->path);
	const char **names = NULL, *name;
	size_t capacity = 0;
	struct dirent *entry;

	*count = 0;
	if (folder == NULL) {
		problem(loader, NULL,
		        "cannot open the folder:", strerror(errno));
		return NULL;
	}
	while ((entry = readdir(folder)) != NULL) {
		name = layout_name(loader->arena, entry->d_name);
		if (name == NULL)
			continue;
		names = ilo_grow(names, *count, &capacity, sizeof *names);
		names[(*count)++] = name;
	}
	(void)closedir(folder); /* only read */
	if (*count > 1)
		qsort(names, *count, sizeof *names, compare_names);
	return names;
}

static void
read_one(struct loader *loader, const char *folder, const char *name)
{
	xmlDoc *document = NULL;

	loader->path =
		ilo_arena_printf(loader->arena, "%s/%s.xml", folder, name);
	if (ilo_xml_read(loader->path, loader->diag, &document) != ILO_OK)
		loader->failed = true;
	else
		read_layout(loader, xmlDocGetRootElement(document), name);
	ilo_xml_free(document);
}

enum ilo_status
ilo_layouts_read(const char *datadir, struct ilo_codelist *const *lists,
                 struct ilo_diag *diag, struct ilo_layouts **out)
{
	struct ilo_arena *arena = ilo_arena_new();
	struct ilo_layouts *layouts = ilo_arena_alloc(arena, sizeof *layouts);
	const char *folder =
		ilo_arena_printf(arena, "%s/schema/layouts", datadir);
	struct loader loader = {
		.path = folder, .arena = arena, .lists = lists, .diag = diag};
	size_t count;
	const char **names = list_names(&loader, &count);

	layouts->arena = arena;
	layouts->items =
		ilo_arena_alloc(arena, (count + 1) * sizeof *layouts->items);
	for (size_t i = 0; i < count && !loader.failed; i++) {
		loader.layout = &layouts->items[layouts->count++];
		read_one(&loader, folder, names[i]);
	}
	free(names);
	*out = loader.failed ? NULL : layouts;
	if (loader.failed)
		ilo_layouts_free(layouts);
	return loader.failed ? ILO_FAILED : ILO_OK;
}

void
ilo_layouts_free(struct ilo_layouts *layouts)
{
	if (layouts != NULL)
		ilo_arena_free(layouts->arena);
}

size_t
ilo_layouts_count(const struct ilo_layouts *layouts)
{
	return layouts->count;
}

const struct ilo_layout *
ilo_layouts_at(const struct ilo_layouts *layouts, size_t index)
{
	return &layouts->items[index];
}

const struct ilo_layout *
ilo_layouts_find(const struct ilo_layouts *layouts, const char *id)
{
	for (size_t i = 0; i < layouts->count; i++) {
		if (strcmp(layouts->items[i].kind.name, id) == 0)
			return &layouts->items[i];
	}
	return NULL;
}
