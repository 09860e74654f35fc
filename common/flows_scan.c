/*
 * One pass over blocks of the file.  A row is compared with the one before:
 * the columns that did not change were checked with it, and in a sorted file
 * those are most.
 */

#include "common/flows_scan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/mem.h"
#include "common/names.h"
#include "common/semester.h"
#include "common/text.h"

#define BLOCK_BYTES ((size_t)1 << 18)
#define CODE_BYTES_MAX 30
#define COUNT_DIGITS_MAX 15

struct scan {
	const char *path;
	struct ilo_diag *diag;
	ilo_flow_sink *sink;
	void *context;
	struct ilo_digest *digest; /* NULL: not wanted */
	char *block;
	size_t filled, capacity;
	struct ilo_flow_row row;
	struct ilo_buf last;       /* the line before, without its end */
	size_t ends[COLUMN_COUNT]; /* of its fields, in it */
	size_t cuts[COLUMN_COUNT]; /* likewise of the line at hand */
	struct ilo_buf unquoted;
	long line; /* of the file, from 1 */
	bool refused;
};

/* ---- refusals ---------------------------------------------------------- */

static bool
refuse(struct scan *scan, const char *why, const char *what)
{
	if (!scan->refused)
		ilo_diag_report(scan->diag, ILO_D_FLOWS_UNREADABLE, scan->path,
		                scan->line, "%s%s%s", why,
		                *what == '\0' ? "" : ": ", what);
	scan->refused = true;
	return false;
}

static bool
refuse_field(struct scan *scan, enum column column)
{
	const struct ilo_flow_field *field = &scan->row.fields[column];

	if (!scan->refused)
		ilo_diag_report(scan->diag, ILO_D_FLOWS_UNREADABLE, scan->path,
		                scan->line, "column %d holds \"%.*s\"",
		                (int)column + 1, (int)field->size_bytes,
		                field->text);
	scan->refused = true;
	return false;
}

/* ---- fields ------------------------------------------------------------ */

static bool
is(const struct ilo_flow_field *field, const char *text)
{
	return field->size_bytes == strlen(text) &&
	       memcmp(field->text, text, field->size_bytes) == 0;
}

static bool
is_code(const struct ilo_flow_field *field)
{
	size_t i;

	if (field->size_bytes == 0 || field->size_bytes > CODE_BYTES_MAX)
		return false;
	for (i = 0; i < field->size_bytes; i++) {
		const char c = field->text[i];
		const bool digit = (c >= '0' && c <= '9') || c == '-';

		if (!(c >= 'A' && c <= 'Z') && c != '_' && !(digit && i > 0))
			return false;
	}
	return true;
}

static bool
is_flag(const struct ilo_flow_field *field)
{
	return field->size_bytes == 1 && field->text[0] >= 'A' &&
	       field->text[0] <= 'Z';
}

static bool
is_source(const struct ilo_flow_field *field)
{
	size_t i;

	for (i = 0; i < field->size_bytes; i++)
		if (!(field->text[i] >= '0' && field->text[i] <= '9') &&
		    !(field->text[i] >= 'a' && field->text[i] <= 'f'))
			return false;
	return field->size_bytes == ILO_SOURCE_ID_SIZE - 1;
}

static bool
is_counter(const struct ilo_flow_field *field)
{
	return is(field, "own") || is(field, "agency") || is(field, "host") ||
	       is(field, "other");
}

static bool
is_locator(const struct ilo_flow_field *field)
{
	bool ascii = true;
	size_t i;

	for (i = 0; i < field->size_bytes; i++) {
		const unsigned char c = (unsigned char)field->text[i];

		if (c < 0x20 || c == 0x7f)
			return false;
		ascii = ascii && c < 0x80;
	}
	return field->size_bytes > 0 &&
	       (ascii || ilo_text_utf8_span(field->text, field->size_bytes) ==
	                         field->size_bytes);
}

static bool
is_period(const struct ilo_flow_row *row)
{
	const struct ilo_flow_field *field = &row->fields[COLUMN_PERIOD];
	char text[ILO_SEMESTER_SIZE + ILO_MONTH_SIZE];
	char frequency[2] = "";

	if (field->size_bytes >= sizeof text)
		return false;
	memcpy(text, field->text, field->size_bytes);
	text[field->size_bytes] = '\0';
	frequency[0] = ilo_period_frequency(text);
	return frequency[0] != '\0' && is(&row->fields[COLUMN_FREQ], frequency);
}

/* Digits without a leading zero, as common/num.h takes them. */
static bool
take_count(const struct ilo_flow_field *field, int64_t *out)
{
	int64_t value = 0;
	size_t i;

	if (field->size_bytes == 0 || field->size_bytes > COUNT_DIGITS_MAX ||
	    (field->text[0] == '0' && field->size_bytes > 1))
		return false;
	for (i = 0; i < field->size_bytes; i++) {
		if (field->text[i] < '0' || field->text[i] > '9')
			return false;
		value = value * 10 + (field->text[i] - '0');
	}
	*out = value;
	return true;
}

