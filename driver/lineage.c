/* A cursor over the text: nothing is stored that the text says already. */

#include "driver/lineage.h"

#include <stdlib.h>
#include <string.h>

struct lineage
lineage_of(const char *text)
{
	return (struct lineage){text == NULL ? "" : text, 0, 1, 0, 1};
}

static bool
take_number(const char **text, size_t *number)
{
	size_t digits = strspn(*text, "0123456789"), i;

	if (digits == 0 || digits > 9)
		return false;
	*number = 0;
	for (i = 0; i < digits; i++)
		*number = *number * 10 + (size_t)((*text)[i] - '0');
	*text += digits;
	return true;
}

static bool
take_semester(struct lineage *lineage)
{
	char text[ILO_SEMESTER_SIZE];
	size_t length = strspn(lineage->rest, "0123456789-S");

	if (length != sizeof(text) - 1 || lineage->rest[length] != ':')
		return false;
	memcpy(text, lineage->rest, length);
	text[length] = '\0';
	lineage->rest += length + 1;
	return ilo_semester_parse(text, &lineage->semester);
}

static bool
take_range(struct lineage *lineage)
{
	const char *p = lineage->rest;

	if (!take_number(&p, &lineage->next))
		return false;
	lineage->last = lineage->next;
	lineage->step = 1;
	if (*p == '-') {
		p++;
		if (!take_number(&p, &lineage->last))
			return false;
		if (*p == '/') {
			p++;
			if (!take_number(&p, &lineage->step) ||
			    lineage->step == 0)
				return false;
		}
	}
	lineage->rest = p;
	return lineage->last >= lineage->next;
}

bool
lineage_next(struct lineage *lineage, ilo_semester *semester, size_t *row)
{
	if (lineage->next > lineage->last) {
		if (*lineage->rest == '\0')
			return false;
		if (*lineage->rest == ',')
			lineage->rest++;
		else {
			lineage->rest += strspn(lineage->rest, " ");
			if (!take_semester(lineage))
				return false;
		}
		if (!take_range(lineage))
			return false;
	}
	*semester = lineage->semester;
	*row = lineage->next;
	lineage->next += lineage->step;
	return true;
}

static void
add(struct lineage_figures *figures, const struct edition_figure *figure)
{
	figures->items = ilo_grow(figures->items, figures->count,
	                          &figures->capacity, sizeof(*figures->items));
	figures->items[figures->count++] = figure;
}

void
lineage_expand(struct edition *edition, const char *word,
               struct lineage_figures *figures)
{
	size_t length = strlen(word), i;
	const struct edition_figure *figure;
	char *prefix;

	if (length < 2 || strcmp(word + length - 2, ".*") != 0) {
		figure = edition_find(edition, word);
		if (figure != NULL)
			add(figures, figure);
		return;
	}
	prefix = ilo_xstrdup(word);
	prefix[--length] = '\0'; /* keeps the dot */
	for (i = edition_search(edition, prefix); i < edition_count(edition);
	     i++) {
		figure = edition_at(edition, i);
		if (strncmp(figure->id, prefix, length) != 0)
			break;
		if (strchr(figure->id + length, '.') == NULL)
			add(figures, figure); /* a level, not made from one */
	}
	free(prefix);
}

const char *
lineage_word(struct ilo_arena *arena, const char **list)
{
	const char *start;
	size_t length;

	if (*list == NULL)
		return NULL;
	start = *list + strspn(*list, " ");
	length = strcspn(start, " ");
	*list = start + length;
	return length == 0 ? NULL : ilo_arena_strndup(arena, start, length);
}
