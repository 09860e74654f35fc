/* One pass over the cells of each sheet, row by row; see struct walk. */

#include "common/form_fill.h"

#include <stdlib.h>
#include <string.h>

#include "common/cover.h"
#include "common/form_sheets.h"
#include "common/form_value.h"

/* Far beyond what any attribute may hold. */
#define SHORT_BYTES 4000u

struct walk {
	struct ilo_form_fill *fill;
	const struct ilo_sheet *sheet;
	const struct ilo_form_sheet *model;
	const struct ilo_form_table *table; /* the one under way */
	uint32_t heading;                   /* the row of its headings */
	uint32_t *columns; /* of the sheet, by column of the table */
	bool broken;       /* its headings: what stands below is not read */
};

static struct ilo_form_place
place_of(const struct walk *walk, const struct ilo_sheet_cell *cell)
{
	return (struct ilo_form_place){walk->sheet, cell->row, cell->column};
}

static void
fault(const struct walk *walk, enum ilo_code code,
      const struct ilo_sheet_cell *cell, const char *what)
{
	const struct ilo_form_place place = place_of(walk, cell);

	ilo_form_fault(walk->fill, code, &place, what);
}

/* ---- values ---- */

/* What the cell says; NULL: nothing; "": nothing that can be taken, which has
 * been reported. */
static const char *
value_of(const struct walk *walk, const struct ilo_form_column *column,
         const struct ilo_sheet_cell *cell)
{
	struct ilo_arena *arena = walk->fill->arena;
	const char *text = ilo_cover_token(arena, cell->text);
	const char *what = NULL;

	if (column->shape == ILO_FORM_UNIT && cell->kind != ILO_CELL_TEXT)
		return NULL; /* a formula that found nothing */
	if (cell->kind == ILO_CELL_ERROR)
		what = "an error of a formula";
	else if (cell->kind == ILO_CELL_PENDING)
		what = "a formula whose value was not stored";
	else if (cell->kind == ILO_CELL_PERCENT)
		what = "a percentage";
	else if (text != NULL && strlen(text) > SHORT_BYTES &&
	         (column->attribute != NULL || column->is_language))
		what = "more than 4,000 bytes";
	else if (text != NULL && ilo_form_is_unclear(column, text))
		what = "a name of two words; write it as one, names are "
		       "divided by commas";
	if (what != NULL) {
		fault(walk, ILO_D_FORM_CELL, cell, what);
		return "";
	}
	return text == NULL ? NULL : ilo_form_value(arena, column, cell, text);
}

/* ---- rows ---- */

static struct ilo_form_row *
add_row(struct walk *walk, uint32_t number)
{
	struct ilo_form_fill *fill = walk->fill;
	const size_t count = walk->table->count;
	struct ilo_form_row *row;

	fill->rows = ilo_grow(fill->rows, fill->count, &fill->capacity,
	                      sizeof *fill->rows);
	row = &fill->rows[fill->count++];
	*row = (struct ilo_form_row){.table = walk->table};
	row->texts =
		ilo_arena_alloc(fill->arena, (count + 1) * sizeof *row->texts);
	row->places =
		ilo_arena_alloc(fill->arena, (count + 1) * sizeof *row->places);
	for (size_t i = 0; i < count; i++)
		row->places[i] = (struct ilo_form_place){
			walk->sheet, number,
			walk->columns == NULL ? 0 : walk->columns[i]};
	return row;
}

static void
put(const struct walk *walk, struct ilo_form_row *row, size_t column,
    const struct ilo_sheet_cell *cell)
{
	row->texts[column] =
		value_of(walk, &walk->table->columns[column], cell);
	row->places[column] = place_of(walk, cell);
	if (row->texts[column] != NULL &&
	    walk->table->columns[column].shape != ILO_FORM_UNIT)
		row->filled++;
}

static bool
belongs_to(const struct ilo_form_column *column, const char *record)
{
	const size_t length = strlen(record);

	return strncmp(column->path, record, length) == 0 &&
	       (column->path[length] == '\0' || column->path[length] == '/');
}

static void
missing(const struct walk *walk, const struct ilo_form_row *row, size_t column)
{
	ilo_form_fault(
		walk->fill, ILO_D_FORM_MISSING, &row->places[column],
		ilo_form_label(&row->table->columns[column].label, "en"));
}

