/*
 * The results of one analysis, a row for each subject and a column for each
 * measure, and the tables of the page model that hold some of them.
 */

#ifndef ILO_RENDER_ANALYSIS_H
#define ILO_RENDER_ANALYSIS_H

#include <stdbool.h>
#include <stddef.h>

#include "render/page.h"

/* What fits a page of paper beside the subject and the number of observations.
 */
enum { GRID_COLUMNS = 6, ANALYSIS_PARTS = 6 };

enum part { INDICATOR, HOST, BY, CODE, OTHER, PERIOD };

/* Their names as attributes. */
extern const char *const analysis_parts[ANALYSIS_PARTS];

struct row {
	const char *parts[ANALYSIS_PARTS]; /* "" where left out */
	const xmlNode **results;           /* one a column; NULL: not made */
	size_t kind;
	bool noted; /* says more than "no evidence" */
	double p;   /* the least adjusted one; 1 where there is none */
	double level;
	size_t order; /* in the file */
};

/* Subjects of one kind: all host countries by route, pairs of countries. */
struct kind {
	const char *indicator, *host, *by; /* host: "", "_T" or "*" */
	bool coded, paired;
	bool *has;           /* one a column */
	size_t first, count; /* rows */
};

struct analysis {
	const struct page *page;
	const xmlNode *node;
	const char *name;
	const char **measures;
	size_t measure_count, measure_room;
	struct row *rows; /* by kind, the most telling first */
	size_t row_count, row_room;
	struct kind *kinds;
	size_t kind_count, kind_room;
};

/* *a borrows the page and the element; end it with analysis_free(). */
void analysis_gather(struct analysis *a, const struct page *page,
                     const xmlNode *node);
void analysis_free(struct analysis *a);

/* "" where there is none. */
const char *analysis_attr(const struct analysis *a, const xmlNode *node,
                          const char *name);

/* Sets of columns, a flag for each measure. */
size_t columns_count(const struct analysis *a, const bool *has);

/* Widens the set where one includes the other and a page holds both; else
 * false, the set as it was. */
bool columns_join(const struct analysis *a, bool *has, const bool *more);

/* Whether the row has a result in one of the columns. */
bool row_within(const struct analysis *a, const struct row *row,
                const bool *has);

/* A table under construction. */
struct table {
	const struct analysis *analysis;
	xmlNode *node;
	const bool *has; /* its columns */
	const char *n;   /* of the row before */
	bool n_varies, n_in_cells;
};

/* number: its place among those of the analysis, from 1. */
void table_begin(struct table *table, const struct analysis *a, xmlNode *parent,
                 const bool *has, size_t number);

/* Returns the row, appended to the parent, with its results of those columns.
 */
xmlNode *table_row(struct table *table, xmlNode *parent, const struct row *row,
                   const bool *has);
void table_end(const struct table *table);

/* All of a semester. */
struct analyses {
	struct analysis *items;
	size_t count;
	struct about *abouts; /* by host country */
	size_t about_count, about_room;
};

/* End it with analyses_free(). */
void analyses_gather(struct analyses *all, const struct page *page);
void analyses_free(struct analyses *all);

/* Append the tables of the chapters; those of the chapter of one host country.
 */
void page_analyses(const struct page *page, xmlNode *parent,
                   const struct analyses *all);
void page_host_analyses(const struct page *page, xmlNode *parent,
                        const struct analyses *all, const char *host);

#endif
