/* Each is a history of one term: its symbols are compared by their texts. */

#include "analyze/vintage.h"

#include <stdlib.h>
#include <string.h>

/* What is wrong with a vintage; NULL when nothing is. */
static const char *
mistake(const struct vintages *vintages, const struct history *history,
        const struct vintage *vintage)
{
	const struct network *then = vintage->history->terms[0].network;
	const struct network *now;

	if (vintage->term == history->term_count)
		return "its semester is not compared; give it with --history";
	if (vintages_find(vintages, vintage->term) != vintage)
		return "there are two of its semester; leave one out";
	now = history->terms[vintage->term].network;
	if (strcmp(then->known_at, now->known_at) >= 0)
		return "its cut-off is not earlier; leave it out";
	if (vintage->term > 0 &&
	    then->age_days != history->terms[0].network->age_days)
		return "it is not as old as the semester evaluated; make it "
		       "again with ilo-transform --known-at";
	return NULL;
}

static enum ilo_status
read_one(const char *folder, const struct ilo_codelist *indicators,
         struct ilo_diag *diag, struct history **out)
{
	struct ilo_arena *arena = ilo_arena_new();
	const struct history_paths paths = {
		.networks = ilo_arena_printf(arena, "%s/networks.xml", folder),
		.flows = ilo_arena_printf(arena, "%s/flows.csv", folder),
	};
	enum ilo_status status;
	struct ilo_diag silent;

	/* What is only of note is so of the edition evaluated. */
	ilo_diag_init(&silent, NULL, NULL);
	status = history_read(&paths, indicators, &silent, out);
	if (status != ILO_OK)
		status = history_read(&paths, indicators, diag, out);
	ilo_arena_free(arena);
	return status;
}

static size_t
term_of(const struct history *history, ilo_semester semester)
{
	size_t i = 0;

	while (i < history->term_count &&
	       history->terms[i].semester != semester)
		i++;
	return i;
}

static int
vintage_order(const void *left, const void *right)
{
	const struct vintage *a = left, *b = right;

	return (a->term > b->term) - (a->term < b->term);
}

enum ilo_status
vintages_read(const struct ilo_strings *folders, const struct history *history,
              const struct ilo_codelist *indicators, struct ilo_diag *diag,
              struct vintages *out)
{
	enum ilo_status status = ILO_OK;
	size_t i;

	*out = (struct vintages){
		ilo_xcalloc(folders->count + 1, sizeof(*out->items)), 0};
	for (i = 0; i < folders->count && status == ILO_OK; i++) {
		struct vintage *vintage = &out->items[out->count];
		const char *wrong;

		status = read_one(folders->items[i], indicators, diag,
		                  &vintage->history);
		if (status != ILO_OK)
			break;
		out->count++;
		vintage->term =
			term_of(history, vintage->history->terms[0].semester);
		wrong = mistake(out, history, vintage);
		if (wrong == NULL)
			continue;
		ilo_diag_report(diag, ILO_D_VINTAGE, folders->items[i], 0,
		                "%s: %s", vintage->history->terms[0].period,
		                wrong);
		status = ILO_FAILED;
	}
	if (out->count > 1)
		qsort(out->items, out->count, sizeof(*out->items),
		      vintage_order);
	return status;
}

void
vintages_release(struct vintages *vintages)
{
	size_t i;

	for (i = 0; i < vintages->count; i++)
		history_free(vintages->items[i].history);
	free(vintages->items);
	*vintages = (struct vintages){NULL, 0};
}

const struct vintage *
vintages_find(const struct vintages *vintages, size_t term)
{
	size_t i;

	for (i = 0; i < vintages->count; i++)
		if (vintages->items[i].term == term)
			return &vintages->items[i];
	return NULL;
}

static const struct symbol *
translate(const struct history *history, const struct symbol *symbol)
{
	return symbol == NULL ? NULL
	                      : symbols_get(history->symbols, symbol->text);
}

void
vintage_ask(const struct vintage *vintage, const struct question *question,
            const struct rules *rules, struct levels *out)
{
	const struct history *history = vintage->history;
	struct question own = *question;

	own.host = translate(history, question->host);
	own.indicator = translate(history, question->indicator);
	own.counted_by = translate(history, question->counted_by);
	own.agency = translate(history, question->agency);
	levels_ask(&history->terms[0], &own, rules, out);
}

const struct level *
vintage_level(const struct levels *levels, const struct symbol *code)
{
	const struct level *level = code == NULL ? &levels->rest : NULL;
	size_t i;

	for (i = 0; i < levels->count; i++)
		if (symbol_order(levels->items[i].code, code) == 0)
			level = &levels->items[i];
	return level != NULL && level->state == LEVEL_VALUE ? level : NULL;
}
