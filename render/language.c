/* Texts and names: what comes from files.  What comes from ICU is in
 * language_icu.c. */

#include "render/language.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/xmlio.h"
#include "render/language_icu.h"

struct text {
	const char *id, *words;
};

struct texts {
	struct text *items;
	size_t count, capacity;
};

/* The codelists that the report may name. */
static const char *const list_names[] = {
	"acts",       "absence",   "analyses",     "borders", "conf_status",
	"counted_by", "countries", "duties",       "fields",  "indicators",
	"languages",  "markings",  "measures",     "members", "methods",
	"obs_status", "postings",  "presidencies", "regimes", "regions",
	"roles",      "routes",    "units"};

enum { LIST_COUNT = sizeof(list_names) / sizeof(*list_names) };

struct language {
	const char *code;
	struct ilo_arena *arena;
	struct texts own, english;
	struct ilo_codelist *lists[LIST_COUNT];
	struct icu *icu;
};

static int
compare_texts(const void *a, const void *b)
{
	const struct text *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static enum ilo_status
read_texts(struct language *language, const char *path, struct ilo_diag *diag,
           struct texts *texts)
{
	xmlDoc *document = NULL;
	enum ilo_status status = ilo_xml_read(path, diag, &document);
	const xmlNode *node;

	if (status != ILO_OK)
		return status;
	node = ilo_xml_child(xmlDocGetRootElement(document), "t");
	for (; node != NULL; node = ilo_xml_next(node, "t")) {
		const char *id = ilo_xml_attr(language->arena, node, "id");

		if (id == NULL)
			continue;
		texts->items =
			ilo_grow(texts->items, texts->count, &texts->capacity,
		                 sizeof(*texts->items));
		texts->items[texts->count++] =
			(struct text){id, ilo_xml_text(language->arena, node)};
	}
	ilo_xml_free(document);
	if (texts->count > 0)
		qsort(texts->items, texts->count, sizeof(*texts->items),
		      compare_texts);
	return ILO_OK;
}

static enum ilo_status
read_lists(struct language *language, const char *datadir,
           struct ilo_diag *diag)
{
	for (size_t i = 0; i < LIST_COUNT; i++) {
		const char *path = ilo_arena_printf(
			language->arena, "%s/schema/codelists/%s.xml", datadir,
			list_names[i]);
		enum ilo_status status =
			ilo_codelist_read(path, diag, &language->lists[i]);

		if (status != ILO_OK)
			return status;
	}
	return ILO_OK;
}

/* Two or three lower-case letters: it becomes part of a path. */
static bool
is_code(const char *code)
{
	size_t length = strspn(code, "abcdefghijklmnopqrstuvwxyz");

	return code[length] == '\0' && (length == 2 || length == 3);
}

static enum ilo_status
read_language(struct language *language, const char *datadir,
              struct ilo_diag *diag)
{
	const char *code = language->code;
	const char *path =
		ilo_arena_printf(language->arena, "%s/render/labels/%s.xml",
	                         datadir, is_code(code) ? code : "none");
	const char *english = ilo_arena_printf(
		language->arena, "%s/render/labels/en.xml", datadir);
	enum ilo_status status;

	if (!is_code(code) || access(path, R_OK) != 0) {
		ilo_diag_report(diag, ILO_D_LANGUAGE_MISSING, NULL, 0, "%s",
		                code);
		return ILO_USAGE;
	}
	status = read_texts(language, english, diag, &language->english);
	if (status == ILO_OK)
		status = read_texts(language, path, diag, &language->own);
	if (status == ILO_OK)
		status = read_lists(language, datadir, diag);
	if (status == ILO_OK)
		status = icu_open(code, diag, &language->icu);
	return status;
}

enum ilo_status
language_read(const char *datadir, const char *code, struct ilo_diag *diag,
              struct language **out)
{
	struct language *language = ilo_xcalloc(1, sizeof(*language));
	enum ilo_status status;

	language->arena = ilo_arena_new();
	language->code = ilo_arena_strdup(language->arena, code);
	status = read_language(language, datadir, diag);
	if (status != ILO_OK) {
		language_free(language);
		language = NULL;
	}
	*out = language;
	return status;
}

void
language_free(struct language *language)
{
	if (language == NULL)
		return;
	icu_close(language->icu);
	for (size_t i = 0; i < LIST_COUNT; i++)
		ilo_codelist_free(language->lists[i]);
	free(language->own.items);
	free(language->english.items);
	ilo_arena_free(language->arena);
	free(language);
}

const char *
language_code(const struct language *language)
{
	return language->code;
}

const struct ilo_codelist *
language_list(const struct language *language, const char *name)
{
	for (size_t i = 0; i < LIST_COUNT; i++) {
		if (strcmp(list_names[i], name) == 0)
			return language->lists[i];
	}
	return NULL;
}

static const char *
find_text(const struct texts *texts, const char *id)
{
	struct text key = {id, NULL};
	const struct text *found;

	if (texts->count == 0)
		return NULL;
	found = bsearch(&key, texts->items, texts->count, sizeof(key),
	                compare_texts);
	return found == NULL ? NULL : found->words;
}

const char *
language_text(const struct language *language, const char *id)
{
	const char *words = find_text(&language->own, id);

	return words != NULL ? words : find_text(&language->english, id);
}

const char *
language_fill(struct ilo_arena *arena, const char *text,
              const char *const *arguments, size_t count)
{
	struct ilo_buf out = ILO_BUF_INIT;
	const char *copy;

	for (const char *p = text; *p != '\0'; p++) {
		size_t number = 0;

		if (p[0] == '{' && p[1] >= '1' && p[1] <= '9' && p[2] == '}')
			number = (size_t)(p[1] - '0');
		if (number >= 1 && number <= count) {
			ilo_buf_puts(&out, arguments[number - 1]);
			p += 2;
		} else {
			ilo_buf_add(&out, p, 1);
		}
	}
	copy = ilo_arena_strdup(arena, ilo_buf_text(&out));
	ilo_buf_release(&out);
	return copy;
}

const char *
language_label(const struct language *language, const char *list,
               const char *code)
{
	const struct ilo_codelist *codes = language_list(language, list);
	const struct ilo_code_entry *entry =
		codes == NULL ? NULL : ilo_codelist_find(codes, code);

	return entry == NULL ? code : ilo_code_label(entry, language->code);
}

const char *
language_country(const struct language *language, struct ilo_arena *arena,
                 const char *code)
{
	const char *override = language_text(
		language, ilo_arena_printf(arena, "country.%s", code));
	const struct ilo_codelist *list = language_list(language, "countries");
	const struct ilo_code_entry *entry = ilo_codelist_find(list, code);

	if (override != NULL)
		return override;
	if (entry == NULL)
		return language_label(language, "members", code);
	if (strcmp(language->code, "en") == 0 || strlen(code) != 2 ||
	    code[0] == '_')
		return ilo_code_label(entry, language->code);
	return icu_country(language->icu, arena, code);
}

const char *
language_number(const struct language *language, struct ilo_arena *arena,
                double value, int digits)
{
	return icu_number(language->icu, arena, value, digits);
}

const char *
language_signed(const struct language *language, struct ilo_arena *arena,
                double value, int digits)
{
	const char *text = icu_number(language->icu, arena, value, digits);

	return value > 0 ? ilo_arena_printf(arena, "+%s", text) : text;
}

const char *
language_period(const struct language *language, struct ilo_arena *arena,
                const char *period, const char *form)
{
	if (strlen(period) == 7 && period[5] == 'S') {
		const char *year = ilo_arena_strndup(arena, period, 4);
		const char *id = ilo_arena_printf(arena, "semester-%s.%c", form,
		                                  period[6]);
		const char *text = language_text(language, id);

		return text == NULL ? NULL
		                    : language_fill(arena, text, &year, 1);
	}
	return icu_date(language->icu, arena, period, form);
}

const char *
language_plural(const struct language *language, struct ilo_arena *arena,
                double value)
{
	return icu_plural(language->icu, arena, value);
}

const char *
language_sort_key(const struct language *language, struct ilo_arena *arena,
                  const char *text)
{
	return icu_sort_key(language->icu, arena, text);
}

const char *
language_excerpt(const struct language *language, struct ilo_arena *arena,
                 const char *text, size_t most)
{
	return icu_excerpt(language->icu, arena, text, most);
}
