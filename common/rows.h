/*
 * Rows of a native submission: from the attributes of <observation> and
 * <absence> to a struct ilo_row, judged on the way (ING220 to ING234).
 */

#ifndef ILO_COMMON_ROWS_H
#define ILO_COMMON_ROWS_H

#include "common/cells.h"
#include "common/faults.h"
#include "common/submission.h"

enum ilo_field {
	ILO_FIELD_INDICATOR,
	ILO_FIELD_UNIT,
	ILO_FIELD_COUNTED_BY,
	ILO_FIELD_PERIOD,
	ILO_FIELD_HOST,
	ILO_FIELD_CITIZENSHIP,
	ILO_FIELD_ROUTE,
	ILO_FIELD_BORDER,
	ILO_FIELD_VALUE,
	ILO_FIELD_STATUS,
	ILO_FIELD_CONFIDENTIALITY,
	ILO_FIELD_REASON,
	ILO_FIELD_COUNT
};

/* Bytes in the parser's buffer, white space at the ends taken off. */
struct ilo_span {
	const char *text; /* NULL: not there */
	size_t size_bytes;
};

struct ilo_rowtext {
	struct ilo_span fields[ILO_FIELD_COUNT];
	bool is_absence;
	long number; /* of its kind in the document, from 1 */
	long line;
};

/* The last code of a field that was found and valid: most rows repeat it. */
struct ilo_row_code {
	char text[32];
	size_t size_bytes;
	const struct ilo_code_entry *entry; /* NULL: none yet */
	size_t index;
};

struct ilo_rows {
	const struct ilo_reading *reading;
	const struct ilo_cover *cover;
	struct ilo_faults *faults;
	struct ilo_cells *cells; /* NULL when trusted */
	char start[ILO_DATE_SIZE], end[ILO_DATE_SIZE];
	char semester[ILO_SEMESTER_SIZE];
	size_t *hosts; /* the positions of the countries of the cover */
	size_t host_count;
	size_t total[ILO_LIST_COUNT]; /* the position of _T in each list */
	const struct ilo_code_entry
		*total_valid[ILO_LIST_COUNT]; /* NULL: ask */
	struct ilo_row_code last[ILO_FIELD_COUNT];
	const struct ilo_code_entry *counted; /* the last indicator, */
	const char *unit;                     /* and its unit */
	const struct ilo_code_entry *status;  /* the last that fits a value */
	char period[ILO_SEMESTER_SIZE];
	unsigned month; /* which period is; 0: none */
	char locator[64];
};

/* The cover must be read; it is borrowed.  End with ilo_rows_release(). */
void ilo_rows_init(struct ilo_rows *rows, const struct ilo_reading *reading,
                   const struct ilo_cover *cover, struct ilo_faults *faults);
void ilo_rows_release(struct ilo_rows *rows);

/* Judge a row and pass it to the reading's sink unless it has a fault; what the
 * sink returns is returned. */
ILO_MUST_CHECK enum ilo_status ilo_rows_take(struct ilo_rows *rows,
                                             const struct ilo_rowtext *text);

/* A row that the schema refused: its numbers are missing in its table. */
void ilo_rows_skip(struct ilo_rows *rows);

#endif
