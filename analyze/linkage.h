/*
 * The cells that one publication shows, as an attacker sees them: every margin
 * that ties them together, within one indicator and one semester.  Decides
 * which are withheld so that what is shown does not give away what is not.
 */

#ifndef ILO_ANALYZE_LINKAGE_H
#define ILO_ANALYZE_LINKAGE_H

#include <stdbool.h>
#include <stddef.h>

/* A number that is published, or was to be.  Texts are borrowed. */
struct linked_cell {
	const char *id;
	const char *host; /* "_T": all host countries */
	const char *indicator;
	const char *counted_by;
	const char *semester;
	const char *period; /* the semester, or a month of it */
	const char *by;     /* "total", "route", ... */
	const char *code;   /* "" for the total */
	bool subject;       /* to the rule: may point to persons, not public */
	bool primary;       /* must be withheld */
	bool unknown;       /* the sender withheld it; value is estimated */
	double value;
	bool withheld; /* this and the next are the answer */
	double lower, upper;
};

struct linkage_result {
	size_t cells;    /* of the problem */
	size_t primary;  /* withheld by the rule */
	size_t withheld; /* altogether */
	size_t undercut; /* primary cells that their margins would give away
	                  * were nothing else withheld */
	size_t exposed;  /* left without their room: 0 unless margins outside
	                  * the rule tell */
	bool all;        /* no choice protects them: all are withheld */
};

/*
 * Cells of one indicator, one counted-by and one semester: withhold the
 * primary ones and as many others as give each room on both sides: up by the
 * threshold, down by as much or to 0.  Sorts the cells.
 *
 * Relations: total = sum of its categories, for each breakdown; all host
 * countries = sum of the host countries, cell by cell; semester = sum of its
 * months; a host country as a category = that host country.  What a margin
 * holds beyond its parts is taken as known to the attacker, which can only
 * narrow what he finds.
 */
struct linkage_result linkage_protect(struct linked_cell *cells, size_t count,
                                      double threshold);

/* By counted-by, indicator, semester, then host, by, code, period: for qsort().
 */
int linkage_order(const void *left, const void *right);

/* Cells of one problem. */
bool linkage_same(const struct linked_cell *a, const struct linked_cell *b);

#endif
