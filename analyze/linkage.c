/*
 * Each part names the margins it stands in; margins that are published become
 * relations of the disclosure problem.  What a margin holds beyond its parts
 * is one more cell, shown.
 */

#include "analyze/linkage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/estimate/disclosure.h"
#include "common/mem.h"

/* Linear programmes spent on showing needless cells again. */
enum { PROGRAMMES = 2000 };

/* Along what a margin adds up. */
enum along { ALONG_BREAKDOWN, ALONG_HOSTS, ALONG_MONTHS, ALONG_ITSELF };

/* Part of a margin; both are cells of the problem. */
struct member {
	size_t margin, part;
	enum along along;
	const char *by; /* of the part: which breakdown adds up */
};

struct problem {
	struct linked_cell *cells;
	size_t count;
	struct member *members;
	size_t member_count, member_capacity;
};

bool
linkage_same(const struct linked_cell *a, const struct linked_cell *b)
{
	return strcmp(a->counted_by, b->counted_by) == 0 &&
	       strcmp(a->indicator, b->indicator) == 0 &&
	       strcmp(a->semester, b->semester) == 0;
}

int
linkage_order(const void *left, const void *right)
{
	const struct linked_cell *a = left, *b = right;
	const char *const keys[][2] = {
		{a->counted_by, b->counted_by},
		{a->indicator, b->indicator},
		{a->semester, b->semester},
		{a->host, b->host},
		{a->by, b->by},
		{a->code, b->code},
		{a->period, b->period},
	};
	size_t i;
	int order = 0;

	for (i = 0; order == 0 && i < sizeof(keys) / sizeof(*keys); i++)
		order = strcmp(keys[i][0], keys[i][1]);
	return order;
}

/* ---- margins ----------------------------------------------------------- */

static void
join(struct problem *problem, const struct linked_cell *wanted, size_t part,
     enum along along)
{
	const struct linked_cell *margin =
		bsearch(wanted, problem->cells, problem->count, sizeof(*wanted),
	                linkage_order);

	if (margin == NULL)
		return;
	problem->members =
		ilo_grow(problem->members, problem->member_count,
	                 &problem->member_capacity, sizeof(*problem->members));
	problem->members[problem->member_count++] = (struct member){
		(size_t)(margin - problem->cells),
		part,
		along,
		problem->cells[part].by,
	};
}

static void
join_margins(struct problem *problem, size_t part)
{
	const struct linked_cell *cell = &problem->cells[part];
	struct linked_cell wanted = *cell;

	if (cell->code[0] != '\0') {
		wanted.by = "total";
		wanted.code = "";
		join(problem, &wanted, part, ALONG_BREAKDOWN);
	}
	if (strcmp(cell->by, "host") == 0) {
		wanted.host = cell->code;
		join(problem, &wanted, part, ALONG_ITSELF);
	}
	wanted = *cell;
	if (strcmp(cell->host, "_T") != 0) {
		wanted.host = "_T";
		join(problem, &wanted, part, ALONG_HOSTS);
	}
	wanted = *cell;
	if (strcmp(cell->period, cell->semester) != 0) {
		wanted.period = cell->semester;
		join(problem, &wanted, part, ALONG_MONTHS);
	}
}

