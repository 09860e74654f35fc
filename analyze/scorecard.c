/*
 * Own counts alone: what a state tells of others' counts is not its quality.
 * Nothing is judged here; quality.c makes shares of the counts.
 */

#include "analyze/scorecard.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/estimate/outlier.h"
#include "analyze/question.h"
#include "analyze/vintage.h"
#include "common/mem.h"

/* Ratios of one indicator that are needed to say what is usual. */
enum { LEAST_RATIOS = 10 };

static const struct outlier_rules usual = {0.5, 0.05, 4};

/* One state's counts of one host country. */
struct ratio {
	double now, base;
	const struct symbol *host;
	size_t score;
};

/* Those of one indicator. */
struct ratios {
	struct ratio *items;
	size_t count, capacity;
};

void
scorecard_release(struct scorecard *scorecard)
{
	size_t i;

	for (i = 0; i < scorecard->count; i++) {
		free(scorecard->scores[i].delays);
		free(scorecard->scores[i].counts);
		lineage_release(&scorecard->scores[i].lineage);
	}
	free(scorecard->scores);
	free(scorecard->outliers);
	*scorecard = (struct scorecard){0};
}

static struct score *
score_of(struct scorecard *card, const struct symbol *state)
{
	size_t i;

	for (i = 0; i < card->count; i++)
		if (card->scores[i].state == state)
			return &card->scores[i];
	return NULL;
}

/* ---- who reported ------------------------------------------------------ */

static bool
has_reported(const struct network *network, const struct pair *pair)
{
	size_t i;

	for (i = 0; i < network->pair_count; i++)
		if (network->pairs[i].host == pair->host &&
		    network->pairs[i].reporter == pair->reporter)
			return network->pairs[i].reported;
	return false;
}

static void
take_pairs(const struct history *history, struct scorecard *card)
{
	const struct network *now = history->terms[0].network;
	const struct term *before =
		history_find(history, history->terms[0].semester - 1);
	size_t i;

	for (i = 0; i < now->pair_count; i++) {
		const struct pair *pair = &now->pairs[i];
		struct score *score = score_of(card, pair->reporter);

		if (!pair->expected)
			continue;
		if (score == NULL) {
			card->scores = ilo_grow(card->scores, card->count,
			                        &card->capacity,
			                        sizeof(*card->scores));
			score = &card->scores[card->count++];
			*score = (struct score){.state = pair->reporter};
		}
		score->expected++;
		score->reported += pair->reported;
	}
	for (i = 0; before != NULL && i < before->network->pair_count; i++) {
		const struct pair *pair = &before->network->pairs[i];
		struct score *score = score_of(card, pair->reporter);

		if (score == NULL || !pair->reported)
			continue;
		score->before++;
		score->continued += has_reported(now, pair);
	}
}

static int
score_order(const void *left, const void *right)
{
	const struct score *a = left, *b = right;

	return symbol_order(a->state, b->state);
}

/* ---- what was received ------------------------------------------------- */

static bool
was_revised(const struct network *network, const struct filing *filing)
{
	size_t i;

	for (i = 0; i < network->filing_count; i++)
		if (network->filings[i].superseded &&
		    network->filings[i].sender == filing->sender &&
		    network->filings[i].host == filing->host)
			return true;
	return false;
}

static void
take_filings(const struct network *network, struct scorecard *card)
{
	size_t i;

	for (i = 0; i < card->count; i++)
		card->scores[i].delays =
			ilo_xcalloc(network->filing_count + 1, sizeof(double));
	for (i = 0; i < network->filing_count; i++) {
		const struct filing *filing = &network->filings[i];
		struct score *score =
			filing->sender == NULL || !filing->in_force
				? NULL
				: score_of(card, filing->sender);

		if (score == NULL)
			continue;
		score->delays[score->filings++] =
			(double)network_first_delay(network, filing);
		score->late += filing->late_days > 0;
		score->revised += was_revised(network, filing);
		score->clear += filing->findings == 0;
	}
}

/* ---- cells and tables -------------------------------------------------- */

