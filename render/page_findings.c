/* Chooses the findings of the summary.  The rule is the same for every
 * semester: the total, its changes, the largest movers, the largest share, what
 * the observers contradict each other on, and what is missing. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/xmlio.h"
#include "render/page.h"

enum { FINDINGS_MAX = 8 };

static xmlNode *
add_finding(const struct page *page, xmlNode *parent, const char *kind,
            const struct block *block, const struct figure *figure)
{
	xmlNode *node = tree_add(page->tree, parent, "finding");

	tree_set(page->tree, node, "kind", kind);
	if (block != NULL) {
		tree_set(page->tree, node, "indicator", block->indicator);
		tree_set(page->tree, node, "counted-by", block->counted_by);
	}
	if (figure != NULL) {
		tree_set(page->tree, node, "figure", figure->id);
		tree_set(page->tree, node, "verdict", figure->verdict);
	}
	return node;
}

static size_t
count_children(const xmlNode *node)
{
	size_t count = 0;

	for (const xmlNode *n = ilo_xml_child(node, NULL); n != NULL;
	     n = ilo_xml_next(n, NULL))
		count++;
	return count;
}

/* The line that moved most against the year before, in that direction. */
static const struct line *
largest_move(const struct line *lines, size_t count, const char *verdict)
{
	const struct line *best = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct figure *f = lines[i].change_year;

		if (f == NULL || f->verdict == NULL || !f->has_difference ||
		    !f->has_percent || strcmp(f->verdict, verdict) != 0)
			continue;
		if (lines[i].code[0] == '_')
			continue;
		if (best == NULL ||
		    fabs(f->difference) > fabs(best->change_year->difference))
			best = &lines[i];
	}
	return best;
}

static void
add_moves(const struct page *page, xmlNode *parent, const struct block *block,
          const char *by)
{
	static const char *const verdicts[] = {"rise", "fall"};
	size_t count;
	struct line *lines = page_lines(page, block, by, &count);

	for (size_t i = 0; i < 2; i++) {
		const struct line *move =
			largest_move(lines, count, verdicts[i]);
		xmlNode *node;

		if (move == NULL)
			continue;
		node = add_finding(page, parent, "move", block,
		                   move->change_year);
		tree_set(page->tree, node, "by", by);
		tree_set(page->tree, node, "code", move->code);
	}
	free(lines);
}

static void
add_share(const struct page *page, xmlNode *parent, const struct block *block,
          const char *by)
{
	size_t count;
	struct line *lines = page_lines(page, block, by, &count);
	xmlNode *node;

	for (size_t i = 0; i < count; i++) {
		if (lines[i].share == NULL || !lines[i].share->has_value ||
		    lines[i].code[0] == '_')
			continue;
		node = add_finding(page, parent, "share", block,
		                   lines[i].share);
		tree_set(page->tree, node, "by", by);
		tree_set(page->tree, node, "code", lines[i].code);
		break;
	}
	free(lines);
}

static bool
has_group(const struct page *page, const struct block *block, const char *by)
{
	size_t count;

	free(page_lines(page, block, by, &count));
	return count > 1;
}

/* What an indicator tells by itself, leaving room for so many others. */
static void
add_first(const struct page *page, xmlNode *parent, const struct block *block,
          size_t others)
{
	struct line total = page_line(page, block, "total", NULL);
	bool citizenships = has_group(page, block, "citizenship");

	(void)add_finding(page, parent, "level", block, total.level);
	if (total.change_year != NULL)
		(void)add_finding(page, parent, "change-year", block,
		                  total.change_year);
	add_moves(page, parent, block, "route");
	add_moves(page, parent, block, citizenships ? "citizenship" : "host");
	if (count_children(parent) + others < FINDINGS_MAX)
		add_share(page, parent, block,
		          citizenships ? "citizenship" : "host");
}

/* Further indicators, the strongest change first come first served. */
static void
add_others(const struct page *page, xmlNode *parent, const struct block *blocks,
           size_t count, const struct block *first)
{
	for (size_t i = 0; i < count; i++) {
		struct line total = page_line(page, &blocks[i], "total", NULL);
		const struct figure *f = total.change_year;

		if (&blocks[i] == first ||
		    strcmp(blocks[i].indicator, first->indicator) == 0 ||
		    count_children(parent) >= FINDINGS_MAX - 1)
			continue;
		if (f != NULL && f->has_percent)
			(void)add_finding(page, parent, "change-year",
			                  &blocks[i], f);
	}
}

static size_t
count_contradictions(const struct page *page)
{
	const xmlNode *list =
		ilo_xml_child(page->inputs->statistics, "figures");
	size_t count = 0;

	for (const xmlNode *n = ilo_xml_child(list, "figure"); n != NULL;
	     n = ilo_xml_next(n, "figure"))
		for (const xmlNode *c = ilo_xml_child(n, "contradiction");
		     c != NULL; c = ilo_xml_next(c, "contradiction"))
			count++;
	return count;
}

/* Reports that were expected and did not come; *reported and *expected are the
 * counts as text. */
static bool
has_gaps(const struct page *page, const char **reported, const char **expected)
{
	const xmlNode *coverage =
		ilo_xml_child(page->inputs->statistics, "coverage");

	*reported = ilo_xml_attr(page->arena, coverage, "reported");
	*expected = ilo_xml_attr(page->arena, coverage, "expected");
	return *reported != NULL && *expected != NULL &&
	       strcmp(*reported, *expected) != 0;
}

void
page_findings(const struct page *page, xmlNode *parent,
              const struct block *blocks, size_t count)
{
	xmlNode *node = tree_add(page->tree, parent, "findings"), *one;
	size_t contradictions = count_contradictions(page), others;
	const char *reported, *expected;
	bool gaps = has_gaps(page, &reported, &expected);
	const struct block *first = NULL;

	for (size_t i = 0; i < count && first == NULL; i++) {
		struct line total = page_line(page, &blocks[i], "total", NULL);

		if (total.level != NULL && total.level->has_value)
			first = &blocks[i];
	}
	others = (gaps ? 1u : 0u) + (contradictions > 0 ? 1u : 0u);
	if (first != NULL)
		add_first(page, node, first, others);
	if (gaps) {
		one = add_finding(page, node, "coverage", NULL, NULL);
		tree_set(page->tree, one, "reported", reported);
		tree_set(page->tree, one, "expected", expected);
	}
	if (first != NULL && count_children(node) < FINDINGS_MAX - 1)
		add_others(page, node, blocks, count, first);
	if (contradictions > 0) {
		one = add_finding(page, node, "contradictions", NULL, NULL);
		tree_set_count(page->tree, one, "count", contradictions);
	}
}
