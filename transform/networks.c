/*
 * A submission on a region stands in the network of every country it covers,
 * so the file is laid out over pairs of country and contribution.
 */

#include "transform/networks.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "common/mem.h"
#include "common/names.h"
#include "common/text.h"
#include "transform/narrative.h"

/* ===== Scope ===== */

static void
write_scope(const struct ilo_scope *scope, struct ilo_xmlwriter *writer)
{
	size_t i;

	ilo_xmlwriter_start(writer, "scope");
	ilo_xmlwriter_attr(writer, "start", scope->start);
	ilo_xmlwriter_attr(writer, "end", scope->end);
	ilo_xmlwriter_attr(writer, "regime", scope->regime);
	ilo_xmlwriter_attr(writer, "presidency", scope->presidency);
	for (i = 0; i < scope->count; i++) {
		ilo_xmlwriter_start(writer, "state");
		ilo_xmlwriter_attr(writer, "code", scope->states[i].code);
		ilo_xmlwriter_attr(writer, "group", scope->states[i].group);
		ilo_xmlwriter_attr(writer, "bound",
		                   scope->states[i].bound ? "true" : "false");
		ilo_xmlwriter_end(writer);
	}
	ilo_xmlwriter_end(writer);
}

/* ===== Sources ===== */

/* What an attribute may hold.  A rejected file may have said anything; what is
 * not of its form is left out, the findings say why it was rejected. */
enum form {
	FORM_TEXT,
	FORM_CODE,
	FORM_TOKEN,
	FORM_LANGUAGE,
	FORM_DATE,
	FORM_MONTH
};

static const struct {
	const char *name;
	size_t offset; /* of a const char * in struct ilo_source */
	enum form form;
} source_attributes[] = {
	{"id", offsetof(struct ilo_source, id), FORM_TEXT},
	{"sha256", offsetof(struct ilo_source, sha256), FORM_TEXT},
	{"kind", offsetof(struct ilo_source, kind), FORM_TOKEN},
	{"file", offsetof(struct ilo_source, file), FORM_TEXT},
	{"fate", offsetof(struct ilo_source, fate), FORM_TEXT},
	{"received", offsetof(struct ilo_source, received), FORM_TEXT},
	{"sender", offsetof(struct ilo_source, sender), FORM_CODE},
	{"report", offsetof(struct ilo_source, report), FORM_TOKEN},
	{"host", offsetof(struct ilo_source, host), FORM_CODE},
	{"region", offsetof(struct ilo_source, region), FORM_TEXT},
	{"document", offsetof(struct ilo_source, document), FORM_TEXT},
	{"language", offsetof(struct ilo_source, language), FORM_LANGUAGE},
	{"marking", offsetof(struct ilo_source, marking), FORM_TEXT},
	{"nature", offsetof(struct ilo_source, nature), FORM_TOKEN},
	{"published", offsetof(struct ilo_source, published), FORM_DATE},
	{"zero-from", offsetof(struct ilo_source, zero_from), FORM_MONTH},
	{"zero-to", offsetof(struct ilo_source, zero_to), FORM_MONTH},
};

#define SOURCE_ATTRIBUTES                                                      \
	(sizeof(source_attributes) / sizeof(*source_attributes))

#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LETTERS UPPER "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

static bool
made_of(const char *text, const char *characters, size_t most)
{
	size_t length = strlen(text);

	return length > 0 && length <= most &&
	       strspn(text, characters) == length;
}

/* xs:language: letters, then parts that may have digits, eight at most each. */
static bool
is_language(const char *text)
{
	size_t length = strspn(text, LETTERS);

	while (length > 0 && length <= 8 && text[length] == '-') {
		text += length + 1;
		length = strspn(text, LETTERS DIGITS);
	}
	return length > 0 && length <= 8 && text[length] == '\0';
}

static bool
has_form(const char *text, enum form form)
{
	ilo_month month;
	long day;

	switch (form) {
	case FORM_TEXT:
		return true;
	case FORM_CODE:
		return strchr(DIGITS "-", *text) == NULL &&
		       made_of(text, UPPER DIGITS "_-", 30);
	case FORM_TOKEN:
		return made_of(text, LETTERS DIGITS "-", 40);
	case FORM_LANGUAGE:
		return is_language(text);
	case FORM_DATE:
		return ilo_date_parse(text, &day);
	case FORM_MONTH:
		return ilo_month_parse(text, &month);
	}
	return false;
}

