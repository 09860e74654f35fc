/* A table of columns, each an attribute; nothing is computed here, and no
 * number is parsed: the text of statistics.xml is the text of the cell. */

#include "analyze/cube.h"

#include <stdio.h>
#include <string.h>

#include "common/mem.h"
#include "common/names.h"
#include "common/outfile.h"
#include "common/xmlio.h"
#include "common/xmlwalk.h"

/* SDMX's codes for "all of it" and "does not apply". */
#define TOTAL "_T"
#define NONE "_Z"

static const struct column {
	const char *name, *attribute;
	const char *absent; /* what stands where there is no attribute */
	bool number;
} columns[] = {
	{"HOST_COUNTRY", "host", NONE, false},
	{"INDICATOR", "indicator", NONE, false},
	{"COUNTED_BY", "counted-by", NONE, false},
	{"BREAKDOWN", "by", NONE, false},
	{"CODE", "code", TOTAL, false},
	{"OTHER", "other", NONE, false},
	{"MEASURE", "measure", "level", false},
	{"TIME_PERIOD", "period", "", false},
	{"OBS_VALUE", "value", "", true},
	{"LOWER", "lower", "", true},
	{"UPPER", "upper", "", true},
	{"WIDE_LOWER", "wide-lower", "", true},
	{"WIDE_UPPER", "wide-upper", "", true},
	{"P", "p", "", true},
	{"P_ADJUSTED", "p-adjusted", "", true},
	{"N", "n", "", true},
	{"UNIT_MEASURE", "unit", "", false},
	{"METHOD", "method", "", false},
	{"OBS_STATUS", "flag", "", false},
	{"STATE", "state", "", false},
	{"REASON", "reason", "", false},
	{"VERDICT", "verdict", "", false},
	{"REPORTED", "reported", "", true},
	{"EXPECTED", "expected", "", true},
	{"FIGURE_ID", "id", "", false},
};

enum {
	COLUMN_COUNT = sizeof(columns) / sizeof(*columns),
	ELEMENTS_KEPT = 256 /* whose texts stand in memory at once */
};

struct cube {
	FILE *stream;
	struct ilo_arena *arena;  /* texts of rows; renewed now and then */
	struct ilo_arena *series; /* texts of the series that is open */
	const char *shared[COLUMN_COUNT];
	size_t used;
};

/* A text that a spreadsheet would take for a formula is marked as text. */
static void
put_text(FILE *stream, const char *text)
{
	const bool formula = text[0] != '\0' && strchr("=+-@\t\r", text[0]);
	const bool quoted = strpbrk(text, ",\"\r\n") != NULL;

	if (quoted)
		(void)fputc('"', stream); /* errors stick to the stream */
	if (formula)
		(void)fputc('\'', stream);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			(void)fputc('"', stream);
		(void)fputc(*text, stream);
	}
	if (quoted)
		(void)fputc('"', stream);
}

static void
put_row(struct cube *cube, const xmlNode *element, bool in_series)
{
	(void)fputs("dataflow," ILO_STATISTICS_STRUCTURE ",I", cube->stream);
	for (size_t i = 0; i < COLUMN_COUNT; i++) {
		const char *value = ilo_xml_attr(cube->arena, element,
		                                 columns[i].attribute);

		if (value == NULL && in_series)
			value = cube->shared[i];
		if (value == NULL)
			value = columns[i].absent;
		(void)fputc(',', cube->stream);
		if (columns[i].number)
			(void)fputs(value, cube->stream);
		else
			put_text(cube->stream, value);
	}
	(void)fputc('\n', cube->stream);
}

static void
open_series(struct cube *cube, const xmlNode *element)
{
	ilo_arena_free(cube->series);
	cube->series = ilo_arena_new();
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		cube->shared[i] = ilo_xml_attr(cube->series, element,
		                               columns[i].attribute);
}

static void
visit(void *context, const xmlNode *element, int depth)
{
	struct cube *cube = context;

	(void)depth;
	if (++cube->used % ELEMENTS_KEPT == 0) {
		ilo_arena_free(cube->arena);
		cube->arena = ilo_arena_new();
	}
	if (ilo_xml_is(element, "series"))
		open_series(cube, element);
	else if (ilo_xml_is(element, "figure") || ilo_xml_is(element, "result"))
		put_row(cube, element, false);
	else if (ilo_xml_is(element, "point"))
		put_row(cube, element, true);
}

static enum ilo_status
write_rows(const char *statistics, FILE *stream, struct ilo_diag *diag)
{
	struct cube cube = {.stream = stream,
	                    .arena = ilo_arena_new(),
	                    .series = ilo_arena_new()};
	enum ilo_status status;

	(void)fputs("STRUCTURE,STRUCTURE_ID,ACTION", stream);
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		(void)fprintf(stream, ",%s", columns[i].name);
	(void)fputc('\n', stream);
	status = ilo_xml_walk(statistics, diag, visit, &cube);
	ilo_arena_free(cube.arena);
	ilo_arena_free(cube.series);
	return status;
}

enum ilo_status
cube_write(const char *statistics, const char *path, struct ilo_diag *diag)
{
	struct ilo_outfile *out = NULL;
	enum ilo_status status = ilo_outfile_open(path, diag, &out);

	if (status == ILO_OK)
		status = write_rows(statistics, ilo_outfile_stream(out), diag);
	if (status == ILO_OK)
		status = ilo_outfile_commit(&out, diag);
	ilo_outfile_discard(out);
	return status;
}
