/* What both writers share: the cells. */

#include "driver/book.h"

#include <assert.h>
#include <stdlib.h>

void
book_init(struct book *book, struct ilo_arena *arena)
{
	*book = (struct book){.arena = arena};
}

void
book_release(struct book *book)
{
	for (size_t i = 0; i < book->count; i++)
		free(book->sheets[i].cells);
	free(book->sheets);
	free(book->choices);
	*book = (struct book){.arena = NULL};
}

struct book_sheet *
book_add_sheet(struct book *book, const char *name)
{
	book->sheets = ilo_grow(book->sheets, book->count, &book->capacity,
	                        sizeof *book->sheets);
	book->sheets[book->count] = (struct book_sheet){.name = name};
	return &book->sheets[book->count++];
}

void
book_put(struct book_sheet *sheet, struct book_cell cell)
{
	if (sheet->count > 0) {
		const struct book_cell *last = &sheet->cells[sheet->count - 1];

		assert(cell.row > last->row ||
		       (cell.row == last->row && cell.column > last->column));
		(void)last; /* with NDEBUG */
	}
	sheet->cells = ilo_grow(sheet->cells, sheet->count, &sheet->capacity,
	                        sizeof *sheet->cells);
	sheet->cells[sheet->count++] = cell;
}
