/* Intervals, coverage and what silence means of levels whose rows are taken. */

#include "analyze/tally.h"

#include <stdlib.h>

#include "analyze/intervals.h"
#include "common/mem.h"

unsigned
asked_months(const struct question *question)
{
	return question->month == WHOLE_SEMESTER
	               ? TALLY_ALL_MONTHS
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

void
tally_flag(const struct asking *asking, struct level *level, char status)
{
	level->flag =
		level->flag == '\0'
			? status
			: rules_worse_flag(asking->rules, level->flag, status);
}

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
	                            rules->confidence, rules->widening);
	if (!widened.found)
		return;
	level->widened = true;
	level->phi = widened.phi;
	level->phi_share = judged.share;
	level->wide_lower = widened.lower;
	level->wide_upper = widened.upper;
}

size_t
asked_of(const struct term *term, const struct question *question,
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

	for (i = 1; level->givers != NULL && i < level->giver_count; i++)
		level->givers[0].complete &= level->givers[i].complete;
	if (level->givers != NULL) {
		level->givers[0].host = NULL;
		level->givers[0].complete &= level->absent == 0;
	}
	level->giver_count = level->giver_count > 0;
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
	level->expected = asked_of(asking->term, question, level->code);
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
		tally_flag(asking, level,
		           'O'); /* missing, and no row says so */
	if (asking->values)
		return;
	level->exact = intervals_of(asking->rules, level->value);
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

void
tallies_finish(struct asking *asking, unsigned rest_months, struct levels *out)
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