/* Text that XML can hold, in normalisation form C. */
static const char *
safe_text(struct ilo_arena *arena, const char *text)
{
	struct ilo_buf out = ILO_BUF_INIT;
	size_t length = strlen(text), i;
	bool safe = ilo_text_utf8_span(text, length) == length;

	for (i = 0; safe && i < length; i++)
		safe = (unsigned char)text[i] >= 0x20 && text[i] != 0x7f;
	if (safe && strstr(text, "\xef\xbf\xbe") == NULL &&
	    strstr(text, "\xef\xbf\xbf") == NULL)
		return ilo_text_nfc(arena, text);
	ilo_text_escape(&out, text, length);
	text = ilo_arena_strdup(arena, ilo_buf_text(&out));
	ilo_buf_release(&out);
	return text;
}

static void
write_remark(const struct ilo_source_remark *remark, struct ilo_arena *arena,
             struct ilo_xmlwriter *writer)
{
	ilo_xmlwriter_start(writer, "finding");
	ilo_xmlwriter_attr(writer, "id", remark->id);
	ilo_xmlwriter_attr(writer, "severity", remark->severity);
	if (remark->line > 0)
		ilo_xmlwriter_attr_count(writer, "line", remark->line);
	ilo_xmlwriter_attr(
		writer, "text",
		safe_text(arena, remark->text == NULL ? "" : remark->text));
	if (remark->detail != NULL)
		ilo_xmlwriter_attr(writer, "detail",
		                   safe_text(arena, remark->detail));
	ilo_xmlwriter_end(writer);
}

static const char *
text_at(const struct ilo_source *source, size_t offset)
{
	const char *text;

	memcpy(&text, (const char *)source + offset, sizeof(text));
	return text;
}

static void
write_source(const struct ilo_source *source, struct ilo_arena *arena,
             struct ilo_xmlwriter *writer)
{
	const char *text;
	size_t i;

	ilo_xmlwriter_start(writer, "source");
	for (i = 0; i < SOURCE_ATTRIBUTES; i++) {
		text = text_at(source, source_attributes[i].offset);
		if (text != NULL && has_form(text, source_attributes[i].form))
			ilo_xmlwriter_attr(writer, source_attributes[i].name,
			                   safe_text(arena, text));
	}
	ilo_xmlwriter_attr_count(writer, "size", source->size);
	if (source->revision > 0)
		ilo_xmlwriter_attr_count(writer, "revision", source->revision);
	if (source->days_late > 0)
		ilo_xmlwriter_attr_count(writer, "days-late",
		                         source->days_late);
	for (i = 0; i < source->remark_count; i++)
		write_remark(&source->remarks[i], arena, writer);
	ilo_xmlwriter_end(writer);
}

static void
write_sources(const struct ilo_sources *sources, struct ilo_xmlwriter *writer)
{
	struct ilo_arena *arena = ilo_arena_new();
	size_t i;

	ilo_xmlwriter_start(writer, "sources");
	for (i = 0; i < sources->count; i++)
		write_source(&sources->items[i], arena, writer);
	ilo_xmlwriter_end(writer);
	ilo_arena_free(arena);
}

/* ===== Networks ===== */

struct pair {
	const char *host;
	const struct contribution *contribution;
};

struct pairs {
	struct pair *items;
	size_t count, capacity;
};

static void
add_pair(struct pairs *pairs, const char *host,
         const struct contribution *contribution)
{
	pairs->items = ilo_grow(pairs->items, pairs->count, &pairs->capacity,
	                        sizeof(*pairs->items));
	pairs->items[pairs->count++] = (struct pair){host, contribution};
}

static int
compare_pairs(const void *left, const void *right)
{
	const struct pair *a = left, *b = right;
	int order = strcmp(a->host, b->host);

	if (order == 0)
		order = strcmp(a->contribution->submission.cover.sender,
		               b->contribution->submission.cover.sender);
	if (order == 0)
		order = strcmp(a->contribution->source->id,
		               b->contribution->source->id);
	return order;
}

/* Tables of an agency have no narrative and make no network. */
static void
make_pairs(const struct gathering *gathering, struct pairs *pairs)
{
	const struct contribution *item;
	const struct ilo_cover *cover;
	size_t i, c;

	for (i = 0; i < gathering->count; i++) {
		item = &gathering->items[i];
		cover = &item->submission.cover;
		if (item->submission.narrative == NULL || cover->sender == NULL)
			continue;
		if (cover->host != NULL)
			add_pair(pairs, cover->host, item);
		for (c = 0; cover->host == NULL && c < cover->cover_count; c++)
			add_pair(pairs, cover->covers[c], item);
	}
	if (pairs->count > 0)
		qsort(pairs->items, pairs->count, sizeof(*pairs->items),
		      compare_pairs);
}

