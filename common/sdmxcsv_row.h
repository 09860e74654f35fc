/* One data row of an SDMX-CSV file, and what its reader keeps of the file. */

#ifndef ILO_COMMON_SDMXCSV_ROW_H
#define ILO_COMMON_SDMXCSV_ROW_H

#include "common/rows.h"
#include "common/sdmxcsv_header.h"

/* A semester of the file. */
struct ilo_sdmx_part {
	ilo_semester semester;
	struct ilo_cover cover; /* of the rows of that semester */
	struct ilo_rows rows;
};

struct ilo_sdmx {
	const struct ilo_reading *reading; /* the caller's */
	struct ilo_reading inner; /* rows come to ilo_sdmx_take_judged() */
	struct ilo_faults faults;
	struct ilo_sdmx_header header;
	bool header_seen, second_pass;
	bool foreign; /* the first row is of another data structure */
	long number;  /* of the data row */
	const char *sender;
	bool *hosts; /* by position in the list */
	size_t host_count;
	struct ilo_sdmx_part *parts; /* by semester */
	size_t part_count, part_capacity;
	char locator[32];
};

/* ---- common/sdmxcsv_row.c ---------------------------------------------- */

/* The cell, or "" where the column is left out. */
const char *ilo_sdmx_cell(const struct ilo_sdmx *sdmx,
                          const struct ilo_csv_row *row,
                          enum ilo_sdmx_column column);

/* A code without the label that may follow it ("GH: Ghana"). */
struct ilo_span ilo_sdmx_code(const struct ilo_sdmx *sdmx,
                              const struct ilo_csv_row *row,
                              enum ilo_sdmx_column column);

/* The semester of the row's period; false when it is none. */
ILO_MUST_CHECK bool ilo_sdmx_semester(const struct ilo_sdmx *sdmx,
                                      const struct ilo_csv_row *row,
                                      ilo_semester *semester);

/* The host country's position in its list, or ILO_NO_CODE. */
size_t ilo_sdmx_host(const struct ilo_sdmx *sdmx,
                     const struct ilo_csv_row *row);

/* The part of that semester; NULL when there is none. */
struct ilo_sdmx_part *ilo_sdmx_find(const struct ilo_sdmx *sdmx,
                                    ilo_semester semester);

/* Whether the row is of our data structure or data flow; reported when not. */
ILO_MUST_CHECK bool ilo_sdmx_is_ours(struct ilo_sdmx *sdmx,
                                     const struct ilo_csv_row *row);

/* Judge a row and hand it on; what the sink returns is returned. */
ILO_MUST_CHECK enum ilo_status ilo_sdmx_judge(struct ilo_sdmx *sdmx,
                                              const struct ilo_csv_row *row);

/* Where rows that were judged come; context is the struct ilo_sdmx. */
ilo_row_sink ilo_sdmx_take_judged;

#endif
