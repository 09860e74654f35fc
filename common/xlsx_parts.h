/*
 * The parts of an XLSX container that its sheets refer to: which sheets there
 * are, the shared strings, and which styles show dates or percentages.
 */

#ifndef ILO_COMMON_XLSX_PARTS_H
#define ILO_COMMON_XLSX_PARTS_H

#include "common/saxguard.h"
#include "common/zip.h"

struct ilo_xlsx_sheet {
	const char *name;
	const char *id;   /* of the relationship */
	const char *path; /* of the part in the container; NULL: not found */
};

enum ilo_xlsx_style { ILO_XLSX_PLAIN, ILO_XLSX_DATE, ILO_XLSX_PERCENT };

/* Everything lives in the arena but the arrays, which _release() frees. */
struct ilo_xlsx_parts {
	struct ilo_arena *arena;
	struct ilo_xlsx_sheet *sheets;
	size_t sheet_count, sheet_capacity;
	const char **strings;
	size_t string_count, string_capacity;
	enum ilo_xlsx_style *styles; /* by position in cellXfs */
	size_t style_count, style_capacity;
	bool from_1904;
};

ILO_MUST_CHECK enum ilo_status
ilo_xlsx_parts_read(struct ilo_zip *zip, struct ilo_arena *arena,
                    struct ilo_faults *faults, struct ilo_xlsx_parts *parts);
void ilo_xlsx_parts_release(struct ilo_xlsx_parts *parts);

/* Read one part through the guards. */
ILO_MUST_CHECK enum ilo_status
ilo_xlsx_part(struct ilo_zip *zip, const char *name,
              const struct ilo_sax_handlers *handlers, void *context,
              struct ilo_faults *faults);

/* Append text with its _xHHHH_ escapes: white space as itself, the underscore
 * too, others left as they are. */
void ilo_xlsx_unescape(struct ilo_buf *out, const char *text);

extern const char ilo_xlsx_main[]; /* the namespace of workbooks and sheets */

#endif
