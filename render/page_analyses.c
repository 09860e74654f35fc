/*
 * The results of the analyses as tables, whatever the analysis: a row for each
 * subject, a column for each measure.  Subjects of one kind stand together;
 * kinds of one indicator that have the same measures share a table.  Where a
 * table would be too wide, or has one subject, its measures are its rows.
 */

#include <libxml/hash.h>
#include <stdlib.h>
#include <string.h>

#include "common/num.h"
#include "common/xmlio.h"
#include "render/page.h"

enum { TOP_ROWS = 10, GRID_COLUMNS = 6, PARTS = 6 };

/* What a result is about; "" for what it leaves out. */
static const char *const part_names[PARTS] = {"indicator", "host",  "by",
                                              "code",      "other", "period"};

enum part { INDICATOR, HOST, BY, CODE, OTHER, PERIOD };

struct row {
	const char *parts[PARTS];
	const char **results; /* ids, one a column; NULL: not made */
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
	bool *has; /* one a column */
	bool taken;
};

struct analysis {
	const struct page *page;
	const xmlNode *node;
	const char **measures;
	size_t measure_count, measure_room;
	struct row *rows;
	size_t row_count, row_room;
	struct kind *kinds;
	size_t kind_count, kind_room;
};

static const char *
attr(const struct analysis *a, const xmlNode *node, const char *name)
{
	const char *value = ilo_xml_attr(a->page->arena, node, name);

	return value == NULL ? "" : value;
}

static size_t
column_of(const struct analysis *a, const char *measure)
{
	size_t i = 0;

	while (i < a->measure_count && strcmp(a->measures[i], measure) != 0)
		i++;
	return i;
}

static void
add_measure(struct analysis *a, const char *measure)
{
	if (column_of(a, measure) < a->measure_count)
		return;
	a->measures = ilo_grow(a->measures, a->measure_count, &a->measure_room,
	                       sizeof(*a->measures));
	a->measures[a->measure_count++] = measure;
}

/* Those of the codelist in its order, then others as they come. */
static void
gather_measures(struct analysis *a)
{
	const struct ilo_codelist *list = a->page->inputs->measures;
	const char *name = attr(a, a->node, "name");

	for (size_t i = 0; i < ilo_codelist_count(list); i++) {
		const struct ilo_code_entry *code = ilo_codelist_at(list, i);
		const char *of = ilo_code_property(code, "analysis");

		if (of != NULL && strcmp(of, name) == 0)
			add_measure(a, ilo_code_id(code));
	}
	for (const xmlNode *n = ilo_xml_child(a->node, "result"); n != NULL;
	     n = ilo_xml_next(n, "result"))
		add_measure(a, attr(a, n, "measure"));
}

static const char *
host_kind(const char *host)
{
	return host[0] == '\0' || strcmp(host, "_T") == 0 ? host : "*";
}

static size_t
kind_of(struct analysis *a, const struct row *row)
{
	const struct kind new = {
		.indicator = row->parts[INDICATOR],
		.host = host_kind(row->parts[HOST]),
		.by = row->parts[BY],
		.coded = row->parts[CODE][0] != '\0' &&
	                 strcmp(row->parts[CODE], "_T") != 0,
		.paired = row->parts[OTHER][0] != '\0',
		.has = ilo_arena_alloc(a->page->arena,
	                               a->measure_count * sizeof(bool)),
	};

	for (size_t i = 0; i < a->kind_count; i++) {
		const struct kind *k = &a->kinds[i];

		if (strcmp(k->indicator, new.indicator) == 0 &&
		    strcmp(k->host, new.host) == 0 &&
		    strcmp(k->by, new.by) == 0 && k->coded == new.coded &&
		    k->paired == new.paired)
			return i;
	}
	memset(new.has, 0, a->measure_count * sizeof(bool));
	a->kinds = ilo_grow(a->kinds, a->kind_count, &a->kind_room,
	                    sizeof(*a->kinds));
	a->kinds[a->kind_count] = new;
	return a->kind_count++;
}

/* The level of the semester that the subject has, for the order of rows; under
 * zero where it has none. */
