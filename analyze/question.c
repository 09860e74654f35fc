/*
 * Sums over chosen tables.  Each block (one reporter on one host country) is
 * read through one table, so that nothing is counted twice; what it gave is
 * noted category by category before the next block is begun.
 */

#include "analyze/question.h"

#include <stdlib.h>

#include "analyze/dispersion.h"
#include "analyze/estimate/poisson.h"
#include "common/mem.h"

enum { ALL_MONTHS = (1U << SEMESTER_MONTHS) - 1 };

static const uint64_t VALUE_MAX = UINT64_C(999999999999999);

/* A level under construction. */
struct tally {
	struct level level;
	struct dispersion dispersion;
	bool not_applicable; /* a row says that the cell cannot exist */
	bool touched;        /* by the block at hand */
	bool given;          /* a value, by the block at hand */
	uint64_t block_value;
	size_t block_absent;
	unsigned block_months;
	unsigned covered; /* months that every giver covers */
};

struct asking {
	const struct term *term;
	const struct question *question;
	const struct rules *rules;
	unsigned needed;      /* dimensions, to answer at all */
	unsigned zero_months; /* in which what the agency leaves out is 0 */
	struct tally *tallies;
	size_t count, capacity;
	size_t *slots; /* by symbol number: index of the tally + 1; 0 none */
	size_t slot_count;
	size_t total; /* slot of no category */
};

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

static unsigned
asked_months(const struct question *question)
{
	return question->month == WHOLE_SEMESTER
	               ? ALL_MONTHS
	               : 1U << (unsigned)question->month;
}

static unsigned
bits(unsigned set)
{
	unsigned count = 0;

	for (; set != 0; set &= set - 1)
		count++;
	return count;
}

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
	                        .covered = ALL_MONTHS};
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
add_flag(const struct asking *asking, struct level *level, char status)
{
	level->flag =
		level->flag == '\0'
			? status
			: rules_worse_flag(asking->rules, level->flag, status);
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
	                               ? (unsigned)ALL_MONTHS
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
		add_flag(asking, &tally->level, cell->status);
	} else if (is_gap(asking, cell)) {
		tally->block_absent++;
		add_flag(asking, &tally->level, cell->status);
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
			&asking->term->tables->cells[table->rows[i]];
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
			            table->rows[i]);
	}
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
		level->givers =
			ilo_grow(level->givers, level->giver_count,
		                 &level->giver_capacity, sizeof(struct giver));
		level->givers[level->giver_count++] = (struct giver){
			block->host, block->reporter,
			tally->block_absent == 0 && months == asked};
		tally->covered &= months;
		dispersion_end(&tally->dispersion, tally->block_value,
		               asking->zero_months);
	}
	tally->touched = tally->given = false;
	tally->block_value = 0;
	tally->block_absent = 0;
	tally->block_months = 0;
}

/* False when the block is not broken down as is asked. */
static bool
add_block(struct asking *asking, const struct block *block)
{
	unsigned dimensions, unused;
	const struct table *monthly,
		*table = tables_choose(block, asking->needed, &dimensions);
	unsigned zero_months;
	size_t i;

	if (table == NULL)
		return false;
	zero_months = (dimensions & DIMENSION_MONTH) != 0 ? asking->zero_months
	                                                  : ALL_MONTHS;
	for (i = 0; i < table->count; i++)
		add_row(asking, block, table->rows[i]);
	monthly =
		tables_choose(block, asking->needed | DIMENSION_MONTH, &unused);
	if (monthly != NULL && asking->question->month == WHOLE_SEMESTER)
		add_months(asking, block, monthly, monthly != table);
	for (i = 0; i < asking->count; i++)
		if (asking->tallies[i].touched)
			end_block(asking, block, &asking->tallies[i],
			          zero_months);
	return true;
}

/* ---- the finished level ------------------------------------------------ */

static void
widen(const struct asking *asking, const struct dispersion *dispersion,
      struct level *level)
{
	const struct rules *rules = asking->rules;
	const struct dispersion_result judged =
		dispersion_judge(dispersion, level->value);
	struct widened widened;

	level->scatter = judged.scatter;
	if (!judged.known)
		return;
	widened = widening_of_count(judged.scatter, &level->exact,
	                            rules->confidence, rules->dispersion_alpha);
	if (!widened.found)
		return;
	level->widened = true;
	level->phi = widened.phi;
	level->phi_share = judged.share;
	level->wide_lower = widened.lower;
	level->wide_upper = widened.upper;
}