static bool
is_good(const struct ilo_flow_row *row, enum column column)
{
	const struct ilo_flow_field *field = &row->fields[column];

	switch (column) {
	case COLUMN_STRUCTURE:
		return is(field, "dataflow");
	case COLUMN_STRUCTURE_ID:
		return is(field, ILO_FLOWS_STRUCTURE);
	case COLUMN_ACTION:
		return is(field, "I");
	case COLUMN_COUNTED_BY:
		return is_counter(field);
	case COLUMN_FREQ:
		return true; /* judged with the period */
	case COLUMN_PERIOD:
		return is_period(row);
	case COLUMN_STATUS:
	case COLUMN_CONFIDENTIALITY:
		return is_flag(field);
	case COLUMN_SOURCE:
		return is_source(field);
	case COLUMN_LOCATOR:
		return is_locator(field);
	case COLUMN_VALUE:
	case COLUMN_LINE:
		return true; /* numbers are read apart */
	default:
		return is_code(field);
	}
}

/* ---- order ------------------------------------------------------------- */

static int
compare(const struct ilo_flow_field *field, const char *text, size_t size_bytes)
{
	const size_t common =
		field->size_bytes < size_bytes ? field->size_bytes : size_bytes;
	const int order = memcmp(text, field->text, common);

	if (order != 0)
		return order;
	return (size_bytes > field->size_bytes) -
	       (size_bytes < field->size_bytes);
}

/* The row before and this one in the total order: host to border, period,
 * source, line, locator.  The fields before same are equal. */
static bool
is_after(const struct scan *scan, long line_before)
{
	static const enum column keys[] = {
		COLUMN_HOST,     COLUMN_INDICATOR,   COLUMN_COUNTED_BY,
		COLUMN_REPORTER, COLUMN_CITIZENSHIP, COLUMN_ROUTE,
		COLUMN_BORDER,   COLUMN_PERIOD,      COLUMN_SOURCE,
		COLUMN_LINE,     COLUMN_LOCATOR};
	const char *last = scan->last.bytes;
	int order = 0;
	size_t i;

	for (i = 0; i < sizeof keys / sizeof keys[0] && order == 0; i++) {
		const enum column key = keys[i];
		const size_t start = key == 0 ? 0 : scan->ends[key - 1] + 1;

		if (key < scan->row.same)
			continue;
		if (key == COLUMN_LOCATOR && last[start] == '"')
			break; /* as text it may sort otherwise */
		if (key == COLUMN_LINE)
			order = (line_before > scan->row.line) -
			        (line_before < scan->row.line);
		else
			order = compare(&scan->row.fields[key], last + start,
			                scan->ends[key] - start);
	}
	return order <= 0;
}

/* ---- rows -------------------------------------------------------------- */

/* How many leading columns are the same bytes as in the row before. */
static size_t
count_same(const struct scan *scan, const char *text, size_t size_bytes)
{
	const char *last = scan->last.bytes;
	size_t limit = scan->last.count, at = 0, column = 0;

	if (size_bytes < limit)
		limit = size_bytes;
	while (at + 8 <= limit && memcmp(last + at, text + at, 8) == 0)
		at += 8;
	while (at < limit && last[at] == text[at])
		at++;
	while (column + 1 < COLUMN_COUNT && scan->ends[column] < at)
		column++;
	return column;
}

/* A field in quotes, doubled quotes made single; the byte after it, or NULL. */
static const char *
take_quoted(struct scan *scan, const char *at, const char *end,
            struct ilo_flow_field *field)
{
	ilo_buf_clear(&scan->unquoted);
	for (at++; at < end; at++) {
		if (*at == '"' && (at + 1 == end || at[1] != '"'))
			break;
		at += *at == '"';
		ilo_buf_add(&scan->unquoted, at, 1);
	}
	if (at >= end)
		return NULL;
	*field = (struct ilo_flow_field){ilo_buf_text(&scan->unquoted),
	                                 scan->unquoted.count};
	return at + 1;
}

/* Cut the line into its fields, from the first that is not known.  Only the
 * last column may need quotes: codes and numbers have nothing to hide. */
static bool
cut(struct scan *scan, const char *text, size_t size_bytes)
{
	struct ilo_flow_row *row = &scan->row;
	const char *at, *end = text + size_bytes;
	size_t i;

	memcpy(scan->cuts, scan->ends, row->same * sizeof *scan->cuts);
	for (i = 0; i < row->same; i++)
		row->fields[i].text =
			text + (i == 0 ? 0 : scan->cuts[i - 1] + 1);
	at = row->same == 0 ? text : text + scan->cuts[row->same - 1] + 1;
	for (i = row->same; i < COLUMN_COUNT; i++) {
		struct ilo_flow_field *field = &row->fields[i];

		if (i == COLUMN_LOCATOR && at < end && *at == '"') {
			at = take_quoted(scan, at, end, field);
			if (at == NULL)
				return refuse(scan, "ends within quotes", "");
		} else {
			field->text = at;
			while (at < end && *at != ',')
				at++;
			field->size_bytes = (size_t)(at - field->text);
		}
		scan->cuts[i] = (size_t)(at - text);
		if ((i + 1 < COLUMN_COUNT) != (at < end))
			return refuse(scan, "not as many fields as the header",
			              "");
		at++;
	}
	return true;
}

