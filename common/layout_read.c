/*
 * Decoded to UTF-8 first, then past the gate, then row by row.  Rows of whole
 * periods are passed on as they come; days and cumulative figures are kept
 * until all are known.
 */

#include "common/layout_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/csv.h"
#include "common/gate.h"
#include "common/layout_text.h"

/* ---- one row ----------------------------------------------------------- */

static bool
is_kept(const struct ilo_layout_file *file)
{
	return file->layout->cumulative || file->frequency == 'D';
}

static void
note_period(struct ilo_layout_file *file, const char *period)
{
	ilo_semester semester;

	if (!ilo_period_semester(period, &semester))
		return; /* never: it was printed from a number */
	if (file->first_semester == 0 || semester < file->first_semester)
		file->first_semester = semester;
	if (semester > file->last_semester)
		file->last_semester = semester;
}

enum ilo_status
ilo_layout_pass(struct ilo_layout_file *file, const struct ilo_entry *entry,
                const char *period, const char *locator)
{
	const struct ilo_code_entry *indicator = ilo_codelist_at(
		ilo_codebook_list(file->reading->codebook, ILO_LIST_INDICATORS),
		entry->codes[ILO_ROLE_INDICATOR]);
	const struct ilo_row row = {
		.host = ilo_entry_code(file, entry, ILO_ROLE_HOST),
		.indicator = ilo_code_id(indicator),
		.counted_by = ilo_entry_code(file, entry, ILO_ROLE_COUNTED_BY),
		.reporter = ilo_entry_code(file, entry, ILO_ROLE_REPORTER),
		.citizenship =
			ilo_entry_code(file, entry, ILO_ROLE_CITIZENSHIP),
		.route = ilo_entry_code(file, entry, ILO_ROLE_ROUTE),
		.border = ilo_entry_code(file, entry, ILO_ROLE_BORDER),
		.period = period,
		.has_value = entry->has_value,
		.value = entry->value,
		.unit = ilo_code_property(indicator, file->layout->unit),
		.status = entry->status,
		.confidentiality = 'F',
		.line = entry->line,
		.locator = locator,
	};

	note_period(file, period);
	if (row.unit == NULL) {
		ilo_fault(&file->faults, ILO_D_ROW_UNIT, entry->line,
		          "%s has no property %s", row.indicator,
		          file->layout->unit);
		return ILO_OK;
	}
	if (file->reading->sink == NULL)
		return ILO_OK;
	return file->reading->sink(file->reading->sink_context, &row);
}

static const char *
print_period(const struct ilo_layout_file *file, const struct ilo_entry *entry,
             char text[ILO_DATE_SIZE])
{
	char short_text[ILO_MONTH_SIZE];
	const char *printed = short_text;

	if (file->frequency == 'M')
		printed = ilo_month_print(entry->period, short_text);
	else if (file->frequency == 'S')
		printed = ilo_semester_print(entry->period, short_text);
	else
		(void)snprintf(short_text, sizeof short_text, "%04u",
		               (unsigned)entry->period % 10000u);
	(void)snprintf(text, ILO_DATE_SIZE, "%s", printed); /* fits */
	return text;
}

static void
check_duplicate(struct ilo_layout_file *file, const struct ilo_entry *entry,
                const char *period)
{
	const long before = ilo_keymap_add(
		file->seen, ilo_entry_key(file, entry, 0), entry->line);

	if (before != 0)
		ilo_fault(&file->faults, ILO_D_ROW_DUPLICATE, entry->line,
		          "%s, %s, %s, %s: first on line %ld",
		          ilo_entry_code(file, entry, ILO_ROLE_ROUTE),
		          ilo_entry_code(file, entry, ILO_ROLE_BORDER),
		          ilo_entry_code(file, entry, ILO_ROLE_CITIZENSHIP),
		          period, before);
}

