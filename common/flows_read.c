/*
 * flows.csv back into rows.  The file is our own, so nothing is forgiven: every
 * field of every row is checked, and so is the order, on which lineage rests.
 */

#include "common/flows.h"

#include <csv.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/digest.h"
#include "common/flows_columns.h"
#include "common/mem.h"
#include "common/names.h"
#include "common/num.h"
#include "common/semester.h"
#include "common/text.h"

#define BLOCK_BYTES ((size_t)1 << 18)

struct reader {
	const char *path;
	struct ilo_diag *diag;
	struct ilo_flows *flows;
	struct ilo_buf fields; /* of the row, each terminated */
	size_t starts[COLUMN_COUNT];
	size_t count;
	long line;
	bool refused;
};

static void
refuse(struct reader *reader, const char *why, const char *what)
{
	if (!reader->refused)
		ilo_diag_report(reader->diag, ILO_D_FLOWS_UNREADABLE,
		                reader->path, reader->line, "%s%s%s", why,
		                *what == '\0' ? "" : ": ", what);
	reader->refused = true;
}

static void
take_field(void *bytes, size_t count, void *context)
{
	struct reader *reader = context;

	if (reader->refused)
		return;
	if (reader->count < COLUMN_COUNT)
		reader->starts[reader->count] = reader->fields.count;
	reader->count++;
	if (count > 0 && memchr(bytes, '\0', count) != NULL)
		refuse(reader, "a zero byte", "");
	ilo_buf_add(&reader->fields, bytes, count);
	ilo_buf_add(&reader->fields, "", 1);
}

static const char *
field(const struct reader *reader, enum column column)
{
	return reader->fields.bytes + reader->starts[column];
}

