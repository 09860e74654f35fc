/* The figures of one host country and indicator as groups of lines. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "render/page.h"

#define ALL_HOSTS "_T"

enum { TOP_ROWS = 10, CHART_ROWS = 15, PANELS_MAX = 9, SERIES_MAX = 256 };

static const char *const breakdowns[] = {"route", "border", "citizenship",
                                         "reporter", "host"};

static const struct figure *
find(const struct page *page, const struct block *block, const char *period,
     const char *measure, const char *by, const char *code)
{
	struct figure key = {.host = block->host,
	                     .indicator = block->indicator,
	                     .counted_by = block->counted_by,
	                     .period = period,
	                     .measure = measure,
	                     .by = by,
	                     .code = code};
	const struct figure *found;

	if (strcmp(by, "host") == 0) {
		/* A host country's total is a figure of its own; what places
		 * it among the others may stand with all of them. */
		key.host = code;
		key.by = "total";
		key.code = NULL;
		found = figures_find(page->figures, &key);
		if (found != NULL)
			return found;
		key.host = block->host;
		key.by = by;
		key.code = code;
	}
	return figures_find(page->figures, &key);
}

struct line
page_line(const struct page *page, const struct block *block, const char *by,
          const char *code)
{
	const char *now = page->now;

	return (struct line){
		.code = code,
		.level = find(page, block, now, "level", by, code),
		.previous =
			find(page, block, page->previous, "level", by, code),
		.year = find(page, block, page->year, "level", by, code),
		.change_previous =
			find(page, block, now, "change-previous", by, code),
		.change_year = find(page, block, now, "change-year", by, code),
		.share = find(page, block, now, "share", by, code),
		.rank = find(page, block, now, "rank", by, code),
	};
}

/* Largest first, what has no value last, equal ones by code. */
static int
compare_lines(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	bool vx = x->level != NULL && x->level->has_value;
	bool vy = y->level != NULL && y->level->has_value;

	if (vx != vy)
		return vx ? -1 : 1;
	if (vx && x->level->value > y->level->value)
		return -1;
	if (vx && x->level->value < y->level->value)
		return 1;
	return strcmp(x->code, y->code);
}

static void
lines_add(const struct page *page, const struct block *block, const char *by,
          const char *code, struct line **lines, size_t *count, size_t *room)
{
	*lines = ilo_grow(*lines, *count, room, sizeof(**lines));
	(*lines)[(*count)++] = page_line(page, block, by, code);
}

struct line *
page_lines(const struct page *page, const struct block *block, const char *by,
           size_t *count)
{
	struct figure key = {.host = block->host,
	                     .indicator = block->indicator,
	                     .counted_by = block->counted_by,
	                     .period = page->now,
	                     .measure = "level",
	                     .by = by};
	bool hosts = strcmp(by, "host") == 0;
	struct line *lines = NULL;
	size_t room = 0, found = 0;
	const struct figure *range = NULL;

	*count = 0;
	if (!hosts)
		range = figures_range(page->figures, &key, &found);
	for (size_t i = 0; i < found; i++)
		lines_add(page, block, by, range[i].code, &lines, count, &room);
	for (size_t i = 0; hosts && i < figures_count(page->figures); i++) {
		const struct figure *f = figures_at(page->figures, i);

		if (strcmp(f->host, ALL_HOSTS) == 0 ||
		    strcmp(f->indicator, block->indicator) != 0 ||
		    strcmp(f->counted_by, block->counted_by) != 0 ||
		    strcmp(f->period, page->now) != 0 ||
		    strcmp(f->measure, "level") != 0 ||
		    strcmp(f->by, "total") != 0)
			continue;
		lines_add(page, block, by, f->host, &lines, count, &room);
	}
	if (*count > 0)
		qsort(lines, *count, sizeof(*lines), compare_lines);
	return lines;
}

static void
set_id(struct tree *tree, xmlNode *node, const char *name,
       const struct figure *figure)
{
	if (figure != NULL)
		tree_set(tree, node, name, figure->id);
}