static void
write_contribution(const struct contribution *item,
                   const struct narrative *narrative)
{
	const struct ilo_cover *cover = &item->submission.cover;

	ilo_xmlwriter_start(narrative->writer, "contribution");
	ilo_xmlwriter_attr(narrative->writer, "source", item->source->id);
	ilo_xmlwriter_attr(narrative->writer, "reporter", cover->sender);
	ilo_xmlwriter_attr(narrative->writer, "report", cover->report);
	ilo_xmlwriter_attr(narrative->writer, "acting-presidency",
	                   cover->acting_presidency ? "true" : "false");
	if (cover->acting_reason != NULL)
		ilo_xmlwriter_attr(
			narrative->writer, "reason",
			narrative_text(narrative->arena, cover->acting_reason));
	ilo_xmlwriter_end(narrative->writer);
}

/* One field with what each of the pairs, all of one host, says. */
static void
write_field(const struct ilo_code_entry *code, const struct pair *pairs,
            size_t count, const struct narrative *narrative)
{
	const char *path = ilo_code_property(code, "element");
	const struct contribution *item;
	bool open = false;
	size_t i;

	for (i = 0; path != NULL && i < count; i++) {
		item = pairs[i].contribution;
		if (narrative_find(item->submission.narrative, path) == NULL)
			continue;
		if (!open) {
			ilo_xmlwriter_start(narrative->writer, "field");
			ilo_xmlwriter_attr(narrative->writer, "id",
			                   ilo_code_id(code));
			open = true;
		}
		narrative_write(
			narrative,
			&(struct narrator){item->source->id,
		                           item->submission.cover.sender,
		                           item->submission.narrative},
			path);
	}
	if (open)
		ilo_xmlwriter_end(narrative->writer);
}

static void
write_network(const struct pair *pairs, size_t count,
              const struct ilo_codebook *codebook, struct ilo_xmlwriter *writer)
{
	const struct ilo_codelist *fields =
		ilo_codebook_list(codebook, ILO_LIST_FIELDS);
	struct narrative narrative = {writer, codebook, ilo_arena_new()};
	size_t i;

	ilo_xmlwriter_start(writer, "network");
	ilo_xmlwriter_attr(writer, "host", pairs->host);
	for (i = 0; i < count; i++)
		write_contribution(pairs[i].contribution, &narrative);
	for (i = 0; i < ilo_codelist_count(fields); i++)
		write_field(ilo_codelist_at(fields, i), pairs, count,
		            &narrative);
	ilo_xmlwriter_end(writer);
	ilo_arena_free(narrative.arena);
}

static void
write_networks(const struct networks *networks, struct ilo_xmlwriter *writer)
{
	struct pairs pairs = {0};
	size_t first = 0, end;

	make_pairs(networks->gathering, &pairs);
	for (; first < pairs.count; first = end) {
		for (end = first + 1; end < pairs.count; end++)
			if (strcmp(pairs.items[end].host,
			           pairs.items[first].host) != 0)
				break;
		write_network(&pairs.items[first], end - first,
		              networks->codebook, writer);
	}
	free(pairs.items);
}

enum ilo_status
networks_write(const struct networks *networks, FILE *stream,
               struct ilo_diag *diag)
{
	const struct gathering *gathering = networks->gathering;
	char semester[ILO_SEMESTER_SIZE];
	struct ilo_xmlwriter *writer;
	size_t i;

	for (i = 0; i < gathering->count; i++)
		if (gathering->items[i].submission.narrative != NULL)
			narrative_check(
				networks->codebook,
				gathering->items[i].submission.narrative,
				gathering->items[i].source->file, diag);
	writer = ilo_xmlwriter_new(stream, "networks", ILO_NS_NETWORKS);
	ilo_xmlwriter_attr(writer, "version", "1.0");
	ilo_xmlwriter_attr(writer, "semester",
	                   ilo_semester_print(networks->semester, semester));
	ilo_xmlwriter_attr(writer, "known-at", networks->sources->known_at);
	write_scope(networks->scope, writer);
	write_sources(networks->sources, writer);
	write_networks(networks, writer);
	return ilo_xmlwriter_finish(&writer, diag);
}
