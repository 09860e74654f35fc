/*
 * A workbook to be written: sheets of cells with a style and perhaps a list to
 * choose from.  The two writers make ODS and XLSX of it.
 */

#ifndef ILO_DRIVER_BOOK_H
#define ILO_DRIVER_BOOK_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "common/buf.h"
#include "common/diag.h"
#include "common/mem.h"

enum book_style {
	BOOK_PLAIN,
	BOOK_MARK, /* for the program */
	BOOK_TITLE,
	BOOK_HEADING,
	BOOK_WRAPPED,
	BOOK_ENTRY, /* to be filled in: text */
	BOOK_ENTRY_DATE,
	BOOK_ENTRY_COUNT,
	BOOK_STYLES
};

struct book_cell {
	uint32_t row, column; /* from 1 */
	enum book_style style;
	const char *text;         /* NULL: empty */
	const char *formula;      /* as XLSX has it; NULL: none */
	const char *open_formula; /* the same as ODS has it */
	size_t choice;            /* from 1; 0: none */
};

/* Where the entries of a list stand: a column of the last sheet. */
struct book_choice {
	const char *id;
	uint32_t column, first, last; /* rows, both included */
};

struct book_sheet {
	const char *name;
	uint16_t widths[32];     /* in characters, by column from 1; 0: usual */
	struct book_cell *cells; /* by row, then column */
	size_t count, capacity;
};

struct book {
	struct ilo_arena *arena; /* borrowed; holds the texts */
	struct book_sheet *sheets;
	size_t count, capacity;
	struct book_choice *choices;
	size_t choice_count, choice_capacity;
};

void book_init(struct book *book, struct ilo_arena *arena);
void book_release(struct book *book);

/* The new last sheet, until the next one is added. */
struct book_sheet *book_add_sheet(struct book *book, const char *name);

/* A cell behind those that the sheet has. */
void book_put(struct book_sheet *sheet, struct book_cell cell);

/* The bytes of the container; the same for the same book. */
ILO_MUST_CHECK enum ilo_status book_write_ods(const struct book *book,
                                              struct ilo_diag *diag,
                                              struct ilo_buf *out);
ILO_MUST_CHECK enum ilo_status book_write_xlsx(const struct book *book,
                                               struct ilo_diag *diag,
                                               struct ilo_buf *out);

#endif
