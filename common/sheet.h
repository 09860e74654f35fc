/*
 * A workbook as cells of text: sheet, row, column, what kind of value.  The
 * readers of ODS and XLSX fill it; nothing here knows either.
 */

#ifndef ILO_COMMON_SHEET_H
#define ILO_COMMON_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/faults.h"
#include "common/mem.h"

/* What no form comes near; rows and columns are what the programs can have. */
#define ILO_SHEETS_MAX 32u
#define ILO_SHEET_ROWS 1048576u
#define ILO_SHEET_COLUMNS 16384u
#define ILO_SHEET_CELLS 500000u /* in the workbook, not empty */
#define ILO_SHEET_TEXT_BYTES ((size_t)32 * 1024 * 1024)

enum ilo_cell_kind {
	ILO_CELL_TEXT,
	ILO_CELL_NUMBER,
	ILO_CELL_PERCENT, /* text is the number: 0.5 for 50 % */
	ILO_CELL_DATE,    /* text is ISO 8601, with a time where there is one */
	ILO_CELL_BOOLEAN, /* text is true or false */
	ILO_CELL_ERROR,   /* text is what the program shows: #DIV/0! */
	ILO_CELL_PENDING  /* a formula whose value was not stored */
};

struct ilo_sheet_cell {
	uint32_t row, column; /* from 1 */
	enum ilo_cell_kind kind;
	const char *text; /* never empty but for PENDING */
};

/* Cells by row, then column; empty ones are not there. */
struct ilo_sheet {
	const char *name;
	struct ilo_sheet_cell *cells;
	size_t count, capacity;
};

struct ilo_workbook {
	struct ilo_arena *arena; /* holds every text */
	struct ilo_sheet *sheets;
	size_t count, capacity;
	size_t cell_count, text_bytes;
};

/* Empty; end with ilo_workbook_release(). */
void ilo_workbook_init(struct ilo_workbook *workbook, struct ilo_arena *arena);
void ilo_workbook_release(struct ilo_workbook *workbook);

/* Add a sheet, or a cell behind those that the last sheet has; the text is
 * borrowed.  ILO_FINDINGS, reported, beyond the limits or out of order. */
ILO_MUST_CHECK enum ilo_status ilo_workbook_sheet(struct ilo_workbook *workbook,
                                                  const char *name,
                                                  struct ilo_faults *faults);
ILO_MUST_CHECK enum ilo_status ilo_workbook_add(struct ilo_workbook *workbook,
                                                struct ilo_sheet_cell cell,
                                                struct ilo_faults *faults);

/* NULL when the cell is empty. */
const struct ilo_sheet_cell *ilo_sheet_at(const struct ilo_sheet *sheet,
                                          uint32_t row, uint32_t column);

/* Room for "XFD1048576" with its terminator. */
#define ILO_ADDRESS_SIZE 16

/* "F12". */
const char *ilo_sheet_address(uint32_t row, uint32_t column,
                              char text[ILO_ADDRESS_SIZE]);

/* A number as programs write it, without what a double does not hold: "12"
 * from "12.0", else the text itself; in the arena. */
const char *ilo_sheet_number(struct ilo_arena *arena, const char *text);

#endif
