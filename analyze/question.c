/*
 * Sums over chosen tables.  Each block (one reporter on one host country) is
 * read through one table, so that nothing is counted twice; what it gave is
 * noted category by category before the next block is begun.
 */

#include "analyze/question.h"

#include <stdlib.h>

#include "analyze/tally.h"
#include "common/mem.h"

static const uint64_t VALUE_MAX = UINT64_C(999999999999999);

const char *
breakdown_name(enum breakdown by)
{
	switch (by) {
	case BY_TOTAL:
		return "total";
	case BY_HOST:
		return "host";
	case BY_CITIZENSHIP:
		return "citizenship";
	case BY_ROUTE:
		return "route";
	case BY_BORDER:
		return "border";
	case BY_REPORTER:
		return "reporter";
	}
	return NULL;
}

static unsigned
needed_dimensions(const struct question *question)
{
	unsigned month =
		question->month == WHOLE_SEMESTER ? 0U : DIMENSION_MONTH;

	switch (question->by) {
	case BY_TOTAL:
	case BY_HOST:
	case BY_REPORTER:
		return month;
	case BY_CITIZENSHIP:
		return month | DIMENSION_CITIZENSHIP;
	case BY_ROUTE:
		return month | DIMENSION_ROUTE;
	case BY_BORDER:
		return month | DIMENSION_BORDER;
	}
	return month;
}

static const struct symbol *
category(const struct asking *asking, const struct block *block,
         const struct cell *cell)
{
	const struct symbols *symbols = asking->term->tables->symbols;

	switch (asking->question->by) {
	case BY_TOTAL:
		return NULL;
	case BY_HOST:
		return block->host;
	case BY_CITIZENSHIP:
		return symbols_at(symbols, cell->citizenship);
	case BY_ROUTE:
		return symbols_at(symbols, cell->route);
	case BY_BORDER:
		return symbols_at(symbols, cell->border);
	case BY_REPORTER:
		return block->reporter;
	}
	return NULL;
}

/* Several that are answered from the same rows. */
struct askings {
	struct asking *items;
	size_t count;
};

/* ---- one row, one block ------------------------------------------------ */

static size_t *
slot_of(struct asking *asking, const struct symbol *code)
{
	return code == NULL ? &asking->total : &asking->slots[code->number];
}

static struct tally *
tally_get(struct asking *asking, const struct symbol *code)
{
	size_t *slot = slot_of(asking, code);
	struct tally *tally;

	if (*slot != 0)
		return &asking->tallies[*slot - 1];
	asking->tallies = ilo_grow(asking->tallies, asking->count,
	                           &asking->capacity, sizeof(*asking->tallies));
	tally = &asking->tallies[asking->count++];
	*slot = asking->count;
	*tally = (struct tally){.dispersion = dispersion_start(),
	                        .covered = TALLY_ALL_MONTHS};
	tally->level.code = code;
	tally->level.state = LEVEL_VALUE;
	return tally;
}

/* A part that lies in another category is no gap in the total. */
static bool
is_gap(const struct asking *asking, const struct cell *cell)
{
	bool whole = asking->question->by == BY_TOTAL ||
	             asking->question->by == BY_HOST ||
	             asking->question->by == BY_REPORTER;

	return cell->status != 'M' && !(whole && cell->status == 'K');
}

static void
add_value(struct tally *tally, const struct cell *cell)
{
	struct level *level = &tally->level;

	if (level->value + cell->value > VALUE_MAX)
		level->state = LEVEL_TOO_LARGE;
	else
		level->value += cell->value;
	if (cell->status == 'A')
		level->normal += cell->value;
	level->n++;
	tally->given = true;
	tally->block_value += cell->value;
	tally->block_months |= cell->month == WHOLE_SEMESTER
	                               ? (unsigned)TALLY_ALL_MONTHS
	                               : 1U << (unsigned)cell->month;
}