static void
take_cell(struct score *score, const struct tables *tables, size_t row)
{
	const struct cell *cell = &tables->cells[row];

	if (cell->status == 'M')
		return;
	lineage_add(&score->lineage, row);
	score->rows++;
	score->given += cell->has_value;
	score->breaks += cell->status == 'B';
	if (!cell->has_value || cell->value < 10)
		return;
	score->counts = ilo_grow(score->counts, score->count_count,
	                         &score->count_capacity, sizeof(double));
	score->counts[score->count_count++] = (double)cell->value;
}

struct table_sum {
	uint64_t value;
	unsigned months;
};

static struct table_sum
sum_of_table(const struct tables *tables, const struct table *table)
{
	struct table_sum sum = {0, 0};
	size_t i;

	for (i = 0; i < table->count; i++) {
		const struct cell *cell = &tables->cells[table_row(table, i)];

		sum.value += cell->has_value ? cell->value : 0;
		sum.months |= cell->month == WHOLE_SEMESTER
		                      ? (1U << SEMESTER_MONTHS) - 1
		                      : 1U << (unsigned)cell->month;
	}
	return sum;
}

/* Tables without a gap, of the same months, must have one sum. */
static void
take_tables(struct score *score, const struct tables *tables,
            const struct block *block)
{
	unsigned coarsest, set;
	const struct table *whole = tables_choose(block, 0, &coarsest);
	struct table_sum wanted, sum;

	if (whole == NULL || whole->absent > 0)
		return;
	wanted = sum_of_table(tables, whole);
	for (set = 0; set < DIMENSION_SETS; set++) {
		const struct table *table = block_table(block, set);

		if (set == coarsest || table == NULL || table->absent > 0)
			continue;
		sum = sum_of_table(tables, table);
		if (sum.months != wanted.months)
			continue;
		score->tables++;
		score->agreeing += sum.value == wanted.value;
	}
}

static void
take_blocks(const struct history *history, struct scorecard *card)
{
	const struct tables *tables = history->terms[0].tables;
	size_t b, i;
	unsigned set;

	for (b = 0; b < tables->block_count; b++) {
		const struct block *block = &tables->blocks[b];
		struct score *score = block->counted_by == history->own
		                              ? score_of(card, block->reporter)
		                              : NULL;

		if (score == NULL)
			continue;
		take_tables(score, tables, block);
		for (set = 0; set < DIMENSION_SETS; set++) {
			const struct table *table = block_table(block, set);

			for (i = 0; table != NULL && i < table->count; i++)
				take_cell(score, tables, table_row(table, i));
		}
	}
}

/* ---- outliers ---------------------------------------------------------- */

static bool
is_usable(const struct level *level)
{
	return level != NULL && level->state == LEVEL_VALUE &&
	       level->value > 0 && level->absent == 0 &&
	       level->months == level->months_expected;
}

/* The states' counts of one host country, now and the semester before. */
static void
take_ratios(const struct history *history, const struct rules *rules,
            const struct scorecard *card, struct question question,
            struct ratios *ratios)
{
	const struct term *terms[2] = {
		&history->terms[0],
		history_find(history, history->terms[0].semester - 1)};
	struct levels levels[2] = {{0}};
	size_t i;

	levels_ask_values(terms[0], &question, rules, &levels[0]);
	levels_ask_values(terms[1], &question, rules, &levels[1]);
	for (i = 0; i < levels[0].count; i++) {
		const struct level *now = &levels[0].items[i];
		const struct level *base = levels_find(&levels[1], now->code);
		const struct score key = {.state = now->code};
		const struct score *score =
			bsearch(&key, card->scores, card->count,
		                sizeof(*card->scores), score_order);

		if (score == NULL || !is_usable(now) || !is_usable(base))
			continue;
		ratios->items =
			ilo_grow(ratios->items, ratios->count,
		                 &ratios->capacity, sizeof(*ratios->items));
		ratios->items[ratios->count++] = (struct ratio){
			(double)now->value, (double)base->value, question.host,
			(size_t)(score - card->scores)};
	}
	levels_release(&levels[0]);
	levels_release(&levels[1]);
}

