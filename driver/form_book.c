/*
 * Sheets in the order of schema/form.xml; the codes come last, but where they
 * will stand is decided first, since every sheet refers to them.
 */

#include "driver/form_book.h"

#include <string.h>

#include "common/rules.h"
#include "common/sheet.h"

/* What a list entry shows: "GH – Ghana". */
#define DASH " \xe2\x80\x93 "

/* The entries of one list and, of indicators, their units. */
struct entries {
	const char **ids, **labels, **units;
	size_t count;
};

struct maker {
	struct book *book;
	const struct ilo_codebook *codebook;
	const struct ilo_form *form;
	const struct form_cover *cover;
	const char *datadir;
	struct ilo_diag *diag;
	struct entries *entries; /* by list of the form */
	size_t unit_list;        /* the list of indicators, from 1 */
	char start[ILO_DATE_SIZE], end[ILO_DATE_SIZE];
};

/* ---- lists ---- */

static void
enter(const struct maker *maker, struct entries *entries, size_t capacity)
{
	struct ilo_arena *arena = maker->book->arena;

	*entries = (struct entries){
		ilo_arena_alloc(arena, capacity * sizeof *entries->ids),
		ilo_arena_alloc(arena, capacity * sizeof *entries->labels),
		ilo_arena_alloc(arena, capacity * sizeof *entries->units), 0};
}

static bool
is_offered(const struct maker *maker, const struct ilo_form_list *list,
           const struct ilo_code_entry *code)
{
	const char *value = list->property == NULL
	                            ? NULL
	                            : ilo_code_property(code, list->property);

	if (value != NULL && list->without != NULL &&
	    strcmp(value, list->without) == 0)
		return false;
	return ilo_rules_valid(code, maker->start, maker->end);
}

static enum ilo_status
read_codes(struct maker *maker, const struct ilo_form_list *list,
           struct entries *entries)
{
	struct ilo_arena *arena = maker->book->arena;
	struct ilo_codelist *codes = NULL;
	enum ilo_status status = ilo_codelist_read(
		ilo_arena_printf(arena, "%s/schema/codelists/%s.xml",
	                         maker->datadir, list->codelist),
		maker->diag, &codes);

	if (status != ILO_OK)
		return status;
	enter(maker, entries, ilo_codelist_count(codes) + 1);
	for (size_t i = 0; i < ilo_codelist_count(codes); i++) {
		const struct ilo_code_entry *code = ilo_codelist_at(codes, i);
		const size_t at = entries->count;

		if (!is_offered(maker, list, code))
			continue;
		entries->ids[at] = ilo_arena_strdup(arena, ilo_code_id(code));
		entries->labels[at] = ilo_arena_strdup(
			arena, ilo_code_label(code, maker->cover->language));
		entries->units[at] = ilo_arena_strdup(
			arena, ilo_code_property(code, "unit"));
		entries->count++;
	}
	ilo_codelist_free(codes);
	return ILO_OK;
}

/* The semester and its months. */
static void
make_periods(const struct maker *maker, struct entries *entries)
{
	struct ilo_arena *arena = maker->book->arena;
	const ilo_month first =
		ilo_semester_first_month(maker->cover->semester);
	char text[ILO_SEMESTER_SIZE];

	enter(maker, entries, 8);
	entries->ids[entries->count++] = ilo_arena_strdup(
		arena, ilo_semester_print(maker->cover->semester, text));
	for (ilo_month month = first; month < first + 6; month++)
		entries->ids[entries->count++] =
			ilo_arena_strdup(arena, ilo_month_print(month, text));
}

static void
take_items(const struct maker *maker, const struct ilo_form_list *list,
           struct entries *entries)
{
	enter(maker, entries, list->count + 1);
	for (size_t i = 0; i < list->count; i++) {
		entries->ids[i] = list->items[i].id;
		entries->labels[i] = ilo_form_label(&list->items[i].label,
		                                    maker->cover->language);
	}
	entries->count = list->count;
}

