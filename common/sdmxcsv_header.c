/* The standard puts DATAFLOW or STRUCTURE first, so that what follows it is the
 * separator; a cell may carry a label behind a colon. */

#include "common/sdmxcsv_header.h"

#include <string.h>

static const struct {
	const char *name;
	bool required;
} columns[ILO_SDMX_COUNT] = {
	[ILO_SDMX_DATAFLOW] = {"DATAFLOW", false},
	[ILO_SDMX_STRUCTURE] = {"STRUCTURE", false},
	[ILO_SDMX_STRUCTURE_ID] = {"STRUCTURE_ID", false},
	[ILO_SDMX_ACTION] = {"ACTION", false},
	[ILO_SDMX_HOST] = {"HOST_COUNTRY", true},
	[ILO_SDMX_INDICATOR] = {"INDICATOR", true},
	[ILO_SDMX_COUNTED_BY] = {"COUNTED_BY", true},
	[ILO_SDMX_REPORTER] = {"REPORTER", false},
	[ILO_SDMX_CITIZENSHIP] = {"CITIZENSHIP", false},
	[ILO_SDMX_ROUTE] = {"ROUTE", false},
	[ILO_SDMX_BORDER] = {"BORDER", false},
	[ILO_SDMX_FREQ] = {"FREQ", false},
	[ILO_SDMX_PERIOD] = {"TIME_PERIOD", true},
	[ILO_SDMX_VALUE] = {"OBS_VALUE", true},
	[ILO_SDMX_UNIT] = {"UNIT_MEASURE", true},
	[ILO_SDMX_STATUS] = {"OBS_STATUS", false},
	[ILO_SDMX_CONFIDENTIALITY] = {"CONF_STATUS", false},
	[ILO_SDMX_SOURCE] = {"SOURCE", false},
	[ILO_SDMX_LINE] = {"SOURCE_LINE", false},
	[ILO_SDMX_LOCATOR] = {"LOCATOR", false},
};

/* What follows the name that text begins with; NULL when it begins otherwise.
 * *quoted: it stood in quotes. */
static const char *
behind(const char *text, const char *end, const char *name, bool *quoted)
{
	const size_t length = strlen(name);

	*quoted = text < end && *text == '"';
	text += *quoted ? 1 : 0;
	if ((size_t)(end - text) <= length || memcmp(text, name, length) != 0)
		return NULL;
	return text + length;
}

bool
ilo_sdmx_begins(const char *text, size_t count, char *separator)
{
	const char *end = text + count, *at;
	bool quoted;

	at = behind(text, end, columns[ILO_SDMX_DATAFLOW].name, &quoted);
	if (at == NULL)
		at = behind(text, end, columns[ILO_SDMX_STRUCTURE].name,
		            &quoted);
	if (at == NULL || *at == '\0' || strchr("[:\",;\t|", *at) == NULL)
		return false;
	/* A separator of values within a cell, or a label. */
	while (at < end && *at != '\n' && *at != '\r' &&
	       (quoted ? *at != '"' : strchr(",;\t|", *at) == NULL)) {
		if (*at == '[' && (size_t)(end - at) > 2 && at[2] == ']')
			at += 2;
		at++;
	}
	at += quoted ? 1 : 0;
	if (at >= end || *at == '\0' || strchr(",;\t|", *at) == NULL)
		return false;
	*separator = *at;
	return true;
}

/* The column that a header cell names; ILO_SDMX_COUNT when it is unknown. */
static enum ilo_sdmx_column
column_of(const char *cell)
{
	const size_t length = strcspn(cell, ":[");
	int i = 0;

	while (i < ILO_SDMX_COUNT &&
	       (strlen(columns[i].name) != length ||
	        memcmp(columns[i].name, cell, length) != 0))
		i++;
	return (enum ilo_sdmx_column)i;
}

static bool
is_required(const struct ilo_sdmx_header *header, enum ilo_sdmx_column column)
{
	if (column == ILO_SDMX_DATAFLOW)
		return !header->second;
	if (column == ILO_SDMX_STRUCTURE || column == ILO_SDMX_STRUCTURE_ID ||
	    column == ILO_SDMX_ACTION)
		return header->second;
	return columns[column].required;
}

static bool
is_strange(const struct ilo_sdmx_header *header, enum ilo_sdmx_column column)
{
	return header->second ? column == ILO_SDMX_DATAFLOW
	                      : column == ILO_SDMX_STRUCTURE ||
	                                column == ILO_SDMX_STRUCTURE_ID ||
	                                column == ILO_SDMX_ACTION;
}

void
ilo_sdmx_header_find(const struct ilo_csv_row *row,
                     struct ilo_sdmx_header *header)
{
	*header = (struct ilo_sdmx_header){
		.second = column_of(row->fields[0]) == ILO_SDMX_STRUCTURE,
		.count = row->count};
	for (int i = 0; i < ILO_SDMX_COUNT; i++)
		header->at[i] = -1;
	for (size_t i = row->count; i > 0; i--) {
		const enum ilo_sdmx_column column =
			column_of(row->fields[i - 1]);

		if (column < ILO_SDMX_COUNT)
			header->at[column] = (int)i - 1;
	}
}

enum ilo_status
ilo_sdmx_header_read(const struct ilo_csv_row *row, struct ilo_faults *faults,
                     struct ilo_sdmx_header *header)
{
	const size_t before = faults->errors;

	ilo_sdmx_header_find(row, header);
	for (size_t i = 0; i < row->count; i++) {
		const enum ilo_sdmx_column column = column_of(row->fields[i]);

		if (column == ILO_SDMX_COUNT || is_strange(header, column))
			ilo_fault(faults, ILO_D_SDMX_COLUMN, row->line,
			          "'%s' is no column of ILO:FLOWS(1.0) in "
			          "SDMX-CSV %s",
			          row->fields[i],
			          header->second ? "2.0" : "1.0");
		else if (header->at[column] != (int)i)
			ilo_fault(faults, ILO_D_SDMX_COLUMN, row->line,
			          "%s stands twice", columns[column].name);
	}
	for (int i = 0; i < ILO_SDMX_COUNT; i++) {
		if (header->at[i] < 0 &&
		    is_required(header, (enum ilo_sdmx_column)i))
			ilo_fault(faults, ILO_D_SDMX_COLUMN, row->line,
			          "%s is missing", columns[i].name);
	}
	return faults->errors > before ? ILO_FINDINGS : ILO_OK;
}
