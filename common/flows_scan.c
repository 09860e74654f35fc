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
#include "common/semester.h"

#define BLOCK_BYTES ((size_t)1 << 18)
#define COUNT_DIGITS_MAX 15

#define PERIODS_KNOWN 16u

struct scan {
	const char *path;
	struct ilo_diag *diag;
	ilo_flow_sink *sink;
	void *context;
	struct ilo_digest *digest; /* NULL: not wanted */
	char *block;
	size_t filled, capacity;
	size_t taken;      /* bytes of the block */
	size_t last;       /* where in it the row before starts */
	size_t last_bytes; /* 0: there is none */
	struct ilo_flow_field
		key; /* the first that changed, as it was before */
	struct ilo_flow_row row;
	struct ilo_buf unquoted;
	char periods[PERIODS_KNOWN][ILO_SEMESTER_SIZE + 2]; /* seen, valid */
	uint64_t size_bytes;
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
	const struct ilo_flow_field field = ilo_flow_field(&scan->row, column);

	if (!scan->refused)
		ilo_diag_report(scan->diag, ILO_D_FLOWS_UNREADABLE, scan->path,
		                scan->line, "column %d holds \"%.*s\"",
		                (int)column + 1, (int)field.size_bytes,
		                field.text);
	scan->refused = true;
	return false;
}

/* ---- fields ------------------------------------------------------------ */

/* Periods are few, so one that was found good is not judged again. */
static bool
is_period(struct scan *scan)
{
	const struct ilo_flow_field field =
		ilo_flow_field(&scan->row, COLUMN_PERIOD);
	const struct ilo_flow_field frequency =
		ilo_flow_field(&scan->row, COLUMN_FREQ);
	char text[sizeof scan->periods[0]] = "", *known;

	if (field.size_bytes == 0 || field.size_bytes > ILO_SEMESTER_SIZE ||
	    frequency.size_bytes != 1 ||
	    memchr(field.text, '\0', field.size_bytes) != NULL)
		return false;
	memcpy(text, field.text, field.size_bytes);
	known = scan->periods[(unsigned char)text[field.size_bytes - 1] %
	                      PERIODS_KNOWN];
	text[sizeof text - 1] = *frequency.text;
	if (memcmp(known, text, sizeof text) == 0)
		return true;
	if (ilo_period_frequency(text) != *frequency.text)
		return false;
	memcpy(known, text, sizeof text);
	return true;
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
is_good(struct scan *scan, enum column column)
{
	struct ilo_flow_row *row = &scan->row;
	const struct ilo_flow_field field = ilo_flow_field(row, column);
	int64_t line = 0;

	switch (column) {
	case COLUMN_FREQ:
		return true; /* judged with the period */
	case COLUMN_PERIOD:
		return is_period(scan);
	case COLUMN_VALUE:
		row->has_value = field.size_bytes > 0;
		return !row->has_value || take_count(&field, &row->value);
	case COLUMN_LINE:
		if (!take_count(&field, &line) || line < 1)
			return false;
		row->line = (long)line;
		return true;
	default:
		return ilo_flow_field_is_good(&field, column);
	}
}

/* ---- order ------------------------------------------------------------- */

/* The total order: host to border, period, source, line, locator. */
#define KEYS                                                                   \
	(1U << COLUMN_HOST | 1U << COLUMN_INDICATOR |                          \
	 1U << COLUMN_COUNTED_BY | 1U << COLUMN_REPORTER |                     \
	 1U << COLUMN_CITIZENSHIP | 1U << COLUMN_ROUTE | 1U << COLUMN_BORDER | \
	 1U << COLUMN_PERIOD | 1U << COLUMN_SOURCE | 1U << COLUMN_LINE |       \
	 1U << COLUMN_LOCATOR)

static bool
is_after(const struct scan *scan, long line_before)
{
	const unsigned changed = scan->row.changed & KEYS;
	const enum column first = (enum column)__builtin_ctz(changed);
	const struct ilo_flow_field *a = &scan->key;
	const struct ilo_flow_field b = ilo_flow_field(&scan->row, first);
	const size_t common =
		a->size_bytes < b.size_bytes ? a->size_bytes : b.size_bytes;
	int order;

	if (first == COLUMN_LINE)
		return line_before < scan->row.line;
	if (first == COLUMN_LOCATOR && *a->text == '"')
		return true; /* as text it may sort otherwise */
	order = memcmp(a->text, b.text, common);
	return order < 0 || (order == 0 && a->size_bytes <= b.size_bytes);
}

/* ---- rows -------------------------------------------------------------- */

/* Of a word that is not 0, the first byte in memory that is not. */
static size_t
first_byte(uint64_t word)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return (size_t)__builtin_ctzll(word) / 8;
#else
	return (size_t)__builtin_clzll(word) / 8;
#endif
}

