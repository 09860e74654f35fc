/*
 * What was known of an earlier semester at the age of the one evaluated is in
 * its vintage; where nothing came later there is none, and it is what is known
 * today.
 */

#include "analyze/completion.h"

#include <stdlib.h>

#include "analyze/basis.h"
#include "analyze/estimate/completion.h"
#include "analyze/estimate/descriptive.h"
#include "analyze/result.h"
#include "analyze/vintage.h"
#include "common/mem.h"

/* One question, answered by an earlier semester. */
struct answer {
	struct levels ever, known;
	bool settled; /* known is ever */
};

/* The earliest first. */
struct past {
	struct answer *items;
	size_t count;
};

/* What they say of one category. */
struct pairs {
	double *known, *ever;
	size_t count;
};

/* Nothing was received after the age of the semester evaluated. */
static bool
is_settled(const struct evaluation *evaluation, size_t term)
{
	const struct term *terms = evaluation->history->terms;
	const struct network *network = terms[term].network;
	size_t i;

	for (i = 0; i < network->filing_count; i++)
		if ((network->filings[i].in_force ||
		     network->filings[i].superseded) &&
		    network->filings[i].delay_days > terms[0].network->age_days)
			return false;
	return network->filing_count > 0;
}

static void
past_ask(const struct evaluation *evaluation, const struct question *question,
         struct past *out)
{
	const struct history *history = evaluation->history;
	size_t t;

	*out = (struct past){
		ilo_xcalloc(history->term_count, sizeof(*out->items)), 0};
	for (t = history->term_count - 1; t > 0; t--) {
		const struct vintage *vintage =
			vintages_find(evaluation->vintages, t);
		struct answer *answer = &out->items[out->count];

		answer->settled = vintage == NULL;
		if (answer->settled && !is_settled(evaluation, t))
			continue;
		levels_ask(&history->terms[t], question, evaluation->rules,
		           &answer->ever);
		if (!answer->settled)
			vintage_ask(vintage, question, evaluation->rules,
			            &answer->known);
		out->count++;
	}
}

static void
past_release(struct past *past)
{
	size_t i;

	for (i = 0; i < past->count; i++) {
		levels_release(&past->items[i].known);
		levels_release(&past->items[i].ever);
	}
	free(past->items);
}

/* Semesters of which nothing was known then tell nothing. */
static void
gather(const struct past *past, const struct symbol *code, struct pairs *out)
{
	size_t i;

	out->known = ilo_xcalloc(2 * past->count + 1, sizeof(*out->known));
	out->ever = out->known + past->count;
	out->count = 0;
	for (i = 0; i < past->count; i++) {
		const struct answer *answer = &past->items[i];
		const struct level *ever = vintage_level(&answer->ever, code);
		const struct level *known =
			answer->settled ? ever
					: vintage_level(&answer->known, code);

		if (known == NULL || ever == NULL || known->value == 0)
			continue;
		out->known[out->count] = (double)known->value;
		out->ever[out->count++] = (double)ever->value;
	}
}

/* Those that say what is still the same. */
static struct pairs
latest(const struct pairs *pairs)
{
	struct pairs late = *pairs;

	while (late.count > COMPLETION_MOST) {
		late.known++;
		late.ever++;
		late.count--;
	}
	return late;
}

static void
write_known(const struct evaluation *evaluation, const struct pairs *pairs,
            struct result result)
{
	double known = 0, ever = 0, least = 1, most = 0;
	size_t i;

	for (i = 0; i < pairs->count; i++) {
		const double share = pairs->known[i] / pairs->ever[i];

		known += pairs->known[i];
		ever += pairs->ever[i];
		least = i == 0 || share < least ? share : least;
		most = share > most ? share : most;
	}
	result.measure = "known-by-now";
	result.unit = "share";
	result.has_interval = true;
	result.lower = least;
	result.upper = most;
	result_take(&result, est_checked(known / ever, pairs->count));
	result_write(evaluation, &result);
}

static void
write_trial(const struct evaluation *evaluation, const struct pairs *pairs,
            struct result result)
{
	const struct completion_trial trial =
		completion_backtest(pairs->known, pairs->ever, pairs->count,
	                            evaluation->rules->confidence);

	if (trial.tried == 0)
		return;
	result.measure = "completion-held";
	result.unit = "share";
	result.n = trial.tried;
	result.method = "completion-backtest";
	result_take_interval(&result,
	                     descriptive_share(trial.held, trial.tried,
	                                       evaluation->rules->confidence));
	result_write(evaluation, &result);
}

static void
write_level(const struct evaluation *evaluation, const struct subject *subject,
            const struct level *level, const struct past *past)
{
	struct ilo_buf from = ILO_BUF_INIT;
	struct pairs pairs, late;
	struct result result = {.subject = *subject,
	                        .measure = "level-expected",
	                        .reason = "few-semesters",
	                        .unit = subject->unit,
	                        .method = "completion",
	                        .flag = level->flag};

	gather(past, level->code, &pairs);
	late = latest(&pairs);
	figure_id(subject, &from);
	result.from = ilo_buf_text(&from);
	result.n = late.count;
	if (late.count >= COMPLETION_LEAST)
		write_known(evaluation, &late, result);
	if (level->value == 0) {
		result.state = EST_UNDEFINED;
		result.reason = "base-zero";
	} else {
		result_take_interval(
			&result, completion_of(late.known, late.ever,
		                               late.count, (double)level->value,
		                               evaluation->rules->confidence));
	}
	if (pairs.count >= COMPLETION_LEAST || level->code == NULL)
		result_write(evaluation, &result);
	write_trial(evaluation, &pairs, result);
	free(pairs.known);
	ilo_buf_release(&from);
}

static void
complete(const struct evaluation *evaluation, const struct indicator *indicator,
         const struct question *question)
{
	const struct term *term = &evaluation->history->terms[0];
	struct levels now = {0};
	struct past past;
	size_t i;

	levels_ask(term, question, evaluation->rules, &now);
	past_ask(evaluation, question, &past);
	for (i = 0; i < now.count; i++) {
		const struct level *level = &now.items[i];
		const struct subject subject = {
			.host = "_T",
			.indicator = indicator->code->text,
			.unit = indicator->unit->text,
			.period = term->period,
			.by = question->by,
			.code = level->code == NULL ? NULL : level->code->text,
		};

		if (level->state == LEVEL_VALUE)
			write_level(evaluation, &subject, level, &past);
	}
	past_release(&past);
	levels_release(&now);
}

void
completion_write(const struct analysis *analysis)
{
	const struct evaluation *evaluation = analysis->evaluation;
	const struct history *history = evaluation->history;
	size_t i;

	result_open(evaluation->writer, "completion", 0);
	for (i = 0; i < history->indicator_count; i++) {
		const struct indicator *indicator = &history->indicators[i];
		struct question question = {.indicator = indicator->code,
		                            .by = BY_TOTAL,
		                            .month = WHOLE_SEMESTER};
		struct basis basis;

		if (!basis_find(history, &history->terms[0], NULL,
		                indicator->code, &basis))
			continue;
		question.counted_by = basis.counted_by;
		question.agency = basis.agency;
		complete(evaluation, indicator, &question);
		question.by = BY_REPORTER;
		if (basis.agency == NULL)
			complete(evaluation, indicator, &question);
	}
	result_close(evaluation->writer);
}
