/*
 * One pass over the parsed file copies every code into the list's arena; the
 * document is freed before the list is handed out.  The schema is checked when
 * the project is built; what the lookups rely on is checked again here, since
 * the lists are data that people may correct on an installed system.
 */

#include "common/codelist.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "common/mem.h"
#include "common/names.h"
#include "common/semester.h"
#include "common/xmlio.h"

struct text {
	const char *key; /* language, scheme or property name */
	const char *text;
};

struct texts {
	size_t count;
	struct text *items;
};

struct ilo_code_entry {
	const char *id;
	const char *from; /* NULL: open */
	const char *to;   /* NULL: open */
	const char *note; /* NULL: none */
	struct texts labels;
	struct texts aliases;
	struct texts properties;
};

struct alias {
	const char *scheme;
	const char *text;
	const struct ilo_code_entry *code;
};

struct ilo_codelist {
	struct ilo_arena *arena; /* holds the list itself too */
	const char *id;
	const char *version;
	size_t count;
	struct ilo_code_entry *codes; /* document order */
	const struct ilo_code_entry **by_id;
	size_t alias_count;
	struct alias *by_alias;
};

struct reader {
	const char *path;
	struct ilo_diag *diag;
	struct ilo_codelist *list;
	bool failed;
};

static void
problem(struct reader *reader, long line, const char *what, const char *detail)
{
	ilo_diag_report(reader->diag, ILO_D_CODELIST_UNREADABLE, reader->path,
	                line, "%s %s", what, detail);
	reader->failed = true;
}

/* The text with runs of white space as one space, none at the ends, for the
 * files are wrapped for people; NULL when there is none or it is blank. */
static const char *
squeeze(struct reader *reader, const char *text)
{
	char *copy = ilo_arena_strdup(reader->list->arena, text);
	char *end = copy;

	if (text == NULL)
		return NULL;
	for (; *text != '\0'; text++) {
		if (!isspace((unsigned char)*text))
			*end++ = *text;
		else if (end != copy && end[-1] != ' ')
			*end++ = ' ';
	}
	if (end != copy && end[-1] == ' ')
		end--;
	*end = '\0';
	return end == copy ? NULL : copy;
}

static const char *
read_attribute(struct reader *reader, const xmlNode *node, const char *name)
{
	return squeeze(reader, ilo_xml_attr(reader->list->arena, node, name));
}

static const char *
read_required(struct reader *reader, const xmlNode *node, const char *name)
{
	const char *value = read_attribute(reader, node, name);

	if (value != NULL)
		return value;
	problem(reader, ilo_xml_line(node), "missing attribute", name);
	return "";
}

static const char *
read_date(struct reader *reader, const xmlNode *node, const char *name)
{
	const char *date = read_attribute(reader, node, name);
	long day;

	if (date != NULL && !ilo_date_parse(date, &day))
		problem(reader, ilo_xml_line(node), "not a date:", date);
	return date;
}

static const char *
read_content(struct reader *reader, const xmlNode *node)
{
	const char *text =
		squeeze(reader, ilo_xml_text(reader->list->arena, node));

	if (text != NULL)
		return text;
	problem(reader, ilo_xml_line(node), "empty element",
	        (const char *)node->name);
	return "";
}

static size_t
count_children(const xmlNode *node, const char *name)
{
	size_t count = 0;

	for (node = ilo_xml_child(node, name); node != NULL;
	     node = ilo_xml_next(node, name))
		count++;
	return count;
}

/* The children called name, each with its text and the attribute key. */
static struct texts
read_texts(struct reader *reader, const xmlNode *node, const char *name,
           const char *key)
{
	struct texts texts = {.count = 0};

	texts.items = ilo_arena_alloc(reader->list->arena,
	                              (count_children(node, name) + 1) *
	                                      sizeof *texts.items);
	for (node = ilo_xml_child(node, name); node != NULL;
	     node = ilo_xml_next(node, name)) {
		texts.items[texts.count++] = (struct text){
			.key = read_required(reader, node, key),
			.text = read_content(reader, node),
		};
	}
	return texts;
}