static enum ilo_status
take_entry(struct ilo_layout_file *file, const struct ilo_entry *entry)
{
	char period[ILO_DATE_SIZE], locator[32];

	if (is_kept(file)) {
		file->entries =
			ilo_grow(file->entries, file->entry_count,
		                 &file->entry_capacity, sizeof *file->entries);
		file->entries[file->entry_count++] = *entry;
		return ILO_OK;
	}
	(void)print_period(file, entry, period); /* returns its argument */
	if (file->seen != NULL)
		check_duplicate(file, entry, period);
	(void)snprintf(locator, sizeof locator, "row %ld",
	               (long)entry->number); /* fits */
	return ilo_layout_pass(file, entry, period, locator);
}

static enum ilo_status
take_header(struct ilo_layout_file *file, const struct ilo_csv_row *row)
{
	const struct ilo_layout *layout = file->layout;
	struct ilo_buf wanted = ILO_BUF_INIT;
	bool same = row->count == layout->column_count;

	file->header_seen = true;
	for (size_t i = 0; i < layout->column_count; i++) {
		const char *found = same ? row->fields[i] : "";

		found += i == 0 && layout->header_mark != '\0' &&
		         *found == layout->header_mark;
		same = same && strcmp(found, layout->columns[i].name) == 0;
		ilo_buf_printf(&wanted, "%s%s", i == 0 ? "" : ",",
		               layout->columns[i].name);
	}
	if (!same)
		ilo_fault(&file->faults, ILO_D_CSV_HEADER, row->line,
		          "found %s%s%s, layout %s has %s", row->fields[0],
		          row->count > 1 ? "," : "",
		          row->count > 1 ? row->fields[1] : "",
		          layout->kind.name, ilo_buf_text(&wanted));
	ilo_buf_release(&wanted);
	file->header_bad = !same;
	return same ? ILO_OK
	            : ILO_FINDINGS; /* else no column is what it seems */
}

static enum ilo_status
take_row(void *context, const struct ilo_csv_row *text)
{
	struct ilo_layout_file *file = context;
	struct ilo_entry entry;
	enum ilo_fate_of_row fate;

	if (!file->header_seen)
		return take_header(file, text);
	file->number++;
	if (text->count != file->layout->column_count) {
		ilo_fault(&file->faults, ILO_D_CSV_WIDTH, text->line,
		          "found %zu, the header has %zu", text->count,
		          file->layout->column_count);
		return ILO_OK;
	}
	fate = ilo_layout_decode(file, text->fields, text->line, &entry);
	if (file->totals != NULL &&
	    (fate == ILO_ROW_TOTAL || fate == ILO_ROW_TAKEN))
		ilo_totals_add(file, &entry, fate == ILO_ROW_TOTAL);
	if (fate == ILO_ROW_TOTAL)
		file->left_out++;
	return fate == ILO_ROW_TAKEN ? take_entry(file, &entry) : ILO_OK;
}

/* ---- the whole --------------------------------------------------------- */

static void
fill_cover(const struct ilo_layout_file *file, struct ilo_cover *cover)
{
	const struct ilo_layout *layout = file->layout;
	struct ilo_arena *arena = file->reading->arena;
	char first[ILO_SEMESTER_SIZE], last[ILO_SEMESTER_SIZE];

	cover->sender = file->sender;
	cover->report = layout->report;
	cover->nature = layout->nature;
	cover->published = ilo_arena_strdup(arena, file->reading->published);
	if (cover->published == NULL && file->last_report.frequency == 'D')
		cover->published =
			ilo_arena_strdup(arena, file->last_report.text);
	cover->first = file->first_semester;
	cover->last = file->last_semester;
	if (cover->first == 0)
		return;
	if (!layout->whole_series)
		cover->series = ilo_arena_printf(
			arena, "%s/%s", ilo_semester_print(cover->first, first),
			ilo_semester_print(cover->last, last));
	if (!layout->unlisted_is_zero || file->frequency != 'M')
		return;
	cover->zero_from = ilo_arena_strdup(arena, file->first.text);
	cover->zero_to = ilo_arena_strdup(arena, file->last.text);
}

/* Counts that are told once. */
static void
tell(struct ilo_layout_file *file, enum ilo_code code, size_t count,
     const char *what)
{
	if (count > 0)
		ilo_fault(&file->faults, code, 0, "%zu of %ld %s", count,
		          file->number, what);
}

