/*
 * The file lists cells that are not zero, so its first and last month are the
 * range within which an unlisted cell is zero.  Host country and citizenship
 * are both the nationality: the flow is told by country of origin.
 */

#include "common/frontex.h"

#include <stdio.h>
#include <string.h>

#include "common/csv.h"
#include "common/faults.h"
#include "common/gate.h"
#include "common/keymap.h"
#include "common/num.h"

enum column { ROUTE, BORDER, NATIONALITY, MONTH, COUNT, COLUMNS };

static const char *const header[COLUMNS] = {"route", "border_type",
                                            "nationality", "month", "count"};

static const char indicator[] = "IBC_BETWEEN";
static const char not_specified[] = "_X";

struct frontex {
	const struct ilo_reading *reading;
	struct ilo_faults faults;
	struct ilo_keymap *cells; /* NULL when trusted */
	const char *unit;
	const char *reporter;
	bool header_seen, header_bad;
	long number; /* of the data row */
	size_t unnamed;
	ilo_month first, last; /* 0 while there is none */
	char period[ILO_MONTH_SIZE];
	char locator[32];
};

bool
ilo_frontex_identify(const char *bytes, size_t count)
{
	static const char *const starts[] = {"route", "\"route\""};
	const size_t mark = ilo_gate_mark(bytes, count);

	for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
		const size_t length = strlen(starts[i]);

		/* Any separator will do: what is wrong with the header is
		 * said when it is read. */
		if (count - mark > length &&
		    memcmp(bytes + mark, starts[i], length) == 0 &&
		    strchr(",;\t", bytes[mark + length]) != NULL)
			return true;
	}
	return false;
}

/* The byte that ends the first field. */
static char
separator(const struct ilo_reading *reading)
{
	const size_t mark = ilo_gate_mark(reading->bytes, reading->count);
	const char *text = reading->bytes + mark;
	const size_t count = reading->count - mark;
	size_t at = 0;

	while (at < count && strchr(",;\t\r\n", text[at]) == NULL)
		at++;
	return at < count ? text[at] : ',';
}

static enum ilo_status
take_header(struct frontex *file, const struct ilo_csv_row *row)
{
	bool same = row->count == COLUMNS;

	for (size_t i = 0; same && i < COLUMNS; i++)
		same = strcmp(row->fields[i], header[i]) == 0;
	file->header_seen = true;
	if (same)
		return ILO_OK;
	ilo_fault(&file->faults, ILO_D_CSV_HEADER, row->line, "found %s%s%s",
	          row->fields[0], row->count > 1 ? "," : "",
	          row->count > 1 ? row->fields[1] : "");
	file->header_bad = true;
	return ILO_FINDINGS; /* without it no column is what it seems */
}

/* The code with that alias of the Agency's, or NULL and a fault. */
static const struct ilo_code_entry *
by_label(struct frontex *file, enum ilo_list list, enum ilo_code fault,
         const char *label, long line)
{
	const struct ilo_code_entry *code = ilo_codelist_find_alias(
		ilo_codebook_list(file->reading->codebook, list), "frontex",
		label);

	if (code == NULL)
		ilo_fault(&file->faults, fault, line,
		          "'%s' is no label of the Agency's monthly file",
		          label);
	return code;
}

static const struct ilo_code_entry *
by_nationality(struct frontex *file, const char *text, long line)
{
	const struct ilo_codelist *list =
		ilo_codebook_list(file->reading->codebook, ILO_LIST_COUNTRIES);
	const struct ilo_code_entry *code;

	if (*text == '\0') {
		file->unnamed++;
		return ilo_codelist_find(list, not_specified);
	}
	code = ilo_codelist_find_alias(list, "alpha3", text);
	if (code == NULL)
		ilo_fault(&file->faults, ILO_D_ROW_CITIZENSHIP, line,
		          "'%s' is not an alpha-3 code", text);
	return code;
}

static bool
take_month(struct frontex *file, const char *text, long line, ilo_month *month)
{
	if (!ilo_month_parse(text, month)) {
		ilo_fault(&file->faults, ILO_D_ROW_MONTH, line, "'%s'", text);
		return false;
	}
	if (file->first == 0 || *month < file->first)
		file->first = *month;
	if (*month > file->last)
		file->last = *month;
	return true;
}

