/*
 * The reporting triangle: of every semester, how many documents had come how
 * many days after its end; and what that says of those still to come.
 */

#ifndef ILO_ANALYZE_TRIANGLE_H
#define ILO_ANALYZE_TRIANGLE_H

#include <limits.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"
#include "analyze/history.h"

/* A document of a state in force at its semester's cut-off. */
struct arrival {
	size_t term; /* of the history */
	const struct symbol *state;
	long days; /* from the semester's last day to its first version */
};

struct triangle {
	const struct history *history;
	struct arrival *arrivals; /* by term */
	size_t count, capacity;
};

#define TRIANGLE_EVER LONG_MAX
#define TRIANGLE_ALL SIZE_MAX

/* End it with triangle_release(). */
void triangle_gather(const struct history *history, struct triangle *out);
void triangle_release(struct triangle *triangle);

/* Documents of a semester (or TRIANGLE_ALL that are so many days past) and of a
 * state (NULL: all) that had come by then. */
size_t triangle_known(const struct triangle *triangle, size_t term,
                      const struct symbol *state, long by_days, long days);

/*
 * Documents of the semester evaluated that are to be expected in the end, by
 * completion_predict() from the age of the cut-off on; *n is how many earlier
 * semesters tell.
 */
struct interval triangle_complete(const struct triangle *triangle,
                                  double confidence, size_t *n);

#endif