static void
check_published(struct ilo_layout_file *file)
{
	const char *published = file->reading->published;
	const struct ilo_when *last =
		file->last.frequency != '\0' ? &file->last : &file->last_report;
	char start[ILO_DATE_SIZE];
	const char *text = last->text;

	if (last == &file->last && file->last_report.frequency == 'D')
		last = &file->last_report, text = last->text;
	if (published == NULL || last->frequency == '\0')
		return;
	if (last->frequency == 'S')
		text = ilo_semester_start((ilo_semester)last->number, start);
	if (strncmp(published, text, strlen(text)) < 0)
		ilo_fault(&file->faults, ILO_D_PUBLISHED_EARLY, 0,
		          "published %s, last is %s", published, last->text);
}

/* What can be said only when every row is known. */
static void
check_whole(struct ilo_layout_file *file)
{
	if (file->number == 0)
		ilo_fault(&file->faults, ILO_D_CSV_NO_ROWS, 1, "%s",
		          file->header_seen ? "header alone" : "blank lines");
	tell(file, ILO_D_NATIONALITY_EMPTY, file->unnamed, "rows");
	tell(file, ILO_D_AGGREGATES_LEFT_OUT, file->left_out, "rows");
	tell(file, ILO_D_DAYS_AHEAD, file->future, "rows");
	tell(file, ILO_D_DAYS_AHEAD_GIVEN, file->future_given, "rows");
	tell(file, ILO_D_LAYOUT_DATES, file->outside, "rows");
	tell(file, ILO_D_NOT_ROUNDED, file->uneven, "rows");
	if (file->totals != NULL)
		ilo_totals_report(file);
	check_published(file);
}

/* Who it is from: the operator's word before the layout's. */
static void
choose_sender(struct ilo_layout_file *file)
{
	const struct ilo_codebook *codebook = file->reading->codebook;
	const char *sender = file->reading->sender == NULL
	                             ? file->layout->sender
	                             : file->reading->sender;
	const char *country, *id;
	size_t index;

	if (sender == NULL)
		return; /* a column says it */
	country = ilo_codebook_country(codebook, sender);
	id = country == NULL ? sender : country;
	index = ilo_codebook_index(codebook, ILO_LIST_MEMBERS, id, strlen(id));
	if (index == ILO_NO_CODE)
		ilo_fault(&file->faults, ILO_D_SENDER_UNKNOWN, 0, "'%s'",
		          sender);
	file->sender = ilo_arena_strdup(file->reading->arena,
	                                index == ILO_NO_CODE ? sender : id);
	file->fixed[ILO_ROLE_REPORTER] =
		index == ILO_NO_CODE ? 0 : (uint16_t)index;
}

static void
resolve_fixed(struct ilo_layout_file *file)
{
	for (int i = 0; i < ILO_DIMENSIONS; i++) {
		const char *id = file->layout->fixed[i];

		if (id != NULL) /* known: the layout was checked */
			file->fixed[i] = (uint16_t)ilo_codebook_index(
				file->reading->codebook,
				ilo_role_list((enum ilo_role)i), id,
				strlen(id));
	}
}

/* The byte that ends the first field. */
static char
separator(const char *text, size_t count)
{
	size_t at = 0;

	while (at < count && strchr(",;\t|\r\n", text[at]) == NULL)
		at++;
	return at < count ? text[at] : '\n';
}

static const char *
separator_name(char separator)
{
	return separator == ','    ? "commas"
	       : separator == ';'  ? "semicolons"
	       : separator == '\t' ? "tabs"
	                           : "bars";
}

