/*
 * Meetings, told by several states, reconciled: the same host country, date and
 * convener is one meeting.  What was told of it is kept, each thing once with
 * those who told it, so that contradictions show.
 */

#include <stdlib.h>
#include <string.h>

#include "common/xmlio.h"
#include "render/page.h"

/* One state's account of one meeting. */
struct account {
	const char *date, *convener, *reporter;
	size_t turn; /* a state's second meeting of the kind is another one */
	size_t place;
	const xmlNode *record;
};

struct accounts {
	struct account *items;
	size_t count, capacity;
};

/* One thing told, and by whom: "CH FR". */
struct told {
	const char *name, *value, *lang, *by;
	size_t tellers;
};

struct tale {
	struct told *items;
	size_t count, capacity;
};

/* Space-separated codes, each once; an empty code is in every list. */
static bool
list_has(const char *list, const char *code)
{
	size_t length = strlen(code);
	const char *at = list;

	if (length == 0)
		return true;
	while ((at = strstr(at, code)) != NULL) {
		if ((at == list || at[-1] == ' ') &&
		    (at[length] == ' ' || at[length] == '\0'))
			return true;
		at += length;
	}
	return false;
}

static bool
list_add(struct ilo_arena *arena, const char **list, const char *code)
{
	if (list_has(*list, code))
		return false;
	*list = **list == '\0' ? code
	                       : ilo_arena_printf(arena, "%s %s", *list, code);
	return true;
}

static bool
same(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0;
}

static const char *
attr_or_empty(const struct page *page, const xmlNode *node, const char *name)
{
	const char *text = ilo_xml_attr(page->arena, node, name);

	return text == NULL ? "" : text;
}

static bool
is_kind(const struct page *page, const xmlNode *node, const char *kind)
{
	return ilo_xml_is(node, "record") &&
	       strcmp(attr_or_empty(page, node, "kind"), kind) == 0;
}

static void
add_account(const struct page *page, const xmlNode *record,
            const char *reporter, size_t first, struct accounts *accounts)
{
	struct account account = {
		.date = attr_or_empty(page, record, "date"),
		.convener = attr_or_empty(page, record, "convener"),
		.reporter = reporter,
		.place = accounts->count,
		.record = record};

	for (size_t i = first; i < accounts->count; i++)
		account.turn +=
			strcmp(accounts->items[i].date, account.date) == 0 &&
			strcmp(accounts->items[i].convener, account.convener) ==
				0;
	accounts->items =
		ilo_grow(accounts->items, accounts->count, &accounts->capacity,
	                 sizeof(*accounts->items));
	accounts->items[accounts->count++] = account;
}

static void
gather_accounts(const struct page *page, const xmlNode *network,
                struct accounts *accounts)
{
	const xmlNode *field = ilo_xml_child(network, "field");

	while (field != NULL &&
	       strcmp(attr_or_empty(page, field, "id"), "A4") != 0)
		field = ilo_xml_next(field, "field");
	for (const xmlNode *entry = ilo_xml_child(field, "entry");
	     entry != NULL; entry = ilo_xml_next(entry, "entry")) {
		const char *reporter = attr_or_empty(page, entry, "reporter");
		size_t first = accounts->count;

		for (const xmlNode *r = ilo_xml_child(entry, "record");
		     r != NULL; r = ilo_xml_next(r, "record")) {
			if (is_kind(page, r, "meeting"))
				add_account(page, r, reporter, first, accounts);
		}
	}
}

/* Meeting by meeting; within one in the order of the file. */
static int
compare_meetings(const struct account *a, const struct account *b)
{
	int order = strcmp(a->date, b->date);

	if (order == 0)
		order = strcmp(a->convener, b->convener);
	if (order == 0)
		order = (a->turn > b->turn) - (a->turn < b->turn);
	return order;
}

static int
compare_accounts(const void *a, const void *b)
{
	const struct account *x = a, *y = b;
	int order = compare_meetings(x, y);

	return order != 0 ? order
	                  : (x->place > y->place) - (x->place < y->place);
}

static void
tell(const struct page *page, struct tale *tale, const struct told *thing)
{
	struct told *t;

	if (thing->value == NULL)
		return;
	for (size_t i = 0; i < tale->count; i++) {
		t = &tale->items[i];
		if (strcmp(t->name, thing->name) == 0 &&
		    strcmp(t->value, thing->value) == 0 &&
		    same(t->lang, thing->lang)) {
			t->tellers += list_add(page->arena, &t->by, thing->by);
			return;
		}
	}
	tale->items = ilo_grow(tale->items, tale->count, &tale->capacity,
	                       sizeof(*tale->items));
	tale->items[tale->count] = *thing;
	tale->items[tale->count++].tellers = 1;
}