/* A column of the last sheet for each list; two for that with units. */
static void
place_list(struct maker *maker, size_t number, uint32_t *column)
{
	struct book *book = maker->book;
	const struct entries *entries = &maker->entries[number];

	book->choices = ilo_grow(book->choices, book->choice_count,
	                         &book->choice_capacity, sizeof *book->choices);
	book->choices[book->choice_count++] =
		(struct book_choice){maker->form->lists[number].id, *column, 3,
	                             (uint32_t)entries->count + 2};
	*column += 1;
	if (strcmp(maker->form->lists[number].id, "indicators") == 0) {
		maker->unit_list = number + 1;
		*column += 1;
	}
}

static enum ilo_status
make_lists(struct maker *maker)
{
	const struct ilo_form *form = maker->form;
	enum ilo_status status = ILO_OK;
	uint32_t column = ILO_FORM_FIRST_COLUMN;

	maker->entries = ilo_arena_alloc(maker->book->arena,
	                                 (form->list_count + 1) *
	                                         sizeof *maker->entries);
	for (size_t i = 0; i < form->list_count && status == ILO_OK; i++) {
		struct entries *entries = &maker->entries[i];

		if (form->lists[i].codelist != NULL)
			status = read_codes(maker, &form->lists[i], entries);
		else if (strcmp(form->lists[i].id, "periods") == 0)
			make_periods(maker, entries);
		else
			take_items(maker, &form->lists[i], entries);
		if (status == ILO_OK)
			place_list(maker, i, &column);
	}
	return status;
}

/* The number of a list from 1; 0: none. */
static size_t
choice_of(const struct maker *maker, const char *id)
{
	size_t i = 0;

	while (id != NULL && i < maker->form->list_count &&
	       strcmp(maker->form->lists[i].id, id) != 0)
		i++;
	return id == NULL || i == maker->form->list_count ? 0 : i + 1;
}

/* As the list shows it. */
static const char *
shown(const struct maker *maker, const struct entries *entries, size_t i)
{
	if (entries->labels[i] == NULL)
		return entries->ids[i];
	return ilo_arena_printf(maker->book->arena, "%s" DASH "%s",
	                        entries->ids[i], entries->labels[i]);
}

/* ---- sheets ---- */

static void
put(struct book_sheet *sheet, uint32_t row, uint32_t column,
    enum book_style style, const char *text)
{
	book_put(sheet, (struct book_cell){.row = row,
	                                   .column = column,
	                                   .style = style,
	                                   .text = text});
}

static struct book_sheet *
start_sheet(const struct maker *maker, const struct ilo_form_sheet *model)
{
	const char *name =
		ilo_form_label(&model->label, maker->cover->language);
	struct book_sheet *sheet = book_add_sheet(maker->book, name);

	sheet->widths[ILO_FORM_KEY_COLUMN] = 6;
	put(sheet, 1, 1, BOOK_MARK,
	    ilo_arena_printf(maker->book->arena, ILO_FORM_MARK " %s %s",
	                     maker->form->version, model->id));
	put(sheet, 1, 2, BOOK_TITLE, name);
	return sheet;
}

static enum book_style
style_of(const struct ilo_form_column *column)
{
	if (column->shape == ILO_FORM_DATE)
		return BOOK_ENTRY_DATE;
	return column->shape == ILO_FORM_COUNT ? BOOK_ENTRY_COUNT : BOOK_ENTRY;
}

static const char *
heading_of(const struct maker *maker, const struct ilo_form_column *column)
{
	const char *label =
		ilo_form_label(&column->label, maker->cover->language);

	return column->required
	               ? ilo_arena_printf(maker->book->arena, "%s *", label)
	               : label;
}

/* Several codes cannot be chosen from a list: it would allow one alone. */
static size_t
column_choice(const struct maker *maker, const struct ilo_form_column *column)
{
	if (column->shape == ILO_FORM_CODE || column->shape == ILO_FORM_PERIOD)
		return choice_of(maker, column->list);
	return 0;
}

/* The code as its list shows it, so that the program does not complain. */
static const char *
as_shown(const struct maker *maker, const struct ilo_form_column *column,
         const char *id)
{
	const size_t choice = column_choice(maker, column);
	const struct entries *entries;

	if (choice == 0 || id == NULL)
		return id;
	entries = &maker->entries[choice - 1];
	for (size_t i = 0; i < entries->count; i++) {
		if (strcmp(entries->ids[i], id) == 0)
			return shown(maker, entries, i);
	}
	return id;
}

