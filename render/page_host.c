/*
 * What the analyses say of one host country: for each a table of what it is
 * said of, a column for each measure; what makes no table stands in a list.
 */

#include <stdlib.h>
#include <string.h>

#include "common/xmlio.h"
#include "render/analysis.h"

enum { LIST_COLUMNS = 3 };

/* One subject that has to do with one host country. */
struct about {
	const char *host;
	const struct analysis *analysis;
	const struct row *row;
};

static void
add_about(struct analyses *all, const struct analysis *a, const struct row *row,
          const char *host)
{
	if (host[0] == '\0' || strcmp(host, "_T") == 0)
		return;
	all->abouts = ilo_grow(all->abouts, all->about_count, &all->about_room,
	                       sizeof(*all->abouts));
	all->abouts[all->about_count++] =
		(struct about){.host = host, .analysis = a, .row = row};
}

static void
add_abouts(struct analyses *all, const struct analysis *a)
{
	for (size_t i = 0; i < a->row_count; i++) {
		const struct row *row = &a->rows[i];
		const char *host = row->parts[HOST], *other = row->parts[OTHER];
		const char *code = strcmp(row->parts[BY], "host") == 0
		                           ? row->parts[CODE]
		                           : "";

		add_about(all, a, row, host);
		if (strcmp(code, host) != 0)
			add_about(all, a, row, code);
		if (strcmp(other, host) != 0 && strcmp(other, code) != 0)
			add_about(all, a, row, other);
	}
}

/* By host country; analyses and their rows lie in order. */
static int
compare_abouts(const void *one, const void *two)
{
	const struct about *x = one, *y = two;
	int order = strcmp(x->host, y->host);

	if (order != 0)
		return order;
	if (x->analysis != y->analysis)
		return x->analysis < y->analysis ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

void
analyses_gather(struct analyses *all, const struct page *page)
{
	const xmlNode *list =
		ilo_xml_child(page->inputs->statistics, "analyses");
	size_t count = 0;

	*all = (struct analyses){0};
	for (const xmlNode *n = ilo_xml_child(list, "analysis"); n != NULL;
	     n = ilo_xml_next(n, "analysis"))
		count++;
	if (count == 0)
		return;
	all->items = ilo_xcalloc(count, sizeof(*all->items));
	for (const xmlNode *n = ilo_xml_child(list, "analysis"); n != NULL;
	     n = ilo_xml_next(n, "analysis"))
		analysis_gather(&all->items[all->count++], page, n);
	for (size_t i = 0; i < all->count; i++)
		add_abouts(all, &all->items[i]);
	if (all->about_count > 0)
		qsort(all->abouts, all->about_count, sizeof(*all->abouts),
		      compare_abouts);
}

void
analyses_free(struct analyses *all)
{
	for (size_t i = 0; i < all->count; i++)
		analysis_free(&all->items[i]);
	free(all->items);
	free(all->abouts);
}

static int
compare_host(const void *key, const void *item)
{
	const struct about *about = item;

	return strcmp(key, about->host);
}

/* Those of the host country lie side by side; *count of them. */
static const struct about *
find_abouts(const struct analyses *all, const char *host, size_t *count)
{
	const struct about *found, *first;
	const struct about *end = all->abouts + all->about_count;

	*count = 0;
	if (all->about_count == 0)
		return NULL;
	found = bsearch(host, all->abouts, all->about_count,
	                sizeof(*all->abouts), compare_host);
	if (found == NULL)
		return NULL;
	for (first = found;
	     first > all->abouts && strcmp(first[-1].host, host) == 0;)
		first--;
	while (first + *count < end && strcmp(first[*count].host, host) == 0)
		++*count;
	return first;
}

/* The rows of one analysis whose columns go together. */
struct bundle {
	bool *has;
	size_t rows;
};

/* What one analysis says of the host country, and which bundle each is in. */
struct bundles {
	const struct about *abouts;
	size_t about_count;
	struct bundle *items;
	size_t *of;
	size_t count;
};

static void
bundle(struct bundles *b, size_t at)
{
	const struct about *about = &b->abouts[at];
	const struct analysis *a = about->analysis;
	size_t size = a->measure_count * sizeof(bool), i = 0;
	bool *has = ilo_arena_alloc(a->page->arena, size);

	for (size_t j = 0; j < a->measure_count; j++)
		has[j] = about->row->results[j] != NULL;
	while (i < b->count && !columns_join(a, b->items[i].has, has))
		i++;
	if (i == b->count)
		b->items[b->count++] = (struct bundle){.has = has};
	b->items[i].rows++;
	b->of[at] = i;
}

static bool
is_listed(const struct analysis *a, const struct bundle *bundle)
{
	size_t columns = columns_count(a, bundle->has);

	return columns > GRID_COLUMNS ||
	       (bundle->rows == 1 && columns <= LIST_COLUMNS);
}

static void
write_bundle(xmlNode *parent, const struct bundles *b, size_t at, size_t number)
{
	const struct analysis *a = b->abouts[0].analysis;
	struct table table;

	table_begin(&table, a, parent, b->items[at].has, number);
	for (size_t i = 0; i < b->about_count; i++)
		if (b->of[i] == at)
			(void)table_row(&table, table.node, b->abouts[i].row,
			                b->items[at].has); /* complete */
	table_end(&table);
}

static void
list_row(xmlNode *list, const struct analysis *a, const struct row *row)
{
	struct tree *tree = a->page->tree;

	for (size_t i = 0; i < a->measure_count; i++) {
		xmlNode *item;

		if (row->results[i] == NULL)
			continue;
		item = tree_add(tree, list, "item");
		tree_set(tree, item, "analysis", a->name);
		tree_set(tree, item, "result",
		         analysis_attr(a, row->results[i], "id"));
	}
}

/* The rows of one analysis. */
static void
write_abouts(xmlNode *parent, xmlNode *list, const struct about *abouts,
             size_t count)
{
	const struct analysis *a = abouts[0].analysis;
	struct bundles b = {
		.abouts = abouts,
		.about_count = count,
		.items = ilo_xcalloc(count, sizeof(*b.items)),
		.of = ilo_xcalloc(count, sizeof(*b.of)),
	};
	size_t number = 0;

	for (size_t i = 0; i < count; i++)
		bundle(&b, i);
	for (size_t i = 0; i < b.count; i++)
		if (!is_listed(a, &b.items[i]))
			write_bundle(parent, &b, i, ++number);
	for (size_t i = 0; i < count; i++)
		if (is_listed(a, &b.items[b.of[i]]))
			list_row(list, a, abouts[i].row);
	free(b.items);
	free(b.of);
}

void
page_host_analyses(const struct page *page, xmlNode *parent,
                   const struct analyses *all, const char *host)
{
	size_t count, used;
	const struct about *abouts = find_abouts(all, host, &count);
	xmlNode *node, *list;

	if (count == 0)
		return;
	node = tree_add(page->tree, parent, "analyses");
	list = tree_add(page->tree, node, "list");
	for (size_t i = 0; i < count; i += used) {
		for (used = 1; i + used < count &&
		               abouts[i + used].analysis == abouts[i].analysis;)
			used++;
		write_abouts(node, list, &abouts[i], used);
	}
}
