/*
 * Rows and cells come with repeat counts; empty ones only move the position,
 * filled ones are repeated as cells.  What is not the text of a cell (comments,
 * shapes, tracked changes) is passed over.
 */

#include "common/ods.h"

#include <stdlib.h>
#include <string.h>

#include "common/num.h"
#include "common/saxguard.h"

#define NS "urn:oasis:names:tc:opendocument:xmlns:"
static const char ns_office[] = NS "office:1.0";
static const char ns_table[] = NS "table:1.0";
static const char ns_text[] = NS "text:1.0";
static const char ns_calcext[] =
	"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0";

struct pending {
	struct ilo_sheet_cell cell;
	uint32_t repeats;
};

struct ods {
	struct ilo_workbook *workbook;
	struct ilo_faults *faults;
	unsigned skipped;  /* depth of the element passed over; 0: none */
	unsigned in_table; /* depth of the sheet's element; 0: outside */
	unsigned in_cell, in_text;
	uint32_t row, column; /* of the cell under way, from 1 */
	uint32_t row_repeats, cell_repeats;
	struct pending *cells; /* filled ones of the row */
	size_t count, capacity;
	struct ilo_sheet_cell cell;
	bool has_value;
	struct ilo_buf text;
	bool paragraph; /* the cell has one already */
};

bool
ilo_ods_identify(const char *bytes, size_t count)
{
	return ilo_zip_begins(bytes, count, "mimetype");
}

static bool
is(const struct ilo_sax_tag *tag, const char *uri, const char *name)
{
	return strcmp(tag->name, name) == 0 && strcmp(tag->uri, uri) == 0;
}

/* A repeat count: 1 when it is left out or makes no sense, never beyond what a
 * sheet has. */
static uint32_t
repeats(const struct ods *ods, const struct ilo_sax_tag *tag, const char *name)
{
	const char *text =
		ilo_sax_attribute(tag, ods->workbook->arena, ns_table, name);
	int64_t count = 1;

	if (text == NULL || !ilo_num_count(text, &count) || count < 1)
		return 1;
	return count > ILO_SHEET_ROWS ? ILO_SHEET_ROWS : (uint32_t)count;
}

static const char *
value_of(const struct ods *ods, const struct ilo_sax_tag *tag, const char *name)
{
	return ilo_sax_attribute(tag, ods->workbook->arena, ns_office, name);
}

/* Midnight is a date; another time of day is left to be seen. */
static const char *
date_of(const struct ods *ods, const char *text)
{
	const char *time = text == NULL ? NULL : strchr(text, 'T');

	if (time != NULL && strncmp(time, "T00:00:00", 9) == 0)
		return ilo_arena_strndup(ods->workbook->arena, text,
		                         (size_t)(time - text));
	return text;
}

/* What kind of value the cell says it has; a string's text comes later. */
static void
take_type(struct ods *ods, const struct ilo_sax_tag *tag)
{
	struct ilo_sheet_cell *cell = &ods->cell;
	const char *type = value_of(ods, tag, "value-type");
	const char *shown = ilo_sax_attribute(tag, ods->workbook->arena,
	                                      ns_calcext, "value-type");

	*cell = (struct ilo_sheet_cell){.row = ods->row, .column = ods->column};
	if (shown != NULL && strcmp(shown, "error") == 0)
		cell->kind = ILO_CELL_ERROR;
	else if (type == NULL)
		cell->kind = ILO_CELL_TEXT;
	else if (strcmp(type, "float") == 0 || strcmp(type, "currency") == 0)
		cell->kind = ILO_CELL_NUMBER;
	else if (strcmp(type, "percentage") == 0)
		cell->kind = ILO_CELL_PERCENT;
	else if (strcmp(type, "date") == 0)
		cell->kind = ILO_CELL_DATE;
	else if (strcmp(type, "boolean") == 0)
		cell->kind = ILO_CELL_BOOLEAN;
	if (cell->kind == ILO_CELL_NUMBER || cell->kind == ILO_CELL_PERCENT)
		cell->text = value_of(ods, tag, "value");
	else if (cell->kind == ILO_CELL_DATE)
		cell->text = date_of(ods, value_of(ods, tag, "date-value"));
	else if (cell->kind == ILO_CELL_BOOLEAN)
		cell->text = value_of(ods, tag, "boolean-value");
	else if (cell->kind == ILO_CELL_TEXT)
		cell->text = value_of(ods, tag, "string-value");
	if (cell->kind == ILO_CELL_NUMBER && cell->text != NULL)
		cell->text = ilo_sheet_number(ods->workbook->arena, cell->text);
	ods->has_value = cell->text != NULL;
}