static const char *
cover_entry(const struct maker *maker, const struct ilo_form_column *column)
{
	const struct form_cover *cover = maker->cover;
	struct ilo_arena *arena = maker->book->arena;
	char text[ILO_SEMESTER_SIZE];
	const char *semester = ilo_arena_strdup(
		arena, ilo_semester_print(cover->semester, text));
	const struct {
		const char *id, *text;
	} known[] = {
		{"nature", cover->nature},
		{"kind", cover->report},
		{"host", cover->host},
		{"semester", semester},
		{"presidency", cover->presidency},
		{"state", cover->state},
		{"document", ilo_arena_printf(arena, "%s-%s-%s", cover->state,
	                                      cover->host, semester)},
		{"revision", "1"},
		{"language", cover->language},
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		if (strcmp(known[i].id, column->id) == 0)
			return as_shown(maker, column, known[i].text);
	}
	return NULL;
}

static void
write_items(const struct maker *maker, const struct ilo_form_sheet *model,
            struct book_sheet *sheet)
{
	const struct ilo_form_table *table = &model->tables[0];

	sheet->widths[2] = 42;
	sheet->widths[3] = 50;
	for (size_t i = 0; i < table->count; i++) {
		const struct ilo_form_column *column = &table->columns[i];
		const uint32_t row = (uint32_t)i + 3;

		put(sheet, row, 1, BOOK_MARK, column->id);
		put(sheet, row, 2, BOOK_HEADING, heading_of(maker, column));
		book_put(sheet,
		         (struct book_cell){
				 .row = row,
				 .column = ILO_FORM_VALUE_COLUMN,
				 .style = style_of(column),
				 .text = cover_entry(maker, column),
				 .choice = column_choice(maker, column)});
	}
}

/* Looks the row's indicator up in the list and shows the unit beside it. */
static void
add_formula(const struct maker *maker, const struct ilo_form_table *table,
            struct book_cell *cell)
{
	const struct book_choice *choice =
		&maker->book->choices[maker->unit_list - 1];
	const char *codes =
		ilo_form_label(&ilo_form_sheet(maker->form, "codes")->label,
	                       maker->cover->language);
	char from[ILO_ADDRESS_SIZE], to[ILO_ADDRESS_SIZE];
	char indicator[ILO_ADDRESS_SIZE];
	uint32_t column = ILO_FORM_FIRST_COLUMN;

	for (size_t i = 0;
	     i < table->count && strcmp(table->columns[i].id, "indicator") != 0;
	     i++)
		column++;
	(void)ilo_sheet_address(choice->first, choice->column, from);
	(void)ilo_sheet_address(choice->last, choice->column + 1, to);
	(void)ilo_sheet_address(cell->row, column, indicator);
	/* The rows of the list are fixed; "$B$3" needs its parts. */
	from[strcspn(from, "0123456789")] = '\0';
	to[strcspn(to, "0123456789")] = '\0';
	cell->formula = ilo_arena_printf(
		maker->book->arena,
		"IFERROR(VLOOKUP(%s,%s!$%s$%u:$%s$%u,2,FALSE()),\"\")",
		indicator, codes, from, choice->first, to, choice->last);
	cell->open_formula = ilo_arena_printf(
		maker->book->arena,
		"of:=IFERROR(VLOOKUP([.%s];[$%s.$%s$%u:.$%s$%u];2;FALSE());"
		"\"\")",
		indicator, codes, from, choice->first, to, choice->last);
}

static void
write_rows(const struct maker *maker, const struct ilo_form_table *table,
           struct book_sheet *sheet, uint32_t row)
{
	for (uint32_t r = row; r < row + table->rows; r++) {
		for (size_t i = 0; i < table->count; i++) {
			const struct ilo_form_column *column =
				&table->columns[i];
			struct book_cell cell = {
				.row = r,
				.column = ILO_FORM_FIRST_COLUMN + (uint32_t)i,
				.style = style_of(column),
				.choice = column_choice(maker, column)};

			if (column->shape == ILO_FORM_UNIT &&
			    maker->unit_list != 0) {
				cell.style = BOOK_PLAIN;
				add_formula(maker, table, &cell);
			}
			book_put(sheet, cell);
		}
	}
}

