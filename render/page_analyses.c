/*
 * The tables of the chapters, whatever the analysis.  Kinds of subjects of one
 * indicator share a table where the columns of one include those of the other;
 * a kind with more columns than a page holds has several tables, the measures
 * of one dimension together; tables of a few rows are one over all indicators.
 */

#include <stdlib.h>
#include <string.h>

#include "common/xmlio.h"
#include "render/analysis.h"

enum { TOP_ROWS = 10, FEW_ROWS = 3 };

/* Some columns of a kind. */
struct share {
	const struct kind *kind;
	bool *has;
	size_t sheet;
};

/* A table to be. */
struct sheet {
	const char *indicator; /* NULL: several */
	bool *has;
	size_t rows;
	size_t into; /* the sheet that it became part of, or itself */
};

struct layout {
	const struct analysis *analysis;
	struct share *shares;
	size_t share_count, share_room;
	struct sheet *sheets;
	size_t sheet_count, sheet_room;
};

static bool *
no_columns(const struct analysis *a)
{
	size_t size = a->measure_count * sizeof(bool);

	return memset(ilo_arena_alloc(a->page->arena, size), 0, size);
}

static size_t
rows_within(const struct analysis *a, const struct share *share)
{
	size_t count = 0;

	for (size_t i = 0; i < share->kind->count; i++)
		count += row_within(a, &a->rows[share->kind->first + i],
		                    share->has);
	return count;
}

/* On the first sheet of its indicator that has such columns, or a new one. */
static void
place(struct layout *l, struct share *share)
{
	const struct analysis *a = l->analysis;
	size_t at = 0;

	while (at < l->sheet_count &&
	       (strcmp(l->sheets[at].indicator, share->kind->indicator) != 0 ||
	        !columns_join(a, l->sheets[at].has, share->has)))
		at++;
	if (at == l->sheet_count) {
		l->sheets = ilo_grow(l->sheets, l->sheet_count, &l->sheet_room,
		                     sizeof(*l->sheets));
		l->sheets[l->sheet_count++] =
			(struct sheet){.indicator = share->kind->indicator,
		                       .has = no_columns(a),
		                       .into = at};
		memcpy(l->sheets[at].has, share->has,
		       a->measure_count * sizeof(bool));
	}
	share->sheet = at;
	l->sheets[at].rows += rows_within(a, share);
}

static bool *
add_share(struct layout *l, const struct kind *kind)
{
	bool *has = no_columns(l->analysis);

	l->shares = ilo_grow(l->shares, l->share_count, &l->share_room,
	                     sizeof(*l->shares));
	l->shares[l->share_count++] = (struct share){.kind = kind, .has = has};
	return has;
}

static const char *
dimension_of(const struct analysis *a, size_t column)
{
	const struct ilo_code_entry *measure = ilo_codelist_find(
		a->page->inputs->measures, a->measures[column]);
	const char *own = measure == NULL
	                          ? NULL
	                          : ilo_code_property(measure, "dimension");

	return own == NULL ? "" : own;
}

/* How many of its columns from this one on are of one dimension; those of none
 * stand alone. */
static size_t
run_of(const struct analysis *a, const struct kind *kind, size_t column)
{
	const char *own = dimension_of(a, column);
	size_t count = 1;

	for (size_t i = column + 1; own[0] != '\0' && i < a->measure_count;
	     i++) {
		if (!kind->has[i])
			continue;
		if (strcmp(dimension_of(a, i), own) != 0)
			break;
		count++;
	}
	return count;
}

/* A kind of one row may be a list, however long. */
static void
share_out(struct layout *l, const struct kind *kind)
{
	const struct analysis *a = l->analysis;
	bool *has = add_share(l, kind);
	const char *dimension = "";
	size_t used = 0;

	for (size_t i = 0; i < a->measure_count; i++) {
		const char *own;
		size_t run;

		if (!kind->has[i])
			continue;
		own = dimension_of(a, i);
		run = own[0] != '\0' && strcmp(own, dimension) == 0
		              ? 1
		              : run_of(a, kind, i);
		if (kind->count > 1 && used > 0 && used + run > GRID_COLUMNS) {
			has = add_share(l, kind);
			used = 0;
		}
		has[i] = true;
		used++;
		dimension = own;
	}
}