static void
start_cell(struct ods *ods, const struct ilo_sax_tag *tag)
{
	ods->column += ods->cell_repeats; /* of the cell before */
	if (ods->column > ILO_SHEET_COLUMNS)
		ods->column = ILO_SHEET_COLUMNS + 1;
	ods->cell_repeats = repeats(ods, tag, "number-columns-repeated");
	ods->in_cell = tag->depth;
	ods->in_text = 0;
	ods->paragraph = false;
	ilo_buf_clear(&ods->text);
	take_type(ods, tag);
}

static enum ilo_status
end_cell(struct ods *ods)
{
	struct ilo_sheet_cell *cell = &ods->cell;

	ods->in_cell = 0;
	if (!ods->has_value)
		cell->text = ilo_arena_strdup(ods->workbook->arena,
		                              ilo_buf_text(&ods->text));
	if (*cell->text == '\0')
		return ILO_OK;
	if (ods->column > ILO_SHEET_COLUMNS)
		ods->cell_repeats = 1; /* enough to be refused */
	else if (ods->cell_repeats > ILO_SHEET_COLUMNS + 1 - ods->column)
		ods->cell_repeats = ILO_SHEET_COLUMNS + 1 - ods->column;
	ods->cells = ilo_grow(ods->cells, ods->count, &ods->capacity,
	                      sizeof *ods->cells);
	ods->cells[ods->count++] = (struct pending){*cell, ods->cell_repeats};
	return ILO_OK;
}

static void
start_row(struct ods *ods, const struct ilo_sax_tag *tag)
{
	ods->row += ods->row_repeats;
	if (ods->row > ILO_SHEET_ROWS)
		ods->row = ILO_SHEET_ROWS + 1;
	ods->row_repeats = repeats(ods, tag, "number-rows-repeated");
	ods->column = 1;
	ods->cell_repeats = 0;
	ods->count = 0;
}

static enum ilo_status
add_repeated(struct ods *ods, const struct pending *pending, uint32_t row)
{
	enum ilo_status status = ILO_OK;

	for (uint32_t i = 0; i < pending->repeats && status == ILO_OK; i++) {
		struct ilo_sheet_cell cell = pending->cell;

		cell.row = row;
		cell.column += i;
		status = ilo_workbook_add(ods->workbook, cell, ods->faults);
	}
	return status;
}

static enum ilo_status
end_row(struct ods *ods)
{
	enum ilo_status status = ILO_OK;

	for (uint32_t r = 0; r < ods->row_repeats && ods->count > 0; r++) {
		for (size_t i = 0; i < ods->count && status == ILO_OK; i++)
			status =
				add_repeated(ods, &ods->cells[i], ods->row + r);
		if (status != ILO_OK)
			return status;
	}
	return status;
}

static enum ilo_status
start_table(struct ods *ods, const struct ilo_sax_tag *tag)
{
	ods->in_table = tag->depth;
	ods->row = 1;
	ods->row_repeats = 0;
	return ilo_workbook_sheet(
		ods->workbook,
		ilo_sax_attribute(tag, ods->workbook->arena, ns_table, "name"),
		ods->faults);
}

