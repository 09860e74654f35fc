/*
 * The results of one analysis gathered by subject: a row for each, a column for
 * each measure.  Rows of one kind stand together.
 */

#include "render/analysis.h"

#include <libxml/hash.h>
#include <stdlib.h>
#include <string.h>

#include "common/num.h"
#include "common/xmlio.h"

/* What a result is about; "" for what it leaves out. */
const char *const analysis_parts[ANALYSIS_PARTS] = {
	"indicator", "host", "by", "code", "other", "period"};

const char *
analysis_attr(const struct analysis *a, const xmlNode *node, const char *name)
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
	const char *name = analysis_attr(a, a->node, "name");

	for (size_t i = 0; i < ilo_codelist_count(list); i++) {
		const struct ilo_code_entry *code = ilo_codelist_at(list, i);
		const char *of = ilo_code_property(code, "analysis");

		if (of != NULL && strcmp(of, name) == 0)
			add_measure(a, ilo_code_id(code));
	}
	for (const xmlNode *n = ilo_xml_child(a->node, "result"); n != NULL;
	     n = ilo_xml_next(n, "result"))
		add_measure(a, analysis_attr(a, n, "measure"));
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
add_row(struct analysis *a, const char *const parts[ANALYSIS_PARTS])
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

/* What a measure always goes with, such as its dimension of quality, tells no
 * subjects apart. */
static const char *
other_of(const struct analysis *a, const xmlNode *result)
{
	const char *other = analysis_attr(a, result, "other");
	const struct ilo_code_entry *measure = ilo_codelist_find(
		a->page->inputs->measures, analysis_attr(a, result, "measure"));
	const char *own = measure == NULL
	                          ? NULL
	                          : ilo_code_property(measure, "dimension");

	return own != NULL && strcmp(own, other) == 0 ? "" : other;
}

/* The row of the result's subject, made when it is the first. */
static struct row *
row_of(struct analysis *a, xmlHashTable *index, const xmlNode *result)
{
	const char *parts[ANALYSIS_PARTS], *key = "";
	void *found;

	for (size_t i = 0; i < ANALYSIS_PARTS; i++) {
		parts[i] = i == OTHER ? other_of(a, result)
		                      : analysis_attr(a, result,
		                                      analysis_parts[i]);
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

/* Verdicts that say that all is as it was. */
static bool
is_quiet(const char *verdict)
{
	static const char *const quiet[] = {
		"", "no-evidence", "within", "agrees", "stable", "calibrated"};

	for (size_t i = 0; i < sizeof(quiet) / sizeof(*quiet); i++)
		if (strcmp(verdict, quiet[i]) == 0)
			return true;
	return false;
}

static void
note(const struct analysis *a, struct row *row, const xmlNode *result)
{
	const char *adjusted = analysis_attr(a, result, "p-adjusted");
	const char *verdict = analysis_attr(a, result, "verdict");
	double p;

	if (ilo_num_real(adjusted, &p)) {
		if (p < row->p)
			row->p = p;
		row->noted = row->noted || p <= 0.05;
	} else if (!is_quiet(verdict)) {
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
		size_t column = column_of(a, analysis_attr(a, n, "measure"));

		row->results[column] = n;
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

void
analysis_gather(struct analysis *a, const struct page *page,
                const xmlNode *node)
{
	*a = (struct analysis){.page = page, .node = node};
	a->name = analysis_attr(a, node, "name");
	gather_measures(a);
	gather_rows(a);
	if (a->row_count > 0)
		qsort(a->rows, a->row_count, sizeof(*a->rows), compare_rows);
	for (size_t i = a->row_count; i-- > 0;) {
		struct kind *kind = &a->kinds[a->rows[i].kind];

		kind->first = i;
		kind->count++;
	}
}

void
analysis_free(struct analysis *a)
{
	free(a->measures);
	free(a->rows);
	free(a->kinds);
}

size_t
columns_count(const struct analysis *a, const bool *has)
{
	size_t count = 0;

	for (size_t i = 0; i < a->measure_count; i++)
		count += has[i];
	return count;
}

static bool
columns_within(const struct analysis *a, const bool *x, const bool *y)
{
	for (size_t i = 0; i < a->measure_count; i++)
		if (x[i] && !y[i])
			return false;
	return true;
}

bool
columns_join(const struct analysis *a, bool *has, const bool *more)
{
	bool wider = columns_within(a, has, more);

	if (!wider && !columns_within(a, more, has))
		return false;
	if (columns_count(a, wider ? more : has) > GRID_COLUMNS)
		return false;
	if (wider)
		memcpy(has, more, a->measure_count * sizeof(bool));
	return true;
}

bool
row_within(const struct analysis *a, const struct row *row, const bool *has)
{
	for (size_t i = 0; i < a->measure_count; i++)
		if (has[i] && row->results[i] != NULL)
			return true;
	return false;
}

/* The number that all results of the row are made from; NULL: they differ. */
static const char *
row_n(const struct analysis *a, const struct row *row, const bool *has)
{
	const char *n = NULL;

	for (size_t i = 0; i < a->measure_count; i++) {
		const char *own;

		if (!has[i] || row->results[i] == NULL)
			continue;
		own = analysis_attr(a, row->results[i], "n");
		if (n != NULL && strcmp(n, own) != 0)
			return NULL;
		n = own;
	}
	return n;
}

void
table_begin(struct table *table, const struct analysis *a, xmlNode *parent,
            const bool *has, size_t number)
{
	struct tree *tree = a->page->tree;

	*table = (struct table){.analysis = a,
	                        .node = tree_add(tree, parent, "table"),
	                        .has = has};
	tree_set(tree, table->node, "id",
	         ilo_arena_printf(a->page->arena, "%s-%zu", a->name, number));
	tree_set(tree, table->node, "analysis", a->name);
	tree_set(tree, table->node, "form",
	         columns_count(a, has) > GRID_COLUMNS ? "list" : "grid");
	tree_set(tree, table->node, "tested",
	         ilo_xml_attr(a->page->arena, a->node, "tested"));
	for (size_t i = 0; i < a->measure_count; i++)
		if (has[i])
			tree_set(tree, tree_add(tree, table->node, "measure"),
			         "id", a->measures[i]);
}

xmlNode *
table_row(struct table *table, xmlNode *parent, const struct row *row,
          const bool *has)
{
	const struct analysis *a = table->analysis;
	struct tree *tree = a->page->tree;
	xmlNode *node = tree_add(tree, parent, "row");
	const char *n = row_n(a, row, has);

	for (size_t i = HOST; i < ANALYSIS_PARTS; i++)
		if (row->parts[i][0] != '\0')
			tree_set(tree, node, analysis_parts[i], row->parts[i]);
	tree_set(tree, node, "n", n);
	table->n_in_cells = table->n_in_cells || n == NULL;
	table->n_varies = table->n_varies || n == NULL ||
	                  (table->n != NULL && strcmp(table->n, n) != 0);
	table->n = n;
	for (size_t i = 0; i < a->measure_count; i++) {
		xmlNode *cell;

		if (!table->has[i])
			continue;
		cell = tree_add(tree, node, "cell");
		if (has[i] && row->results[i] != NULL)
			tree_set(tree, cell, "result",
			         analysis_attr(a, row->results[i], "id"));
	}
	return node;
}

void
table_end(const struct table *table)
{
	struct tree *tree = table->analysis->page->tree;

	if (table->n_varies)
		tree_set(tree, table->node, "n",
		         table->n_in_cells ? "cell" : "row");
}
