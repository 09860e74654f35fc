/*
 * Loads semesters and finds out what all of them know of: host countries,
 * indicators with their one unit, and which cells a file leaves out because
 * they are zero.
 */

#include "analyze/history.h"

#include <stdlib.h>
#include <string.h>

#include "common/flows.h"
#include "common/mem.h"

struct loading {
	struct history *history;
	struct ilo_diag *diag;
};

/* What a sender's files of one kind speak of. */
struct coverage_link {
	const struct symbol *sender, *kind;
	const struct symbol *indicator, *counted_by, *reporter;
};

struct coverage_links {
	struct coverage_link *items;
	size_t count, capacity;
};

static void
term_release(struct term *term)
{
	tables_free(term->tables);
	network_free(term->network);
	free(term->reaches);
}

void
history_free(struct history *history)
{
	size_t i;

	if (history == NULL)
		return;
	for (i = 0; i < history->term_count; i++)
		term_release(&history->terms[i]);
	free(history->terms);
	free(history->indicators);
	free(history->hosts);
	symbols_free(history->symbols);
	free(history);
}

const struct term *
history_find(const struct history *history, ilo_semester semester)
{
	size_t i;

	for (i = 0; i < history->term_count; i++)
		if (history->terms[i].semester == semester)
			return &history->terms[i];
	return NULL;
}

unsigned
term_zero_months(const struct term *term, const struct symbol *indicator,
                 const struct symbol *counted_by, const struct symbol *reporter)
{
	size_t i;

	for (i = 0; i < term->reach_count; i++)
		if (term->reaches[i].indicator == indicator &&
		    term->reaches[i].counted_by == counted_by &&
		    term->reaches[i].reporter == reporter)
			return term->reaches[i].months;
	return 0;
}

/* ---- one semester ------------------------------------------------------ */

/* Units are types: an indicator has one in all semesters. */
static enum ilo_status
note_indicator(struct loading *loading, const struct ilo_flow *flow,
               const char *path, size_t row)
{
	struct history *history = loading->history;
	const struct symbol *code =
		symbols_get(history->symbols, flow->indicator);
	const struct symbol *unit = symbols_get(history->symbols, flow->unit);
	size_t i;

	for (i = 0; i < history->indicator_count; i++)
		if (history->indicators[i].code == code)
			break;
	if (i == history->indicator_count) {
		history->indicators = ilo_grow(history->indicators, i,
		                               &history->indicator_capacity,
		                               sizeof(*history->indicators));
		history->indicators[history->indicator_count++] =
			(struct indicator){code, unit};
	}
	if (history->indicators[i].unit == unit)
		return ILO_OK;
	ilo_diag_report(loading->diag, ILO_D_UNIT_MIXED, path, (long)row + 2,
	                "%s is in %s here and in %s elsewhere; correct the "
	                "submission",
	                code->text, unit->text,
	                history->indicators[i].unit->text);
	return ILO_FAILED;
}

static enum ilo_status
note_indicators(struct loading *loading, const struct ilo_flows *flows,
                const char *path)
{
	const struct ilo_flow *seen = NULL;
	enum ilo_status status = ILO_OK;
	size_t i;

	for (i = 0; i < ilo_flows_count(flows) && status == ILO_OK; i++) {
		const struct ilo_flow *flow = ilo_flows_at(flows, i);

		if (!tables_take(flow))
			continue;
		/* Equal texts of one file are one pointer. */
		if (seen != NULL && seen->indicator == flow->indicator &&
		    seen->unit == flow->unit)
			continue;
		status = note_indicator(loading, flow, path, i);
		seen = flow;
	}
	return status;
}

static bool
is_state(const struct symbol *reporter)
{
	return strlen(reporter->text) == 2;
}

/* Who has rows has reported, whatever the network says. */
static void
note_reporters(struct history *history, struct term *term)
{
	size_t i;

	for (i = 0; i < term->tables->block_count; i++) {
		const struct block *block = &term->tables->blocks[i];

		if (block->counted_by != history->agency &&
		    is_state(block->reporter))
			network_report(term->network, block->host,
			               block->reporter);
	}
}

/* Each row of a file that lists only what is not zero tells what it speaks
 * of; links gather that over all semesters. */