static uint16_t
width_of(const struct ilo_form_column *column)
{
	if (column->shape == ILO_FORM_DATE || column->shape == ILO_FORM_COUNT ||
	    column->shape == ILO_FORM_PERIOD)
		return 14;
	return column->attribute == NULL && !column->is_language ? 48 : 24;
}

static void
write_tables(const struct maker *maker, const struct ilo_form_sheet *model,
             struct book_sheet *sheet)
{
	const struct ilo_codelist *fields =
		ilo_codebook_list(maker->codebook, ILO_LIST_FIELDS);
	uint32_t row = 3;

	for (size_t t = 0; t < model->count; t++) {
		const struct ilo_form_table *table = &model->tables[t];
		const struct ilo_code_entry *field =
			ilo_codelist_find(fields, table->id);

		/* A field that did not exist then is not asked for. */
		if (field == NULL || !ilo_code_valid_on(field, maker->end))
			continue;
		put(sheet, row, 1, BOOK_MARK, table->id);
		put(sheet, row, 2, BOOK_TITLE,
		    ilo_code_label(field, maker->cover->language));
		for (size_t i = 0; i < table->count; i++) {
			const uint32_t column =
				ILO_FORM_FIRST_COLUMN + (uint32_t)i;

			put(sheet, row + 1, column, BOOK_HEADING,
			    heading_of(maker, &table->columns[i]));
			if (sheet->widths[column] <
			    width_of(&table->columns[i]))
				sheet->widths[column] =
					width_of(&table->columns[i]);
		}
		write_rows(maker, table, sheet, row + 2);
		row += (uint32_t)table->rows + 3;
	}
}

static void
write_help(const struct maker *maker, const struct ilo_form_sheet *model,
           struct book_sheet *sheet)
{
	sheet->widths[2] = 100;
	for (size_t i = 0; i < model->line_count; i++)
		put(sheet, (uint32_t)i + 3, 2, BOOK_WRAPPED,
		    ilo_form_label(&model->lines[i], maker->cover->language));
}

static void
write_codes(const struct maker *maker, struct book_sheet *sheet)
{
	const struct book *book = maker->book;
	size_t longest = 0;

	for (size_t i = 0; i < book->choice_count; i++) {
		put(sheet, 2, book->choices[i].column, BOOK_HEADING,
		    book->choices[i].id);
		if (book->choices[i].column < 32)
			sheet->widths[book->choices[i].column] = 24;
		if (maker->entries[i].count > longest)
			longest = maker->entries[i].count;
	}
	for (size_t r = 0; r < longest; r++) {
		for (size_t i = 0; i < book->choice_count; i++) {
			const struct entries *entries = &maker->entries[i];
			const uint32_t row = (uint32_t)r + 3;

			if (r >= entries->count)
				continue;
			put(sheet, row, book->choices[i].column, BOOK_PLAIN,
			    shown(maker, entries, r));
			if (i + 1 == maker->unit_list &&
			    entries->units[r] != NULL)
				put(sheet, row, book->choices[i].column + 1,
				    BOOK_PLAIN, entries->units[r]);
		}
	}
}

enum ilo_status
form_book_fill(struct book *book, const struct ilo_codebook *codebook,
               const char *datadir, const struct form_cover *cover,
               struct ilo_diag *diag)
{
	struct maker maker = {.book = book,
	                      .codebook = codebook,
	                      .form = ilo_codebook_form(codebook),
	                      .cover = cover,
	                      .datadir = datadir,
	                      .diag = diag};
	enum ilo_status status;

	/* These return their arguments. */
	(void)ilo_semester_start(cover->semester, maker.start);
	(void)ilo_semester_end(cover->semester, maker.end);
	status = make_lists(&maker);
	for (size_t i = 0; i < maker.form->count && status == ILO_OK; i++) {
		const struct ilo_form_sheet *model = &maker.form->sheets[i];
		struct book_sheet *sheet = start_sheet(&maker, model);

		switch (model->layout) {
		case ILO_FORM_HELP:
			write_help(&maker, model, sheet);
			break;
		case ILO_FORM_ITEMS:
			write_items(&maker, model, sheet);
			break;
		case ILO_FORM_TABLES:
			write_tables(&maker, model, sheet);
			break;
		case ILO_FORM_CODES:
			write_codes(&maker, sheet);
			break;
		}
	}
	return status;
}