/* What is expected of a category. */
static size_t
expected_of(const struct term *term, const struct question *question,
            const struct symbol *code)
{
	const struct network *network = term->network;

	if (question->agency != NULL)
		return 1;
	if (question->by == BY_REPORTER && code != NULL)
		return network_expected(network, question->host, code);
	if (question->by == BY_HOST && code != NULL)
		return network_expected(network, code, NULL);
	return network_expected(network, question->host, NULL);
}

/* An agency is one giver, however many host countries it tells of. */
static void
merge_givers(struct level *level)
{
	size_t i;

	for (i = 1; i < level->giver_count; i++)
		level->givers[0].complete &= level->givers[i].complete;
	if (level->giver_count > 0) {
		level->givers[0].host = NULL;
		level->givers[0].complete &= level->absent == 0;
		level->giver_count = 1;
	}
}

static void
finish(const struct asking *asking, struct tally *tally)
{
	const struct question *question = asking->question;
	struct level *level = &tally->level;

	lineage_sort(&level->rows);
	lineage_sort(&level->dispersion_rows);
	level->counted_by = question->counted_by;
	level->agency = question->agency;
	if (question->agency != NULL)
		merge_givers(level);
	level->reported = level->giver_count;
	level->expected = expected_of(asking->term, question, level->code);
	level->months_expected = bits(asked_months(question));
	if (level->giver_count == 0) {
		level->state = LEVEL_MISSING;
		tally->covered = 0;
		if (level->flag == '\0')
			level->flag = tally->not_applicable ? 'M' : 'O';
	}
	tally->covered &= asked_months(question);
	level->months = bits(tally->covered);
	if (level->state != LEVEL_VALUE)
		return;
	if (level->months < level->months_expected && level->absent == 0)
		add_flag(asking, level, 'O'); /* missing, and no row says so */
	level->exact =
		poisson_interval((struct poisson_sample){level->value, 1.0},
	                         asking->rules->confidence);
	if (level->exact.state == EST_OK && question->month == WHOLE_SEMESTER)
		widen(asking, &tally->dispersion, level);
}

/* A category that no row names: zero where the agency lists only what is not
 * zero, else missing. */
static void
finish_rest(const struct asking *asking, unsigned zero_months,
            struct level *rest)
{
	struct tally tally = {.dispersion = dispersion_start(),
	                      .covered = zero_months};

	if ((zero_months & asked_months(asking->question)) != 0) {
		tally.level.givers =
			ilo_grow(NULL, 0, &tally.level.giver_capacity,
		                 sizeof(struct giver));
		tally.level.givers[tally.level.giver_count++] = (struct giver){
			NULL, asking->question->agency,
			(asked_months(asking->question) & ~zero_months) == 0};
		tally.level.flag = 'A';
		dispersion_end(&tally.dispersion, 0, zero_months);
	}
	finish(asking, &tally);
	*rest = tally.level;
}

static void
finish_all(struct asking *asking, unsigned rest_months, struct levels *out)
{
	size_t i;

	out->capacity = asking->count + 1;
	out->items = ilo_xcalloc(out->capacity, sizeof(*out->items));
	out->count = asking->count;
	for (i = 0; i < asking->count; i++) {
		finish(asking, &asking->tallies[i]);
		out->items[i] = asking->tallies[i].level;
	}
	if (out->count > 1)
		qsort(out->items, out->count, sizeof(*out->items), level_order);
	finish_rest(asking, rest_months, &out->rest);
}

static bool
concerns(const struct question *question, const struct block *block)
{
	return block->counted_by == question->counted_by &&
	       (question->agency == NULL ||
	        block->reporter == question->agency);
}

void
levels_ask(const struct term *term, const struct question *question,
           const struct rules *rules, struct levels *out)
{
	struct asking asking = {.term = term,
	                        .question = question,
	                        .rules = rules,
	                        .needed = needed_dimensions(question)};
	unsigned rest_months;
	size_t first, end, i;

	asking.slots = ilo_xcalloc(symbols_count(term->tables->symbols) + 1,
	                           sizeof(*asking.slots));
	if (question->agency != NULL)
		asking.zero_months = term_zero_months(term, question->indicator,
		                                      question->counted_by,
		                                      question->agency);
	rest_months = asking.zero_months;
	tables_span(term->tables, question->indicator, question->host, &first,
	            &end);
	for (i = first; i < end; i++) {
		const struct block *block =
			&term->tables->blocks[term->tables->by_indicator[i]];

		if (concerns(question, block) && !add_block(&asking, block))
			rest_months = 0; /* there silence is not zero */
	}
	finish_all(&asking, rest_months, out);
	free(asking.tallies);
	free(asking.slots);
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
		added.expected = expected_of(term, question, codes[i]);
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
