/* The header of an SDMX-CSV file: its version, its separator, its columns. */

#ifndef ILO_COMMON_SDMXCSV_HEADER_H
#define ILO_COMMON_SDMXCSV_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "common/csv.h"
#include "common/faults.h"

enum ilo_sdmx_column {
	ILO_SDMX_DATAFLOW,  /* 1.0 */
	ILO_SDMX_STRUCTURE, /* 2.0, with the two below */
	ILO_SDMX_STRUCTURE_ID,
	ILO_SDMX_ACTION,
	ILO_SDMX_HOST,
	ILO_SDMX_INDICATOR,
	ILO_SDMX_COUNTED_BY,
	ILO_SDMX_REPORTER,
	ILO_SDMX_CITIZENSHIP,
	ILO_SDMX_ROUTE,
	ILO_SDMX_BORDER,
	ILO_SDMX_FREQ,
	ILO_SDMX_PERIOD,
	ILO_SDMX_VALUE,
	ILO_SDMX_UNIT,
	ILO_SDMX_STATUS,
	ILO_SDMX_CONFIDENTIALITY,
	ILO_SDMX_SOURCE, /* these three are ours and passed over */
	ILO_SDMX_LINE,
	ILO_SDMX_LOCATOR,
	ILO_SDMX_COUNT
};

struct ilo_sdmx_header {
	bool second;            /* 2.0 */
	size_t count;           /* columns */
	int at[ILO_SDMX_COUNT]; /* -1: none */
};

/* Whether text begins as a header of SDMX-CSV does; *separator is then what
 * divides its cells. */
bool ilo_sdmx_begins(const char *text, size_t count, char *separator);

/* Where the columns stand that are known, the first of each. */
void ilo_sdmx_header_find(const struct ilo_csv_row *row,
                          struct ilo_sdmx_header *header);

/* The same; ILO_FINDINGS, reported, when a column is unknown, stands twice or
 * is missing. */
ILO_MUST_CHECK enum ilo_status
ilo_sdmx_header_read(const struct ilo_csv_row *row, struct ilo_faults *faults,
                     struct ilo_sdmx_header *header);

#endif