static void
add_row(struct asking *asking, const struct block *block, size_t row)
{
	const struct cell *cell = &asking->term->tables->cells[row];
	const struct question *question = asking->question;
	struct tally *tally;

	if (question->month != WHOLE_SEMESTER && cell->month != question->month)
		return;
	tally = tally_get(asking, category(asking, block, cell));
	tally->touched = true;
	lineage_add(&tally->level.rows, row);
	if (cell->has_value) {
		add_value(tally, cell);
		tally_flag(asking, &tally->level, cell->status);
	} else if (is_gap(asking, cell)) {
		tally->block_absent++;
		tally_flag(asking, &tally->level, cell->status);
	} else {
		tally->not_applicable |= cell->status == 'M';
	}
}

/* The months of what the block gave; apart where its value was not made from
 * them. */
static void
add_months(struct asking *asking, const struct block *block,
           const struct table *table, bool apart)
{
	size_t i;

	for (i = 0; i < table->count; i++) {
		const struct cell *cell =
			&asking->term->tables->cells[table_row(table, i)];
		size_t slot = *slot_of(asking, category(asking, block, cell));
		struct tally *tally;

		if (slot == 0 || !asking->tallies[slot - 1].given)
			continue;
		tally = &asking->tallies[slot - 1];
		if (cell->has_value)
			dispersion_add(&tally->dispersion, cell->month,
			               cell->value);
		else if (is_gap(asking, cell))
			dispersion_add_gap(&tally->dispersion, cell->month);
		if (apart)
			lineage_add(&tally->level.dispersion_rows,
			            table_row(table, i));
	}
}

static void
add_giver(const struct asking *asking, struct level *level, struct giver giver)
{
	if (!asking->counted) {
		level->givers = ilo_grow(level->givers, level->giver_count,
		                         &level->giver_capacity, sizeof(giver));
		level->givers[level->giver_count] = giver;
	}
	level->giver_count++;
}

static void
end_block(struct asking *asking, const struct block *block, struct tally *tally,
          unsigned zero_months)
{
	struct level *level = &tally->level;
	unsigned asked = asked_months(asking->question);
	unsigned months = (tally->block_months | zero_months) & asked;

	level->absent += tally->block_absent;
	if (tally->given) {
		add_giver(asking, level,
		          (struct giver){block->host, block->reporter,
		                         tally->block_absent == 0 &&
		                                 months == asked});
		tally->covered &= months;
		dispersion_end(&tally->dispersion, tally->block_value,
		               asking->zero_months);
	}
	tally->touched = tally->given = false;
	tally->block_value = 0;
	tally->block_absent = 0;
	tally->block_months = 0;
}

/* What the row is asked for; of months each its own. */
static struct asking *
asking_of(const struct askings *askings, const struct cell *cell)
{
	return &askings->items[askings->count == 1 ? 0 : cell->month];
}

/* False when the block is not broken down as is asked. */
static bool
add_block(const struct askings *askings, const struct block *block)
{
	struct asking *first = &askings->items[0];
	unsigned dimensions, unused, zero_months;
	const struct table *monthly,
		*table = tables_choose(block, first->needed, &dimensions);
	size_t i, k;

	if (table == NULL)
		return false;
	zero_months = (dimensions & DIMENSION_MONTH) != 0 ? first->zero_months
	                                                  : TALLY_ALL_MONTHS;
	for (i = 0; i < table->count; i++) {
		const size_t row = table_row(table, i);
		const struct cell *cell = &first->term->tables->cells[row];

		add_row(asking_of(askings, cell), block, row);
	}
	if (first->question->month == WHOLE_SEMESTER) {
		monthly = tables_choose(block, first->needed | DIMENSION_MONTH,
		                        &unused);
		if (monthly != NULL)
			add_months(first, block, monthly, monthly != table);
	}
	for (k = 0; k < askings->count; k++)
		for (i = 0; i < askings->items[k].count; i++)
			if (askings->items[k].tallies[i].touched)
				end_block(&askings->items[k], block,
				          &askings->items[k].tallies[i],
				          zero_months);
	return true;
}

static bool
concerns(const struct question *question, const struct block *block)
{
	return block->counted_by == question->counted_by &&
	       (question->agency == NULL ||
	        block->reporter == question->agency);
}

