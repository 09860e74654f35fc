/* What the letter says, in which order; docs/decisions/23-calendar.md. */

#include "ingest/letter.h"

#include <stdlib.h>
#include <string.h>

#include "common/text.h"

struct composing {
	const struct record *record;
	const struct wording *wording;
	struct ilo_arena *arena;
	struct letter *letter;
};

/* The files that a letter is on. */
struct several {
	const struct record *records;
	size_t count;
};

bool
letter_is_due(const char *fate)
{
	return strcmp(fate, "duplicate") != 0 &&
	       strcmp(fate, "not-for-us") != 0;
}

void
letter_release(struct letter *letter)
{
	free(letter->blocks);
	*letter = (struct letter){.blocks = NULL};
}

/* The register holds what is shown to people; this makes sure of it. */
static const char *
shown(struct ilo_arena *arena, const char *text)
{
	struct ilo_buf out = ILO_BUF_INIT;

	ilo_text_escape_rest(&out, text, strlen(text));
	text = ilo_arena_strdup(arena, ilo_buf_text(&out));
	ilo_buf_release(&out);
	return text;
}

static void
add(const struct composing *composing, const struct letter_block *block)
{
	struct letter *letter = composing->letter;

	letter->blocks = ilo_grow(letter->blocks, letter->count,
	                          &letter->capacity, sizeof(*letter->blocks));
	letter->blocks[letter->count] = *block;
	letter->blocks[letter->count].text =
		shown(composing->arena, block->text);
	letter->count++;
}

/* A text of ours by its id. */
static void
say(const struct composing *composing, enum letter_kind kind, const char *id)
{
	add(composing, &(struct letter_block){
			       .kind = kind,
			       .text = wording_text(composing->wording, id)});
}

static void
fact(const struct composing *composing, const char *id, const char *text)
{
	if (text != NULL)
		add(composing,
		    &(struct letter_block){
			    .kind = LETTER_FACT,
			    .label = wording_text(composing->wording, id),
			    .text = text});
}

/* "2024-07-01T10:00:00Z" as "2024-07-01 10:00:00 UTC". */
static const char *
instant(struct ilo_arena *arena, const char *time)
{
	if (strlen(time) != ILO_TIME_SIZE - 1)
		return time;
	return ilo_arena_printf(arena, "%.10s %.8s UTC", time, time + 11);
}

/* Both where both are said, the one where they are one. */
static const char *
pair(struct ilo_arena *arena, const char *first, const char *second,
     const char *between)
{
	if (first == NULL || second == NULL || strcmp(first, second) == 0)
		return first != NULL ? first : second;
	return ilo_arena_printf(arena, "%s%s%s", first, between, second);
}

static const char *
document(const struct record *record, struct ilo_arena *arena)
{
	if (record->document == NULL || record->revision == 0)
		return record->document;
	return ilo_arena_printf(arena, "%s, %lld", record->document,
	                        (long long)record->revision);
}

static void
say_what_came(const struct composing *composing)
{
	const struct record *record = composing->record;
	struct ilo_arena *arena = composing->arena;

	say(composing, LETTER_HEADING, "what-came");
	fact(composing, "file", record->file);
	fact(composing, "number",
	     ilo_arena_printf(arena, "%06lld", (long long)record->id));
	fact(composing, "received", instant(arena, record->received));
	if (record->sha256 != NULL)
		fact(composing, "size",
		     ilo_arena_printf(arena, "%lld", (long long)record->size));
	fact(composing, "digest", record->sha256);
	fact(composing, "kind", record->kind);
	fact(composing, "sender", record->sender);
	fact(composing, "host",
	     record->host != NULL ? record->host : record->region);
	fact(composing, "semester",
	     pair(arena, record->first, record->last, " - "));
	fact(composing, "document", document(record, arena));
	if (record->signature != NULL && strcmp(record->signature, "none") != 0)
		fact(composing, "signature",
		     pair(arena, record->signature, record->signer, ": "));
}

/* The text with "{date}" replaced. */
static const char *
with_date(struct ilo_arena *arena, const char *text, const char *date)
{
	static const char mark[] = "{date}";
	const char *at = strstr(text, mark);

	if (at == NULL)
		return text;
	return ilo_arena_printf(arena, "%.*s%s%s", (int)(at - text), text, date,
	                        at + sizeof(mark) - 1);
}

/* By when what was rejected is due, where it is a report on a semester. */
static void
say_due(const struct composing *composing)
{
	const struct record *record = composing->record;
	char end[ILO_DATE_SIZE];
	ilo_semester semester;
	const char *id;

	if (record->report == NULL || record->last == NULL ||
	    (strcmp(record->report, "contribution") != 0 &&
	     strcmp(record->report, "network-report") != 0) ||
	    !ilo_semester_parse(record->last, &semester))
		return;
	(void)ilo_semester_end(semester, end); /* gives it back */
	id = strncmp(record->received, end, ILO_DATE_SIZE - 1) > 0 ? "due-past"
	                                                           : "due-open";
	add(composing,
	    &(struct letter_block){
		    .kind = LETTER_PARAGRAPH,
		    .text = with_date(composing->arena,
	                              wording_text(composing->wording, id),
	                              end)});
}

