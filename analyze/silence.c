/* Links senders and kinds to what their rows tell, then months to zeros. */

#include "analyze/silence.h"

#include <stdlib.h>

#include "common/mem.h"

void
silences_release(struct silences *silences)
{
	free(silences->items);
	*silences = (struct silences){NULL, 0, 0};
}

static bool
is_same(const struct silence *a, const struct silence *b)
{
	return a->sender == b->sender && a->kind == b->kind &&
	       a->indicator == b->indicator && a->counted_by == b->counted_by &&
	       a->reporter == b->reporter;
}

void
silence_learn(const struct tables *tables, struct silences *silences)
{
	size_t i, k;

	for (i = 0; i < tables->reach_count; i++) {
		const struct tables_reach *reach = &tables->reaches[i];
		const struct silence silence = {
			reach->zero->sender, reach->zero->kind,
			reach->indicator, reach->counted_by, reach->reporter};

		for (k = 0; k < silences->count; k++)
			if (is_same(&silences->items[k], &silence))
				break;
		if (k < silences->count)
			continue;
		silences->items =
			ilo_grow(silences->items, silences->count,
		                 &silences->capacity, sizeof(silence));
		silences->items[silences->count++] = silence;
	}
}

/* The months of the term that lie from first to last, as bits. */
static unsigned
months_within(const struct term *term, ilo_month first, ilo_month last)
{
	ilo_month start = ilo_semester_first_month(term->semester);
	unsigned bits = 0;
	int m;

	for (m = 0; m < SEMESTER_MONTHS; m++)
		if (start + m >= first && start + m <= last)
			bits |= 1U << m;
	return bits;
}

static void
reach(struct term *term, const struct silence *silence, unsigned months)
{
	size_t i;

	for (i = 0; i < term->reach_count; i++)
		if (term->reaches[i].indicator == silence->indicator &&
		    term->reaches[i].counted_by == silence->counted_by &&
		    term->reaches[i].reporter == silence->reporter)
			break;
	if (i == term->reach_count) {
		term->reaches =
			ilo_grow(term->reaches, i, &term->reach_capacity,
		                 sizeof(*term->reaches));
		term->reaches[term->reach_count++] = (struct zero_reach){
			silence->indicator, silence->counted_by,
			silence->reporter, 0};
	}
	term->reaches[i].months |= months;
}

void
silence_apply(const struct silences *silences, struct term *term)
{
	size_t z, k;

	for (z = 0; z < term->network->zero_count; z++) {
		const struct zero_source *zero = &term->network->zeros[z];
		unsigned months = months_within(term, zero->first, zero->last);

		for (k = 0; k < silences->count; k++)
			if (months != 0 &&
			    silences->items[k].sender == zero->sender &&
			    silences->items[k].kind == zero->kind)
				reach(term, &silences->items[k], months);
	}
}

unsigned
term_zero_months(const struct term *term, const struct symbol *indicator,
                 const struct symbol *counted_by, const struct symbol *reporter)
{
	size_t i;

	for (i = 0; i < term->reach_count; i++)
		if (term->reaches[i].indicator == indicator &&
		    term->reaches[i].counted_by == counted_by &&
		    term->reaches[i].reporter == reporter)
			return term->reaches[i].months;
	return 0;
}