/* One question, or the same of each month; out takes as many levels. */
static void
ask(const struct askings *askings, struct levels *out)
{
	const struct asking *asked = &askings->items[0];
	const struct question *question = asked->question;
	const struct term *term = asked->term;
	const unsigned zero_months =
		question->agency == NULL
			? 0
			: term_zero_months(term, question->indicator,
	                                   question->counted_by,
	                                   question->agency);
	unsigned rest_months = zero_months;
	size_t first, end, i;

	for (i = 0; i < askings->count; i++) {
		struct asking *asking = &askings->items[i];

		asking->needed = needed_dimensions(question);
		asking->zero_months = zero_months;
		asking->slots =
			ilo_xcalloc(symbols_count(term->tables->symbols) + 1,
		                    sizeof(*asking->slots));
	}
	tables_span(term->tables, question->indicator, question->host, &first,
	            &end);
	for (i = first; i < end; i++) {
		const struct block *block =
			&term->tables->blocks[term->tables->by_indicator[i]];

		if (concerns(question, block) && !add_block(askings, block))
			rest_months = 0; /* there silence is not zero */
	}
	for (i = 0; i < askings->count; i++) {
		tallies_finish(&askings->items[i], rest_months, &out[i]);
		free(askings->items[i].tallies);
		free(askings->items[i].slots);
	}
}

void
levels_ask(const struct term *term, const struct question *question,
           const struct rules *rules, struct levels *out)
{
	struct asking asking = {
		.term = term, .question = question, .rules = rules};

	ask(&(struct askings){&asking, 1}, out);
}

void
levels_ask_values(const struct term *term, const struct question *question,
                  const struct rules *rules, struct levels *out)
{
	struct asking asking = {.term = term,
	                        .question = question,
	                        .rules = rules,
	                        .values = true};

	ask(&(struct askings){&asking, 1}, out);
}

void
levels_ask_months(const struct term *term, const struct question *question,
                  const struct rules *rules, struct levels out[SEMESTER_MONTHS])
{
	struct question questions[SEMESTER_MONTHS];
	struct asking months[SEMESTER_MONTHS];
	int m;

	for (m = 0; m < SEMESTER_MONTHS; m++) {
		questions[m] = *question;
		questions[m].month = m;
		months[m] = (struct asking){.term = term,
		                            .question = &questions[m],
		                            .rules = rules,
		                            .counted = true};
	}
	ask(&(struct askings){months, SEMESTER_MONTHS}, out);
}

uint64_t
levels_given(const struct term *term, const struct question *question,
             const struct symbol *code)
{
	const struct asking asking = {.term = term, .question = question};
	const struct tables *tables = term->tables;
	size_t first, end, b, i;
	unsigned dimensions;
	uint64_t value = 0;

	tables_span(tables, question->indicator, question->host, &first, &end);
	for (b = first; b < end; b++) {
		const struct block *block =
			&tables->blocks[tables->by_indicator[b]];
		const struct table *table =
			concerns(question, block)
				? tables_choose(block,
		                                needed_dimensions(question),
		                                &dimensions)
				: NULL;

		for (i = 0; table != NULL && i < table->count; i++) {
			const struct cell *cell =
				&tables->cells[table_row(table, i)];

			if (cell->has_value &&
			    category(&asking, block, cell) == code)
				value += cell->value;
			if (value > VALUE_MAX)
				return 0;
		}
	}
	return value;
}

void
levels_fill(struct levels *levels, const struct term *term,
            const struct question *question, const struct symbol *const *codes,
            size_t count)
{
	size_t listed = levels->count, i;

	for (i = 0; i < count; i++) {
		struct levels sorted = {.items = levels->items,
		                        .count = listed};
		struct level added = levels->rest;

		if (levels_find(&sorted, codes[i]) != NULL)
			continue;
		added.code = codes[i];
		added.expected = asked_of(term, question, codes[i]);
		added.givers = NULL;
		added.giver_count = added.giver_capacity = 0;
		if (levels->rest.giver_count > 0) {
			added.givers = ilo_grow(NULL, 0, &added.giver_capacity,
			                        sizeof(struct giver));
			added.givers[added.giver_count++] =
				levels->rest.givers[0];
		}
		levels->items =
			ilo_grow(levels->items, levels->count,
		                 &levels->capacity, sizeof(*levels->items));
		levels->items[levels->count++] = added;
	}
	if (levels->count > 1)
		qsort(levels->items, levels->count, sizeof(*levels->items),
		      level_order);
}
