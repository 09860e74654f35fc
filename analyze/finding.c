/*
 * A state is left out of both ends of a change: what remains is judged by the
 * very rule that judged the whole, with the dispersion of the whole.
 */

#include "analyze/finding.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/breakdown.h"
#include "analyze/estimate/multiplicity.h"
#include "common/mem.h"

/* One host country, or all, on one indicator in one breakdown. */
struct place {
	const struct evaluation *evaluation;
	const struct symbol *host;
	const struct indicator *indicator;
	enum breakdown by;
	double wholes[COMPARED_COUNT]; /* levels of all host countries; NaN */
};

void
findings_release(struct findings *findings)
{
	free(findings->items);
	*findings = (struct findings){0};
}

const char *
finding_since(const struct finding *finding)
{
	return finding->kind == CHANGE_PREVIOUS ? "previous" : "year";
}

const char *
fragility_name(enum fragility fragility)
{
	switch (fragility) {
	case FRAGILITY_STABLE:
		return "stable";
	case FRAGILITY_LOST:
		return "evidence-lost";
	case FRAGILITY_REVERSED:
		return "reversed";
	case FRAGILITY_ONE_SOURCE:
		return "one-source";
	}
	return NULL;
}

bool
finding_evident(const struct finding *finding, const struct rules *rules)
{
	return (finding->change.verdict == VERDICT_RISE ||
	        finding->change.verdict == VERDICT_FALL) &&
	       finding->p_adjusted <= 1 - rules->confidence;
}

/* ---- leaving a state out ----------------------------------------------- */

/* What the state alone gave to a level. */
static uint64_t
given_by(const struct place *place, enum compared which,
         const struct symbol *code, const struct symbol *reporter)
{
	const struct history *history = place->evaluation->history;
	const struct term *term =
		history_find(history, compared_semester(history, which));
	const struct question question = {
		place->host, place->indicator->code, history->own, reporter,
		place->by,   WHOLE_SEMESTER,
	};

	return levels_given(term, &question, code);
}

static uint64_t
without(const struct level *level, uint64_t value)
{
	return value < level->value ? level->value - value : 0;
}

static enum fragility
compare_verdicts(enum verdict whole, enum verdict rest)
{
	if (rest == whole)
		return FRAGILITY_STABLE;
	return rest == VERDICT_RISE || rest == VERDICT_FALL ? FRAGILITY_REVERSED
	                                                    : FRAGILITY_LOST;
}

/* Further against the finding than what was found so far. */
static bool
is_worse(const struct finding *finding, double ratio)
{
	if (finding->left == NULL)
		return true;
	return finding->change.verdict == VERDICT_RISE ? ratio < finding->ratio
	                                               : ratio > finding->ratio;
}

static void
leave_out(const struct place *place, struct finding *finding,
          const struct level *now, const struct level *base,
          const struct symbol *reporter)
{
	const enum compared which =
		finding->kind == CHANGE_PREVIOUS ? PREVIOUS : YEAR_BEFORE;
	const uint64_t a =
		without(now, given_by(place, NOW, now->code, reporter));
	const uint64_t b =
		without(base, given_by(place, which, now->code, reporter));
	const enum fragility fragility =
		compare_verdicts(finding->change.verdict,
	                         change_verdict(&finding->change, a, b,
	                                        place->evaluation->rules));
	/* With nothing left at the base, all is left of a rise. */
	const double ratio = b > 0   ? (double)a / (double)b
	                     : a > 0 ? (double)INFINITY
	                             : 1;

	if (fragility > finding->fragility ||
	    (fragility == finding->fragility && is_worse(finding, ratio))) {
		finding->left = reporter;
		finding->ratio = ratio;
		finding->fragility = fragility;
	}
}

static int
giver_order(const void *left, const void *right)
{
	return symbol_compare(left, right);
}

/* The states that gave a level, each once. */
static size_t
states_of(const struct level *level, const struct symbol **states)
{
	size_t all = 0, kept = 0, i;

	for (i = 0; i < level->giver_count; i++)
		states[all++] = level->givers[i].reporter;
	if (all > 1)
		qsort(states, all, sizeof(*states), giver_order);
	for (i = 0; i < all; i++)
		if (kept == 0 || states[kept - 1] != states[i])
			states[kept++] = states[i];
	return kept;
}

static void
judge_fragility(const struct place *place, struct finding *finding,
                const struct level *now, const struct level *base)
{
	const struct symbol **states =
		ilo_xcalloc(now->giver_count + 1, sizeof(*states));
	size_t i;

	finding->reporters = states_of(now, states);
	if (now->agency != NULL || finding->reporters < 2)
		finding->fragility = FRAGILITY_ONE_SOURCE;
	else
		for (i = 0; i < finding->reporters; i++)
			leave_out(place, finding, now, base, states[i]);
	free(states);
}

