/*
 * Each list has a table of hashed keys beside it, built once and only read
 * afterwards, so that threads may share a codebook.
 */

#include "common/codebook.h"

#include <string.h>

#include "common/layout.h"
#include "common/mem.h"

struct key {
	const char *text; /* NULL: free */
	size_t size_bytes;
	size_t index;
};

struct table {
	struct key *keys;
	size_t mask; /* capacity - 1, a power of two less one */
};

struct ilo_codebook {
	struct ilo_arena *arena;
	struct ilo_codelist *lists[ILO_LIST_COUNT];
	struct table tables[ILO_LIST_COUNT];
	struct ilo_form *form;
	struct ilo_layouts *layouts;
};

static const char *const list_names[ILO_LIST_COUNT] = {
	[ILO_LIST_COUNTRIES] = "countries",
	[ILO_LIST_MEMBERS] = "members",
	[ILO_LIST_PRESIDENCIES] = "presidencies",
	[ILO_LIST_REGIMES] = "regimes",
	[ILO_LIST_INDICATORS] = "indicators",
	[ILO_LIST_UNITS] = "units",
	[ILO_LIST_COUNTED_BY] = "counted_by",
	[ILO_LIST_ROUTES] = "routes",
	[ILO_LIST_BORDERS] = "borders",
	[ILO_LIST_OBS_STATUS] = "obs_status",
	[ILO_LIST_CONF_STATUS] = "conf_status",
	[ILO_LIST_ABSENCE] = "absence",
	[ILO_LIST_LANGUAGES] = "languages",
	[ILO_LIST_FIELDS] = "fields",
};

/* Keys of a country besides its id, in the order in which they are tried. */
static const char *const country_schemes[] = {"eu", "alpha3"};

#define SCHEME_COUNT (sizeof country_schemes / sizeof country_schemes[0])

/* FNV-1a: keys are a few bytes long and come from our own lists. */
static size_t
hash(const char *text, size_t size_bytes)
{
	uint32_t value = 2166136261u;

	for (size_t i = 0; i < size_bytes; i++)
		value = (value ^ (unsigned char)text[i]) * 16777619u;
	return value ^ value >> 15;
}

static struct key *
slot(const struct table *table, const char *text, size_t size_bytes)
{
	size_t at = hash(text, size_bytes) & table->mask;

	while (table->keys[at].text != NULL &&
	       (table->keys[at].size_bytes != size_bytes ||
	        memcmp(table->keys[at].text, text, size_bytes) != 0))
		at = (at + 1) & table->mask;
	return &table->keys[at];
}

/* The first to claim a key keeps it: ids are entered before aliases. */
static void
enter(struct table *table, const char *text, size_t index)
{
	struct key *key;

	if (text == NULL)
		return;
	key = slot(table, text, strlen(text));
	if (key->text == NULL)
		*key = (struct key){text, strlen(text), index};
}

static void
build(struct ilo_codebook *codebook, enum ilo_list which)
{
	const struct ilo_codelist *list = codebook->lists[which];
	struct table *table = &codebook->tables[which];
	const size_t count = ilo_codelist_count(list);
	size_t capacity = 16;

	while (capacity < count * 8)
		capacity *= 2;
	table->mask = capacity - 1;
	table->keys = ilo_arena_alloc(codebook->arena,
	                              capacity * sizeof *table->keys);
	for (size_t i = 0; i < count; i++)
		enter(table, ilo_code_id(ilo_codelist_at(list, i)), i);
	for (size_t s = 0; which == ILO_LIST_COUNTRIES && s < SCHEME_COUNT;
	     s++) {
		for (size_t i = 0; i < count; i++)
			enter(table,
			      ilo_code_alias(ilo_codelist_at(list, i),
			                     country_schemes[s]),
			      i);
	}
}

enum ilo_status
ilo_codebook_read(const char *datadir, struct ilo_diag *diag,
                  struct ilo_codebook **out)
{
	struct ilo_arena *arena = ilo_arena_new();
	struct ilo_codebook *codebook =
		ilo_arena_alloc(arena, sizeof *codebook);
	enum ilo_status status = ILO_OK;

	*out = NULL;
	codebook->arena = arena;
	for (int i = 0; i < ILO_LIST_COUNT && status == ILO_OK; i++) {
		const char *path =
			ilo_arena_printf(arena, "%s/schema/codelists/%s.xml",
		                         datadir, list_names[i]);

		status = ilo_codelist_read(path, diag, &codebook->lists[i]);
		if (status == ILO_OK)
			build(codebook, (enum ilo_list)i);
	}
	if (status == ILO_OK)
		status = ilo_form_load(datadir, arena, diag, &codebook->form);
	if (status == ILO_OK)
		status = ilo_layouts_read(datadir, codebook->lists, diag,
		                          &codebook->layouts);
	if (status != ILO_OK) {
		ilo_codebook_free(codebook);
		return status;
	}
	*out = codebook;
	return ILO_OK;
}

const struct ilo_form *
ilo_codebook_form(const struct ilo_codebook *codebook)
{
	return codebook->form;
}

void
ilo_codebook_free(struct ilo_codebook *codebook)
{
	if (codebook == NULL)
		return;
	ilo_layouts_free(codebook->layouts);
	for (int i = 0; i < ILO_LIST_COUNT; i++)
		ilo_codelist_free(codebook->lists[i]);
	ilo_arena_free(codebook->arena);
}

const struct ilo_codelist *
ilo_codebook_list(const struct ilo_codebook *codebook, enum ilo_list list)
{
	return codebook->lists[list];
}

const struct ilo_layouts *
ilo_codebook_layouts(const struct ilo_codebook *codebook)
{
	return codebook->layouts;
}

size_t
ilo_codebook_index(const struct ilo_codebook *codebook, enum ilo_list list,
                   const char *text, size_t size_bytes)
{
	const struct key *key = slot(&codebook->tables[list], text, size_bytes);

	return key->text == NULL ? ILO_NO_CODE : key->index;
}

const char *
ilo_codebook_country(const struct ilo_codebook *codebook, const char *code)
{
	const size_t index = ilo_codebook_index(codebook, ILO_LIST_COUNTRIES,
	                                        code, strlen(code));

	if (index == ILO_NO_CODE)
		return NULL;
	return ilo_code_id(
		ilo_codelist_at(codebook->lists[ILO_LIST_COUNTRIES], index));
}

const char *
ilo_codebook_sender(const struct ilo_codebook *codebook, const char *code)
{
	const char *country = ilo_codebook_country(codebook, code);
	const size_t index = ilo_codebook_index(
		codebook, ILO_LIST_MEMBERS, country == NULL ? code : country,
		strlen(country == NULL ? code : country));

	if (index == ILO_NO_CODE)
		return NULL;
	return ilo_code_id(
		ilo_codelist_at(codebook->lists[ILO_LIST_MEMBERS], index));
}

const struct ilo_code_entry *
ilo_codebook_regime(const struct ilo_codebook *codebook, ilo_semester semester)
{
	const struct ilo_codelist *list = codebook->lists[ILO_LIST_REGIMES];
	char end[ILO_DATE_SIZE];

	(void)ilo_semester_end(semester, end); /* returns its argument */
	for (size_t i = 0; i < ilo_codelist_count(list); i++) {
		if (ilo_code_valid_on(ilo_codelist_at(list, i), end))
			return ilo_codelist_at(list, i);
	}
	return NULL;
}
