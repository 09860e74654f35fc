/*
 * One breakdown of one host country's figures, in the semester that is
 * evaluated and in the two that it is compared with, over the same categories.
 */

#ifndef ILO_ANALYZE_BREAKDOWN_H
#define ILO_ANALYZE_BREAKDOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/history.h"
#include "analyze/question.h"

/* The semesters that are compared. */
enum compared { NOW, PREVIOUS, YEAR_BEFORE, COMPARED_COUNT };

ilo_semester compared_semester(const struct history *history,
                               enum compared which);

struct breakdown_levels {
	enum breakdown by;
	/* What any of the semesters names, in byte order; a semester that rests
	 * on another basis than the first adds none. */
	const struct symbol **codes;
	size_t count;
	/* Every code's level; empty where the semester was not given. */
	struct levels at[COMPARED_COUNT];
};

/* host is NULL for all.  End *out with breakdown_release(). */
void breakdown_gather(const struct history *history, const struct symbol *host,
                      const struct symbol *indicator, enum breakdown by,
                      const struct rules *rules, struct breakdown_levels *out);
/* NULL where the semester was not given. */
const struct level *breakdown_at(const struct breakdown_levels *breakdown,
                                 enum compared which,
                                 const struct symbol *code);
void breakdown_release(struct breakdown_levels *breakdown);

#endif
