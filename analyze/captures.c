/* Patterns become sets of bits in the order in which lists are named. */

#include "analyze/captures.h"

#include <stdlib.h>
#include <string.h>

#include "common/num.h"
#include "common/xmlio.h"

struct reading {
	const struct symbol *host;
	const struct symbol *reporter;
	struct symbols *symbols;
	struct ilo_arena *arena;
	struct captures *captures;
};

void
captures_release(struct captures *captures)
{
	free(captures->items);
	*captures = (struct captures){NULL, 0, 0};
}

/* Missing is "". */
static const char *
attribute(const struct reading *reading, const xmlNode *node, const char *name)
{
	const char *text = ilo_xml_attr(reading->arena, node, name);

	return text == NULL ? "" : text;
}

/* The next word and where it ends; NULL at the end. */
static const char *
next_word(const char **rest, size_t *length)
{
	const char *word = *rest + strspn(*rest, " ");

	*length = strcspn(word, " ");
	*rest = word + *length;
	return *length == 0 ? NULL : word;
}

/* 0 for a word that is no list. */
static unsigned
bit_of(const char *lists, const char *word, size_t length)
{
	const char *list;
	unsigned bit = 1;
	size_t size;

	for (; (list = next_word(&lists, &size)) != NULL; bit <<= 1)
		if (size == length && strncmp(list, word, size) == 0)
			return bit;
	return 0;
}

static void
read_pattern(const struct reading *reading, const xmlNode *node,
             const char *lists, struct capture *capture)
{
	const char *on = attribute(reading, node, "on"), *word;
	unsigned cell = 0;
	int64_t count;
	size_t length;

	while ((word = next_word(&on, &length)) != NULL)
		cell |= bit_of(lists, word, length);
	if (cell == 0 || capture->count == CAPTURE_PATTERNS ||
	    !ilo_num_count(attribute(reading, node, "count"), &count))
		return;
	capture->cells[capture->count] = cell;
	capture->counts[capture->count++] = (double)count;
}

static size_t
ordinal_of(const struct captures *captures, const struct capture *capture)
{
	size_t count = 0, i;

	for (i = 0; i < captures->count; i++)
		count += captures->items[i].host == capture->host &&
		         captures->items[i].indicator == capture->indicator &&
		         captures->items[i].reporter == capture->reporter;
	return count;
}

static void
read_linkage(const struct reading *reading, const xmlNode *record)
{
	struct captures *captures = reading->captures;
	const char *lists = attribute(reading, record, "lists"), *rest = lists;
	struct capture capture = {
		.host = reading->host,
		.reporter = reading->reporter,
		.indicator =
			symbols_get(reading->symbols,
	                            attribute(reading, record, "indicator")),
		.linkable = strcmp(attribute(reading, record, "linkable"),
	                           "true") == 0 ||
	                    strcmp(attribute(reading, record, "linkable"),
	                           "1") == 0,
		.same_scope = strcmp(attribute(reading, record, "scope"),
	                             "same") == 0,
	};
	const xmlNode *node;
	size_t length;

	while (next_word(&rest, &length) != NULL)
		capture.lists++;
	if (capture.lists < 2 || capture.lists > CAPTURE_LISTS)
		return;
	for (node = ilo_xml_child(record, "record"); node != NULL;
	     node = ilo_xml_next(node, "record"))
		read_pattern(reading, node, lists, &capture);
	capture.ordinal = ordinal_of(captures, &capture);
	captures->items = ilo_grow(captures->items, captures->count,
	                           &captures->capacity, sizeof(capture));
	captures->items[captures->count++] = capture;
}

static void
read_entry(struct reading *reading, const xmlNode *entry)
{
	const char *reporter = attribute(reading, entry, "reporter");
	const xmlNode *record;

	reading->reporter = symbols_get(reading->symbols, reporter);
	for (record = ilo_xml_child(entry, "record"); record != NULL;
	     record = ilo_xml_next(record, "record"))
		if (strcmp(attribute(reading, record, "kind"), "linkage") == 0)
			read_linkage(reading, record);
}

void
captures_read(const xmlNode *network, const struct symbol *host,
              struct symbols *symbols, struct ilo_arena *arena,
              struct captures *captures)
{
	struct reading reading = {.host = host,
	                          .symbols = symbols,
	                          .arena = arena,
	                          .captures = captures};
	const xmlNode *field, *entry;

	for (field = ilo_xml_child(network, "field"); field != NULL;
	     field = ilo_xml_next(field, "field")) {
		if (strcmp(attribute(&reading, field, "id"), "B13") != 0)
			continue;
		for (entry = ilo_xml_child(field, "entry"); entry != NULL;
		     entry = ilo_xml_next(entry, "entry"))
			read_entry(&reading, entry);
	}
}
