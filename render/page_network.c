/* What networks.xml says of officers and of the files received, counted. */

#include <stdlib.h>
#include <string.h>

#include "common/num.h"
#include "common/xmlio.h"
#include "render/page.h"

/* What one reporter says of one sending state's officers in a host country. */
struct statement {
	const char *state, *reporter;
	int64_t officers;
};

struct statements {
	struct statement *items;
	size_t count, capacity;
};

static int64_t
count_attr(struct ilo_arena *arena, const xmlNode *node, const char *name)
{
	const char *text = ilo_xml_attr(arena, node, name);
	int64_t value;

	return text != NULL && ilo_num_count(text, &value) ? value : 0;
}

static bool
attr_is(struct ilo_arena *arena, const xmlNode *node, const char *name,
        const char *value)
{
	const char *text = ilo_xml_attr(arena, node, name);

	return text != NULL && strcmp(text, value) == 0;
}

static void
add_post(const struct page *page, const xmlNode *post, const char *reporter,
         size_t first, struct statements *said)
{
	const char *state = ilo_xml_attr(page->arena, post, "sending-state");
	int64_t officers = count_attr(page->arena, post, "officers");

	if (state == NULL)
		return;
	for (size_t i = first; i < said->count; i++) {
		if (strcmp(said->items[i].state, state) == 0) {
			said->items[i].officers += officers;
			return;
		}
	}
	said->items = ilo_grow(said->items, said->count, &said->capacity,
	                       sizeof(*said->items));
	said->items[said->count++] =
		(struct statement){state, reporter, officers};
}

static void
gather_posts(const struct page *page, const xmlNode *network,
             struct statements *said)
{
	const xmlNode *field = ilo_xml_child(network, "field");

	while (field != NULL && !attr_is(page->arena, field, "id", "A1"))
		field = ilo_xml_next(field, "field");
	for (const xmlNode *entry = ilo_xml_child(field, "entry");
	     entry != NULL; entry = ilo_xml_next(entry, "entry")) {
		const char *reporter =
			ilo_xml_attr(page->arena, entry, "reporter");
		size_t first = said->count;

		for (const xmlNode *post = ilo_xml_child(entry, "record");
		     post != NULL; post = ilo_xml_next(post, "record"))
			add_post(page, post, reporter == NULL ? "" : reporter,
			         first, said);
	}
}

/* A state's own statement before those of others, of these the largest. */
static bool
outweighs(const struct statement *a, const struct statement *b)
{
	bool own_a = strcmp(a->reporter, a->state) == 0;
	bool own_b = strcmp(b->reporter, b->state) == 0;

	return own_a != own_b ? own_a : a->officers > b->officers;
}

static int
compare_statements(const void *a, const void *b)
{
	const struct statement *x = a, *y = b;
	int order = strcmp(x->state, y->state);

	if (order != 0)
		return order;
	if (outweighs(x, y))
		return -1;
	return outweighs(y, x) ? 1 : strcmp(x->reporter, y->reporter);
}

/* Sorted, the first statement on each state is the one that counts. */
static void
write_posts(const struct page *page, xmlNode *host, struct statements *said)
{
	int64_t total = 0;

	if (said->count > 0)
		qsort(said->items, said->count, sizeof(*said->items),
		      compare_statements);
	for (size_t i = 0; i < said->count; i++) {
		const struct statement *s = &said->items[i];
		xmlNode *cell;

		if (i > 0 && strcmp(s->state, said->items[i - 1].state) == 0)
			continue;
		cell = tree_add(page->tree, host, "posts");
		tree_set(page->tree, cell, "state", s->state);
		tree_set(page->tree, cell, "by", s->reporter);
		tree_set_count(page->tree, cell, "officers",
		               (size_t)s->officers);
		total += s->officers;
	}
	tree_set_count(page->tree, host, "officers", (size_t)total);
}

