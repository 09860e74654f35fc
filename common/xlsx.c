/* A sheet is one pass; numbers become dates where their style shows one. */

#include "common/xlsx.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "common/num.h"
#include "common/saxguard.h"
#include "common/xlsx_parts.h"

/* Days from 1970-01-01 back to the day 0 of each system. */
#define DAY_0_OF_1900 25569
#define DAY_0_OF_1904 24107
#define LAST_DAY 2958465.0 /* 9999-12-31 */

struct xlsx {
	const struct ilo_xlsx_parts *parts;
	struct ilo_workbook *workbook;
	struct ilo_faults *faults;
	uint32_t row, column;
	unsigned in_cell, in_value, in_phonetic;
	char type[16];
	size_t style;
	bool has_formula;
	struct ilo_buf text;
};

bool
ilo_xlsx_identify(const char *bytes, size_t count)
{
	static const char *const firsts[] = {"[Content_Types].xml", "_rels/",
	                                     "docProps/", "xl/"};

	for (size_t i = 0; i < sizeof firsts / sizeof firsts[0]; i++) {
		if (ilo_zip_begins(bytes, count, firsts[i]))
			return true;
	}
	return false;
}

static bool
is(const struct ilo_sax_tag *tag, const char *name)
{
	return strcmp(tag->name, name) == 0 &&
	       strcmp(tag->uri, ilo_xlsx_main) == 0;
}

/* "F12" to column and row; what it does not say stays. */
static void
take_address(struct xlsx *xlsx, const struct ilo_sax_value *value)
{
	uint32_t column = 0, row = 0;
	size_t at = 0;

	for (; at < value->size_bytes && at < 3 &&
	       isupper((unsigned char)value->text[at]) != 0;
	     at++)
		column = column * 26 + (uint32_t)(value->text[at] - 'A') + 1;
	for (; at < value->size_bytes && at < 12 &&
	       isdigit((unsigned char)value->text[at]) != 0 &&
	       row <= ILO_SHEET_ROWS;
	     at++)
		row = row * 10 + (uint32_t)(value->text[at] - '0');
	if (column != 0 && row != 0) {
		xlsx->column = column;
		xlsx->row = row;
	}
}

static void
start_cell(struct xlsx *xlsx, const struct ilo_sax_tag *tag)
{
	xlsx->in_cell = tag->depth;
	xlsx->in_value = xlsx->in_phonetic = 0;
	xlsx->has_formula = false;
	xlsx->type[0] = '\0';
	xlsx->style = 0;
	ilo_buf_clear(&xlsx->text);
	xlsx->column++;
	for (int i = 0; i < tag->attribute_count; i++) {
		const struct ilo_sax_value value = ilo_sax_at(tag, i);
		char copy[sizeof xlsx->type] = "";
		int64_t number = 0;

		if (value.size_bytes < sizeof copy)
			memcpy(copy, value.text, value.size_bytes);
		if (strcmp(value.name, "r") == 0)
			take_address(xlsx, &value);
		else if (strcmp(value.name, "t") == 0)
			memcpy(xlsx->type, copy, sizeof copy);
		else if (strcmp(value.name, "s") == 0 &&
		         ilo_num_count(copy, &number))
			xlsx->style = (size_t)number;
	}
}

static void
start_row(struct xlsx *xlsx, const struct ilo_sax_tag *tag)
{
	const char *text =
		ilo_sax_attribute(tag, xlsx->workbook->arena, NULL, "r");
	int64_t row = 0;

	xlsx->column = 0;
	xlsx->row++;
	if (text != NULL && ilo_num_count(text, &row) && row > 0 &&
	    row <= ILO_SHEET_ROWS)
		xlsx->row = (uint32_t)row;
}

static enum ilo_status
on_start(void *context, const struct ilo_sax_tag *tag)
{
	struct xlsx *xlsx = context;

	if (is(tag, "row") && xlsx->in_cell == 0)
		start_row(xlsx, tag);
	else if (is(tag, "c") && xlsx->in_cell == 0)
		start_cell(xlsx, tag);
	else if (xlsx->in_cell == 0)
		return ILO_OK;
	else if (is(tag, "f"))
		xlsx->has_formula = true;
	else if (is(tag, "rPh"))
		xlsx->in_phonetic = tag->depth;
	else if ((is(tag, "v") || is(tag, "t")) && xlsx->in_phonetic == 0)
		xlsx->in_value = tag->depth;
	return ILO_OK;
}

/* The calendar day of a count of days since 1970-01-01 (Howard Hinnant's
 * civil_from_days, for days after the year 0). */
static const char *
print_day(struct ilo_arena *arena, long day)
{
	const long shifted = day + 719468;
	const long era = shifted / 146097;
	const long of_era = shifted - era * 146097;
	const long year_of_era =
		(of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) /
		365;
	const long of_year = of_era - (365 * year_of_era + year_of_era / 4 -
	                               year_of_era / 100);
	const long shifted_month = (5 * of_year + 2) / 153;
	const long month =
		shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;

	return ilo_arena_printf(arena, "%04ld-%02ld-%02ld",
	                        year_of_era + era * 400 + (month <= 2), month,
	                        of_year - (153 * shifted_month + 2) / 5 + 1);
}

/* A serial number as an ISO date.  In the 1900 system a day 60 that never was
 * (29 February 1900) is counted, so that days before it are one further on. */