static bool
is_code(const char *text)
{
	static const char rest[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
	size_t length = strlen(text);

	return length > 0 && length <= 30 && strspn(text, rest) == length &&
	       strchr("0123456789-", text[0]) == NULL;
}

static bool
is_flag(const char *text)
{
	return text[0] >= 'A' && text[0] <= 'Z' && text[1] == '\0';
}

static bool
is_source(const char *text)
{
	return strlen(text) == ILO_SOURCE_ID_SIZE - 1 &&
	       strspn(text, "0123456789abcdef") == ILO_SOURCE_ID_SIZE - 1;
}

static bool
is_counter(const char *text)
{
	return strcmp(text, "own") == 0 || strcmp(text, "agency") == 0 ||
	       strcmp(text, "host") == 0 || strcmp(text, "other") == 0;
}

static bool
is_locator(const char *text)
{
	size_t length = strlen(text), i;

	for (i = 0; i < length; i++)
		if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
			return false;
	return length > 0 && ilo_text_utf8_span(text, length) == length;
}

static bool
is_period(const char *text, const char *freq)
{
	const char own = ilo_period_frequency(text);

	return own != '\0' && freq[0] == own && freq[1] == '\0';
}

/* The first column whose text is not as ilo-transform writes it; COLUMN_COUNT
 * when all are. */
static enum column
bad_text(const struct reader *reader)
{
	enum column i;

	if (strcmp(field(reader, COLUMN_STRUCTURE), "dataflow") != 0)
		return COLUMN_STRUCTURE;
	if (strcmp(field(reader, COLUMN_STRUCTURE_ID), ILO_FLOWS_STRUCTURE) !=
	    0)
		return COLUMN_STRUCTURE_ID;
	if (strcmp(field(reader, COLUMN_ACTION), "I") != 0)
		return COLUMN_ACTION;
	for (i = COLUMN_HOST; i <= COLUMN_BORDER; i++)
		if (i != COLUMN_COUNTED_BY && !is_code(field(reader, i)))
			return i;
	if (!is_counter(field(reader, COLUMN_COUNTED_BY)))
		return COLUMN_COUNTED_BY;
	if (!is_period(field(reader, COLUMN_PERIOD),
	               field(reader, COLUMN_FREQ)))
		return COLUMN_PERIOD;
	if (!is_code(field(reader, COLUMN_UNIT)))
		return COLUMN_UNIT;
	if (!is_source(field(reader, COLUMN_SOURCE)))
		return COLUMN_SOURCE;
	return is_locator(field(reader, COLUMN_LOCATOR)) ? COLUMN_COUNT
	                                                 : COLUMN_LOCATOR;
}

/* Likewise for numbers and flags, which go into row. */
static enum column
bad_number(const struct reader *reader, struct ilo_flow *row)
{
	const char *value = field(reader, COLUMN_VALUE);
	int64_t line;

	row->has_value = *value != '\0';
	if (row->has_value && !ilo_num_count(value, &row->value))
		return COLUMN_VALUE;
	if (!is_flag(field(reader, COLUMN_STATUS)))
		return COLUMN_STATUS;
	if (!is_flag(field(reader, COLUMN_CONFIDENTIALITY)))
		return COLUMN_CONFIDENTIALITY;
	if (!ilo_num_count(field(reader, COLUMN_LINE), &line) || line < 1)
		return COLUMN_LINE;
	row->status = *field(reader, COLUMN_STATUS);
	row->confidentiality = *field(reader, COLUMN_CONFIDENTIALITY);
	row->line = (long)line;
	return COLUMN_COUNT;
}

static void
take_data(struct reader *reader)
{
	struct ilo_flow row = {
		.host = field(reader, COLUMN_HOST),
		.indicator = field(reader, COLUMN_INDICATOR),
		.counted_by = field(reader, COLUMN_COUNTED_BY),
		.reporter = field(reader, COLUMN_REPORTER),
		.citizenship = field(reader, COLUMN_CITIZENSHIP),
		.route = field(reader, COLUMN_ROUTE),
		.border = field(reader, COLUMN_BORDER),
		.period = field(reader, COLUMN_PERIOD),
		.unit = field(reader, COLUMN_UNIT),
		.source = field(reader, COLUMN_SOURCE),
		.locator = field(reader, COLUMN_LOCATOR),
	};
	enum column bad = bad_text(reader);
	size_t count;

	if (bad == COLUMN_COUNT)
		bad = bad_number(reader, &row);
	if (bad != COLUMN_COUNT) {
		ilo_diag_report(reader->diag, ILO_D_FLOWS_UNREADABLE,
		                reader->path, reader->line,
		                "column %d holds \"%s\"", (int)bad + 1,
		                field(reader, bad));
		reader->refused = true;
		return;
	}
	ilo_flows_add(reader->flows, &row);
	count = ilo_flows_count(reader->flows);
	if (count > 1 &&
	    ilo_flow_compare(ilo_flows_at(reader->flows, count - 2),
	                     ilo_flows_at(reader->flows, count - 1)) > 0)
		refuse(reader, "not in order after the row before", "");
}

static void
take_header(struct reader *reader)
{
	struct ilo_buf line = ILO_BUF_INIT;
	size_t i;

	for (i = 0; i < reader->count && i < COLUMN_COUNT; i++) {
		ilo_buf_puts(&line, i == 0 ? "" : ",");
		ilo_buf_puts(&line, field(reader, (enum column)i));
	}
	if (reader->count != COLUMN_COUNT ||
	    strcmp(ilo_buf_text(&line), ILO_FLOWS_HEADER) != 0)
		refuse(reader, "the first line must be", ILO_FLOWS_HEADER);
	ilo_buf_release(&line);
}

static void
take_row(int terminator, void *context)
{
	struct reader *reader = context;

	if (reader->refused)
		return;
	reader->line++;
	if (terminator != '\n')
		refuse(reader, "a line does not end with a line feed", "");
	else if (reader->line == 1)
		take_header(reader);
	else if (reader->count != COLUMN_COUNT)
		refuse(reader, "not as many fields as the header", "");
	else
		take_data(reader);
	ilo_buf_clear(&reader->fields);
	reader->count = 0;
}

/* Blanks belong to the field. */
static int
never_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void
parse_stream(struct reader *reader, FILE *stream, struct csv_parser *parser)
{
	char *block = ilo_xcalloc(BLOCK_BYTES, 1);
	size_t count;

	while (!reader->refused &&
	       (count = fread(block, 1, BLOCK_BYTES, stream)) > 0)
		if (csv_parse(parser, block, count, take_field, take_row,
		              reader) != count) {
			reader->line++;
			refuse(reader, "not CSV",
			       csv_strerror(csv_error(parser)));
		}
	free(block);
	if (ferror(stream)) {
		reader->line = 0;
		refuse(reader, "cannot read", strerror(errno));
	}
	if (!reader->refused &&
	    csv_fini(parser, take_field, take_row, reader) != 0) {
		reader->line++;
		refuse(reader, "ends within quotes", "");
	}
	if (reader->line == 0)
		refuse(reader, "empty", "");
}

static enum ilo_status
parse(struct reader *reader, FILE *stream)
{
	struct csv_parser parser;

	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) !=
	    0) {
		ilo_diag_report(reader->diag, ILO_D_LIBRARY, NULL, 0, "libcsv");
		return ILO_FAILED;
	}
	csv_set_space_func(&parser, never_space);
	parse_stream(reader, stream, &parser);
	csv_free(&parser);
	ilo_buf_release(&reader->fields);
	return reader->refused ? ILO_FAILED : ILO_OK;
}

enum ilo_status
ilo_flows_read(const char *path, struct ilo_diag *diag, struct ilo_flows **out)
{
	struct reader reader = {.path = path, .diag = diag};
	FILE *stream = fopen(path, "rb");
	enum ilo_status status;

	*out = NULL;
	if (stream == NULL) {
		ilo_diag_report(diag, ILO_D_FLOWS_UNREADABLE, path, 0,
		                "cannot open: %s", strerror(errno));
		return ILO_FAILED;
	}
	reader.flows = ilo_flows_new();
	status = parse(&reader, stream);
	(void)fclose(stream); /* only read; errors were asked for above */
	if (status == ILO_OK)
		*out = reader.flows;
	else
		ilo_flows_free(reader.flows);
	return status;
}
