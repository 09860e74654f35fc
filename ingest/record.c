/* From a cover and a stream of findings to the texts of a register row. */

#include "ingest/record.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/text.h"

/* Of a text that a file says of itself: names and dates. */
#define TEXT_BYTES ((size_t)1000)

void
remarks_gather(void *context, const struct ilo_finding *finding)
{
	struct remarks *remarks = context;
	struct ilo_arena *arena = remarks->arena;

	remarks->items = ilo_grow(remarks->items, remarks->count,
	                          &remarks->capacity, sizeof(*remarks->items));
	remarks->items[remarks->count++] = (struct remark){
		.id = ilo_diag_id(finding->code),
		.severity = ilo_severity_name(ilo_diag_severity(finding->code)),
		.line = finding->line,
		.text = ilo_diag_text(finding->code),
		.detail = ilo_arena_strdup(arena, finding->detail)};
}

void
remarks_release(struct remarks *remarks)
{
	free(remarks->items);
	*remarks = (struct remarks){.arena = NULL};
}

void
remarks_group(struct remarks *remarks)
{
	struct remark moved;
	size_t i, j, end;

	/* An insertion sort by the first of each rule: there are few. */
	for (i = 1; i < remarks->count; i++) {
		for (end = i; end > 0; end--)
			if (strcmp(remarks->items[end - 1].id,
			           remarks->items[i].id) == 0)
				break;
		if (end == 0 || end == i)
			continue;
		moved = remarks->items[i];
		for (j = i; j > end; j--)
			remarks->items[j] = remarks->items[j - 1];
		remarks->items[end] = moved;
	}
}

/* A rejected file may say anything of itself, at any length. */
const char *
record_text(struct ilo_arena *arena, const char *text)
{
	struct ilo_buf out = ILO_BUF_INIT;
	size_t count;
	const char *copy;

	if (text == NULL)
		return NULL;
	count = strlen(text);
	if (count > TEXT_BYTES)
		count = ilo_text_utf8_span(text, TEXT_BYTES);
	ilo_text_escape(&out, text, count);
	copy = ilo_arena_strdup(arena, ilo_buf_text(&out));
	ilo_buf_release(&out);
	return copy;
}

static const char *
semester_text(struct ilo_arena *arena, ilo_semester semester)
{
	char text[ILO_SEMESTER_SIZE];

	if (semester == 0)
		return NULL;
	return ilo_arena_strdup(arena, ilo_semester_print(semester, text));
}

/*
 * A document with revision numbers is a version of what its sender says on that
 * host, semester and report; a table without them is a version of all that its
 * sender publishes or of the part of it that the cover names, by the day it was
 * published or, failing that, received.
 */
void
record_place(struct record *record, struct ilo_arena *arena)
{
	const char *family = ilo_kind_family(record->kind);
	const char *subject =
		record->host != NULL ? record->host : record->region;
	const char *day = record->published != NULL ? record->published
	                                            : record->received;

	if (record->sender == NULL)
		return;
	if (record->revision == 0) {
		record->series = ilo_arena_printf(
			arena, "%s/%s%s%s", family, record->sender,
			record->part == NULL ? "" : "/",
			record->part == NULL ? "" : record->part);
		record->version =
			ilo_arena_strndup(arena, day, ILO_DATE_SIZE - 1);
	} else if (subject != NULL && record->first != NULL &&
	           record->report != NULL) {
		record->series = ilo_arena_printf(
			arena, "%s/%s/%s/%s/%s", family, record->sender,
			subject, record->first, record->report);
		record->version =
			ilo_arena_printf(arena, "%04d", (int)record->revision);
	}
}

void
record_describe(struct record *record, const struct ilo_cover *cover,
                struct ilo_arena *arena)
{
	record->sender = record_text(arena, cover->sender);
	record->report = record_text(arena, cover->report);
	record->nature = record_text(arena, cover->nature);
	record->host = record_text(arena, cover->host);
	record->region = record_text(arena, cover->region);
	record->first = semester_text(arena, cover->first);
	record->last = semester_text(arena, cover->last);
	record->document = record_text(arena, cover->document);
	record->revision = cover->revision;
	record->language = record_text(arena, cover->language);
	record->marking = record_text(arena, cover->marking);
	record->published = record_text(arena, cover->published);
	record->zero_from = record_text(arena, cover->zero_from);
	record->zero_to = record_text(arena, cover->zero_to);
	record->part = record_text(arena, cover->series);
}