static const char *
text_find(const struct texts *texts, const char *key)
{
	for (size_t i = 0; i < texts->count; i++) {
		if (strcmp(texts->items[i].key, key) == 0)
			return texts->items[i].text;
	}
	return NULL;
}

/* Report the child elements that are not among names (NULL at the end). */
static void
check_children(struct reader *reader, const xmlNode *node,
               const char *const names[])
{
	for (node = ilo_xml_child(node, NULL); node != NULL;
	     node = ilo_xml_next(node, NULL)) {
		size_t i = 0;

		while (names[i] != NULL && !ilo_xml_is(node, names[i]))
			i++;
		if (names[i] == NULL)
			problem(reader, ilo_xml_line(node),
			        "unexpected element", (const char *)node->name);
	}
}

static void
read_code(struct reader *reader, const xmlNode *node,
          struct ilo_code_entry *code)
{
	static const char *const names[] = {"label", "alias", "property",
	                                    "note", NULL};
	const xmlNode *note = ilo_xml_child(node, "note");
	const long line = ilo_xml_line(node);

	check_children(reader, node, names);
	code->id = read_required(reader, node, "id");
	code->from = read_date(reader, node, "from");
	code->to = read_date(reader, node, "to");
	if (code->from && code->to && strcmp(code->from, code->to) > 0)
		problem(reader, line,
		        "validity ends before it begins:", code->id);
	code->labels = read_texts(reader, node, "label", "lang");
	if (text_find(&code->labels, "en") == NULL)
		problem(reader, line, "no English label for", code->id);
	code->aliases = read_texts(reader, node, "alias", "scheme");
	code->properties = read_texts(reader, node, "property", "name");
	code->note = note != NULL ? read_content(reader, note) : NULL;
	reader->list->alias_count += code->aliases.count;
}

static void
read_root(struct reader *reader, const xmlNode *root)
{
	static const char *const names[] = {"title", "source", "code", NULL};
	struct ilo_codelist *list = reader->list;

	if (!ilo_xml_is(root, "codelist") || root->ns == NULL ||
	    !xmlStrEqual(root->ns->href, XC(ILO_NS_CODELIST))) {
		problem(reader, ilo_xml_line(root),
		        "root element is not codelist of", ILO_NS_CODELIST);
		return;
	}
	check_children(reader, root, names);
	list->id = read_required(reader, root, "id");
	list->version = read_required(reader, root, "version");
	list->codes = ilo_arena_alloc(list->arena,
	                              (count_children(root, "code") + 1) *
	                                      sizeof *list->codes);
	for (const xmlNode *node = ilo_xml_child(root, "code"); node != NULL;
	     node = ilo_xml_next(node, "code"))
		read_code(reader, node, &list->codes[list->count++]);
}

static int
compare_ids(const void *left, const void *right)
{
	const struct ilo_code_entry *const *a = left;
	const struct ilo_code_entry *const *b = right;

	return strcmp((*a)->id, (*b)->id);
}

static int
compare_id_key(const void *key, const void *item)
{
	const struct ilo_code_entry *const *code = item;

	return strcmp(key, (*code)->id);
}

static int
compare_aliases(const void *left, const void *right)
{
	const struct alias *a = left;
	const struct alias *b = right;
	const int order = strcmp(a->scheme, b->scheme);

	return order != 0 ? order : strcmp(a->text, b->text);
}

static void
index_ids(struct reader *reader)
{
	struct ilo_codelist *list = reader->list;

	list->by_id = ilo_arena_alloc(list->arena,
	                              (list->count + 1) * sizeof *list->by_id);
	for (size_t i = 0; i < list->count; i++)
		list->by_id[i] = &list->codes[i];
	qsort(list->by_id, list->count, sizeof *list->by_id, compare_ids);
	for (size_t i = 1; i < list->count; i++) {
		if (compare_ids(&list->by_id[i - 1], &list->by_id[i]) == 0)
			problem(reader, 0,
			        "id stands twice:", list->by_id[i]->id);
	}
}

