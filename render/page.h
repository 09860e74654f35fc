/*
 * The page model: everything of the report that has to be chosen, ranked,
 * counted or measured before it can be laid out.  It names figures by id and
 * holds the geometry of the charts; words come later, from the stylesheets.
 */

#ifndef ILO_RENDER_PAGE_H
#define ILO_RENDER_PAGE_H

#include "common/codelist.h"
#include "common/diag.h"
#include "common/mem.h"
#include "common/semester.h"
#include "render/chart.h"
#include "render/figures.h"
#include "render/tree.h"

struct page_inputs {
	const xmlNode *networks;   /* root elements */
	const xmlNode *statistics; /* its figures may be left out */
	const char *path;          /* its file, for findings */
	const struct figures *figures;
	const struct ilo_codelist *indicators; /* gives their order */
	const struct ilo_codelist *measures;   /* likewise */
	struct ilo_arena *arena;
};

/* On ILO_OK the caller owns *out: end it with tree_release(). */
ILO_MUST_CHECK enum ilo_status page_build(const struct page_inputs *inputs,
                                          struct ilo_diag *diag,
                                          struct tree *out);

/* For the parts of the builder. */
struct page {
	struct tree *tree;
	const struct page_inputs *inputs;
	const struct figures *figures;
	struct ilo_arena *arena;
	ilo_semester semester;
	const char *now, *previous, *year; /* the semester and its two bases */
};

/* One block of figures: a host country, an indicator, who counted. */
struct block {
	const char *host, *indicator, *counted_by;
};

/* One line of a table, and what it compares with; NULL where there is none. */
struct line {
	const char *code;
	const struct figure *level, *previous, *year;
	const struct figure *change_previous, *change_year, *share, *rank;
};

struct line page_line(const struct page *page, const struct block *block,
                      const char *by, const char *code);

/* The lines of a breakdown, largest first, in the heap: free() ends them.  By
 * "host" is a line for each host country. */
struct line *page_lines(const struct page *page, const struct block *block,
                        const char *by, size_t *count);

/* Append an element for the block; its groups and charts where it is detailed.
 */
void page_block(const struct page *page, xmlNode *parent,
                const struct block *block, bool detailed);

/* Whether the block has levels in the semester. */
bool page_has_block(const struct page *page, const struct block *block);

/* Whether those who counted are not those whose figures are added up. */
bool page_is_mirror(const struct block *block);

/* Officers by host country and sending state; meetings, each once; what became
 * of the sources. */
void page_deployment(const struct page *page, xmlNode *parent);
void page_meetings(const struct page *page, xmlNode *parent);
void page_reporting(const struct page *page, xmlNode *parent);

#endif
