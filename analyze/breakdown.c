/* Asks three semesters and fills each with the categories of the others. */

#include "analyze/breakdown.h"

#include <stdlib.h>

#include "analyze/basis.h"
#include "common/mem.h"

ilo_semester
compared_semester(const struct history *history, enum compared which)
{
	return history->terms[0].semester - (int)which;
}

/* Reporters are the states; all else rests on the basis of the term. */
static struct question
question_of(const struct history *history, const struct term *term,
            const struct symbol *host, const struct symbol *indicator,
            enum breakdown by)
{
	struct basis basis = {history->own, NULL};

	if (by != BY_REPORTER)
		(void)basis_find(history, term, host, indicator,
		                 &basis); /* none: the states' own, missing */
	return (struct question){
		host,         indicator, basis.counted_by,
		basis.agency, by,        WHOLE_SEMESTER,
	};
}

static void
add_codes(struct breakdown_levels *out, const struct levels *levels)
{
	size_t known = out->count, i;

	for (i = 0; i < levels->count; i++) {
		const struct symbol *code = levels->items[i].code;

		if (known == 0 ||
		    bsearch(&code, out->codes, known, sizeof(*out->codes),
		            symbol_compare) == NULL)
			out->codes[out->count++] = code;
	}
	if (out->count > 1)
		qsort(out->codes, out->count, sizeof(*out->codes),
		      symbol_compare);
}

static bool
same_basis(const struct question *a, const struct question *b)
{
	return a->counted_by == b->counted_by && a->agency == b->agency;
}

void
breakdown_gather(const struct history *history, const struct symbol *host,
                 const struct symbol *indicator, enum breakdown by,
                 const struct rules *rules, struct breakdown_levels *out)
{
	const struct term *terms[COMPARED_COUNT];
	struct question questions[COMPARED_COUNT];
	size_t room = 1;
	int k;

	*out = (struct breakdown_levels){.by = by};
	for (k = 0; k < COMPARED_COUNT; k++) {
		terms[k] = history_find(
			history, compared_semester(history, (enum compared)k));
		if (terms[k] == NULL)
			continue;
		questions[k] =
			question_of(history, terms[k], host, indicator, by);
		levels_ask(terms[k], &questions[k], rules, &out->at[k]);
		room += out->at[k].count;
	}
	out->codes = ilo_xcalloc(room, sizeof(*out->codes));
	for (k = 0; k < COMPARED_COUNT; k++)
		if (out->at[NOW].count == 0 ||
		    (terms[k] != NULL &&
		     same_basis(&questions[k], &questions[NOW])))
			add_codes(out, &out->at[k]);
	for (k = 0; k < COMPARED_COUNT; k++)
		if (terms[k] != NULL)
			levels_fill(&out->at[k], terms[k], &questions[k],
			            out->codes, out->count);
}

const struct level *
breakdown_at(const struct breakdown_levels *breakdown, enum compared which,
             const struct symbol *code)
{
	return levels_find(&breakdown->at[which], code);
}

void
breakdown_release(struct breakdown_levels *breakdown)
{
	int k;

	for (k = 0; k < COMPARED_COUNT; k++)
		levels_release(&breakdown->at[k]);
	free(breakdown->codes);
	*breakdown = (struct breakdown_levels){0};
}