static void
set_line(struct tree *tree, xmlNode *node, const struct line *line)
{
	set_id(tree, node, "level", line->level);
	set_id(tree, node, "level-previous", line->previous);
	set_id(tree, node, "level-year", line->year);
	set_id(tree, node, "change-previous", line->change_previous);
	set_id(tree, node, "change-year", line->change_year);
	set_id(tree, node, "share", line->share);
	set_id(tree, node, "rank", line->rank);
}

static xmlNode *
add_chart(const struct page *page, xmlNode *node, const char *name)
{
	xmlNode *chart = tree_add(page->tree, node, "chart");

	tree_set(page->tree, chart, "name", name);
	return chart;
}

static void
add_dots(const struct page *page, xmlNode *node, const struct line *lines,
         size_t count)
{
	struct chart_row rows[CHART_ROWS];
	size_t n = 0;

	for (size_t i = 0; i < count && n < CHART_ROWS; i++) {
		if (lines[i].level != NULL && lines[i].level->has_value &&
		    lines[i].level->value > 0)
			rows[n++] = (struct chart_row){
				lines[i].code, lines[i].level, lines[i].year};
	}
	if (n >= 2)
		chart_dots(page->tree, add_chart(page, node, "dots"), rows, n);
}

static void
add_ratios(const struct page *page, xmlNode *node, const struct line *lines,
           size_t count)
{
	struct chart_row rows[CHART_ROWS];
	size_t n = 0;

	for (size_t i = 0; i < count && n < CHART_ROWS; i++) {
		const struct figure *f = lines[i].change_year;

		if (f != NULL && f->has_value && f->has_percent && f->value > 0)
			rows[n++] = (struct chart_row){lines[i].code, f, NULL};
	}
	if (n >= 2)
		chart_ratios(page->tree, add_chart(page, node, "ratios"), rows,
		             n);
}

static bool
series_is(const struct series *series, const struct block *block,
          const char *by)
{
	return strcmp(series->host, block->host) == 0 &&
	       strcmp(series->indicator, block->indicator) == 0 &&
	       strcmp(series->counted_by, block->counted_by) == 0 &&
	       strcmp(series->by, by) == 0;
}

static bool
has_values(const struct series *series)
{
	for (size_t i = 0; i < series->count; i++) {
		if (series->points[i].has_value)
			return true;
	}
	return false;
}

/* Series of the block in the order of lines; those without lines not at all. */
static size_t
match_series(const struct page *page, const struct block *block, const char *by,
             const struct line *lines, size_t count,
             const struct series **found)
{
	size_t n = 0;

	for (size_t j = 0; j < count && n < PANELS_MAX; j++) {
		for (size_t i = 0; i < figures_series_count(page->figures);
		     i++) {
			const struct series *s =
				figures_series_at(page->figures, i);

			if (!series_is(s, block, by) ||
			    strcmp(s->code, lines[j].code) != 0 ||
			    !has_values(s))
				continue;
			found[n++] = s;
			break;
		}
	}
	return n;
}

static void
add_panels(const struct page *page, xmlNode *node, const struct block *block,
           const struct line *lines, size_t count)
{
	const struct series *found[PANELS_MAX];
	size_t n = match_series(page, block, "route", lines, count, found);

	if (n >= 2)
		chart_panels(page->tree, add_chart(page, node, "panels"), found,
		             n, page->semester);
}

/* What is left of the total after the top rows, where all of it is known. */
static void
add_rest(const struct page *page, xmlNode *group, const struct block *block,
         const struct line *lines, size_t count)
{
	struct line total = page_line(page, block, "total", NULL);
	double rest;
	xmlNode *node;

	if (count <= TOP_ROWS || total.level == NULL || !total.level->has_value)
		return;
	rest = total.level->value;
	for (size_t i = 0; i < TOP_ROWS; i++) {
		if (!lines[i].level->has_value)
			return;
		rest -= lines[i].level->value;
	}
	if (rest < 0)
		return;
	node = tree_add(page->tree, group, "rest");
	tree_set_count(page->tree, node, "count", count - TOP_ROWS);
	tree_set_real(page->tree, node, "value", rest);
	if (total.level->value > 0)
		tree_set_real(page->tree, node, "share",
		              rest / total.level->value);
}