/* Header and rows; ILO_FINDINGS when there is no sense in going on. */
static enum ilo_status
read_rows(struct ilo_layout_file *file, const char *text, size_t count)
{
	const struct ilo_layout *layout = file->layout;
	const size_t mark = ilo_gate_mark(text, count);
	const char found = separator(text + mark, count - mark);
	enum ilo_status status;
	long line = 0;

	if (found != layout->delimiter && found != '\n' && found != '\r' &&
	    layout->column_count > 1) {
		ilo_fault(&file->faults, ILO_D_CSV_HEADER, 1,
		          "fields are divided by %s, not by %s",
		          separator_name(found),
		          separator_name(layout->delimiter));
		return ILO_FINDINGS;
	}
	status = ilo_csv_read(
		text + mark, count - mark,
		&(struct ilo_csv_form){layout->delimiter, layout->quote},
		take_row, file, &line);
	if (status == ILO_FINDINGS && !file->header_bad)
		ilo_fault(&file->faults, ILO_D_CSV_MALFORMED, line,
		          "a quote is not closed, or stands inside a field");
	if (status == ILO_OK && layout->cumulative)
		status = ilo_layout_increments(file);
	else if (status == ILO_OK && is_kept(file))
		status = ilo_layout_sum_days(file);
	if (status == ILO_OK && file->judging)
		check_whole(file);
	return status;
}

/* ---- bytes ------------------------------------------------------------- */

static long
line_of(const char *bytes, size_t offset)
{
	long line = 1;

	for (size_t i = 0; i < offset; i++)
		line += bytes[i] == '\n';
	return line;
}

/* A byte order mark says UTF-8, whatever the layout says: a table saved again
 * by another program. */
static enum ilo_status
decode(const struct ilo_layout_file *file, struct ilo_diag *diag,
       struct ilo_buf *out)
{
	const struct ilo_reading *reading = file->reading;
	const char *encoding = file->layout->encoding;
	enum ilo_status status;
	size_t offset;

	if (strcmp(encoding, "UTF-8") == 0 ||
	    ilo_gate_mark(reading->bytes, reading->count) > 0)
		return ILO_OK;
	status = ilo_text_decode(encoding, reading->bytes, reading->count, out,
	                         &offset);
	if (status == ILO_FAILED)
		ilo_diag_report(diag, ILO_D_LIBRARY, reading->file, 0,
		                "ICU does not know the encoding %s", encoding);
	if (status == ILO_FINDINGS)
		ilo_diag_report(diag, ILO_D_ENCODING_BYTE, reading->file,
		                line_of(reading->bytes, offset),
		                "byte 0x%02x at offset %zu is none of %s",
		                (unsigned)(unsigned char)reading->bytes[offset],
		                offset, encoding);
	return status;
}

static enum ilo_status
read_text(struct ilo_layout_file *file, struct ilo_diag *diag)
{
	const struct ilo_reading *reading = file->reading;
	struct ilo_buf decoded = ILO_BUF_INIT;
	enum ilo_status status = decode(file, diag, &decoded), verdict;
	const char *text =
		decoded.count > 0 ? ilo_buf_text(&decoded) : reading->bytes;
	const size_t count = decoded.count > 0 ? decoded.count : reading->count;

	if (status == ILO_OK && file->judging)
		status = ilo_gate_text(text, count, reading->limits,
		                       reading->file, diag);
	if (status == ILO_OK) {
		status = read_rows(file, text, count);
		verdict = ilo_faults_close(&file->faults);
		if (status <= ILO_FINDINGS)
			status = verdict;
	}
	ilo_buf_release(&decoded);
	return status;
}

enum ilo_status
ilo_layout_read(const struct ilo_reading *reading, struct ilo_diag *diag,
                struct ilo_submission *out)
{
	struct ilo_layout_file file = {.reading = reading,
	                               .layout = reading->layout,
	                               .judging = reading->trust == ILO_JUDGE};
	enum ilo_status status;

	*out = (struct ilo_submission){.narrative = NULL};
	ilo_faults_init(&file.faults, diag, reading->file);
	resolve_fixed(&file);
	choose_sender(&file);
	if (file.judging) {
		file.seen = ilo_keymap_new();
		file.totals = ilo_totals_new(file.layout);
	}
	status = read_text(&file, diag);
	fill_cover(&file, &out->cover);
	ilo_keymap_free(file.seen);
	ilo_totals_free(file.totals);
	free(file.entries);
	return status;
}