/* The whole month lies outside the country's validity. */
static void
check_age(struct frontex *file, const struct ilo_code_entry *code,
          const char *month, long line)
{
	const char *from = ilo_code_from(code), *to = ilo_code_to(code);

	if ((from != NULL && strncmp(month, from, 7) < 0) ||
	    (to != NULL && strncmp(month, to, 7) > 0))
		ilo_fault(&file->faults, ILO_D_NATIONALITY_OLD, line,
		          "%s in %s (%s to %s)", ilo_code_id(code), month,
		          from == NULL ? "" : from, to == NULL ? "" : to);
}

static uint64_t
index_of(const struct frontex *file, enum ilo_list list, const char *id)
{
	return ilo_codebook_index(file->reading->codebook, list, id,
	                          strlen(id));
}

static void
check_duplicate(struct frontex *file, const struct ilo_row *row,
                ilo_month month)
{
	const uint64_t key =
		index_of(file, ILO_LIST_COUNTRIES, row->citizenship) << 32 |
		index_of(file, ILO_LIST_ROUTES, row->route) << 24 |
		index_of(file, ILO_LIST_BORDERS, row->border) << 16 |
		(uint64_t)month;
	const long before = ilo_keymap_add(file->cells, key, row->line);

	if (before != 0)
		ilo_fault(&file->faults, ILO_D_ROW_DUPLICATE, row->line,
		          "%s, %s, %s, %s: first on line %ld", row->route,
		          row->border, row->citizenship, row->period, before);
}

static enum ilo_status
pass_on(struct frontex *file, struct ilo_row *row, ilo_month month)
{
	row->indicator = indicator;
	row->counted_by = "agency";
	row->reporter = file->reporter;
	row->host = row->citizenship;
	row->unit = file->unit;
	row->has_value = true;
	row->status = 'A';
	row->confidentiality = 'F';
	row->period = ilo_month_print(month, file->period);
	row->locator = file->locator;
	(void)snprintf(file->locator, sizeof file->locator, "row %ld",
	               file->number); /* fits */
	if (file->cells != NULL)
		check_duplicate(file, row, month);
	if (file->reading->sink == NULL)
		return ILO_OK;
	return file->reading->sink(file->reading->sink_context, row);
}

static enum ilo_status
take_row(void *context, const struct ilo_csv_row *text)
{
	struct frontex *file = context;
	const struct ilo_code_entry *route, *border, *citizenship;
	struct ilo_row row = {.line = text->line};
	ilo_month month = 0;
	bool good;

	if (!file->header_seen)
		return take_header(file, text);
	file->number++;
	if (text->count != COLUMNS) {
		ilo_fault(&file->faults, ILO_D_CSV_WIDTH, text->line,
		          "found %zu", text->count);
		return ILO_OK;
	}
	route = by_label(file, ILO_LIST_ROUTES, ILO_D_ROW_ROUTE,
	                 text->fields[ROUTE], text->line);
	border = by_label(file, ILO_LIST_BORDERS, ILO_D_ROW_BORDER,
	                  text->fields[BORDER], text->line);
	citizenship =
		by_nationality(file, text->fields[NATIONALITY], text->line);
	good = take_month(file, text->fields[MONTH], text->line, &month);
	if (good && citizenship != NULL)
		check_age(file, citizenship, text->fields[MONTH], text->line);
	if (!ilo_num_count(text->fields[COUNT], &row.value)) {
		ilo_fault(&file->faults, ILO_D_ROW_VALUE, text->line, "'%s'",
		          text->fields[COUNT]);
		good = false;
	}
	if (!good || route == NULL || border == NULL || citizenship == NULL)
		return ILO_OK;
	row.route = ilo_code_id(route);
	row.border = ilo_code_id(border);
	row.citizenship = ilo_code_id(citizenship);
	return pass_on(file, &row, month);
}

static void
fill_cover(struct frontex *file, struct ilo_cover *cover)
{
	struct ilo_arena *arena = file->reading->arena;
	char month[ILO_MONTH_SIZE];

	cover->sender = file->reporter;
	cover->report = "detections";
	cover->nature = "real";
	cover->published = ilo_arena_strdup(arena, file->reading->published);
	if (file->first == 0)
		return;
	cover->first = ilo_month_semester(file->first);
	cover->last = ilo_month_semester(file->last);
	cover->zero_from =
		ilo_arena_strdup(arena, ilo_month_print(file->first, month));
	cover->zero_to =
		ilo_arena_strdup(arena, ilo_month_print(file->last, month));
}

