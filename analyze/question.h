/*
 * Questions: asked of one semester about one indicator, answered for every
 * category of a breakdown at once, from one table of each reporter.
 */

#ifndef ILO_ANALYZE_QUESTION_H
#define ILO_ANALYZE_QUESTION_H

#include "analyze/history.h"
#include "analyze/level.h"
#include "analyze/rules.h"

enum breakdown {
	BY_TOTAL,
	BY_HOST,
	BY_CITIZENSHIP,
	BY_ROUTE,
	BY_BORDER,
	BY_REPORTER
};

const char *breakdown_name(enum breakdown by);

struct question {
	const struct symbol *host; /* NULL: all host countries */
	const struct symbol *indicator;
	const struct symbol *counted_by;
	const struct symbol *agency; /* the one asked; NULL: all reporters */
	enum breakdown by;
	int month; /* 0 to 5 in the semester, or WHOLE_SEMESTER */
};

/* Answer; end *out with levels_release(). */
void levels_ask(const struct term *term, const struct question *question,
                const struct rules *rules, struct levels *out);

/* The same without intervals, for who looks at values alone. */
void levels_ask_values(const struct term *term, const struct question *question,
                       const struct rules *rules, struct levels *out);

/* The same for each month, who gave counted and not listed; question->month is
 * not looked at. */
void levels_ask_months(const struct term *term, const struct question *question,
                       const struct rules *rules,
                       struct levels out[SEMESTER_MONTHS]);

/* The value that the reporter whom question->agency names gave to a category;
 * 0 where it gave none, or more than is exact. */
uint64_t levels_given(const struct term *term, const struct question *question,
                      const struct symbol *code);

/*
 * Add the categories that levels does not list as what silence means there:
 * zero, or missing.  For the total the list is one NULL.
 */
void levels_fill(struct levels *levels, const struct term *term,
                 const struct question *question,
                 const struct symbol *const *codes, size_t count);

#endif
