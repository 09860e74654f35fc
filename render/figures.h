/* The figures of statistics.xml, found by their dimensions. */

#ifndef ILO_RENDER_FIGURES_H
#define ILO_RENDER_FIGURES_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/diag.h"
#include "common/xmlpart.h"

struct figure {
	/* dimensions, in the order of sorting */
	const char *host, *indicator, *counted_by, *period, *measure, *by;
	const char *code; /* "" when not broken down */
	const char *id, *state;
	bool has_value;
	double value;
	double lower, upper; /* what the report prints; upper may be infinite */
	bool has_interval;
	bool has_percent;
};

struct point {
	const char *id, *period;
	bool has_value;
	double value, lower, upper;
};

struct series {
	const char *host, *indicator, *counted_by, *by, *code;
	const struct point *points;
	size_t count;
};

struct figures; /* owns the strings of its items */

/* None yet; never NULL.  End it with figures_free(). */
struct figures *figures_new(void);
void figures_free(struct figures *figures);

/* Add the figure of that start tag. */
void figures_add(struct figures *figures, const struct ilo_xml_tag *tag);

/* All figures are there: add the series of statistics.xml, and sort.  Before
 * nothing can be found. */
void figures_settle(struct figures *figures, const xmlNode *statistics);

/*
 * Figures that agree with key in host, indicator, counted-by, period and
 * measure, and in by and code as far as key has them: *count of them from the
 * one returned, by and code ascending.  NULL when there is none.
 */
const struct figure *figures_range(const struct figures *figures,
                                   const struct figure *key, size_t *count);

/* The first of that range, NULL when there is none. */
const struct figure *figures_find(const struct figures *figures,
                                  const struct figure *key);

/* Whether any is of that indicator. */
bool figures_know(const struct figures *figures, const char *indicator);

/* All of them, in order; and the series as they stand in the file. */
size_t figures_count(const struct figures *figures);
const struct figure *figures_at(const struct figures *figures, size_t i);
size_t figures_series_count(const struct figures *figures);
const struct series *figures_series_at(const struct figures *figures, size_t i);

#endif
