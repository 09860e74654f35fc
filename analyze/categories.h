/*
 * The categories of a breakdown as arrays: those that name a country, route or
 * border and have a value, with what the analyses of structure need of them.
 */

#ifndef ILO_ANALYZE_CATEGORIES_H
#define ILO_ANALYZE_CATEGORIES_H

#include <stddef.h>

#include "analyze/basis.h"
#include "analyze/evaluation.h"
#include "analyze/question.h"

struct categories {
	struct basis basis;
	const struct symbol **codes; /* byte order */
	double *values;
	size_t count;
	double total;
	double phi; /* dispersion, mean weighted by value; at least 1 */
	char flag;  /* the worst; 'A' for none */
};

/* What is asked; basis NULL: that of host, indicator and term. */
struct categories_question {
	const struct term *term;
	const struct symbol *host; /* NULL: all */
	const struct indicator *indicator;
	enum breakdown by;
	const struct basis *basis;
};

/* End *out with categories_release(); it has none where nobody tells. */
void categories_gather(const struct evaluation *evaluation,
                       const struct categories_question *question,
                       struct categories *out);
/* The same of levels that were asked elsewhere. */
void categories_take(const struct evaluation *evaluation,
                     const struct levels *levels, struct categories *out);
void categories_release(struct categories *categories);

/* The value of a category; 0 where it is not among them. */
double categories_value(const struct categories *categories,
                        const struct symbol *code);

/* Put places 0 to before count into order, the largest value first, of equals
 * the first code; `places` takes count. */
void categories_order(const struct categories *categories, size_t *places);

#endif
