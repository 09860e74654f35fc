/*
 * What is filled in: the sheets of a form found by their marks, its tables by
 * their ids, its columns by their headings, and the rows that are not empty.
 */

#ifndef ILO_COMMON_FORM_FILL_H
#define ILO_COMMON_FORM_FILL_H

#include "common/codebook.h"
#include "common/sheet.h"

/* A cell, for findings and lineage. */
struct ilo_form_place {
	const struct ilo_sheet *sheet;
	uint32_t row, column;
};

/* A row of a table, or all entries of the cover. */
struct ilo_form_row {
	const struct ilo_form_table *table;
	const char **texts; /* by column of the table; NULL: empty, "":
	                     * refused */
	struct ilo_form_place *places; /* likewise; row 0: not in the form */
	size_t filled;
};

struct ilo_form_fill {
	const struct ilo_codebook *codebook;
	const struct ilo_form *form;
	struct ilo_arena *arena;
	struct ilo_faults *faults;
	struct ilo_form_row *rows;
	size_t count, capacity;
};

/*
 * Read the rows off the workbook, which is borrowed.  What is filled in wrongly
 * (ING470 to ING477) is reported with its cell.  ILO_FINDINGS when the workbook
 * is no form of this version or a sheet is missing; faults in rows leave it
 * ILO_OK.
 */
ILO_MUST_CHECK enum ilo_status
ilo_form_fill_read(struct ilo_form_fill *fill,
                   const struct ilo_workbook *workbook);
void ilo_form_fill_release(struct ilo_form_fill *fill);

/* "Statistics!F12", in the arena.  A sheet that was given an odd name goes by
 * the name that it has in the form. */
const char *ilo_form_place_text(const struct ilo_form_fill *fill,
                                const struct ilo_form_place *place);

/* Report a finding on a cell. */
void ilo_form_fault(const struct ilo_form_fill *fill, enum ilo_code code,
                    const struct ilo_form_place *place, const char *what);

#endif
