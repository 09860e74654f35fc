/* Levels of a breakdown without those that cannot be named or have no value. */

#include "analyze/categories.h"

#include <stdlib.h>

#include "analyze/ranking.h"
#include "analyze/sum.h"
#include "common/mem.h"

static void
add(const struct evaluation *evaluation, const struct level *level,
    struct categories *out)
{
	out->flag = rules_worse_flag(evaluation->rules, out->flag, level->flag);
	out->codes[out->count] = level->code;
	out->values[out->count++] = (double)level->value;
}

static void
sum_up(const struct levels *levels, struct categories *out)
{
	struct sum dispersed = {0, 0};
	size_t i;

	for (i = 0; i < levels->count; i++) {
		const struct level *level = &levels->items[i];

		if (level->state == LEVEL_VALUE && level->widened)
			sum_add(&dispersed,
			        (level->phi - 1) * (double)level->value);
	}
	out->total = sum_of(out->values, out->count);
	if (out->total > 0)
		out->phi += sum_total(&dispersed) / (double)ranking_sum(levels);
	if (out->phi < 1)
		out->phi = 1;
}

void
categories_take(const struct evaluation *evaluation,
                const struct levels *levels, struct categories *out)
{
	size_t i;

	*out = (struct categories){.phi = 1, .flag = 'A'};
	out->codes = ilo_xcalloc(levels->count + 1, sizeof(*out->codes));
	out->values = ilo_xcalloc(levels->count + 1, sizeof(*out->values));
	for (i = 0; i < levels->count; i++)
		if (levels->items[i].state == LEVEL_VALUE &&
		    !evaluation_special(evaluation, levels->items[i].code))
			add(evaluation, &levels->items[i], out);
	sum_up(levels, out);
}

void
categories_gather(const struct evaluation *evaluation,
                  const struct categories_question *question,
                  struct categories *out)
{
	struct question asked = {.host = question->host,
	                         .indicator = question->indicator->code,
	                         .by = question->by,
	                         .month = WHOLE_SEMESTER};
	struct levels levels = {0};
	struct basis basis;

	*out = (struct categories){.phi = 1, .flag = 'A'};
	if (question->basis != NULL)
		basis = *question->basis;
	else if (!basis_find(evaluation->history, question->term,
	                     question->host, question->indicator->code, &basis))
		return;
	asked.counted_by = basis.counted_by;
	asked.agency = basis.agency;
	levels_ask(question->term, &asked, evaluation->rules, &levels);
	categories_take(evaluation, &levels, out);
	out->basis = basis;
	levels_release(&levels);
}

void
categories_release(struct categories *categories)
{
	free(categories->codes);
	free(categories->values);
	*categories = (struct categories){.count = 0};
}

double
categories_value(const struct categories *categories, const struct symbol *code)
{
	const struct symbol *const *found =
		categories->count == 0
			? NULL
			: bsearch(&code, categories->codes, categories->count,
	                          sizeof(*categories->codes), symbol_compare);

	return found == NULL ? 0
	                     : categories->values[found - categories->codes];
}

/* A place with its value; categories stand by code. */
struct placed {
	double value;
	size_t place;
};

static int
largest_first(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;

	if (a->value > b->value || a->value < b->value)
		return a->value > b->value ? -1 : 1;
	return a->place < b->place ? -1 : a->place > b->place;
}

void
categories_order(const struct categories *categories, size_t *places)
{
	struct placed *placed =
		ilo_xcalloc(categories->count + 1, sizeof(*placed));
	size_t i;

	for (i = 0; i < categories->count; i++)
		placed[i] = (struct placed){categories->values[i], i};
	if (categories->count > 1)
		qsort(placed, categories->count, sizeof(*placed),
		      largest_first);
	for (i = 0; i < categories->count; i++)
		places[i] = placed[i].place;
	free(placed);
}