/* Small sheets of several indicators become one. */
static void
join_few(struct layout *l)
{
	for (size_t i = 0; i < l->sheet_count; i++) {
		struct sheet *sheet = &l->sheets[i];

		if (sheet->rows > FEW_ROWS || sheet->indicator[0] == '\0')
			continue;
		for (size_t j = 0; j < i; j++) {
			struct sheet *other = &l->sheets[j];

			if (other->into != j ||
			    (other->indicator != NULL &&
			     (other->rows > FEW_ROWS ||
			      other->indicator[0] == '\0')) ||
			    !columns_join(l->analysis, other->has, sheet->has))
				continue;
			other->indicator = NULL;
			other->rows += sheet->rows;
			sheet->into = j;
			break;
		}
	}
}

/* Returns how many of its rows are not among the top ones. */
static size_t
write_share(struct table *table, const struct share *share, bool mixed)
{
	const struct analysis *a = table->analysis;
	struct tree *tree = a->page->tree;
	const struct kind *k = share->kind;
	xmlNode *group = tree_add(tree, table->node, "group");
	size_t count = 0;

	tree_set(tree, group, "indicator", mixed ? k->indicator : NULL);
	tree_set(tree, group, "host", k->host[0] == '\0' ? NULL : k->host);
	tree_set(tree, group, "by", k->by);
	tree_set(tree, group, "coded", k->coded ? "yes" : NULL);
	tree_set(tree, group, "paired", k->paired ? "yes" : NULL);
	for (size_t i = 0; i < k->count; i++) {
		const struct row *row = &a->rows[k->first + i];

		if (!row_within(a, row, share->has))
			continue;
		tree_set(tree, table_row(table, group, row, share->has), "top",
		         count < TOP_ROWS ? "yes" : NULL);
		count++;
	}
	return count <= TOP_ROWS ? 0 : count - TOP_ROWS;
}

static void
write_sheet(const struct layout *l, xmlNode *parent, size_t at, size_t number)
{
	const struct analysis *a = l->analysis;
	const struct sheet *sheet = &l->sheets[at];
	struct tree *tree = a->page->tree;
	struct table table;
	size_t rest = 0;

	table_begin(&table, a, parent, sheet->has, number);
	if (sheet->indicator != NULL && sheet->indicator[0] != '\0')
		tree_set(tree, table.node, "indicator", sheet->indicator);
	for (size_t i = 0; i < l->share_count; i++)
		if (l->sheets[l->shares[i].sheet].into == at)
			rest += write_share(&table, &l->shares[i],
			                    sheet->indicator == NULL);
	tree_set_count(tree, table.node, "rest", rest);
	table_end(&table);
}

static void
write_analysis(const struct analysis *a, xmlNode *parent)
{
	struct tree *tree = a->page->tree;
	xmlNode *node = tree_add(tree, parent, "analysis");
	struct layout l = {.analysis = a};
	size_t number = 0;

	tree_set(tree, node, "name", a->name);
	for (size_t i = 0; i < a->kind_count; i++)
		share_out(&l, &a->kinds[i]);
	for (size_t i = 0; i < l.share_count; i++)
		place(&l, &l.shares[i]);
	join_few(&l);
	for (size_t i = 0; i < l.sheet_count; i++)
		if (l.sheets[i].into == i)
			write_sheet(&l, node, i, ++number);
	free(l.shares);
	free(l.sheets);
}

void
page_analyses(const struct page *page, xmlNode *parent,
              const struct analyses *all)
{
	xmlNode *node = tree_add(page->tree, parent, "analyses");

	for (size_t i = 0; i < all->count; i++)
		write_analysis(&all->items[i], node);
}
