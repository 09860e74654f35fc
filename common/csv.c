/*
 * libcsv does not count lines, so it is fed one line at a time; a row begins
 * on the line that is being fed when no row is open.
 */

#include "common/csv.h"

#include <csv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/mem.h"

struct reader {
	ilo_csv_sink *sink;
	void *context;
	enum ilo_status status;
	long line;           /* being fed */
	long row_line;       /* 0: no row is open */
	struct ilo_buf text; /* the fields of the row, each terminated */
	size_t *offsets;     /* of the fields in text */
	const char **fields;
	size_t count, offset_capacity, field_capacity;
};

static void
take_field(void *field, size_t size_bytes, void *context)
{
	struct reader *reader = context;

	reader->offsets =
		ilo_grow(reader->offsets, reader->count,
	                 &reader->offset_capacity, sizeof *reader->offsets);
	reader->offsets[reader->count++] = reader->text.count;
	ilo_buf_add(&reader->text, field == NULL ? "" : field, size_bytes);
	ilo_buf_add(&reader->text, "", 1);
}

static void
take_row(int terminator, void *context)
{
	struct reader *reader = context;

	if (reader->count > 0 && reader->status == ILO_OK) {
		reader->fields = ilo_grow(reader->fields, reader->count,
		                          &reader->field_capacity,
		                          sizeof *reader->fields);
		for (size_t i = 0; i < reader->count; i++)
			reader->fields[i] =
				reader->text.bytes + reader->offsets[i];
		reader->status = reader->sink(
			reader->context,
			&(struct ilo_csv_row){reader->fields, reader->count,
		                              reader->row_line});
	}
	reader->count = 0;
	ilo_buf_clear(&reader->text);
	/* A CR ends a row, not a line: its LF comes as an empty row. */
	reader->row_line = terminator == '\n' ? 0 : reader->line;
}

/* RFC 4180: blanks belong to the field. */
static int
never_space(unsigned char byte)
{
	(void)byte; /* whatever it is */
	return 0;
}

/* ILO_FINDINGS when libcsv refuses; *line is then where. */
static enum ilo_status
feed(struct reader *reader, struct csv_parser *parser, const char *bytes,
     size_t count, long *line)
{
	const char *end = bytes + count, *next;

	for (*line = 0; bytes < end && reader->status == ILO_OK; bytes = next) {
		next = memchr(bytes, '\n', (size_t)(end - bytes));
		next = next == NULL ? end : next + 1;
		reader->line = ++*line;
		if (reader->row_line == 0)
			reader->row_line = *line;
		if (csv_parse(parser, bytes, (size_t)(next - bytes), take_field,
		              take_row, reader) != (size_t)(next - bytes))
			return ILO_FINDINGS;
	}
	if (reader->status == ILO_OK) {
		*line = reader->row_line == 0 ? reader->line : reader->row_line;
		if (csv_fini(parser, take_field, take_row, reader) != 0)
			return ILO_FINDINGS;
	}
	return reader->status;
}

enum ilo_status
ilo_csv_read(const char *bytes, size_t count, const struct ilo_csv_form *form,
             ilo_csv_sink *sink, void *context, long *line)
{
	struct reader reader = {.sink = sink, .context = context};
	struct csv_parser parser;
	enum ilo_status status;

	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) !=
	    0)
		return ILO_FAILED;
	csv_set_space_func(&parser, never_space);
	if (form != NULL) {
		csv_set_delim(&parser, (unsigned char)form->delimiter);
		csv_set_quote(&parser, (unsigned char)form->quote);
	}
	status = feed(&reader, &parser, bytes, count, line);
	if (csv_error(&parser) == CSV_ENOMEM)
		status = ILO_FAILED;
	csv_free(&parser);
	ilo_buf_release(&reader.text);
	free(reader.offsets);
	free(reader.fields);
	return status;
}
