/*
 * Charts as finished geometry: coordinates and path data in the page model, no
 * words and no colours.  Each chart is drawn twice, for a wide and for a narrow
 * medium, so that its text stays readable on a telephone.
 */

#ifndef ILO_RENDER_CHART_H
#define ILO_RENDER_CHART_H

#include "common/semester.h"
#include "render/figures.h"
#include "render/tree.h"

#define CHART_WIDE 720
#define CHART_NARROW 340

/* A line with its band of intervals; the semester's months are set off. */
void chart_line(struct tree *tree, xmlNode *chart, const struct series *series,
                ilo_semester semester);

/* A panel for each series, each on a scale of its own. */
void chart_panels(struct tree *tree, xmlNode *chart,
                  const struct series *const *series, size_t count,
                  ilo_semester semester);

/* One row of a chart of rows; NULL figures are left blank. */
struct chart_row {
	const char *code;
	const struct figure *figure; /* the dot with its whisker */
	const struct figure *base;   /* what it is compared with */
};

/* Levels on a common linear scale from 0: base hollow, value with whisker. */
void chart_dots(struct tree *tree, xmlNode *chart, const struct chart_row *rows,
                size_t count);

/* Ratios on a logarithmic scale around 1, with whiskers. */
void chart_ratios(struct tree *tree, xmlNode *chart,
                  const struct chart_row *rows, size_t count);

/* For the implementation. */
struct chart_box {
	double left, top, right, bottom;
};

xmlNode *chart_drawing(struct tree *tree, xmlNode *chart, bool narrow,
                       double height);

#endif