static void
say_fate(const struct composing *composing)
{
	const char *fate = composing->record->fate;

	say(composing, LETTER_HEADING, "fate");
	say(composing, LETTER_PARAGRAPH, fate);
	say(composing, LETTER_HEADING, "todo");
	if (strcmp(fate, "rejected") == 0) {
		say(composing, LETTER_PARAGRAPH, "todo-rejected");
		say_due(composing);
	} else if (strcmp(fate, "quarantined") == 0) {
		say(composing, LETTER_PARAGRAPH, "todo-quarantined");
	} else if (strcmp(fate, "accepted-with-findings") == 0) {
		say(composing, LETTER_PARAGRAPH, "todo-warnings");
	} else {
		say(composing, LETTER_PARAGRAPH, "todo-nothing");
	}
}

/* The head of a group of findings of one rule. */
static void
say_rule(const struct composing *composing, const struct remark *remark)
{
	const char *message = wording_message(composing->wording, remark->id);

	add(composing,
	    &(struct letter_block){
		    .kind = LETTER_FINDING,
		    .label = ilo_arena_printf(
			    composing->arena, "%s %s",
			    wording_text(composing->wording, remark->severity),
			    remark->id),
		    .text = message != NULL ? message : remark->text,
		    .language = message != NULL ? NULL : "en"});
}

static void
say_place(const struct composing *composing, const struct remark *remark)
{
	const char *label = NULL;

	if (remark->line > 0)
		label = ilo_arena_printf(
			composing->arena, "%s %lld",
			wording_text(composing->wording, "line"),
			(long long)remark->line);
	if (label == NULL && remark->detail[0] == '\0')
		return;
	add(composing, &(struct letter_block){.kind = LETTER_PLACE,
	                                      .label = label,
	                                      .text = remark->detail,
	                                      .language = "en"});
}

static void
say_findings_head(const struct composing *composing)
{
	say(composing, LETTER_HEADING, "findings");
	if (strcmp(wording_language(composing->wording), "en") != 0)
		say(composing, LETTER_PARAGRAPH, "english");
}

/* Findings of one rule stand together in the register. */
static void
say_findings(const struct composing *composing)
{
	const struct record *record = composing->record;
	size_t i;

	if (record->remark_count > 0) {
		say_findings_head(composing);
	} else {
		say(composing, LETTER_HEADING, "findings");
		say(composing, LETTER_PARAGRAPH, "no-findings");
	}
	for (i = 0; i < record->remark_count; i++) {
		const struct remark *remark = &record->remarks[i];

		if (i == 0 || strcmp(remark[-1].id, remark->id) != 0)
			say_rule(composing, remark);
		say_place(composing, remark);
	}
}

/* All that there is to say of one file. */
static void
say_file(const struct composing *composing)
{
	say_what_came(composing);
	say_fate(composing);
	say_findings(composing);
}

/* One that its sender need not look at again. */
static bool
is_in_order(const struct record *record)
{
	return strcmp(record->fate, "accepted") == 0 ||
	       strcmp(record->fate, "superseded") == 0;
}

static const char *
joined(struct ilo_arena *arena, const char *text, const char *more)
{
	return more == NULL ? text
	                    : ilo_arena_printf(arena, "%s, %s", text, more);
}

/* A file that is in order, in a line. */
static void
list_file(const struct composing *composing)
{
	const struct record *record = composing->record;
	struct ilo_arena *arena = composing->arena;
	const char *text = ilo_arena_printf(arena, "%s: %06lld", record->file,
	                                    (long long)record->id);

	text = joined(arena, text,
	              record->host != NULL ? record->host : record->region);
	text = joined(arena, text,
	              pair(arena, record->first, record->last, " - "));
	text = joined(arena, text, document(record, arena));
	add(composing,
	    &(struct letter_block){.kind = LETTER_PLACE, .text = text});
}

/* Those that are in order and have one fate, under a text of ours. */
static void
list_files(struct composing *composing, const struct several *several,
           const char *fate, const char *id)
{
	bool begun = false;
	size_t i;

	for (i = 0; i < several->count; i++) {
		composing->record = &several->records[i];
		if (strcmp(composing->record->fate, fate) != 0)
			continue;
		if (!begun)
			say(composing, LETTER_PARAGRAPH, id);
		begun = true;
		list_file(composing);
	}
}