static double
level_of(const struct analysis *a, const struct row *row)
{
	static const char *const counters[] = {"own", "agency", "host",
	                                       "other"};

	for (size_t i = 0; i < 4; i++) {
		const struct figure key = {
			.host = row->parts[HOST],
			.indicator = row->parts[INDICATOR],
			.counted_by = counters[i],
			.period = a->page->now,
			.measure = "level",
			.by = row->parts[BY],
			.code = row->parts[CODE],
		};
		const struct figure *f = figures_find(a->page->figures, &key);

		if (f != NULL && f->has_value)
			return f->value;
	}
	return -1;
}

static struct row *
add_row(struct analysis *a, const char *const parts[PARTS])
{
	size_t size = a->measure_count * sizeof(*a->rows->results);
	struct row *row;

	a->rows =
		ilo_grow(a->rows, a->row_count, &a->row_room, sizeof(*a->rows));
	row = &a->rows[a->row_count];
	*row = (struct row){.p = 1, .order = a->row_count};
	a->row_count++;
	memcpy(row->parts, parts, sizeof(row->parts));
	row->results = ilo_arena_alloc(a->page->arena, size);
	memset(row->results, 0, size);
	row->kind = kind_of(a, row);
	row->level = level_of(a, row);
	return row;
}

/* The row of the result's subject, made when it is the first. */
static struct row *
row_of(struct analysis *a, xmlHashTable *index, const xmlNode *result)
{
	const char *parts[PARTS], *key = "";
	void *found;

	for (size_t i = 0; i < PARTS; i++) {
		parts[i] = attr(a, result, part_names[i]);
		key = ilo_arena_printf(a->page->arena, "%s|%s", key, parts[i]);
	}
	found = xmlHashLookup(index, XC(key));
	if (found != NULL)
		return &a->rows[*(const size_t *)found];
	found = ilo_arena_alloc(a->page->arena, sizeof(size_t));
	*(size_t *)found = a->row_count;
	if (xmlHashAddEntry(index, XC(key), found) != 0)
		a->page->tree->failed = true;
	return add_row(a, parts);
}

static void
note(const struct analysis *a, struct row *row, const xmlNode *result)
{
	const char *adjusted = attr(a, result, "p-adjusted");
	const char *verdict = attr(a, result, "verdict");
	double p;

	if (ilo_num_real(adjusted, &p)) {
		if (p < row->p)
			row->p = p;
		row->noted = row->noted || p <= 0.05;
	} else if (verdict[0] != '\0' && strcmp(verdict, "no-evidence") != 0) {
		row->noted = true;
	}
}

static void
gather_rows(struct analysis *a)
{
	xmlHashTable *index = xmlHashCreate(1024);

	if (index == NULL) {
		a->page->tree->failed = true;
		return;
	}
	for (const xmlNode *n = ilo_xml_child(a->node, "result"); n != NULL;
	     n = ilo_xml_next(n, "result")) {
		struct row *row = row_of(a, index, n);
		size_t column = column_of(a, attr(a, n, "measure"));

		row->results[column] = attr(a, n, "id");
		a->kinds[row->kind].has[column] = true;
		note(a, row, n);
	}
	xmlHashFree(index, NULL);
}

/* By kind; what was found first, the strongest evidence first, then the
 * largest, then as in the file. */
static int
compare_rows(const void *one, const void *two)
{
	const struct row *x = one, *y = two;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->noted != y->noted)
		return x->noted ? -1 : 1;
	if (x->noted && (x->p < y->p || y->p < x->p))
		return x->p < y->p ? -1 : 1;
	if (x->level < y->level || y->level < x->level)
		return x->level > y->level ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static void
write_row(const struct analysis *a, xmlNode *group, const struct kind *kind,
          const struct row *row, bool top)
{
	struct tree *tree = a->page->tree;
	xmlNode *node = tree_add(tree, group, "row");

	for (size_t i = HOST; i < PARTS; i++)
		if (row->parts[i][0] != '\0')
			tree_set(tree, node, part_names[i], row->parts[i]);
	tree_set(tree, node, "top", top ? "yes" : NULL);
	for (size_t i = 0; i < a->measure_count; i++) {
		xmlNode *cell;

		if (!kind->has[i])
			continue;
		cell = tree_add(tree, node, "cell");
		tree_set(tree, cell, "measure", a->measures[i]);
		tree_set(tree, cell, "result", row->results[i]);
	}
}

