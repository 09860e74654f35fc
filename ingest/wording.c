/* A text that a language lacks is the English one; English lacks none. */

#include "ingest/wording.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/xmlio.h"

struct word {
	const char *id, *text;
};

struct words {
	struct word *items; /* by id */
	size_t count;
};

struct wording {
	const char *language, *direction;
	struct words texts, messages;
	struct office office; /* without a name: none was set */
	const struct wording *english;
};

struct wordings {
	struct ilo_arena *arena; /* for all of it */
	const struct ilo_codebook *codebook;
	struct wording *items;
	size_t count;
};

static int
compare_words(const void *left, const void *right)
{
	const struct word *a = left, *b = right;

	return strcmp(a->id, b->id);
}

static const char *
find(const struct words *words, const char *id)
{
	const struct word key = {id, NULL};
	const struct word *found =
		words->count == 0
			? NULL
			: bsearch(&key, words->items, words->count,
	                          sizeof(*words->items), compare_words);

	return found == NULL ? NULL : found->text;
}

/* The files are wrapped for people: runs of white space are one space. */
static const char *
squeeze(char *text)
{
	const char *from = text;
	char *end = text;

	for (; *from != '\0'; from++) {
		if (!isspace((unsigned char)*from))
			*end++ = *from;
		else if (end != text && end[-1] != ' ')
			*end++ = ' ';
	}
	if (end != text && end[-1] == ' ')
		end--;
	*end = '\0';
	return text;
}

static enum ilo_status
unreadable(const char *path, const xmlNode *node, const char *what,
           struct ilo_diag *diag)
{
	ilo_diag_report(diag, ILO_D_LETTER_UNREADABLE, path, ilo_xml_line(node),
	                "%s; see schema/letter.xsd", what);
	return ILO_FAILED;
}

/* The children of that name by their ids. */
static enum ilo_status
read_words(const char *path, const xmlNode *root, const char *name,
           struct ilo_arena *arena, struct ilo_diag *diag, struct words *out)
{
	const xmlNode *node;
	size_t count = 0, i;

	for (node = ilo_xml_child(root, name); node != NULL;
	     node = ilo_xml_next(node, name))
		count++;
	out->items = ilo_arena_alloc(arena, (count + 1) * sizeof(*out->items));
	for (node = ilo_xml_child(root, name); node != NULL;
	     node = ilo_xml_next(node, name)) {
		const char *id = ilo_xml_attr(arena, node, "id");
		const char *text = squeeze(
			ilo_arena_strdup(arena, ilo_xml_text(arena, node)));

		if (id == NULL || *text == '\0')
			return unreadable(path, node, "id or text is missing",
			                  diag);
		out->items[out->count++] = (struct word){id, text};
	}
	qsort(out->items, out->count, sizeof(*out->items), compare_words);
	for (i = 1; i < out->count; i++)
		if (strcmp(out->items[i - 1].id, out->items[i].id) == 0)
			return unreadable(path, root, out->items[i].id, diag);
	return ILO_OK;
}

static enum ilo_status
read_one(const char *path, struct ilo_arena *arena, struct ilo_diag *diag,
         struct wording *out)
{
	xmlDoc *document = NULL;
	enum ilo_status status = ilo_xml_read(path, diag, &document);
	const xmlNode *root;

	if (status != ILO_OK)
		return status;
	root = xmlDocGetRootElement(document);
	out->direction = ilo_xml_attr(arena, root, "dir");
	if (!ilo_xml_is(root, "letter") || out->direction == NULL)
		status = unreadable(path, root, "no letter", diag);
	if (status == ILO_OK)
		status = read_words(path, root, "text", arena, diag,
		                    &out->texts);
	if (status == ILO_OK)
		status = read_words(path, root, "message", arena, diag,
		                    &out->messages);
	ilo_xml_free(document);
	return status;
}

static struct wording *
find_language(const struct wordings *wordings, const char *language,
              size_t length)
{
	size_t i;

	for (i = 0; i < wordings->count; i++)
		if (strlen(wordings->items[i].language) == length &&
		    strncmp(wordings->items[i].language, language, length) == 0)
			return &wordings->items[i];
	return NULL;
}