static void
add_state_totals(const struct page *page, xmlNode *node)
{
	const xmlNode *scope = ilo_xml_child(page->inputs->networks, "scope");

	for (const xmlNode *s = ilo_xml_child(scope, "state"); s != NULL;
	     s = ilo_xml_next(s, "state")) {
		const char *code = ilo_xml_attr(page->arena, s, "code");
		int64_t total = 0;
		size_t hosts = 0;
		xmlNode *state;

		for (const xmlNode *h = ilo_xml_child(node, "host"); h != NULL;
		     h = ilo_xml_next(h, "host")) {
			const xmlNode *p = ilo_xml_child(h, "posts");

			while (p != NULL &&
			       !attr_is(page->arena, p, "state", code))
				p = ilo_xml_next(p, "posts");
			if (p == NULL)
				continue;
			total += count_attr(page->arena, p, "officers");
			hosts++;
		}
		if (hosts == 0)
			continue;
		state = tree_add(page->tree, node, "state");
		tree_set(page->tree, state, "code", code);
		tree_set_count(page->tree, state, "hosts", hosts);
		tree_set_count(page->tree, state, "officers", (size_t)total);
	}
}

void
page_deployment(const struct page *page, xmlNode *parent)
{
	xmlNode *node = tree_add(page->tree, parent, "deployment");
	int64_t officers = 0;
	size_t hosts = 0;

	for (const xmlNode *n =
	             ilo_xml_child(page->inputs->networks, "network");
	     n != NULL; n = ilo_xml_next(n, "network")) {
		struct statements said = {NULL, 0, 0};

		gather_posts(page, n, &said);
		if (said.count > 0) {
			xmlNode *host = tree_add(page->tree, node, "host");

			tree_set(page->tree, host, "code",
			         ilo_xml_attr(page->arena, n, "host"));
			write_posts(page, host, &said);
			officers += count_attr(page->arena, host, "officers");
			hosts++;
		}
		free(said.items);
	}
	tree_set_count(page->tree, node, "officers", (size_t)officers);
	tree_set_count(page->tree, node, "hosts", hosts);
	add_state_totals(page, node);
}

/* Counts of the files by fate, and whether states or agencies sent them. */
void
page_reporting(const struct page *page, xmlNode *parent)
{
	static const char *const fates[] = {"in-force", "superseded",
	                                    "rejected"};
	size_t by_fate[3] = {0, 0, 0}, received = 0, late = 0;
	size_t states = 0, agencies = 0, exercises = 0;
	const xmlNode *sources =
		ilo_xml_child(page->inputs->networks, "sources");
	xmlNode *node = tree_add(page->tree, parent, "reporting");

	for (const xmlNode *s = ilo_xml_child(sources, "source"); s != NULL;
	     s = ilo_xml_next(s, "source")) {
		const char *sender = ilo_xml_attr(page->arena, s, "sender");
		bool in_force = attr_is(page->arena, s, "fate", "in-force");

		received++;
		exercises += in_force &&
		             attr_is(page->arena, s, "nature", "exercise");
		for (size_t i = 0; i < 3; i++)
			by_fate[i] += attr_is(page->arena, s, "fate", fates[i]);
		late += ilo_xml_attr(page->arena, s, "days-late") != NULL;
		if (sender != NULL && in_force && strlen(sender) == 2)
			states++;
		else if (sender != NULL && in_force)
			agencies++;
	}
	tree_set_count(page->tree, node, "received", received);
	for (size_t i = 0; i < 3; i++)
		tree_set_count(page->tree, node, fates[i], by_fate[i]);
	tree_set_count(page->tree, node, "late", late);
	/* One is enough: an archive mixes none, but a made file may. */
	if (exercises > 0)
		tree_set(page->tree, node, "exercise", "yes");
	tree_set_count(page->tree, node, "from-states", states);
	tree_set_count(page->tree, node, "from-agencies", agencies);
}