static const char *
date_of(const struct xlsx *xlsx, const char *text)
{
	struct ilo_arena *arena = xlsx->workbook->arena;
	double serial, whole;
	const char *date;
	long day, second;

	if (!ilo_num_real(text, &serial) || serial < 0 || serial > LAST_DAY)
		return NULL;
	second = lround(modf(serial, &whole) * 86400);
	day = (long)whole;
	if (xlsx->parts->from_1904)
		date = print_day(arena, day - DAY_0_OF_1904);
	else
		date = print_day(arena, day - DAY_0_OF_1900 + (day < 60));
	if (second == 0)
		return date;
	return ilo_arena_printf(arena, "%sT%02ld:%02ld:%02ld", date,
	                        second / 3600, second / 60 % 60, second % 60);
}

static void
take_number(const struct xlsx *xlsx, const char *text,
            struct ilo_sheet_cell *cell)
{
	const enum ilo_xlsx_style style =
		xlsx->style < xlsx->parts->style_count
			? xlsx->parts->styles[xlsx->style]
			: ILO_XLSX_PLAIN;
	const char *date = NULL;

	if (style == ILO_XLSX_DATE)
		date = date_of(xlsx, text);
	cell->kind = ILO_CELL_NUMBER;
	cell->text = ilo_sheet_number(xlsx->workbook->arena, text);
	if (date != NULL) {
		cell->kind = ILO_CELL_DATE;
		cell->text = date;
	} else if (style == ILO_XLSX_PERCENT) {
		cell->kind = ILO_CELL_PERCENT;
		cell->text = text;
	}
}

static const char *
shared(const struct xlsx *xlsx, const char *text)
{
	int64_t index = 0;

	if (!ilo_num_count(text, &index) ||
	    (size_t)index >= xlsx->parts->string_count)
		return NULL;
	return xlsx->parts->strings[index];
}

static void
take_value(const struct xlsx *xlsx, struct ilo_sheet_cell *cell)
{
	const char *text = ilo_arena_strdup(xlsx->workbook->arena,
	                                    ilo_buf_text(&xlsx->text));
	struct ilo_buf plain = ILO_BUF_INIT;

	cell->text = text;
	if (*text == '\0') {
		if (xlsx->has_formula && strcmp(xlsx->type, "str") != 0)
			cell->kind = ILO_CELL_PENDING;
	} else if (strcmp(xlsx->type, "s") == 0) {
		cell->text = shared(xlsx, text);
	} else if (strcmp(xlsx->type, "b") == 0) {
		cell->kind = ILO_CELL_BOOLEAN;
		cell->text = strcmp(text, "1") == 0 ? "true" : "false";
	} else if (strcmp(xlsx->type, "e") == 0) {
		cell->kind = ILO_CELL_ERROR;
	} else if (strcmp(xlsx->type, "d") == 0) {
		cell->kind = ILO_CELL_DATE;
	} else if (strcmp(xlsx->type, "str") == 0 ||
	           strcmp(xlsx->type, "inlineStr") == 0) {
		ilo_xlsx_unescape(&plain, text);
		cell->text = ilo_arena_strdup(xlsx->workbook->arena,
		                              ilo_buf_text(&plain));
		ilo_buf_release(&plain);
	} else {
		take_number(xlsx, text, cell);
	}
}

static enum ilo_status
end_cell(struct xlsx *xlsx)
{
	struct ilo_sheet_cell cell = {.row = xlsx->row, .column = xlsx->column};

	xlsx->in_cell = 0;
	take_value(xlsx, &cell);
	if (cell.text == NULL) {
		ilo_fault(xlsx->faults, ILO_D_SHEET_GUARD, 0,
		          "a cell refers to a string that is not there");
		return ILO_FINDINGS;
	}
	if (*cell.text == '\0' && cell.kind != ILO_CELL_PENDING)
		return ILO_OK;
	return ilo_workbook_add(xlsx->workbook, cell, xlsx->faults);
}

static enum ilo_status
on_end(void *context, unsigned depth)
{
	struct xlsx *xlsx = context;

	if (depth == xlsx->in_value)
		xlsx->in_value = 0;
	else if (depth == xlsx->in_phonetic)
		xlsx->in_phonetic = 0;
	else if (depth == xlsx->in_cell && depth != 0)
		return end_cell(xlsx);
	return ILO_OK;
}

static void
on_text(void *context, const char *text, size_t size_bytes)
{
	struct xlsx *xlsx = context;

	if (xlsx->in_value != 0 && xlsx->text.count < ILO_LIMIT_RUN_BYTES)
		ilo_buf_add(&xlsx->text, text, size_bytes);
}

static enum ilo_status
read_sheet(struct ilo_zip *zip, const struct ilo_xlsx_sheet *sheet,
           struct xlsx *xlsx)
{
	static const struct ilo_sax_handlers handlers = {on_start, on_end,
	                                                 on_text};
	enum ilo_status status;

	xlsx->row = xlsx->column = 0;
	xlsx->in_cell = xlsx->in_value = xlsx->in_phonetic = 0;
	status = ilo_workbook_sheet(xlsx->workbook, sheet->name, xlsx->faults);
	if (status != ILO_OK)
		return status;
	return ilo_xlsx_part(zip, sheet->path == NULL ? "" : sheet->path,
	                     &handlers, xlsx, xlsx->faults);
}

enum ilo_status
ilo_xlsx_read(struct ilo_zip *zip, struct ilo_faults *faults,
              struct ilo_workbook *workbook)
{
	struct ilo_xlsx_parts parts;
	struct xlsx xlsx = {
		.parts = &parts, .workbook = workbook, .faults = faults};
	enum ilo_status status =
		ilo_xlsx_parts_read(zip, workbook->arena, faults, &parts);

	for (size_t i = 0; i < parts.sheet_count && status == ILO_OK; i++)
		status = read_sheet(zip, &parts.sheets[i], &xlsx);
	ilo_buf_release(&xlsx.text);
	ilo_xlsx_parts_release(&parts);
	return status;
}