static size_t
count_rows(const struct analysis *a, size_t kind, size_t *first)
{
	size_t count = 0;

	for (size_t i = 0; i < a->row_count; i++) {
		if (a->rows[i].kind != kind)
			continue;
		if (count++ == 0)
			*first = i;
	}
	return count;
}

/* Returns how many of its rows are not among the top ones. */
static size_t
write_kind(const struct analysis *a, xmlNode *table, size_t kind)
{
	struct tree *tree = a->page->tree;
	const struct kind *k = &a->kinds[kind];
	xmlNode *group = tree_add(tree, table, "group");
	size_t first = 0, count = count_rows(a, kind, &first);

	tree_set(tree, group, "host", k->host[0] == '\0' ? NULL : k->host);
	tree_set(tree, group, "by", k->by);
	tree_set(tree, group, "coded", k->coded ? "yes" : NULL);
	tree_set(tree, group, "paired", k->paired ? "yes" : NULL);
	for (size_t i = 0; i < count; i++)
		write_row(a, group, k, &a->rows[first + i],
		          count <= TOP_ROWS || i < TOP_ROWS);
	return count <= TOP_ROWS ? 0 : count - TOP_ROWS;
}

static bool
same_columns(const struct analysis *a, const struct kind *x,
             const struct kind *y)
{
	return strcmp(x->indicator, y->indicator) == 0 &&
	       memcmp(x->has, y->has, a->measure_count * sizeof(bool)) == 0;
}

static void
write_table(struct analysis *a, xmlNode *parent, size_t kind)
{
	struct tree *tree = a->page->tree;
	struct kind *first = &a->kinds[kind];
	xmlNode *table = tree_add(tree, parent, "table");
	size_t columns = 0, rows = 0, rest = 0, at;

	if (first->indicator[0] != '\0')
		tree_set(tree, table, "indicator", first->indicator);
	for (size_t i = 0; i < a->measure_count; i++) {
		if (!first->has[i])
			continue;
		columns++;
		tree_set(tree, tree_add(tree, table, "measure"), "id",
		         a->measures[i]);
	}
	for (size_t i = kind; i < a->kind_count; i++) {
		if (a->kinds[i].taken || !same_columns(a, first, &a->kinds[i]))
			continue;
		a->kinds[i].taken = true;
		rows += count_rows(a, i, &at);
		rest += write_kind(a, table, i);
	}
	tree_set(tree, table, "form",
	         columns > GRID_COLUMNS || (rows == 1 && columns > 1) ? "list"
	                                                              : "grid");
	tree_set_count(tree, table, "rows", rows);
	tree_set_count(tree, table, "rest", rest);
}

static void
write_analysis(struct analysis *a, xmlNode *parent)
{
	struct tree *tree = a->page->tree;
	xmlNode *node = tree_add(tree, parent, "analysis");

	tree_set(tree, node, "name", attr(a, a->node, "name"));
	tree_set(tree, node, "tested",
	         ilo_xml_attr(a->page->arena, a->node, "tested"));
	gather_measures(a);
	gather_rows(a);
	if (a->row_count > 0)
		qsort(a->rows, a->row_count, sizeof(*a->rows), compare_rows);
	for (size_t i = 0; i < a->kind_count; i++)
		if (!a->kinds[i].taken)
			write_table(a, node, i);
	free(a->measures);
	free(a->rows);
	free(a->kinds);
}

void
page_analyses(const struct page *page, xmlNode *parent)
{
	const xmlNode *list =
		ilo_xml_child(page->inputs->statistics, "analyses");
	xmlNode *node = tree_add(page->tree, parent, "analyses");

	for (const xmlNode *n = ilo_xml_child(list, "analysis"); n != NULL;
	     n = ilo_xml_next(n, "analysis")) {
		struct analysis a = {.page = page, .node = n};

		write_analysis(&a, node);
	}
}