static void
index_aliases(struct reader *reader)
{
	struct ilo_codelist *list = reader->list;
	size_t count = 0;

	list->by_alias = ilo_arena_alloc(
		list->arena, (list->alias_count + 1) * sizeof *list->by_alias);
	for (size_t i = 0; i < list->count; i++) {
		const struct texts *aliases = &list->codes[i].aliases;

		for (size_t j = 0; j < aliases->count; j++)
			list->by_alias[count++] = (struct alias){
				.scheme = aliases->items[j].key,
				.text = aliases->items[j].text,
				.code = &list->codes[i],
			};
	}
	qsort(list->by_alias, count, sizeof *list->by_alias, compare_aliases);
	for (size_t i = 1; i < count; i++) {
		if (compare_aliases(&list->by_alias[i - 1],
		                    &list->by_alias[i]) == 0)
			problem(reader, 0,
			        "alias stands twice:", list->by_alias[i].text);
	}
}

enum ilo_status
ilo_codelist_read(const char *path, struct ilo_diag *diag,
                  struct ilo_codelist **out)
{
	struct reader reader = {.path = path, .diag = diag};
	struct ilo_arena *arena;
	xmlDoc *document = NULL;
	enum ilo_status status;

	*out = NULL;
	status = ilo_xml_read(path, diag, &document);
	if (status != ILO_OK)
		return status;
	arena = ilo_arena_new();
	reader.list = ilo_arena_alloc(arena, sizeof *reader.list);
	reader.list->arena = arena;
	read_root(&reader, xmlDocGetRootElement(document));
	ilo_xml_free(document);
	if (!reader.failed) {
		index_ids(&reader);
		index_aliases(&reader);
	}
	if (reader.failed) {
		ilo_codelist_free(reader.list);
		return ILO_FAILED;
	}
	*out = reader.list;
	return ILO_OK;
}

void
ilo_codelist_free(struct ilo_codelist *list)
{
	if (list != NULL)
		ilo_arena_free(list->arena);
}

const char *
ilo_codelist_id(const struct ilo_codelist *list)
{
	return list->id;
}

const char *
ilo_codelist_version(const struct ilo_codelist *list)
{
	return list->version;
}

size_t
ilo_codelist_count(const struct ilo_codelist *list)
{
	return list->count;
}

const struct ilo_code_entry *
ilo_codelist_at(const struct ilo_codelist *list, size_t index)
{
	return &list->codes[index];
}

const struct ilo_code_entry *
ilo_codelist_find(const struct ilo_codelist *list, const char *id)
{
	const struct ilo_code_entry *const *found =
		bsearch(id, list->by_id, list->count, sizeof *list->by_id,
	                compare_id_key);

	return found != NULL ? *found : NULL;
}

const struct ilo_code_entry *
ilo_codelist_find_alias(const struct ilo_codelist *list, const char *scheme,
                        const char *text)
{
	const struct alias key = {.scheme = scheme, .text = text};
	const struct alias *found =
		bsearch(&key, list->by_alias, list->alias_count,
	                sizeof *list->by_alias, compare_aliases);

	return found != NULL ? found->code : NULL;
}

const char *
ilo_code_id(const struct ilo_code_entry *code)
{
	return code->id;
}

const char *
ilo_code_label(const struct ilo_code_entry *code, const char *lang)
{
	const char *label = text_find(&code->labels, lang);

	return label != NULL ? label : text_find(&code->labels, "en");
}

const char *
ilo_code_property(const struct ilo_code_entry *code, const char *name)
{
	return text_find(&code->properties, name);
}

const char *
ilo_code_alias(const struct ilo_code_entry *code, const char *scheme)
{
	return text_find(&code->aliases, scheme);
}

const char *
ilo_code_note(const struct ilo_code_entry *code)
{
	return code->note;
}

const char *
ilo_code_from(const struct ilo_code_entry *code)
{
	return code->from;
}

const char *
ilo_code_to(const struct ilo_code_entry *code)
{
	return code->to;
}

bool
ilo_code_valid_on(const struct ilo_code_entry *code, const char *date)
{
	return (code->from == NULL || strcmp(date, code->from) >= 0) &&
	       (code->to == NULL || strcmp(date, code->to) <= 0);
}
