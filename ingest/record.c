/* From a cover and a stream of findings to the texts of a register row. */

#include "ingest/record.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/text.h"

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

/* A rejected file may say anything of itself. */
static const char *
shown(struct ilo_arena *arena, const char *text)
{
	struct ilo_buf out = ILO_BUF_INIT;
	const char *copy;

	if (text == NULL)
		return NULL;
	ilo_text_escape(&out, text, strlen(text));
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
static void
set_series(struct record *record, const struct ilo_cover *cover,
           struct ilo_arena *arena)
{
	const char *subject =
		record->host != NULL ? record->host : record->region;
	const char *day = record->published != NULL ? record->published
	                                            : record->received;

	if (record->sender == NULL)
		return;
	if (record->revision == 0) {
		record->series = ilo_arena_printf(
			arena, "%s/%s%s%s", record->kind, record->sender,
			cover->series == NULL ? "" : "/",
			cover->series == NULL ? "" : cover->series);
		record->version =
			ilo_arena_strndup(arena, day, ILO_DATE_SIZE - 1);
	} else if (subject != NULL && record->first != NULL &&
	           record->report != NULL) {
		record->series = ilo_arena_printf(
			arena, "%s/%s/%s/%s/%s", record->kind, record->sender,
			subject, record->first, record->report);
		record->version =
			ilo_arena_printf(arena, "%04d", (int)record->revision);
	}
}

void
record_describe(struct record *record, const struct ilo_cover *cover,
                struct ilo_arena *arena)
{
	record->sender = shown(arena, cover->sender);
	record->report = shown(arena, cover->report);
	record->nature = shown(arena, cover->nature);
	record->host = shown(arena, cover->host);
	record->region = shown(arena, cover->region);
	record->first = semester_text(arena, cover->first);
	record->last = semester_text(arena, cover->last);
	record->document = shown(arena, cover->document);
	record->revision = cover->revision;
	record->language = shown(arena, cover->language);
	record->marking = shown(arena, cover->marking);
	record->published = shown(arena, cover->published);
	record->zero_from = shown(arena, cover->zero_from);
	record->zero_to = shown(arena, cover->zero_to);
	set_series(record, cover, arena);
}
