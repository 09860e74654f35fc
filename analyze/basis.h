/*
 * Whose counts a figure rests on: the states' own where they gave any, else an
 * agency's, which is a second source for the same events and never added.
 */

#ifndef ILO_ANALYZE_BASIS_H
#define ILO_ANALYZE_BASIS_H

#include <stdbool.h>

#include "analyze/history.h"
#include "analyze/question.h"

struct basis {
	const struct symbol *counted_by;
	const struct symbol *agency; /* NULL unless counted by one */
};

/* The agency that is asked about an indicator in a term: of several the first
 * by code.  NULL when there is none; *count is 1 for one, 2 for more. */
const struct symbol *basis_agency(const struct term *term,
                                  const struct symbol *indicator,
                                  size_t *count);

/*
 * The basis of a host country, or of all for NULL.  False when neither a state
 * nor an agency tells anything; *out is then the states' own.
 */
bool basis_find(const struct history *history, const struct term *term,
                const struct symbol *host, const struct symbol *indicator,
                struct basis *out);

/* The agency as a second source beside the states' own counts; false when it
 * tells nothing. */
bool basis_second(const struct history *history, const struct term *term,
                  const struct symbol *host, const struct symbol *indicator,
                  struct basis *out);

#endif