/* A value or a reason why there is none, and not both. */
static void
check_value(const struct walk *walk, const struct ilo_form_row *row)
{
	static const char *const of_values[] = {"value", "status",
	                                        "confidentiality"};
	const struct ilo_form_table *table = row->table;
	const size_t value = ilo_form_column_at(table, "value");
	const size_t reason = ilo_form_column_at(table, "reason");

	if (value == table->count || reason == table->count)
		return;
	if (row->texts[reason] == NULL) {
		if (row->texts[value] == NULL)
			missing(walk, row, value);
		return;
	}
	for (size_t i = 0; i < sizeof of_values / sizeof of_values[0]; i++) {
		const size_t other = ilo_form_column_at(table, of_values[i]);

		if (other < table->count && row->texts[other] != NULL)
			ilo_form_fault(walk->fill, ILO_D_FORM_BOTH,
			               &row->places[other], "");
	}
}

/* A row of records that is filled in must be so whole. */
static void
check_row(const struct walk *walk, const struct ilo_form_row *row)
{
	const struct ilo_form_table *table = row->table;
	const char *record =
		table->group == NULL ? table->record : table->group;
	bool is_record = false;

	for (size_t i = 0; i < table->count && record != NULL; i++)
		is_record |= row->texts[i] != NULL &&
		             belongs_to(&table->columns[i], record);
	if (strcmp(table->element, "statistics") == 0) {
		is_record = true;
		check_value(walk, row);
	}
	for (size_t i = 0; i < table->count && is_record; i++) {
		if (table->columns[i].required && row->texts[i] == NULL &&
		    belongs_to(&table->columns[i], record))
			missing(walk, row, i);
	}
}

/* ---- tables ---- */

/* A heading without the star that marks it as required. */
static const char *
heading_of(struct ilo_arena *arena, const char *text)
{
	size_t length;

	text = ilo_cover_token(arena, text);
	length = text == NULL ? 0 : strlen(text);
	if (length > 2 && strcmp(text + length - 2, " *") == 0)
		return ilo_arena_strndup(arena, text, length - 2);
	return text == NULL ? "" : text;
}

static void
take_heading(struct walk *walk, const struct ilo_sheet_cell *cell)
{
	const char *text = heading_of(walk->fill->arena, cell->text);
	size_t i = 0;

	while (i < walk->table->count &&
	       !ilo_form_is_label(&walk->table->columns[i].label, text))
		i++;
	if (i == walk->table->count)
		fault(walk, ILO_D_FORM_HEADING, cell,
		      "not a heading of this table");
	else if (walk->columns[i] != 0)
		fault(walk, ILO_D_FORM_HEADING, cell, "the heading is twice");
	else
		walk->columns[i] = cell->column;
}

static void
check_headings(const struct walk *walk)
{
	const struct ilo_form_place place = {walk->sheet, walk->heading,
	                                     ILO_FORM_FIRST_COLUMN};

	for (size_t i = 0; i < walk->table->count; i++) {
		if (walk->columns[i] != 0)
			continue;
		ilo_form_fault(
			walk->fill, ILO_D_FORM_HEADING, &place,
			ilo_arena_printf(
				walk->fill->arena, "%s has no column '%s'",
				walk->table->id,
				ilo_form_label(&walk->table->columns[i].label,
		                               "en")));
	}
}

static void
start_table(struct walk *walk, const struct ilo_form_table *table)
{
	walk->table = table;
	walk->broken = false;
	walk->heading = 0;
	walk->columns = ilo_arena_alloc(
		walk->fill->arena, (table->count + 1) * sizeof *walk->columns);
}

static void
take_data(struct walk *walk, const struct ilo_sheet_cell *cells, size_t count)
{
	struct ilo_form_row *row = add_row(walk, cells->row);

	for (size_t i = 0; i < count; i++) {
		size_t column = 0;

		while (column < walk->table->count &&
		       walk->columns[column] != cells[i].column)
			column++;
		if (column < walk->table->count)
			put(walk, row, column, &cells[i]);
		else if (ilo_cover_token(walk->fill->arena, cells[i].text) !=
		         NULL)
			fault(walk, ILO_D_FORM_STRAY, &cells[i], "");
	}
	if (row->filled == 0)
		walk->fill->count--;
	else
		check_row(walk, row);
}