static int
order_of(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

/* Members of one relation side by side. */
static int
member_order(const void *left, const void *right)
{
	const struct member *a = left, *b = right;
	int order = order_of(a->margin, b->margin);

	if (order == 0)
		order = order_of(a->along, b->along);
	if (order == 0 && a->along != ALONG_HOSTS)
		order = strcmp(a->by, b->by);
	return order == 0 ? order_of(a->part, b->part) : order;
}

static bool
same_relation(const struct member *a, const struct member *b)
{
	return a->margin == b->margin && a->along == b->along &&
	       (a->along == ALONG_HOSTS || strcmp(a->by, b->by) == 0);
}

/* ---- the disclosure problem -------------------------------------------- */

/* What a relation's parts leave of its margin. */
static double
rest_of(const struct problem *problem, const struct member *members,
        size_t count)
{
	double rest = problem->cells[members[0].margin].value;
	size_t i;

	for (i = 0; i < count; i++)
		rest -= problem->cells[members[i].part].value;
	return rest;
}

/* The first part whose sender withheld it is taken to be the rest. */
static void
estimate_unknown(const struct problem *problem, const struct member *members,
                 size_t count)
{
	const double rest = rest_of(problem, members, count);
	size_t i;

	for (i = 0; rest > 0 && i < count; i++) {
		struct linked_cell *part = &problem->cells[members[i].part];

		if (!part->unknown || part->value > 0)
			continue;
		part->value = rest;
		return;
	}
}

static size_t
relation_end(const struct problem *problem, size_t first)
{
	size_t end = first + 1;

	while (end < problem->member_count &&
	       same_relation(&problem->members[first], &problem->members[end]))
		end++;
	return end;
}

/* Before anything rests on what is unknown. */
static void
estimate_all(const struct problem *problem)
{
	size_t first, end;

	for (first = 0; first < problem->member_count; first = end) {
		end = relation_end(problem, first);
		estimate_unknown(problem, &problem->members[first],
		                 end - first);
	}
}

static void
fill_cells(const struct problem *problem, double threshold,
           struct disclosure_table *table)
{
	size_t i;

	for (i = 0; i < problem->count; i++) {
		const struct linked_cell *cell = &problem->cells[i];

		table->cells[i] = (struct disclosure_cell){
			.value = cell->value,
			.status = cell->primary   ? DISCLOSURE_SENSITIVE
		                  : cell->subject ? DISCLOSURE_FREE
		                                  : DISCLOSURE_PUBLISHED,
			.cost = cell->value + 1,
			.guard = threshold,
		};
	}
	table->count = problem->count;
}

static void
fill_relations(const struct problem *problem, struct disclosure_table *table,
               struct programme_term *terms)
{
	size_t first, end, i;

	for (first = 0; first < problem->member_count; first = end) {
		const size_t row = table->relations++;

		end = relation_end(problem, first);
		terms[table->term_count++] = (struct programme_term){
			row, problem->members[first].margin, -1};
		for (i = first; i < end; i++)
			terms[table->term_count++] = (struct programme_term){
				row, problem->members[i].part, 1};
		table->cells[table->count] = (struct disclosure_cell){
			.value = rest_of(problem, &problem->members[first],
		                         end - first),
			.status = DISCLOSURE_PUBLISHED,
		};
		terms[table->term_count++] =
			(struct programme_term){row, table->count++, 1};
	}
	table->terms = terms;
}

/* How many primary cells the margins give away by themselves. */
static size_t
undercut(struct disclosure_table *table)
{
	size_t i;

	for (i = 0; i < table->count; i++)
		table->cells[i].suppressed =
			table->cells[i].status == DISCLOSURE_SENSITIVE;
	(void)disclosure_audit(table); /* exposed is what is asked */
	return disclosure_exposed(table);
}

/* No choice protects them: show nothing that is subject to the rule. */
static void
withhold_all(struct disclosure_table *table)
{
	size_t i;

	for (i = 0; i < table->count; i++)
		table->cells[i].suppressed =
			table->cells[i].status != DISCLOSURE_PUBLISHED;
	(void)disclosure_audit(table); /* exposed is counted by the caller */
}

static void
solve(struct problem *problem, struct disclosure_table *table,
      struct linkage_result *result)
{
	struct disclosure_result solved;
	size_t i;

	result->undercut = undercut(table);
	solved = disclosure_suppress(table, PROGRAMMES);
	if (solved.state != EST_OK) {
		result->all = true;
		withhold_all(table);
	}
	result->exposed = disclosure_exposed(table);
	for (i = 0; i < problem->count; i++) {
		problem->cells[i].withheld = table->cells[i].suppressed;
		problem->cells[i].lower = table->cells[i].lower;
		problem->cells[i].upper = table->cells[i].upper;
		result->withheld += table->cells[i].suppressed;
	}
}

struct linkage_result
linkage_protect(struct linked_cell *cells, size_t count, double threshold)
{
	struct problem problem = {cells, count, NULL, 0, 0};
	struct linkage_result result = {.cells = count};
	struct disclosure_table table = {0};
	struct programme_term *terms;
	size_t i;

	if (count > 1)
		qsort(cells, count, sizeof(*cells), linkage_order);
	for (i = 0; i < count; i++)
		result.primary += cells[i].primary;
	if (result.primary == 0)
		return result;
	for (i = 0; i < count; i++)
		join_margins(&problem, i);
	if (problem.member_count > 1)
		qsort(problem.members, problem.member_count,
		      sizeof(*problem.members), member_order);
	table.cells = ilo_xcalloc(count + problem.member_count + 1,
	                          sizeof(*table.cells));
	terms = ilo_xcalloc(3 * problem.member_count + 1, sizeof(*terms));
	estimate_all(&problem);
	fill_cells(&problem, threshold, &table);
	fill_relations(&problem, &table, terms);
	solve(&problem, &table, &result);
	free(terms);
	free(table.cells);
	free(problem.members);
	return result;
}