static void
link_sources(struct history *history, const struct term *term,
             const struct ilo_flows *flows, struct coverage_links *links)
{
	const struct ilo_flow *seen = NULL;
	size_t i, z, k;

	for (i = 0; i < ilo_flows_count(flows); i++) {
		const struct ilo_flow *flow = ilo_flows_at(flows, i);
		struct coverage_link link = {0};

		if (!tables_take(flow))
			continue;
		if (seen != NULL && seen->source == flow->source &&
		    seen->indicator == flow->indicator &&
		    seen->counted_by == flow->counted_by &&
		    seen->reporter == flow->reporter)
			continue;
		seen = flow;
		for (z = 0; z < term->network->zero_count; z++)
			if (strcmp(term->network->zeros[z].id->text,
			           flow->source) == 0)
				break;
		if (z == term->network->zero_count)
			continue;
		link.sender = term->network->zeros[z].sender;
		link.kind = term->network->zeros[z].kind;
		link.indicator = symbols_get(history->symbols, flow->indicator);
		link.counted_by =
			symbols_get(history->symbols, flow->counted_by);
		link.reporter = symbols_get(history->symbols, flow->reporter);
		for (k = 0; k < links->count; k++)
			if (memcmp(&links->items[k], &link, sizeof(link)) == 0)
				break;
		if (k < links->count)
			continue;
		links->items = ilo_grow(links->items, links->count,
		                        &links->capacity, sizeof(link));
		links->items[links->count++] = link;
	}
}

static enum ilo_status
read_term(struct loading *loading, const char *networks, const char *flows_path,
          struct coverage_links *links, struct term *term)
{
	struct history *history = loading->history;
	struct ilo_diag *diag = loading->diag;
	struct ilo_flows *flows = NULL;
	enum ilo_status status;

	status = ilo_digest_file(networks, diag, term->networks_sha256);
	if (status == ILO_OK)
		status = ilo_digest_file(flows_path, diag, term->flows_sha256);
	if (status == ILO_OK)
		status = network_read(networks, history->symbols, diag,
		                      &term->network);
	if (status == ILO_OK)
		status = ilo_flows_read(flows_path, diag, &flows);
	if (status == ILO_OK) {
		term->semester = term->network->semester;
		(void)ilo_semester_print(term->semester, term->period);
		status = tables_build(flows, term->semester, flows_path,
		                      history->symbols, diag, &term->tables);
	}
	if (status == ILO_OK)
		status = note_indicators(loading, flows, flows_path);
	if (status == ILO_OK) {
		note_reporters(history, term);
		link_sources(history, term, flows, links);
	}
	ilo_flows_free(flows);
	return status;
}

/* ---- all semesters ----------------------------------------------------- */

static enum ilo_status
add_term(struct loading *loading, const char *networks, const char *flows,
         struct coverage_links *links)
{
	struct history *history = loading->history;
	struct term *term;
	enum ilo_status status;

	history->terms =
		ilo_grow(history->terms, history->term_count,
	                 &history->term_capacity, sizeof(*history->terms));
	term = &history->terms[history->term_count++];
	*term = (struct term){0};
	status = read_term(loading, networks, flows, links, term);
	if (status != ILO_OK || history->term_count == 1)
		return status;
	if (term->semester >= history->terms[0].semester)
		ilo_diag_report(loading->diag, ILO_D_HISTORY_TERM, networks, 0,
		                "%s is not earlier than %s; leave it out",
		                term->period, history->terms[0].period);
	else if (history_find(history, term->semester) != term)
		ilo_diag_report(loading->diag, ILO_D_HISTORY_TERM, networks, 0,
		                "%s was given twice; leave one out",
		                term->period);
	else
		return ILO_OK;
	return ILO_FAILED;
}

static enum ilo_status
add_terms(struct loading *loading, const struct history_paths *paths,
          struct coverage_links *links)
{
	enum ilo_status status =
		add_term(loading, paths->networks, paths->flows, links);
	struct ilo_arena *arena = ilo_arena_new();
	size_t i;

	for (i = 0; i < paths->earlier_count && status == ILO_OK; i++) {
		const char *folder = paths->earlier[i];

		status = add_term(
			loading,
			ilo_arena_printf(arena, "%s/networks.xml", folder),
			ilo_arena_printf(arena, "%s/flows.csv", folder), links);
	}
	ilo_arena_free(arena);
	return status;
}

static int
term_order(const void *left, const void *right)
{
	const struct term *a = left, *b = right;

	return b->semester - a->semester;
}