/* What one rule found in the files that are in order, from one on. */
static void
list_notes(struct composing *composing, const struct several *several,
           size_t from, const struct remark *first)
{
	const struct remark *remark;
	struct remark note;
	size_t i, j;

	say_rule(composing, first);
	for (i = from; i < several->count; i++) {
		composing->record = &several->records[i];
		if (!is_in_order(composing->record))
			continue;
		for (j = 0; j < composing->record->remark_count; j++) {
			remark = &composing->record->remarks[j];
			if (strcmp(remark->id, first->id) != 0)
				continue;
			note = *remark;
			note.detail = ilo_arena_printf(
				composing->arena, "%s: %s",
				composing->record->file, remark->detail);
			say_place(composing, &note);
		}
	}
}

/* Whether the rule found something in an earlier one of those files, or
 * earlier in this one. */
static bool
is_told(const struct several *several, size_t file, size_t number)
{
	const char *id = several->records[file].remarks[number].id;
	size_t i, j;

	for (i = 0; i <= file; i++)
		for (j = 0; is_in_order(&several->records[i]) &&
		            j < (i == file ? number
		                           : several->records[i].remark_count);
		     j++)
			if (strcmp(several->records[i].remarks[j].id, id) == 0)
				return true;
	return false;
}

static void
say_notes(struct composing *composing, const struct several *several)
{
	const struct record *record;
	bool begun = false;
	size_t i, j;

	for (i = 0; i < several->count; i++) {
		record = &several->records[i];
		for (j = 0; is_in_order(record) && j < record->remark_count;
		     j++) {
			if (is_told(several, i, j))
				continue;
			if (!begun)
				say_findings_head(composing);
			begun = true;
			list_notes(composing, several, i, &record->remarks[j]);
		}
	}
}

/* First what has to be looked at, file by file; the rest in lists. */
static void
say_several(struct composing *composing, const struct several *several)
{
	struct ilo_arena *arena = composing->arena;
	size_t in_order = 0, i;

	for (i = 0; i < several->count; i++)
		in_order += is_in_order(&several->records[i]);
	say(composing, LETTER_HEADING, "what-came");
	fact(composing, "sender", several->records[0].sender);
	fact(composing, "files",
	     ilo_arena_printf(arena, "%zu", several->count));
	fact(composing, "to-look-at",
	     ilo_arena_printf(arena, "%zu", several->count - in_order));
	for (i = 0; i < several->count; i++) {
		composing->record = &several->records[i];
		if (!is_in_order(composing->record))
			say_file(composing);
	}
	if (in_order == 0)
		return;
	say(composing, LETTER_HEADING, "in-order");
	list_files(composing, several, "accepted", "several-accepted");
	list_files(composing, several, "superseded", "several-superseded");
	say_notes(composing, several);
}

/* The language that all of it is in, else that of the sender. */
static const struct wording *
choose(const struct several *several, const struct wordings *wordings)
{
	const struct wording *wording =
		wordings_for(wordings, &several->records[0]);
	struct record sender = several->records[0];
	size_t i;

	sender.language = NULL;
	for (i = 1; i < several->count; i++)
		if (wordings_for(wordings, &several->records[i]) != wording)
			return wordings_for(wordings, &sender);
	return wording;
}

/* Foreign text too: whoever runs the office wrote it. */
static void
sign(const struct composing *composing)
{
	const struct office office = wording_office(composing->wording);
	const char *language =
		strcmp(office.language, composing->letter->language) == 0
			? NULL
			: office.language;

	add(composing, &(struct letter_block){.kind = LETTER_PARAGRAPH,
	                                      .text = office.name,
	                                      .language = language});
	if (office.contact != NULL)
		add(composing, &(struct letter_block){.kind = LETTER_PARAGRAPH,
		                                      .text = office.contact,
		                                      .language = language});
}

/* Those on which there is something to say. */
static void
pick(const struct record *records, size_t count, struct ilo_arena *arena,
     struct several *out)
{
	struct record *due = ilo_arena_alloc(arena, count * sizeof(*due));
	size_t i;

	*out = (struct several){.records = due};
	for (i = 0; i < count; i++)
		if (letter_is_due(records[i].fate))
			due[out->count++] = records[i];
}

void
letter_make(const struct record *records, size_t count,
            const struct wordings *wordings, struct ilo_arena *arena,
            struct letter *out)
{
	struct composing composing = {.arena = arena, .letter = out};
	struct several several;
	const char *nature;

	pick(records, count, arena, &several);
	composing.record = several.records;
	composing.wording = choose(&several, wordings);
	*out = (struct letter){.language = wording_language(composing.wording),
	                       .direction =
	                               wording_direction(composing.wording)};
	nature = composing.record->nature;
	say(&composing, LETTER_TITLE, several.count == 1 ? "title" : "several");
	if (nature != NULL && strcmp(nature, "exercise") == 0)
		say(&composing, LETTER_PARAGRAPH,
		    several.count == 1 ? "exercise" : "several-exercise");
	say(&composing, LETTER_PARAGRAPH,
	    several.count == 1 ? "intro" : "several-intro");
	if (several.count == 1)
		say_file(&composing);
	else
		say_several(&composing, &several);
	say(&composing, LETTER_PARAGRAPH, "closing");
	sign(&composing);
}
