/* The empty form of one sender, host country and semester as a workbook. */

#ifndef ILO_DRIVER_FORM_BOOK_H
#define ILO_DRIVER_FORM_BOOK_H

#include "common/codebook.h"
#include "driver/book.h"

/* What is filled in already; codes are canonical. */
struct form_cover {
	const char *state, *host, *report, *nature, *language;
	ilo_semester semester;
	const char *presidency;
};

/* Add the form's sheets to the empty book.  Codelists that the codebook has
 * not are read from datadir. */
ILO_MUST_CHECK enum ilo_status
form_book_fill(struct book *book, const struct ilo_codebook *codebook,
               const char *datadir, const struct form_cover *cover,
               struct ilo_diag *diag);

#endif