static bool
check_fields(struct scan *scan)
{
	struct ilo_flow_row *row = &scan->row;
	size_t i;
	int64_t line;

	for (i = row->same; i < COLUMN_COUNT; i++)
		if (!is_good(row, (enum column)i))
			return refuse_field(scan, (enum column)i);
	row->has_value = row->fields[COLUMN_VALUE].size_bytes > 0;
	if (row->has_value &&
	    !take_count(&row->fields[COLUMN_VALUE], &row->value))
		return refuse_field(scan, COLUMN_VALUE);
	if (!take_count(&row->fields[COLUMN_LINE], &line) || line < 1)
		return refuse_field(scan, COLUMN_LINE);
	row->line = (long)line;
	return true;
}

static bool
take_data(struct scan *scan, const char *text, size_t size_bytes)
{
	struct ilo_flow_row *row = &scan->row;
	const bool first = scan->last.count == 0;
	const long line_before = row->line;

	row->same = first ? 0 : count_same(scan, text, size_bytes);
	if (!cut(scan, text, size_bytes) || !check_fields(scan))
		return false;
	if (!first && !is_after(scan, line_before))
		return refuse(scan, "not in order after the row before", "");
	if (!scan->sink(scan->context, row)) {
		scan->refused = true;
		return false;
	}
	row->number++;
	ilo_buf_clear(&scan->last);
	ilo_buf_add(&scan->last, text, size_bytes);
	memcpy(scan->ends, scan->cuts, sizeof scan->ends);
	return true;
}

static bool
take_line(struct scan *scan, const char *text, size_t size_bytes)
{
	scan->line++;
	if (size_bytes > 0 && text[size_bytes - 1] == '\r')
		return refuse(scan, "a line does not end with a line feed", "");
	if (scan->line > 1)
		return take_data(scan, text, size_bytes);
	if (size_bytes != strlen(ILO_FLOWS_HEADER) ||
	    memcmp(text, ILO_FLOWS_HEADER, size_bytes) != 0)
		return refuse(scan, "the first line must be", ILO_FLOWS_HEADER);
	return true;
}

/* ---- blocks ------------------------------------------------------------ */

/* Take the whole lines of the block and move the rest to its start. */
static void
take_lines(struct scan *scan)
{
	const char *at = scan->block, *end = scan->block + scan->filled, *next;

	while (!scan->refused && at < end &&
	       (next = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		(void)take_line(scan, at, (size_t)(next - at)); /* refused */
		at = next + 1;
	}
	scan->filled = (size_t)(end - at);
	memmove(scan->block, at, scan->filled);
}

/* False at the end of the file, or reported. */
static bool
fill(struct scan *scan, int file)
{
	ssize_t count;

	scan->block = ilo_grow(scan->block, scan->filled, &scan->capacity, 1);
	do
		count = read(file, scan->block + scan->filled,
		             scan->capacity - scan->filled);
	while (count < 0 && errno == EINTR);
	if (count < 0) {
		scan->line = 0;
		return refuse(scan, "cannot read", strerror(errno));
	}
	if (count > 0 && scan->digest != NULL)
		ilo_digest_add(scan->digest, scan->block + scan->filled,
		               (size_t)count);
	scan->filled += (size_t)count;
	return count > 0 && !scan->refused;
}

static void
scan_file(struct scan *scan, int file)
{
	while (fill(scan, file))
		take_lines(scan);
	if (scan->refused)
		return;
	if (scan->filled > 0) {
		scan->line++;
		(void)refuse(scan, "a line does not end with a line feed", "");
	} else if (scan->line == 0) {
		(void)refuse(scan, "empty", "");
	}
}

enum ilo_status
ilo_flows_scan(const char *path, struct ilo_diag *diag, ilo_flow_sink *sink,
               void *context, char sha256[ILO_DIGEST_SIZE])
{
	struct scan scan = {.path = path,
	                    .diag = diag,
	                    .sink = sink,
	                    .context = context,
	                    .capacity = BLOCK_BYTES};
	int file = open(path, O_RDONLY | O_CLOEXEC);

	if (file < 0) {
		ilo_diag_report(diag, ILO_D_FLOWS_UNREADABLE, path, 0,
		                "cannot open: %s", strerror(errno));
		return ILO_FAILED;
	}
	scan.block = ilo_xcalloc(scan.capacity, 1);
	if (sha256 != NULL) {
		scan.digest = ilo_digest_new(diag);
		scan.refused = scan.digest == NULL;
	}
	scan_file(&scan, file);
	(void)close(file); /* only read from */
	if (scan.digest != NULL &&
	    ilo_digest_finish(scan.digest, diag, sha256) != ILO_OK)
		scan.refused = true;
	ilo_digest_free(scan.digest);
	free(scan.block);
	ilo_buf_release(&scan.last);
	ilo_buf_release(&scan.unquoted);
	return scan.refused ? ILO_FAILED : ILO_OK;
}