static void
tell_text(const struct page *page, const xmlNode *text, const char *reporter,
          struct tale *tale)
{
	struct told topic = {.name = "topic",
	                     .value = ilo_xml_text(page->arena, text),
	                     .lang = ilo_xml_attr(page->arena, text, "lang"),
	                     .by = reporter};

	tell(page, tale, &topic);
}

static void
tell_account(const struct page *page, const struct account *account,
             struct tale *tale)
{
	static const char *const names[] = {"place", "convened-as",
	                                    "commission", "frontex"};
	static const char *const lists[][2] = {{"participant", "state"},
	                                       {"invited", "body"}};
	struct told thing = {.by = account->reporter};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		thing.name = names[i];
		thing.value =
			ilo_xml_attr(page->arena, account->record, names[i]);
		tell(page, tale, &thing);
	}
	for (const xmlNode *n = ilo_xml_child(account->record, NULL); n != NULL;
	     n = ilo_xml_next(n, NULL)) {
		for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
			if (!is_kind(page, n, lists[i][0]))
				continue;
			thing.name = lists[i][0];
			thing.value = ilo_xml_attr(page->arena, n, lists[i][1]);
			tell(page, tale, &thing);
		}
		if (ilo_xml_is(n, "text"))
			tell_text(page, n, account->reporter, tale);
		else if (is_kind(page, n, "topic"))
			tell_text(page, ilo_xml_child(n, "text"),
			          account->reporter, tale);
	}
}

/* The accounts are of one meeting. */
static void
write_meeting(const struct page *page, xmlNode *node,
              const struct account *accounts, size_t count)
{
	struct tale tale = {NULL, 0, 0};
	const char *by = "";
	size_t tellers = 0;

	for (size_t i = 0; i < count; i++) {
		tellers += list_add(page->arena, &by, accounts[i].reporter);
		tell_account(page, &accounts[i], &tale);
	}
	tree_set(page->tree, node, "date", accounts->date);
	tree_set(page->tree, node, "convener", accounts->convener);
	tree_set(page->tree, node, "by", by);
	for (size_t i = 0; i < tale.count; i++) {
		const struct told *t = &tale.items[i];
		xmlNode *thing = tree_add(page->tree, node, "told");

		tree_set(page->tree, thing, "name", t->name);
		tree_set(page->tree, thing, "value", t->value);
		tree_set(page->tree, thing, "lang", t->lang);
		tree_set(page->tree, thing, "by", t->by);
		if (t->tellers == tellers)
			tree_set(page->tree, thing, "all", "yes");
	}
	free(tale.items);
}

/* Returns how many meetings there are. */
static size_t
write_host(const struct page *page, xmlNode *parent, const char *host,
           const struct accounts *accounts)
{
	size_t meetings = 0;

	for (size_t i = 0, end; i < accounts->count; i = end) {
		xmlNode *node = tree_add(page->tree, parent, "meeting");

		for (end = i + 1; end < accounts->count; end++) {
			if (compare_meetings(&accounts->items[i],
			                     &accounts->items[end]) != 0)
				break;
		}
		tree_set(page->tree, node, "host", host);
		write_meeting(page, node, &accounts->items[i], end - i);
		meetings++;
	}
	return meetings;
}

void
page_meetings(const struct page *page, xmlNode *parent)
{
	xmlNode *node = tree_add(page->tree, parent, "meetings");
	const char *contributors = "";
	size_t meetings = 0, tellers = 0;

	for (const xmlNode *n =
	             ilo_xml_child(page->inputs->networks, "network");
	     n != NULL; n = ilo_xml_next(n, "network")) {
		struct accounts accounts = {NULL, 0, 0};

		gather_accounts(page, n, &accounts);
		for (size_t i = 0; i < accounts.count; i++)
			tellers += list_add(page->arena, &contributors,
			                    accounts.items[i].reporter);
		if (accounts.count > 0)
			qsort(accounts.items, accounts.count,
			      sizeof(*accounts.items), compare_accounts);
		meetings += write_host(
			page, node, attr_or_empty(page, n, "host"), &accounts);
		free(accounts.items);
	}
	tree_set_count(page->tree, node, "count", meetings);
	tree_set_count(page->tree, node, "contributors", tellers);
}
