/* Wires the page model together: all host countries first, then each one. */

#include "render/page.h"
#include "render/analysis.h"

#include <stdlib.h>
#include <string.h>

#include "common/xmlio.h"

#define ALL_HOSTS "_T"

static const char *const counters[] = {"own", "agency", "host", "other"};

enum { COUNTER_COUNT = 4, BLOCKS_MAX = 64 };

/* Host countries that figures, coverage or networks name, each once. */
struct names {
	const char **items;
	size_t count, capacity;
};

static void
names_add(struct names *names, const char *name)
{
	if (name == NULL || strcmp(name, ALL_HOSTS) == 0)
		return;
	names->items = ilo_grow(names->items, names->count, &names->capacity,
	                        sizeof(*names->items));
	names->items[names->count++] = name;
}

static int
compare_names(const void *a, const void *b)
{
	const char *const *x = a;
	const char *const *y = b;

	return strcmp(*x, *y);
}

static void
names_settle(struct names *names)
{
	size_t kept = 0;

	if (names->count == 0)
		return;
	qsort(names->items, names->count, sizeof(*names->items), compare_names);
	for (size_t i = 0; i < names->count; i++) {
		if (kept == 0 ||
		    strcmp(names->items[kept - 1], names->items[i]) != 0)
			names->items[kept++] = names->items[i];
	}
	names->count = kept;
}

/* Only hosts of the semester itself; older ones are history. */
static void
gather_hosts(const struct page *page, struct names *names)
{
	const struct page_inputs *in = page->inputs;
	const xmlNode *coverage = ilo_xml_child(in->statistics, "coverage");
	const xmlNode *node;

	for (size_t i = 0; i < figures_count(page->figures); i++) {
		const struct figure *f = figures_at(page->figures, i);

		if (strcmp(f->period, page->now) == 0)
			names_add(names, f->host);
	}
	for (node = ilo_xml_child(coverage, "host"); node != NULL;
	     node = ilo_xml_next(node, "host"))
		names_add(names, ilo_xml_attr(page->arena, node, "code"));
	for (node = ilo_xml_child(in->networks, "network"); node != NULL;
	     node = ilo_xml_next(node, "network"))
		names_add(names, ilo_xml_attr(page->arena, node, "host"));
	names_settle(names);
}

/* The indicators of which there are figures, in the codelist's order. */
static void
add_indicators(const struct page *page)
{
	const struct ilo_codelist *list = page->inputs->indicators;
	xmlNode *node = tree_add(page->tree, page->tree->root, "indicators");

	for (size_t i = 0; i < ilo_codelist_count(list); i++) {
		const char *id = ilo_code_id(ilo_codelist_at(list, i));

		if (figures_know(page->figures, id))
			tree_set(page->tree,
			         tree_add(page->tree, node, "indicator"), "id",
			         id);
	}
}

/* The blocks that a host country has, indicators in the codelist's order. */
static size_t
list_blocks(const struct page *page, const char *host, struct block *blocks)
{
	const struct ilo_codelist *list = page->inputs->indicators;
	size_t count = 0;

	for (size_t i = 0; i < ilo_codelist_count(list); i++) {
		for (size_t j = 0; j < COUNTER_COUNT && count < BLOCKS_MAX;
		     j++) {
			struct block block = {
				host, ilo_code_id(ilo_codelist_at(list, i)),
				counters[j]};

			if (page_has_block(page, &block))
				blocks[count++] = block;
		}
	}
	return count;
}

/* Its chapter breaks down the first block alone. */
static void
add_host(const struct page *page, const struct analyses *analyses,
         const char *host)
{
	struct block blocks[BLOCKS_MAX];
	xmlNode *node = tree_add(page->tree, page->tree->root, "host");
	size_t count = list_blocks(page, host, blocks);
	bool detailed = false;

	tree_set(page->tree, node, "code", host);
	for (size_t i = 0; i < count; i++) {
		bool first = !detailed && !page_is_mirror(&blocks[i]);

		page_block(page, node, &blocks[i], first);
		detailed = detailed || first;
	}
	page_host_analyses(page, node, analyses, host);
}

static void
add_all(const struct page *page)
{
	struct block blocks[BLOCKS_MAX];
	size_t count = list_blocks(page, ALL_HOSTS, blocks);
	xmlNode *all = tree_add(page->tree, page->tree->root, "all");
	struct names hosts = {NULL, 0, 0};
	struct analyses analyses;

	for (size_t i = 0; i < count; i++)
		page_block(page, all, &blocks[i], true);
	add_indicators(page);
	page_reporting(page, page->tree->root);
	page_deployment(page, page->tree->root);
	page_meetings(page, page->tree->root);
	analyses_gather(&analyses, page);
	page_analyses(page, page->tree->root, &analyses);
	gather_hosts(page, &hosts);
	for (size_t i = 0; i < hosts.count; i++)
		add_host(page, &analyses, hosts.items[i]);
	free(hosts.items);
	analyses_free(&analyses);
}

static const char *
semester_text(struct ilo_arena *arena, ilo_semester semester)
{
	char text[ILO_SEMESTER_SIZE];

	return ilo_arena_strdup(arena, ilo_semester_print(semester, text));
}

enum ilo_status
page_build(const struct page_inputs *inputs, struct ilo_diag *diag,
           struct tree *out)
{
	struct page page = {
		.tree = out, .inputs = inputs, .figures = inputs->figures};

	tree_init(out, "page", NS_PAGE);
	page.arena = inputs->arena;
	page.now = ilo_xml_attr(page.arena, inputs->statistics, "semester");
	if (page.now == NULL || !ilo_semester_parse(page.now, &page.semester)) {
		ilo_diag_report(diag, ILO_D_XML_INVALID_OUTPUT, inputs->path, 0,
		                "statistics without a semester");
		return ILO_FAILED;
	}
	page.previous = semester_text(page.arena, page.semester - 1);
	page.year = semester_text(page.arena, page.semester - 2);
	tree_set(out, out->root, "semester", page.now);
	tree_set(out, out->root, "previous", page.previous);
	tree_set(out, out->root, "year", page.year);
	add_all(&page);
	return tree_check(out, diag);
}