/* How many bytes from the first on are the same. */
static size_t
same_bytes(const char *a, const char *b, size_t limit)
{
	size_t at = 0;
	uint64_t left, right;

	for (; at + sizeof left <= limit; at += sizeof left) {
		memcpy(&left, a + at, sizeof left);
		memcpy(&right, b + at, sizeof right);
		if (left != right)
			return at + first_byte(left ^ right);
	}
	while (at < limit && a[at] == b[at])
		at++;
	return at;
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

/* Where a column starts in the line at hand, and in the one before. */
struct place {
	enum column column;
	size_t at, before;
};

/* Go on to the first column, from place on, that changed; the last one is
 * always looked at. */
static void
pass_same(struct scan *scan, const char *text, size_t size_bytes,
          struct place *place)
{
	const size_t left = size_bytes - place->at;
	const size_t left_before = scan->last_bytes - place->before;
	const size_t same = same_bytes(text + place->at,
	                               scan->block + scan->last + place->before,
	                               left < left_before ? left : left_before);
	const size_t limit = place->before + same;
	const size_t shift = place->at - place->before; /* may wrap, and back */
	size_t *ends = scan->row.ends;

	for (; place->column + 1 < COLUMN_COUNT && ends[place->column] < limit;
	     place->column++) {
		place->before = ends[place->column] + 1;
		ends[place->column] += shift;
	}
	place->at = place->before + shift;
}

/* The end of a column; NULL, reported, where there is none. */
static const char *
end_of(struct scan *scan, enum column column, const char *at, const char *end)
{
	const char *comma;

	if (column == COLUMN_LOCATOR && at < end && *at == '"') {
		at = take_quoted(scan, at, end, &scan->row.locator);
		if (at == NULL)
			(void)refuse(scan, "ends within quotes", "");
		if (at == NULL || at == end)
			return at;
	} else if (column == COLUMN_LOCATOR) {
		scan->row.locator =
			(struct ilo_flow_field){at, (size_t)(end - at)};
		if (memchr(at, ',', (size_t)(end - at)) == NULL)
			return end;
	} else {
		for (comma = at; comma < end; comma++)
			if (*comma == ',')
				return comma;
	}
	(void)refuse(scan, "not as many fields as the header", "");
	return NULL;
}

/* Cut the line into its fields.  Only the last column may need quotes: codes
 * and numbers have nothing to hide. */
static bool
cut(struct scan *scan, const char *text, size_t size_bytes)
{
	struct ilo_flow_row *row = &scan->row;
	const bool first = scan->last_bytes == 0;
	struct place place = {0, 0, 0};
	const char *end;
	size_t before;

	row->text = text;
	row->changed = 0;
	for (; place.column < COLUMN_COUNT; place.column++) {
		if (!first)
			pass_same(scan, text, size_bytes, &place);
		end = end_of(scan, place.column, text + place.at,
		             text + size_bytes);
		if (end == NULL)
			return false;
		before = row->ends[place.column];
		if ((row->changed & KEYS) == 0)
			scan->key = (struct ilo_flow_field){
				scan->block + scan->last + place.before,
				before - place.before};
		row->changed |= 1U << place.column;
		row->ends[place.column] = (size_t)(end - text);
		place.at = row->ends[place.column] + 1;
		place.before = before + 1;
	}
	return true;
}

static bool
take_data(struct scan *scan, const char *text, size_t size_bytes)
{
	struct ilo_flow_row *row = &scan->row;
	const long line_before = row->line;
	unsigned left;

	if (!cut(scan, text, size_bytes))
		return false;
	left = row->changed;
	if (ilo_flow_changed(row, COLUMN_FREQ))
		left |= 1U << COLUMN_PERIOD;
	for (; left != 0; left &= left - 1)
		if (!is_good(scan, (enum column)__builtin_ctz(left)))
			return refuse_field(scan,
			                    (enum column)__builtin_ctz(left));
	if (scan->last_bytes > 0 && !is_after(scan, line_before))
		return refuse(scan, "not in order after the row before", "");
	if (!scan->sink(scan->context, row)) {
		scan->refused = true;
		return false;
	}
	row->number++;
	scan->last = (size_t)(text - scan->block);
	scan->last_bytes = size_bytes;
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

/* Take the whole lines of the block and move the rest to its start, behind the
 * row before. */
static void
take_lines(struct scan *scan)
{
	const char *at = scan->block + scan->taken, *next;
	const char *end = scan->block + scan->filled;
	size_t kept;

	while (!scan->refused && at < end &&
	       (next = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		(void)take_line(scan, at, (size_t)(next - at)); /* refused */
		at = next + 1;
	}
	kept = scan->last_bytes > 0 ? scan->last : (size_t)(at - scan->block);
	scan->taken = (size_t)(at - scan->block) - kept;
	scan->filled -= kept;
	scan->last = 0;
	memmove(scan->block, scan->block + kept, scan->filled);
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
	scan->size_bytes += (uint64_t)count;
	return count > 0 && !scan->refused;
}

static void
scan_file(struct scan *scan, int file)
{
	while (fill(scan, file))
		take_lines(scan);
	if (scan->refused)
		return;
	if (scan->filled > scan->taken) {
		scan->line++;
		(void)refuse(scan, "a line does not end with a line feed", "");
	} else if (scan->line == 0) {
		(void)refuse(scan, "empty", "");
	}
}

enum ilo_status
ilo_flows_scan(const char *path, struct ilo_diag *diag, ilo_flow_sink *sink,
               void *context, struct ilo_flow_file *told)
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
	if (told != NULL) {
		scan.digest = ilo_digest_new(diag);
		scan.refused = scan.digest == NULL;
	}
	scan_file(&scan, file);
	(void)close(file); /* only read from */
	if (scan.digest != NULL &&
	    ilo_digest_finish(scan.digest, diag, told->sha256) != ILO_OK)
		scan.refused = true;
	if (told != NULL)
		told->size_bytes = scan.size_bytes;
	ilo_digest_free(scan.digest);
	free(scan.block);
	ilo_buf_release(&scan.unquoted);
	return scan.refused ? ILO_FAILED : ILO_OK;
}