/* What can be said only when every row is known. */
static void
check_whole(struct frontex *file)
{
	const char *published = file->reading->published;
	char month[ILO_MONTH_SIZE];

	if (file->number == 0)
		ilo_fault(&file->faults, ILO_D_CSV_NO_ROWS, 1, "%s",
		          file->header_seen ? "header alone" : "blank lines");
	if (file->unnamed > 0)
		ilo_fault(&file->faults, ILO_D_NATIONALITY_EMPTY, 0,
		          "%zu of %ld rows", file->unnamed, file->number);
	if (published == NULL || file->last == 0)
		return;
	(void)ilo_month_print(file->last, month); /* returns its argument */
	if (strncmp(published, month, 7) < 0)
		ilo_fault(&file->faults, ILO_D_PUBLISHED_EARLY, 0,
		          "published %s, last month %s", published, month);
}

static void
choose_reporter(struct frontex *file)
{
	const char *sender = file->reading->sender == NULL
	                             ? "FRONTEX"
	                             : file->reading->sender;
	const struct ilo_codebook *codebook = file->reading->codebook;
	const char *country = ilo_codebook_country(codebook, sender);
	const struct ilo_code_entry *member =
		ilo_codelist_find(ilo_codebook_list(codebook, ILO_LIST_MEMBERS),
	                          country == NULL ? sender : country);

	if (member == NULL)
		ilo_fault(&file->faults, ILO_D_SENDER_UNKNOWN, 0, "'%s'",
		          sender);
	file->reporter =
		member == NULL ? ilo_arena_strdup(file->reading->arena, sender)
			       : ilo_code_id(member);
}

static enum ilo_status
read_rows(struct frontex *file)
{
	const struct ilo_reading *reading = file->reading;
	const size_t mark = ilo_gate_mark(reading->bytes, reading->count);
	long line = 0;
	enum ilo_status status, verdict;

	if (separator(reading) == ';' || separator(reading) == '\t') {
		ilo_fault(&file->faults, ILO_D_CSV_HEADER, 1,
		          "fields are divided by %s, not by commas",
		          separator(reading) == ';' ? "semicolons" : "tabs");
		return ilo_faults_close(&file->faults);
	}
	status = ilo_csv_read(reading->bytes + mark, reading->count - mark,
	                      take_row, file, &line);
	if (status == ILO_FINDINGS && !file->header_bad)
		ilo_fault(&file->faults, ILO_D_CSV_MALFORMED, line,
		          "a quote is not closed, or stands inside a field");
	if (status == ILO_OK && reading->trust == ILO_JUDGE)
		check_whole(file);
	verdict = ilo_faults_close(&file->faults);
	return status > ILO_FINDINGS ? status : verdict;
}

enum ilo_status
ilo_frontex_read(const struct ilo_reading *reading, struct ilo_diag *diag,
                 struct ilo_submission *out)
{
	const struct ilo_code_entry *entry = ilo_codelist_find(
		ilo_codebook_list(reading->codebook, ILO_LIST_INDICATORS),
		indicator);
	struct frontex file = {.reading = reading};
	enum ilo_status status;

	*out = (struct ilo_submission){.narrative = NULL};
	file.unit = entry == NULL ? NULL : ilo_code_property(entry, "unit");
	if (file.unit == NULL) {
		ilo_diag_report(diag, ILO_D_CODELIST_UNREADABLE,
		                "indicators.xml", 0, "no unit for %s",
		                indicator);
		return ILO_FAILED;
	}
	ilo_faults_init(&file.faults, diag, reading->file);
	choose_reporter(&file);
	if (reading->trust == ILO_JUDGE) {
		status = ilo_gate_text(reading->bytes, reading->count,
		                       reading->limits, reading->file, diag);
		if (status != ILO_OK) {
			fill_cover(&file, &out->cover);
			return status;
		}
		file.cells = ilo_keymap_new();
	}
	status = read_rows(&file);
	ilo_keymap_free(file.cells);
	fill_cover(&file, &out->cover);
	return status;
}
