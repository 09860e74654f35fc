/*
 * What Member States counted themselves, added up over the members of a
 * composition.  The total of a composition of a semester's last day is given
 * for that semester, that of a fixed one for every semester.
 */

#include "analyze/eutotal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/breakdown.h"
#include "analyze/estimate/poisson.h"
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
	uint64_t value;
	double dispersed; /* sum of value times dispersion */
	size_t n, reported, expected;
	bool too_large;
	char flag;
	struct lineage rows;
};

#define VALUE_MAX UINT64_C(999999999999999)

static void
add_level(struct total *total, const struct level *level)
{
	const struct rules *rules = total->evaluation->rules;
	size_t i;

	total->flag = total->flag == '\0' ? level->flag
	                                  : rules_worse_flag(rules, total->flag,
	                                                     level->flag);
	for (i = 0; i < level->rows.count; i++)
		lineage_add(&total->rows, level->rows.rows[i]);
	if (level->state == LEVEL_TOO_LARGE ||
	    total->value + level->value > VALUE_MAX) {
		total->too_large = true;
		return;
	}
	if (level->state != LEVEL_VALUE)
		return;
	total->value += level->value;
	total->dispersed +=
		(double)level->value * (level->widened ? level->phi : 1);
	total->n += level->n;
	total->reported++;
}

/* The states of the composition that are expected to tell of any host. */
static size_t
expected_of(const struct total *total)
{
	const struct network *network = total->term->network;
	const struct composition *composition = total->composition;
	size_t count = 0, i, j;

	for (i = 0; i < composition->count; i++) {
		for (j = 0; j < network->pair_count; j++)
			if (strcmp(network->pairs[j].reporter->text,
			           composition->states[i]) == 0)
				break;
		count += j < network->pair_count;
	}
	return count;
}

/* The exact interval, widened where parts are over-dispersed. */
static void
take_interval(const struct total *total, struct result *result)
{
	struct interval interval =
		poisson_interval((struct poisson_sample){total->value, 1},
	                         total->evaluation->rules->confidence);
	const double phi =
		total->value > 0 ? total->dispersed / (double)total->value : 1;

	if (interval.state == EST_OK && phi > 1) {
		interval.lower = fmax(
			0, interval.value - (interval.value - interval.lower) *
						    sqrt(phi));
		interval.upper = interval.value +
		                 (interval.upper - interval.value) * sqrt(phi);
	}
	result_take_interval(result, interval);
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
		.state = EST_UNDEFINED,
		.unit = total->indicator->unit->text,
		.method = "eu-total",
		.flag = total->flag,
		.n = total->n,
	};

	lineage_sort(&total->rows);
	lineage_print(&total->rows, total->term->period, &rows);
	result.rows = ilo_buf_text(&rows);
	if (total->too_large || total->reported == 0)
		result.reason = total->too_large ? "too-large" : "missing";
	else
		take_interval(total, &result);
	result_write(total->evaluation->writer, &result);
	result.measure = "eu-coverage";
	result.unit = "share";
	result.method = "coverage";
	result.has_interval = false;
	result.n = total->expected;
	result.state = total->expected > 0 ? EST_OK : EST_UNDEFINED;
	result.reason = "nobody-expected";
	if (total->expected > 0)
		result.value =
			(double)total->reported / (double)total->expected;
	result_write(total->evaluation->writer, &result);
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
			add_level(total, &levels.items[i]);
	total->expected = expected_of(total);
	if (total->rows.count > 0)
		write_total(total);
	lineage_release(&total->rows);
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
