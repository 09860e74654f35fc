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

bool
letter_is_due(const struct record *record)
{
	return strcmp(record->fate, "duplicate") != 0 &&
	       strcmp(record->fate, "not-for-us") != 0;
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

/* Findings of one rule stand together in the register. */
static void
say_findings(const struct composing *composing)
{
	const struct record *record = composing->record;
	const bool english =
		strcmp(wording_language(composing->wording), "en") == 0;
	size_t i;

	say(composing, LETTER_HEADING, "findings");
	if (record->remark_count == 0)
		say(composing, LETTER_PARAGRAPH, "no-findings");
	else if (!english)
		say(composing, LETTER_PARAGRAPH, "english");
	for (i = 0; i < record->remark_count; i++) {
		const struct remark *remark = &record->remarks[i];

		if (i == 0 || strcmp(remark[-1].id, remark->id) != 0)
			say_rule(composing, remark);
		say_place(composing, remark);
	}
}

void
letter_make(const struct record *record, const struct wording *wording,
            struct ilo_arena *arena, struct letter *out)
{
	const struct composing composing = {record, wording, arena, out};

	*out = (struct letter){.language = wording_language(wording),
	                       .direction = wording_direction(wording)};
	say(&composing, LETTER_TITLE, "title");
	if (record->nature != NULL && strcmp(record->nature, "exercise") == 0)
		say(&composing, LETTER_PARAGRAPH, "exercise");
	say(&composing, LETTER_PARAGRAPH, "intro");
	say_what_came(&composing);
	say_fate(&composing);
	say_findings(&composing);
	say(&composing, LETTER_PARAGRAPH, "closing");
	say(&composing, LETTER_PARAGRAPH, "office");
}