static bool
is_passed_over(const struct ods *ods, const struct ilo_sax_tag *tag)
{
	static const char *const names[] = {"tracked-changes", "shapes",
	                                    "table", "dde-links"};

	if (is(tag, ns_office, "annotation") ||
	    (ods->in_cell != 0 && strstr(tag->uri, ":drawing:") != NULL))
		return true;
	if (strcmp(tag->uri, ns_table) != 0)
		return false;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(tag->name, names[i]) == 0)
			return strcmp(names[i], "table") != 0 ||
			       ods->in_table != 0;
	}
	return false;
}

static void
start_text(struct ods *ods, const struct ilo_sax_tag *tag)
{
	const char *count;
	int64_t blanks = 1;

	if (strcmp(tag->name, "p") == 0 && ods->in_text == 0) {
		if (ods->paragraph)
			ilo_buf_puts(&ods->text, "\n");
		ods->paragraph = true;
		ods->in_text = tag->depth;
	} else if (strcmp(tag->name, "s") == 0) {
		count = ilo_sax_attribute(tag, ods->workbook->arena, ns_text,
		                          "c");
		if (count != NULL &&
		    (!ilo_num_count(count, &blanks) || blanks > 1000))
			blanks = 1;
		for (; blanks > 0; blanks--)
			ilo_buf_puts(&ods->text, " ");
	} else if (strcmp(tag->name, "tab") == 0) {
		ilo_buf_puts(&ods->text, "\t");
	} else if (strcmp(tag->name, "line-break") == 0) {
		ilo_buf_puts(&ods->text, "\n");
	}
}

static enum ilo_status
on_start(void *context, const struct ilo_sax_tag *tag)
{
	struct ods *ods = context;

	if (ods->skipped != 0)
		return ILO_OK;
	if (is_passed_over(ods, tag)) {
		ods->skipped = tag->depth;
		return ILO_OK;
	}
	if (is(tag, ns_table, "table"))
		return start_table(ods, tag);
	if (ods->in_table == 0)
		return ILO_OK;
	if (is(tag, ns_table, "table-row"))
		start_row(ods, tag);
	else if (is(tag, ns_table, "table-cell") ||
	         is(tag, ns_table, "covered-table-cell"))
		start_cell(ods, tag);
	else if (ods->in_cell != 0 && strcmp(tag->uri, ns_text) == 0)
		start_text(ods, tag);
	return ILO_OK;
}

static enum ilo_status
on_end(void *context, unsigned depth)
{
	struct ods *ods = context;

	if (ods->skipped != 0) {
		if (ods->skipped == depth)
			ods->skipped = 0;
		return ILO_OK;
	}
	if (depth == ods->in_text) {
		ods->in_text = 0;
	} else if (depth == ods->in_cell) {
		return end_cell(ods);
	} else if (depth == ods->in_table) {
		ods->in_table = 0;
	} else if (ods->in_table != 0 && ods->count > 0 && ods->in_cell == 0) {
		/* The row, or a group around rows that are done. */
		const enum ilo_status status = end_row(ods);

		ods->count = 0;
		return status;
	}
	return ILO_OK;
}

static void
on_text(void *context, const char *text, size_t size_bytes)
{
	struct ods *ods = context;

	if (ods->skipped == 0 && ods->in_text != 0 &&
	    ods->text.count < ILO_LIMIT_RUN_BYTES)
		ilo_buf_add(&ods->text, text, size_bytes);
}

enum ilo_status
ilo_ods_read(struct ilo_zip *zip, struct ilo_faults *faults,
             struct ilo_workbook *workbook)
{
	static const struct ilo_sax_handlers handlers = {on_start, on_end,
	                                                 on_text};
	struct ods ods = {.workbook = workbook, .faults = faults};
	struct ilo_buf part = ILO_BUF_INIT;
	enum ilo_status status;

	status = ilo_zip_read(zip, "content.xml", faults, &part);
	if (status == ILO_OK)
		status = ilo_sax_read(
			&(struct ilo_sax_input){ilo_buf_text(&part), part.count,
		                                "content.xml",
		                                ilo_zip_limits(zip)},
			&handlers, &ods, faults);
	free(ods.cells);
	ilo_buf_release(&ods.text);
	ilo_buf_release(&part);
	return status;
}
