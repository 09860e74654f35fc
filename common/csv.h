/* The libcsv seam: rows of fields, each with the line it begins on. */

#ifndef ILO_COMMON_CSV_H
#define ILO_COMMON_CSV_H

#include <stddef.h>

#include "common/status.h"

/* Lives until the sink returns. */
struct ilo_csv_row {
	const char *const *fields; /* terminated, quotes taken off */
	size_t count;
	long line; /* of the row's first byte, from 1 */
};

/* Takes a row; anything but ILO_OK ends the reading and is returned. */
typedef enum ilo_status ilo_csv_sink(void *context,
                                     const struct ilo_csv_row *row);

/* What divides fields, and what encloses them ('\0': nothing does). */
struct ilo_csv_form {
	char delimiter, quote;
};

/*
 * Strict RFC 4180 but for the form, NULL for commas and double quotes; LF and
 * CRLF end a row, blank lines are skipped. Bytes must hold no NUL.
 * ILO_FINDINGS, not reported, when they are not well-formed: *line is then
 * where.
 */
ILO_MUST_CHECK enum ilo_status ilo_csv_read(const char *bytes, size_t count,
                                            const struct ilo_csv_form *form,
                                            ilo_csv_sink *sink, void *context,
                                            long *line);

#endif
