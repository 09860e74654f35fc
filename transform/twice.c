/*
 * Rows of one host, indicator, counter and reporter lie together, and rows of
 * one cell beside each other; nearly always all of them have one source, and
 * then there is nothing to do.
 */

#include "transform/twice.h"

#include <stdlib.h>
#include <string.h>

#include "common/mem.h"
#include "common/semester.h"

/* A run of rows with their table and whether they stay. */
struct group {
	const struct ilo_flows *flows;
	size_t first, end;
	bool *dropped; /* indexed as the flows */
};

static bool
same_group(const struct ilo_flow *a, const struct ilo_flow *b)
{
	return a->host == b->host && a->indicator == b->indicator &&
	       a->counted_by == b->counted_by && a->reporter == b->reporter;
}

static bool
same_cell(const struct ilo_flow *a, const struct ilo_flow *b)
{
	return same_group(a, b) && a->citizenship == b->citizenship &&
	       a->route == b->route && a->border == b->border &&
	       a->period == b->period;
}

/* Which dimensions are broken down, a bit for each. */
static unsigned
table_of(const struct ilo_flow *row)
{
	return (strcmp(row->citizenship, "_T") != 0 ? 1u : 0u) |
	       (strcmp(row->route, "_T") != 0 ? 2u : 0u) |
	       (strcmp(row->border, "_T") != 0 ? 4u : 0u) |
	       (ilo_period_frequency(row->period) == 'M' ? 8u : 0u) |
	       (ilo_period_frequency(row->period) == 'A' ? 16u : 0u);
}

static bool
is_contribution(const struct ilo_source *source)
{
	return source->report != NULL &&
	       strcmp(source->report, "contribution") == 0;
}

/* Whether a's tables are taken rather than b's. */
static bool
goes_before(const struct ilo_source *a, const struct ilo_source *b)
{
	int order;

	if (is_contribution(a) != is_contribution(b))
		return is_contribution(a);
	if ((a->host != NULL) != (b->host != NULL))
		return a->host != NULL;
	order = strcmp(a->received, b->received);
	return order != 0 ? order > 0 : strcmp(a->id, b->id) < 0;
}

/* The row of another source that has row's cell, is not dropped and whose
 * source goes before; NULL when there is none. */
static const struct ilo_flow *
better_row(const struct group *group, const struct ilo_sources *sources,
           size_t at)
{
	const struct ilo_flow *row = ilo_flows_at(group->flows, at), *other;
	const struct ilo_source *own = ilo_sources_find(sources, row->source);
	size_t i = at;

	while (i > group->first &&
	       same_cell(ilo_flows_at(group->flows, i - 1), row))
		i--;
	for (; i < group->end; i++) {
		other = ilo_flows_at(group->flows, i);
		if (!same_cell(other, row))
			break;
		if (other->source != row->source && !group->dropped[i] &&
		    goes_before(ilo_sources_find(sources, other->source), own))
			return other;
	}
	return NULL;
}

static size_t
drop_table(const struct group *group, unsigned table, const char *source)
{
	const struct ilo_flow *row;
	size_t i, count = 0;

	for (i = group->first; i < group->end; i++) {
		row = ilo_flows_at(group->flows, i);
		if (row->source != source || table_of(row) != table)
			continue;
		group->dropped[i] = true;
		count++;
	}
	return count;
}

/* Look at one source's rows, and drop each table of it that a better source
 * gives too. */
static size_t
judge_source(const struct group *group, const struct ilo_sources *sources,
             const char *id, struct ilo_diag *diag)
{
	const struct ilo_flow *row, *better;
	size_t i, count, total = 0;

	for (i = group->first; i < group->end; i++) {
		row = ilo_flows_at(group->flows, i);
		if (row->source != id || group->dropped[i])
			continue;
		better = better_row(group, sources, i);
		if (better == NULL)
			continue;
		count = drop_table(group, table_of(row), id);
		total += count;
		ilo_diag_report(
			diag, ILO_D_TABLE_TWICE,
			ilo_sources_find(sources, id)->file, row->line,
			"%zu row(s) of %s by %s on %s left out; kept is "
			"%s:%ld",
			count, row->indicator, row->reporter, row->host,
			ilo_sources_find(sources, better->source)->file,
			better->line);
	}
	return total;
}

static bool
has_id(const char *const *ids, size_t count, const char *id)
{
	while (count > 0)
		if (ids[--count] == id)
			return true;
	return false;
}

/* The sources of the group, those that go before first. */
static size_t
sources_of(const struct group *group, const struct ilo_sources *sources,
           const char **ids)
{
	const char *id;
	size_t i, at, count = 0;

	for (i = group->first; i < group->end; i++) {
		id = ilo_flows_at(group->flows, i)->source;
		if (has_id(ids, count, id))
			continue;
		for (at = count++; at > 0; at--) {
			if (goes_before(ilo_sources_find(sources, ids[at - 1]),
			                ilo_sources_find(sources, id)))
				break;
			ids[at] = ids[at - 1];
		}
		ids[at] = id;
	}
	return count;
}

/* Sources are judged best first, so that a table is only ever left out for one
 * that stays. */
static size_t
judge_group(const struct group *group, const struct ilo_sources *sources,
            struct ilo_diag *diag)
{
	const char **ids = ilo_xcalloc(sources->count, sizeof(*ids));
	size_t count = sources_of(group, sources, ids), i, total = 0;

	for (i = 1; i < count; i++)
		total += judge_source(group, sources, ids[i], diag);
	free(ids);
	return total;
}

/* The end of the group that begins at first; *mixed: it has several sources. */
static size_t
group_end(const struct ilo_flows *flows, size_t first, bool *mixed)
{
	const struct ilo_flow *row = ilo_flows_at(flows, first);
	size_t end = first;

	*mixed = false;
	while (end < ilo_flows_count(flows) &&
	       same_group(ilo_flows_at(flows, end), row)) {
		*mixed |= ilo_flows_at(flows, end)->source != row->source;
		end++;
	}
	return end;
}

static void
keep_rest(struct ilo_flows **flows, const bool *dropped)
{
	struct ilo_flows *kept = ilo_flows_new();
	size_t i;

	for (i = 0; i < ilo_flows_count(*flows); i++)
		if (!dropped[i])
			ilo_flows_add(kept, ilo_flows_at(*flows, i));
	ilo_flows_free(*flows);
	*flows = kept;
}

void
twice_resolve(const struct ilo_sources *sources, struct ilo_diag *diag,
              struct ilo_flows **flows)
{
	size_t count = ilo_flows_count(*flows), total = 0;
	bool *dropped = ilo_xcalloc(count, sizeof(*dropped)), mixed;
	struct group group = {.flows = *flows, .dropped = dropped};

	for (; group.first < count; group.first = group.end) {
		group.end = group_end(*flows, group.first, &mixed);
		if (mixed)
			total += judge_group(&group, sources, diag);
	}
	if (total > 0)
		keep_rest(flows, dropped);
	free(dropped);
}
