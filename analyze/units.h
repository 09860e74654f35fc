/*
 * What may be added to what.  A cell has a type: indicator, unit, flow or
 * stock, who counted, and what of it; two cells are added only where all of it
 * agrees and they tell different events.
 */

#ifndef ILO_ANALYZE_UNITS_H
#define ILO_ANALYZE_UNITS_H

#include <stdbool.h>

#include "analyze/question.h"

/* Texts, compared as such. */
struct quantity {
	const char *host; /* "_T": all host countries */
	const char *indicator;
	const char *unit;
	bool stock; /* what is there on a day; else what happens in a period */
	const char *counted_by; /* own, agency, host, other */
	enum breakdown by;
	const char *code; /* NULL for the total */
};

/* NULL where a and b may be added, else one sentence that says why not. */
const char *units_refuse(const struct quantity *a, const struct quantity *b);

#endif
