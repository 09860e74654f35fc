/* One function for each shape that needs one. */

#include "common/form_value.h"

#include <string.h>

#include "common/cover.h"

/* What stands before the dash of "GH – Ghana". */
static const char *
code_of(struct ilo_arena *arena, const char *text)
{
	static const char *const dashes[] = {" \xe2\x80\x93 ", " - "};
	const char *end = NULL;

	for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++) {
		const char *at = strstr(text, dashes[i]);

		if (at != NULL && (end == NULL || at < end))
			end = at;
	}
	return end == NULL
	               ? text
	               : ilo_cover_token(arena, ilo_arena_strndup(
							arena, text,
							(size_t)(end - text)));
}

static const char between[] = ",;\n";

/* "GH – Ghana, TG" to "GH TG"; names have no label to lose. */
static const char *
several_of(struct ilo_arena *arena, const char *text, bool labelled)
{
	const char *all = "";

	while (*text != '\0') {
		const size_t length = strcspn(text, between);
		const char *part = ilo_cover_token(
			arena, ilo_arena_strndup(arena, text, length));

		if (part != NULL && labelled)
			part = code_of(arena, part);
		if (part != NULL)
			all = ilo_arena_printf(arena, "%s%s%s", all,
			                       *all == '\0' ? "" : " ", part);
		text += length + (text[length] != '\0');
	}
	return *all == '\0' ? NULL : all;
}

bool
ilo_form_is_unclear(const struct ilo_form_column *column, const char *text)
{
	if (column->shape != ILO_FORM_NAMES || strpbrk(text, between) == NULL)
		return false;
	while (*text != '\0') {
		const size_t start = strspn(text, " ,;\n");
		const size_t length = strcspn(text + start, " ,;\n");
		const size_t blanks = strspn(text + start + length, " ");

		text += start + length + blanks;
		if (length > 0 && blanks > 0 && *text != '\0' &&
		    strchr(between, *text) == NULL)
			return true;
	}
	return false;
}

/* A month that was typed as 2024-01 and that the program took for a day. */
static const char *
period_of(struct ilo_arena *arena, const struct ilo_sheet_cell *cell)
{
	if (cell->kind == ILO_CELL_DATE && strlen(cell->text) == 10 &&
	    strcmp(cell->text + 7, "-01") == 0)
		return ilo_arena_strndup(arena, cell->text, 7);
	return code_of(arena, cell->text);
}

const char *
ilo_form_value(struct ilo_arena *arena, const struct ilo_form_column *column,
               const struct ilo_sheet_cell *cell, const char *text)
{
	switch (column->shape) {
	case ILO_FORM_CODE:
	case ILO_FORM_UNIT:
		return code_of(arena, text);
	case ILO_FORM_SEVERAL_CODES:
	case ILO_FORM_EACH:
	case ILO_FORM_NAMES:
		return several_of(arena, text, column->shape != ILO_FORM_NAMES);
	case ILO_FORM_PERIOD:
		return period_of(arena, cell);
	case ILO_FORM_TEXT:
	case ILO_FORM_DATE:
	case ILO_FORM_COUNT:
	case ILO_FORM_PAIRS:
	case ILO_FORM_LINES:
		break;
	}
	return text;
}