/* The cells of one row of a sheet with tables. */
static void
take_row(struct walk *walk, const struct ilo_sheet_cell *cells, size_t count)
{
	const struct ilo_form_table *table = NULL;

	if (cells->column == ILO_FORM_KEY_COLUMN)
		table = ilo_form_table(walk->model, cells->text);
	if (table != NULL) {
		start_table(walk, table);
	} else if (walk->table == NULL) {
		for (size_t i = 0; i < count; i++)
			fault(walk, ILO_D_FORM_STRAY, &cells[i], "");
	} else if (walk->heading == 0) {
		const size_t before = walk->fill->faults->errors;

		walk->heading = cells->row;
		for (size_t i = 0; i < count; i++)
			take_heading(walk, &cells[i]);
		check_headings(walk);
		walk->broken = walk->fill->faults->errors > before;
	} else if (!walk->broken) {
		take_data(walk, cells, count);
	}
}

/* ---- the cover ---- */

static void
take_item(struct walk *walk, struct ilo_form_row *row,
          const struct ilo_sheet_cell *cells, size_t count)
{
	size_t column = walk->table->count, i = 0;

	if (cells->column == ILO_FORM_KEY_COLUMN) {
		column = ilo_form_column_at(walk->table, cells->text);
		if (column == walk->table->count) {
			fault(walk, ILO_D_FORM_HEADING, cells,
			      "not an entry of this form");
			return;
		}
		row->places[column] = place_of(walk, cells);
		row->places[column].column = ILO_FORM_VALUE_COLUMN;
		i++;
	}
	for (; i < count; i++) {
		if (cells[i].column == ILO_FORM_VALUE_COLUMN &&
		    column < walk->table->count)
			put(walk, row, column, &cells[i]);
		else if (cells[i].column >= ILO_FORM_VALUE_COLUMN)
			fault(walk, ILO_D_FORM_STRAY, &cells[i], "");
	}
}

static void
check_items(const struct walk *walk, const struct ilo_form_row *row)
{
	for (size_t i = 0; i < walk->table->count; i++) {
		const struct ilo_form_place first = {walk->sheet, 1, 1};

		if (row->places[i].row == 0)
			ilo_form_fault(
				walk->fill, ILO_D_FORM_HEADING, &first,
				ilo_arena_printf(walk->fill->arena,
			                         "no entry '%s'",
			                         walk->table->columns[i].id));
		else if (walk->table->columns[i].required &&
		         row->texts[i] == NULL)
			missing(walk, row, i);
	}
}

/* ---- sheets ---- */

static void
take_sheet(struct walk *walk)
{
	const struct ilo_sheet *sheet = walk->sheet;
	size_t from = 0, to, row = walk->fill->count;

	walk->table = NULL;
	walk->columns = NULL;
	if (walk->model->layout == ILO_FORM_ITEMS) {
		walk->table = &walk->model->tables[0];
		(void)add_row(walk, 0); /* found again by its number */
	}
	while (from < sheet->count) {
		for (to = from; to < sheet->count &&
		                sheet->cells[to].row == sheet->cells[from].row;)
			to++;
		if (sheet->cells[from].row == 1)
			; /* the mark and the title */
		else if (walk->model->layout == ILO_FORM_ITEMS)
			take_item(walk, &walk->fill->rows[row],
			          &sheet->cells[from], to - from);
		else
			take_row(walk, &sheet->cells[from], to - from);
		from = to;
	}
	if (walk->model->layout == ILO_FORM_ITEMS)
		check_items(walk, &walk->fill->rows[row]);
}

enum ilo_status
ilo_form_fill_read(struct ilo_form_fill *fill,
                   const struct ilo_workbook *workbook)
{
	enum ilo_status status = ilo_form_recognise(fill, workbook);

	for (size_t i = 0; i < fill->form->count && status == ILO_OK; i++) {
		struct walk walk = {.fill = fill,
		                    .model = &fill->form->sheets[i]};

		if (walk.model->count == 0)
			continue; /* instructions and codes */
		walk.sheet =
			ilo_form_find_sheet(fill, workbook, walk.model->id);
		if (walk.sheet == NULL)
			status = ILO_FINDINGS;
		else
			take_sheet(&walk);
	}
	return status;
}

void
ilo_form_fill_release(struct ilo_form_fill *fill)
{
	free(fill->rows);
	fill->rows = NULL;
	fill->count = fill->capacity = 0;
}
