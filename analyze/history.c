/*
 * Loads semesters and finds out what all of them know of: host countries,
 * indicators with their one unit, and which cells a file leaves out because
 * they are zero.
 */

#include "analyze/history.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/silence.h"
#include "common/mem.h"

struct loading {
	struct history *history;
	struct ilo_diag *diag;
};

static void
term_release(struct term *term)
{
	tables_free(term->tables);
	network_free(term->network);
	free(term->flows_path);
	free(term->reaches);
	free(term->agencies);
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

/* ---- one semester ------------------------------------------------------ */

/* Units are types: an indicator has one in all semesters. */
static enum ilo_status
note_indicator(struct loading *loading, const struct tables_unit *said,
               const char *path)
{
	struct history *history = loading->history;
	size_t i;

	for (i = 0; i < history->indicator_count; i++)
		if (history->indicators[i].code == said->indicator)
			break;
	if (i == history->indicator_count) {
		history->indicators = ilo_grow(history->indicators, i,
		                               &history->indicator_capacity,
		                               sizeof(*history->indicators));
		history->indicators[history->indicator_count++] =
			(struct indicator){said->indicator, said->unit};
	}
	if (history->indicators[i].unit == said->unit)
		return ILO_OK;
	ilo_diag_report(loading->diag, ILO_D_UNIT_MIXED, path,
	                (long)said->row + 2,
	                "%s is in %s here and in %s elsewhere; correct the "
	                "submission",
	                said->indicator->text, said->unit->text,
	                history->indicators[i].unit->text);
	return ILO_FAILED;
}

static enum ilo_status
note_indicators(struct loading *loading, const struct tables *tables,
                const char *path)
{
	enum ilo_status status = ILO_OK;
	size_t i;

	for (i = 0; i < tables->unit_count && status == ILO_OK; i++)
		status = note_indicator(loading, &tables->units[i], path);
	return status;
}

static bool
is_state(const struct symbol *reporter)
{
	return strlen(reporter->text) == 2;
}

/* ---- all semesters ----------------------------------------------------- */

/* A semester to be read; threads take them in turn. */
struct job {
	const char *networks, *flows;
	const char *pack; /* NULL: not looked at */
	bool keep;
	struct term term;
	enum ilo_status status;
};

struct jobs {
	const struct history *history;
	struct job *items;
	size_t count;
	atomic_size_t next;
};

/* Who has rows has reported, whatever the network says. */
static void
note_reporters(const struct history *history, struct term *term)
{
	const struct tables *tables = term->tables;
	/* By symbol: the host country that it was noted for last. */
	const struct symbol **noted = ilo_xcalloc(
		tables->index.symbol_count + 1, sizeof(struct symbol *));
	size_t i;

	for (i = 0; i < tables->block_count; i++) {
		const struct block *block = &tables->blocks[i];
		const struct symbol **last = &noted[block->reporter->number];

		if (*last == block->host ||
		    block->counted_by == history->agency ||
		    !is_state(block->reporter))
			continue;
		network_report(term->network, block->host, block->reporter);
		*last = block->host;
	}
	free(noted);
}

static enum ilo_status
read_job(const struct history *history, struct ilo_diag *diag, struct job *job)
{
	struct symbols *symbols = history->symbols;
	struct term *term = &job->term;
	struct tables_source source = {
		.flows = job->flows, .pack = job->pack, .keep = job->keep};
	enum ilo_status status;

	status = ilo_digest_file(job->networks, diag, term->networks_sha256);
	if (status == ILO_OK)
		status = network_read(job->networks, symbols, diag,
		                      &term->network);
	if (status != ILO_OK)
		return status;
	term->semester = term->network->semester;
	(void)ilo_semester_print(term->semester, term->period);
	term->flows_path = ilo_xstrdup(job->flows);
	source.network = term->network;
	status = tables_read(&source, symbols, diag, &term->origin,
	                     &term->tables);
	if (status == ILO_OK)
		note_reporters(history, term);
	return status;
}

static void *
read_jobs(void *context)
{
	struct jobs *jobs = context;
	size_t i;

	while ((i = atomic_fetch_add(&jobs->next, 1)) < jobs->count) {
		struct ilo_diag silent;

		ilo_diag_init(&silent, NULL, NULL);
		jobs->items[i].status =
			read_job(jobs->history, &silent, &jobs->items[i]);
	}
	return NULL;
}

/* What threads could not read is read again, to say why in a fixed order. */
static enum ilo_status
report_job(struct loading *loading, struct job *job)
{
	if (job->status == ILO_OK)
		return ILO_OK;
	term_release(&job->term);
	job->term = (struct term){0};
	return read_job(loading->history, loading->diag, job);
}

static void
run_jobs(struct jobs *jobs, unsigned threads)
{
	pthread_t others[HISTORY_THREADS_MAX];
	unsigned started = 0;

	while (started + 1 < threads && started + 1 < jobs->count &&
	       started < HISTORY_THREADS_MAX &&
	       pthread_create(&others[started], NULL, read_jobs, jobs) == 0)
		started++;
	(void)read_jobs(jobs); /* returns NULL */
	while (started > 0)
		(void)pthread_join(others[--started], NULL); /* is ours */
}

/* Enter a semester that was read; the first is the one that is evaluated. */
static enum ilo_status
add_term(struct loading *loading, const struct job *job,
         struct silences *silences)
{
	struct history *history = loading->history;
	struct term *term;
	enum ilo_status status;

	history->terms =
		ilo_grow(history->terms, history->term_count,
	                 &history->term_capacity, sizeof(*history->terms));
	term = &history->terms[history->term_count++];
	*term = job->term;
	status = note_indicators(loading, term->tables, job->flows);
	if (status != ILO_OK)
		return status;
	if (term->origin.refused != NULL)
		ilo_diag_report(loading->diag, ILO_D_PACK_PASSED_OVER,
		                job->pack, 0, "%s", term->origin.refused);
	silence_learn(term->tables, silences);
	if (history->term_count == 1 && term->tables->passed_over > 0)
		ilo_diag_report(loading->diag, ILO_D_ROWS_PASSED_OVER,
		                job->flows, 0, "%zu of %zu",
		                term->tables->passed_over,
		                term->tables->cell_count);
	if (history->term_count == 1)
		return ILO_OK;
	if (term->semester >= history->terms[0].semester)
		ilo_diag_report(loading->diag, ILO_D_HISTORY_TERM,
		                job->networks, 0,
		                "%s is not earlier than %s; leave it out",
		                term->period, history->terms[0].period);
	else if (history_find(history, term->semester) != term)
		ilo_diag_report(
			loading->diag, ILO_D_HISTORY_TERM, job->networks, 0,
			"%s was given twice; leave one out", term->period);
	else
		return ILO_OK;
	return ILO_FAILED;
}

static void
list_jobs(const struct history_paths *paths, struct ilo_arena *arena,
          struct jobs *jobs)
{
	size_t i;

	jobs->count = paths->earlier_count + 1;
	jobs->items = ilo_xcalloc(jobs->count, sizeof(*jobs->items));
	jobs->items[0].networks = paths->networks;
	jobs->items[0].flows = paths->flows;
	for (i = 0; i < paths->earlier_count; i++) {
		struct job *job = &jobs->items[i + 1];

		job->networks = ilo_arena_printf(arena, "%s/networks.xml",
		                                 paths->earlier[i]);
		job->flows = ilo_arena_printf(arena, "%s/flows.csv",
		                              paths->earlier[i]);
		if (paths->packs)
			job->pack = ilo_arena_printf(arena, "%s/flows.pack",
			                             paths->earlier[i]);
		job->keep = paths->packs && paths->keep_packs;
	}
}

static enum ilo_status
add_terms(struct loading *loading, const struct history_paths *paths,
          struct silences *silences)
{
	struct jobs jobs = {.history = loading->history};
	struct ilo_arena *arena = ilo_arena_new();
	enum ilo_status status = ILO_OK;
	size_t i;

	list_jobs(paths, arena, &jobs);
	run_jobs(&jobs, paths->threads);
	for (i = 0; i < jobs.count; i++) {
		if (status == ILO_OK)
			status = report_job(loading, &jobs.items[i]);
		if (status == ILO_OK)
			status = add_term(loading, &jobs.items[i], silences);
		else
			term_release(&jobs.items[i].term);
	}
	free(jobs.items);
	ilo_arena_free(arena);
	return status;
}

static int
term_order(const void *left, const void *right)
{
	const struct term *a = left, *b = right;

	return b->semester - a->semester;
}

static void
note_agency(struct term *term, const struct symbol *indicator,
            const struct symbol *reporter)
{
	size_t i;

	for (i = 0; i < term->agency_count; i++)
		if (term->agencies[i].indicator == indicator &&
		    term->agencies[i].reporter == reporter)
			return;
	term->agencies =
		ilo_grow(term->agencies, term->agency_count,
	                 &term->agency_capacity, sizeof(*term->agencies));
	term->agencies[term->agency_count++] =
		(struct agency){indicator, reporter};
}

/* By their rows, or by files whose silence is zero. */
static void
gather_agencies(const struct history *history, struct term *term)
{
	size_t i;

	for (i = 0; i < term->reach_count; i++)
		if (term->reaches[i].counted_by == history->agency)
			note_agency(term, term->reaches[i].indicator,
			            term->reaches[i].reporter);
	for (i = 0; i < term->tables->block_count; i++)
		if (term->tables->blocks[i].counted_by == history->agency)
			note_agency(term, term->tables->blocks[i].indicator,
			            term->tables->blocks[i].reporter);
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
	struct silences silences = {NULL, 0, 0};
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
	status = add_terms(&loading, paths, &silences);
	if (status == ILO_OK) {
		qsort(history->terms, history->term_count,
		      sizeof(*history->terms), term_order);
		for (i = 0; i < history->term_count; i++) {
			silence_apply(&silences, &history->terms[i]);
			gather_agencies(history, &history->terms[i]);
		}
		gather_hosts(history);
		order_indicators(history, indicators);
		*out = history;
	} else {
		history_free(history);
	}
	silences_release(&silences);
	return status;
}