/* Every language of the codelist that has a file. */
static enum ilo_status
read_all(const char *folder, struct ilo_diag *diag, struct wordings *wordings)
{
	const struct ilo_codelist *languages =
		ilo_codebook_list(wordings->codebook, ILO_LIST_LANGUAGES);
	const size_t count = ilo_codelist_count(languages);
	enum ilo_status status = ILO_OK;
	size_t i;

	wordings->items = ilo_arena_alloc(
		wordings->arena, (count + 1) * sizeof(*wordings->items));
	for (i = 0; status == ILO_OK && i < count; i++) {
		struct wording *wording = &wordings->items[wordings->count];
		const char *path;

		wording->language = ilo_code_id(ilo_codelist_at(languages, i));
		path = ilo_arena_printf(wordings->arena, "%s/%s.xml", folder,
		                        wording->language);
		if (access(path, R_OK) != 0)
			continue;
		status = read_one(path, wordings->arena, diag, wording);
		wordings->count++;
	}
	return status;
}

enum ilo_status
wordings_read(const char *datadir, const struct ilo_codebook *codebook,
              struct ilo_diag *diag, struct wordings **out)
{
	struct wordings *wordings = ilo_xcalloc(1, sizeof(*wordings));
	const struct wording *english;
	enum ilo_status status;
	const char *folder;
	size_t i;

	wordings->arena = ilo_arena_new();
	wordings->codebook = codebook;
	folder =
		ilo_arena_printf(wordings->arena, "%s/schema/letters", datadir);
	status = read_all(folder, diag, wordings);
	english = find_language(wordings, "en", 2);
	if (status == ILO_OK && english == NULL) {
		ilo_diag_report(diag, ILO_D_LETTER_UNREADABLE, folder, 0,
		                "there is no en.xml");
		status = ILO_FAILED;
	}
	for (i = 0; i < wordings->count; i++)
		wordings->items[i].english = english;
	if (status != ILO_OK) {
		wordings_free(wordings);
		wordings = NULL;
	}
	*out = wordings;
	return status;
}

void
wordings_free(struct wordings *wordings)
{
	if (wordings == NULL)
		return;
	ilo_arena_free(wordings->arena);
	free(wordings);
}

bool
wordings_sign(struct wordings *wordings, const char *language,
              const struct office *office)
{
	struct wording *wording =
		find_language(wordings, language, strlen(language));

	if (wording == NULL)
		return false;
	wording->office = *office;
	wording->office.language = wording->language;
	return true;
}

const char *
wordings_languages(const struct wordings *wordings)
{
	const char *all = "";
	size_t i;

	for (i = 0; i < wordings->count; i++)
		all = ilo_arena_printf(wordings->arena, "%s%s%s", all,
		                       i == 0 ? "" : ", ",
		                       wordings->items[i].language);
	return all;
}

/* The first of a list of languages ("nl fr de") that there are words for. */
static const struct wording *
first_of(const struct wordings *wordings, const char *languages)
{
	const struct wording *found = NULL;
	size_t length;

	while (found == NULL && *languages != '\0') {
		length = strcspn(languages, " ");
		found = find_language(wordings, languages, length);
		languages += length;
		languages += strspn(languages, " ");
	}
	return found;
}

const struct wording *
wordings_for(const struct wordings *wordings, const struct record *record)
{
	const struct ilo_code_entry *sender = NULL;
	const struct wording *found = NULL;
	const char *languages = NULL;

	if (record->language != NULL)
		found = find_language(wordings, record->language,
		                      strcspn(record->language, "-"));
	if (found == NULL && record->sender != NULL)
		sender = ilo_codelist_find(
			ilo_codebook_list(wordings->codebook, ILO_LIST_MEMBERS),
			record->sender);
	if (sender != NULL)
		languages = ilo_code_property(sender, "languages");
	if (languages != NULL)
		found = first_of(wordings, languages);
	return found != NULL ? found : find_language(wordings, "en", 2);
}

const char *
wording_language(const struct wording *wording)
{
	return wording->language;
}

const char *
wording_direction(const struct wording *wording)
{
	return wording->direction;
}

struct office
wording_office(const struct wording *wording)
{
	if (wording->office.name != NULL)
		return wording->office;
	if (wording->english->office.name != NULL)
		return wording->english->office;
	return (struct office){.name = wording_text(wording, "office"),
	                       .language = wording->language};
}

const char *
wording_text(const struct wording *wording, const char *id)
{
	const char *text = find(&wording->texts, id);

	if (text == NULL)
		text = find(&wording->english->texts, id);
	return text != NULL ? text : id; /* a test finds an English gap */
}

const char *
wording_message(const struct wording *wording, const char *id)
{
	return find(&wording->messages, id);
}