static void
judge_ratios(const struct ratios *ratios, const struct indicator *indicator,
             struct scorecard *card)
{
	double *now = ilo_xcalloc(3 * ratios->count + 1, sizeof(*now));
	double *base = now + ratios->count, *effects = base + ratios->count;
	struct outlier_range range;
	size_t i;

	for (i = 0; i < ratios->count; i++) {
		now[i] = ratios->items[i].now;
		base[i] = ratios->items[i].base;
	}
	range = outlier_ratios(now, base, ratios->count, LEAST_RATIOS, &usual,
	                       effects);
	for (i = 0; range.state == EST_OK && i < ratios->count; i++) {
		struct score *score = &card->scores[ratios->items[i].score];

		score->ratios++;
		if (!outlier_is_outside(&range, effects[i]))
			continue;
		score->outliers++;
		card->outliers = ilo_grow(card->outliers, card->outlier_count,
		                          &card->outlier_capacity,
		                          sizeof(*card->outliers));
		card->outliers[card->outlier_count++] = (struct outlier){
			score->state,     ratios->items[i].host, indicator,
			now[i] / base[i], range.median,          range.n};
	}
	free(now);
}

static void
take_outliers(const struct history *history, const struct rules *rules,
              struct scorecard *card)
{
	size_t i, h;

	if (history_find(history, history->terms[0].semester - 1) == NULL)
		return;
	for (i = 0; i < history->indicator_count; i++) {
		const struct indicator *indicator = &history->indicators[i];
		struct ratios ratios = {0};

		for (h = 0; h < history->host_count; h++)
			take_ratios(history, rules, card,
			            (struct question){
					    history->hosts[h], indicator->code,
					    history->own, NULL, BY_REPORTER,
					    WHOLE_SEMESTER},
			            &ratios);
		judge_ratios(&ratios, indicator, card);
		free(ratios.items);
	}
}

/* ---- revisions --------------------------------------------------------- */

static void
take_revision(const struct level *now, const struct level *then,
              struct score *score)
{
	const double shift = (double)now->value - (double)then->value;

	score->compared++;
	score->shifted += fabs(shift);
	score->net += shift;
	score->base += (double)now->value;
}

/* A state's own count of one host country, now and as first published. */
static void
take_revisions(const struct evaluation *evaluation,
               const struct vintage *vintage, struct scorecard *card)
{
	const struct history *history = evaluation->history;
	size_t g, i;

	for (g = 0; vintage != NULL && g < evaluation_groups(evaluation); g++) {
		const struct question question = {
			evaluation_host(evaluation, g),
			evaluation_indicator(evaluation, g)->code,
			history->own,
			NULL,
			BY_REPORTER,
			WHOLE_SEMESTER};
		struct levels now = {0}, then = {0};

		if (question.host == NULL)
			continue;
		levels_ask(&history->terms[0], &question, evaluation->rules,
		           &now);
		vintage_ask(vintage, &question, evaluation->rules, &then);
		for (i = 0; i < now.count; i++) {
			const struct symbol *state = now.items[i].code;
			const struct level *first = vintage_level(&then, state);
			struct score *score = score_of(card, state);

			if (score != NULL && first != NULL &&
			    now.items[i].state == LEVEL_VALUE)
				take_revision(&now.items[i], first, score);
		}
		levels_release(&now);
		levels_release(&then);
	}
}

void
scorecard_gather(const struct evaluation *evaluation, struct scorecard *out)
{
	const struct history *history = evaluation->history;
	size_t i;

	*out = (struct scorecard){0};
	take_pairs(history, out);
	if (out->count > 1)
		qsort(out->scores, out->count, sizeof(*out->scores),
		      score_order);
	take_filings(history->terms[0].network, out);
	take_blocks(history, out);
	for (i = 0; i < out->count; i++)
		lineage_sort(&out->scores[i].lineage);
	take_outliers(history, evaluation->rules, out);
	take_revisions(evaluation, vintages_find(evaluation->vintages, 0), out);
}