static void
add_group(const struct page *page, xmlNode *node, const struct block *block,
          const char *by)
{
	size_t count;
	struct line *lines = page_lines(page, block, by, &count);
	bool all = strcmp(block->host, ALL_HOSTS) == 0;
	bool full = all || strcmp(by, "citizenship") != 0;
	xmlNode *group;

	if (count == 0)
		return;
	group = tree_add(page->tree, node, "group");
	tree_set(page->tree, group, "by", by);
	for (size_t i = 0; i < count && (full || i < TOP_ROWS); i++) {
		xmlNode *row = tree_add(page->tree, group, "row");

		tree_set(page->tree, row, "code", lines[i].code);
		if (i < TOP_ROWS)
			tree_set(page->tree, row, "top", "yes");
		set_line(page->tree, row, &lines[i]);
	}
	add_rest(page, group, block, lines, count);
	if (all && strcmp(by, "route") == 0)
		add_panels(page, group, block, lines, count);
	if (all && strcmp(by, "border") != 0)
		add_dots(page, group, lines, count);
	if (all && strcmp(by, "border") != 0)
		add_ratios(page, group, lines, count);
	free(lines);
}

static void
add_line(const struct page *page, xmlNode *node, const struct block *block)
{
	for (size_t i = 0; i < figures_series_count(page->figures); i++) {
		const struct series *s = figures_series_at(page->figures, i);

		if (!series_is(s, block, "total") || !has_values(s))
			continue;
		chart_line(page->tree, add_chart(page, node, "line"), s,
		           page->semester);
		return;
	}
}

bool
page_has_block(const struct page *page, const struct block *block)
{
	struct figure key = {.host = block->host,
	                     .indicator = block->indicator,
	                     .counted_by = block->counted_by,
	                     .period = page->now,
	                     .measure = "level"};

	if (figures_find(page->figures, &key) != NULL)
		return true;
	key.measure = "consensus";
	return figures_find(page->figures, &key) != NULL;
}

bool
page_is_mirror(const struct block *block)
{
	return strcmp(block->counted_by, "host") == 0 ||
	       strcmp(block->counted_by, "other") == 0;
}

/* The mirror figure of the block, and whether it is one. */
static void
set_kind(const struct page *page, xmlNode *node, const struct block *block)
{
	struct figure key = {.host = block->host,
	                     .indicator = block->indicator,
	                     .counted_by = block->counted_by,
	                     .period = page->now,
	                     .measure = "consensus"};
	const struct figure *mirror = figures_find(page->figures, &key);
	struct block own = *block;
	const char *kind = "main";

	own.counted_by = "own";
	if (page_is_mirror(block))
		kind = "mirror";
	else if (strcmp(block->counted_by, "agency") == 0 &&
	         page_has_block(page, &own))
		kind = "second";
	tree_set(page->tree, node, "kind", kind);
	set_id(page->tree, node, "mirror", mirror);
}

void
page_block(const struct page *page, xmlNode *parent, const struct block *block,
           bool detailed)
{
	struct line total = page_line(page, block, "total", NULL);
	xmlNode *node = tree_add(page->tree, parent, "block");

	tree_set(page->tree, node, "indicator", block->indicator);
	tree_set(page->tree, node, "counted-by", block->counted_by);
	set_kind(page, node, block);
	set_line(page->tree, node, &total);
	if (!detailed)
		return;
	add_line(page, node, block);
	for (size_t i = 0; i < sizeof(breakdowns) / sizeof(*breakdowns); i++) {
		if (strcmp(breakdowns[i], "host") == 0 &&
		    strcmp(block->host, ALL_HOSTS) != 0)
			continue;
		add_group(page, node, block, breakdowns[i]);
	}
}
