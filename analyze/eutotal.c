/*
 * What Member States counted themselves, added up over the members of a
 * composition.  The total of a composition of a semester's last day is given
 * for that semester, that of a fixed one for every semester.
 */

#include "analyze/eutotal.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/addition.h"
#include "analyze/breakdown.h"
#include "analyze/lineage.h"
#include "analyze/parallel.h"
#include "analyze/result.h"
#include "common/buf.h"
#include "common/mem.h"

/* One total under construction. */
struct total {
	const struct evaluation *evaluation;
	const struct term *term;
	const struct indicator *indicator;
	const struct composition *composition;
	size_t expected;
	struct addition sum;
};

/* The states of the composition that are expected to tell of any host. */
static size_t
expected_of(const struct total *total)
{
	const struct network *network = total->term->network;
	const struct composition *composition = total->composition;
	size_t count = 0, i, j;

	for (i = 0; i < composition->count; i++) {
		for (j = 0; j < network->pair_count; j++)
			if (network->pairs[j].expected &&
			    strcmp(network->pairs[j].reporter->text,
			           composition->states[i]) == 0)
				break;
		count += j < network->pair_count;
	}
	return count;
}

static void
write_total(struct total *total)
{
	struct ilo_buf rows = ILO_BUF_INIT;
	struct result result = {
		.subject = {.host = "_T",
	                    .indicator = total->indicator->code->text,
	                    .period = total->term->period,
	                    .by = BY_TOTAL},
		.other = total->composition->id,
		.measure = "eu-total",
		.unit = total->indicator->unit->text,
		.method = "eu-total",
	};

	lineage_sort(&total->sum.rows);
	lineage_print(&total->sum.rows, total->term->period, &rows);
	result.rows = ilo_buf_text(&rows);
	addition_take(&total->sum, total->evaluation->rules, &result);
	result_write(total->evaluation, &result);
	result.measure = "eu-coverage";
	result.unit = "share";
	result.method = "coverage";
	result.has_interval = false;
	result.n = total->expected;
	result.state = total->expected > 0 ? EST_OK : EST_UNDEFINED;
	result.reason = "nobody-expected";
	if (total->expected > 0)
		result.value =
			(double)total->sum.parts / (double)total->expected;
	result_write(total->evaluation, &result);
	ilo_buf_release(&rows);
}

/* Nothing where no state counted anything itself. */
static void
make_total(struct total *total)
{
	const struct history *history = total->evaluation->history;
	const struct question question = {
		NULL,        total->indicator->code, history->own, NULL,
		BY_REPORTER, WHOLE_SEMESTER,
	};
	struct levels levels = {0};
	size_t i;

	levels_ask(total->term, &question, total->evaluation->rules, &levels);
	for (i = 0; i < levels.count; i++)
		if (composition_has(total->composition,
		                    levels.items[i].code->text))
			addition_add(&total->sum, total->evaluation->rules,
			             &levels.items[i]);
	total->expected = expected_of(total);
	if (total->sum.rows.count > 0)
		write_total(total);
	addition_release(&total->sum);
	levels_release(&levels);
}

static void
write_indicators(const struct evaluation *evaluation, const struct term *term,
                 const struct composition *composition)
{
	const struct history *history = evaluation->history;
	size_t i;

	for (i = 0; i < history->indicator_count; i++) {
		struct total total = {.evaluation = evaluation,
		                      .term = term,
		                      .indicator = &history->indicators[i],
		                      .composition = composition};

		make_total(&total);
	}
}

/* Task t: the totals of one semester. */
static void
write_term(const struct evaluation *evaluation, size_t t)
{
	const struct history *history = evaluation->history;
	const struct term *term = &history->terms[t];
	struct ilo_arena *arena = ilo_arena_new();
	struct composition own = composition_of_term(term, arena);
	size_t i;

	if (own.count > 0 &&
	    history->terms[0].semester - term->semester < COMPARED_COUNT)
		write_indicators(evaluation, term, &own);
	for (i = 0; i < evaluation->compositions->count; i++)
		write_indicators(evaluation, term,
		                 &evaluation->compositions->items[i]);
	free(own.states);
	ilo_arena_free(arena);
}

void
eutotal_write(const struct analysis *analysis)
{
	const struct evaluation *evaluation = analysis->evaluation;

	result_open(evaluation->writer, "eu-totals", 0);
	parallel_write(evaluation, write_term, evaluation->history->term_count);
	result_close(evaluation->writer);
}
