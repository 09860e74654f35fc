/* The limits are held here, whichever reader adds. */

#include "common/sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/num.h"

void
ilo_workbook_init(struct ilo_workbook *workbook, struct ilo_arena *arena)
{
	*workbook = (struct ilo_workbook){.arena = arena};
}

void
ilo_workbook_release(struct ilo_workbook *workbook)
{
	for (size_t i = 0; i < workbook->count; i++)
		free(workbook->sheets[i].cells);
	free(workbook->sheets);
	*workbook = (struct ilo_workbook){.arena = NULL};
}

static enum ilo_status
refuse(struct ilo_faults *faults, const char *what)
{
	ilo_fault(faults, ILO_D_SHEET_GUARD, 0, "%s", what);
	return ILO_FINDINGS;
}

enum ilo_status
ilo_workbook_sheet(struct ilo_workbook *workbook, const char *name,
                   struct ilo_faults *faults)
{
	if (workbook->count >= ILO_SHEETS_MAX)
		return refuse(faults, "more than 32 sheets");
	workbook->sheets =
		ilo_grow(workbook->sheets, workbook->count, &workbook->capacity,
	                 sizeof *workbook->sheets);
	workbook->sheets[workbook->count++] =
		(struct ilo_sheet){.name = name == NULL ? "" : name};
	return ILO_OK;
}

static bool
is_behind(const struct ilo_sheet_cell *cell, const struct ilo_sheet_cell *last)
{
	return cell->row > last->row ||
	       (cell->row == last->row && cell->column > last->column);
}

enum ilo_status
ilo_workbook_add(struct ilo_workbook *workbook, struct ilo_sheet_cell cell,
                 struct ilo_faults *faults)
{
	struct ilo_sheet *sheet = &workbook->sheets[workbook->count - 1];

	if (cell.row == 0 || cell.row > ILO_SHEET_ROWS || cell.column == 0 ||
	    cell.column > ILO_SHEET_COLUMNS)
		return refuse(faults, "a cell beyond row 1048576 or column "
		                      "XFD");
	if (sheet->count > 0 &&
	    !is_behind(&cell, &sheet->cells[sheet->count - 1]))
		return refuse(faults, "cells out of order or twice there");
	if (++workbook->cell_count > ILO_SHEET_CELLS)
		return refuse(faults, "more than 500,000 cells");
	workbook->text_bytes += strlen(cell.text);
	if (workbook->text_bytes > ILO_SHEET_TEXT_BYTES)
		return refuse(faults, "more than 32 MiB of text");
	sheet->cells = ilo_grow(sheet->cells, sheet->count, &sheet->capacity,
	                        sizeof *sheet->cells);
	sheet->cells[sheet->count++] = cell;
	return ILO_OK;
}

static int
by_place(const void *key, const void *item)
{
	const struct ilo_sheet_cell *a = key, *b = item;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

const struct ilo_sheet_cell *
ilo_sheet_at(const struct ilo_sheet *sheet, uint32_t row, uint32_t column)
{
	const struct ilo_sheet_cell key = {.row = row, .column = column};

	if (sheet->count == 0)
		return NULL;
	return bsearch(&key, sheet->cells, sheet->count, sizeof key, by_place);
}

const char *
ilo_sheet_address(uint32_t row, uint32_t column, char text[ILO_ADDRESS_SIZE])
{
	char letters[8];
	size_t at = sizeof letters;

	letters[--at] = '\0';
	for (; column > 0 && at > 0; column = (column - 1) / 26)
		letters[--at] = (char)('A' + (column - 1) % 26);
	(void)snprintf(text, ILO_ADDRESS_SIZE, "%s%u", letters + at,
	               (unsigned)row); /* fits */
	return text;
}

const char *
ilo_sheet_number(struct ilo_arena *arena, const char *text)
{
	double value, whole;

	if (!ilo_num_real(text, &value) || modf(value, &whole) > 0 ||
	    modf(value, &whole) < 0 || fabs(value) >= 1e15)
		return text;
	return ilo_arena_printf(arena, "%lld", (long long)whole);
}