/* The months of the term that lie from first to last, as bits. */
static unsigned
months_within(const struct term *term, ilo_month first, ilo_month last)
{
	ilo_month start = ilo_semester_first_month(term->semester);
	unsigned bits = 0;
	int m;

	for (m = 0; m < SEMESTER_MONTHS; m++)
		if (start + m >= first && start + m <= last)
			bits |= 1U << m;
	return bits;
}

static void
reach(struct term *term, const struct coverage_link *link, unsigned months)
{
	size_t i;

	for (i = 0; i < term->reach_count; i++)
		if (term->reaches[i].indicator == link->indicator &&
		    term->reaches[i].counted_by == link->counted_by &&
		    term->reaches[i].reporter == link->reporter)
			break;
	if (i == term->reach_count) {
		term->reaches =
			ilo_grow(term->reaches, i, &term->reach_capacity,
		                 sizeof(*term->reaches));
		term->reaches[term->reach_count++] = (struct zero_reach){
			link->indicator, link->counted_by, link->reporter, 0};
	}
	term->reaches[i].months |= months;
}

static void
reach_all(struct term *term, const struct coverage_links *links)
{
	size_t z, k;

	for (z = 0; z < term->network->zero_count; z++) {
		const struct zero_source *zero = &term->network->zeros[z];
		unsigned months = months_within(term, zero->first, zero->last);

		for (k = 0; k < links->count; k++)
			if (months != 0 &&
			    links->items[k].sender == zero->sender &&
			    links->items[k].kind == zero->kind)
				reach(term, &links->items[k], months);
	}
}

static void
gather_hosts(struct history *history)
{
	size_t count = symbols_count(history->symbols), t, i;
	bool *seen = ilo_xcalloc(count + 1, sizeof(*seen));

	history->hosts = ilo_xcalloc(count + 1, sizeof(*history->hosts));
	for (t = 0; t < history->term_count; t++) {
		const struct tables *tables = history->terms[t].tables;

		for (i = 0; i < tables->block_count; i++) {
			const struct symbol *host = tables->blocks[i].host;

			if (!seen[host->number])
				history->hosts[history->host_count++] = host;
			seen[host->number] = true;
		}
	}
	for (i = 0; i < history->terms[0].network->pair_count; i++) {
		const struct symbol *host =
			history->terms[0].network->pairs[i].host;

		if (!seen[host->number])
			history->hosts[history->host_count++] = host;
		seen[host->number] = true;
	}
	free(seen);
	if (history->host_count > 0)
		qsort(history->hosts, history->host_count,
		      sizeof(*history->hosts), symbol_compare);
}

/* Indicators in the codelist's order; what is not in it comes last. */
static void
order_indicators(struct history *history, const struct ilo_codelist *list)
{
	struct indicator *all = history->indicators;
	size_t sorted = 0, i, c;

	for (c = 0; c < ilo_codelist_count(list); c++) {
		const char *id = ilo_code_id(ilo_codelist_at(list, c));

		for (i = sorted; i < history->indicator_count; i++) {
			struct indicator moved = all[i];

			if (strcmp(moved.code->text, id) != 0)
				continue;
			memmove(&all[sorted + 1], &all[sorted],
			        (i - sorted) * sizeof(*all));
			all[sorted++] = moved;
			break;
		}
	}
}

enum ilo_status
history_read(const struct history_paths *paths,
             const struct ilo_codelist *indicators, struct ilo_diag *diag,
             struct history **out)
{
	struct coverage_links links = {NULL, 0, 0};
	struct history *history = ilo_xcalloc(1, sizeof(*history));
	struct loading loading = {history, diag};
	enum ilo_status status;
	size_t i;

	*out = NULL;
	history->symbols = symbols_new();
	history->own = symbols_get(history->symbols, "own");
	history->agency = symbols_get(history->symbols, "agency");
	history->host = symbols_get(history->symbols, "host");
	history->other = symbols_get(history->symbols, "other");
	status = add_terms(&loading, paths, &links);
	if (status == ILO_OK) {
		qsort(history->terms, history->term_count,
		      sizeof(*history->terms), term_order);
		for (i = 0; i < history->term_count; i++)
			reach_all(&history->terms[i], &links);
		gather_hosts(history);
		order_indicators(history, indicators);
		*out = history;
	} else {
		history_free(history);
	}
	free(links.items);
	return status;
}