/* ---- gathering --------------------------------------------------------- */

static double
weight_of(const struct place *place, const struct change *change,
          enum compared which)
{
	const double whole = fmax(place->wholes[NOW], place->wholes[which]);

	return whole > 0 ? fabs(change->difference) / whole : 0;
}

static void
add_change(const struct place *place, const struct breakdown_levels *parts,
           const struct level *now, enum compared which, struct findings *out)
{
	const struct evaluation *evaluation = place->evaluation;
	const struct rules *rules = evaluation->rules;
	const struct level *base = breakdown_at(parts, which, now->code);
	struct finding finding = {
		.subject = {.host = place->host == NULL ? "_T"
	                                                : place->host->text,
	                    .indicator = place->indicator->code->text,
	                    .unit = place->indicator->unit->text,
	                    .period = evaluation->history->terms[0].period,
	                    .by = place->by,
	                    .code = now->code == NULL ? NULL : now->code->text},
		.kind = which == PREVIOUS ? CHANGE_PREVIOUS : CHANGE_YEAR,
		.change = change_make(now, base, rules),
	};

	if (!finding.change.has_p)
		return;
	finding.n = now->n + base->n;
	finding.flag = rules_worse_flag(rules, now->flag, base->flag);
	finding.p = change_p(&finding.change, now, base);
	finding.weight = weight_of(place, &finding.change, which);
	if (finding.p <= 1 - rules->confidence &&
	    finding.change.verdict != VERDICT_NO_EVIDENCE)
		judge_fragility(place, &finding, now, base);
	out->items = ilo_grow(out->items, out->count, &out->capacity,
	                      sizeof(finding));
	out->items[out->count++] = finding;
}

static void
add_place(const struct place *place, struct findings *out)
{
	const struct evaluation *evaluation = place->evaluation;
	struct breakdown_levels parts;
	size_t i;

	breakdown_gather(evaluation->history, place->host,
	                 place->indicator->code, place->by, evaluation->rules,
	                 &parts);
	for (i = 0; i < parts.count; i++) {
		const struct level *now =
			breakdown_at(&parts, NOW, parts.codes[i]);

		/* What could not be named is no finding. */
		if (now == NULL ||
		    (parts.codes[i] != NULL && parts.codes[i]->text[0] == '_'))
			continue;
		add_change(place, &parts, now, PREVIOUS, out);
		add_change(place, &parts, now, YEAR_BEFORE, out);
	}
	breakdown_release(&parts);
}

/* The levels of all host countries, which findings are weighed against. */
static void
weigh(struct place *place)
{
	const struct evaluation *evaluation = place->evaluation;
	struct breakdown_levels parts;
	int k;

	breakdown_gather(evaluation->history, NULL, place->indicator->code,
	                 BY_TOTAL, evaluation->rules, &parts);
	for (k = 0; k < COMPARED_COUNT; k++) {
		const struct level *level =
			breakdown_at(&parts, (enum compared)k, NULL);

		place->wholes[k] = level != NULL && level->state == LEVEL_VALUE
		                           ? (double)level->value
		                           : (double)NAN;
	}
	breakdown_release(&parts);
}

static void
adjust(struct findings *findings)
{
	double *p = ilo_xcalloc(findings->count + 1, sizeof(*p));
	size_t i;

	for (i = 0; i < findings->count; i++)
		p[i] = findings->items[i].p;
	multiplicity_adjust(p, findings->count, MULTIPLICITY_BH);
	for (i = 0; i < findings->count; i++)
		findings->items[i].p_adjusted = p[i];
	free(p);
}

void
findings_gather(const struct evaluation *evaluation, struct findings *out)
{
	const size_t groups = evaluation_groups(evaluation);
	const size_t indicators = evaluation->history->indicator_count;
	struct place *places = ilo_xcalloc(indicators + 1, sizeof(*places));
	size_t i;

	*out = (struct findings){0};
	for (i = 0; i < groups; i++) {
		struct place *place = &places[i % indicators];

		place->evaluation = evaluation;
		place->host = evaluation_host(evaluation, i);
		place->indicator = evaluation_indicator(evaluation, i);
		place->by = BY_TOTAL;
		if (place->host == NULL)
			weigh(place);
		add_place(place, out);
		place->by = BY_ROUTE;
		if (place->host == NULL)
			add_place(place, out);
	}
	free(places);
	adjust(out);
}
