/*
 * Annual rows stand in flows.csv of the semester that their year ends with and
 * in no table: they are read again where that semester has any.  Host countries
 * are compared one by one, then added up: a state is compared only where it
 * told of both semesters itself.
 */

#include "analyze/annual.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/result.h"
#include "common/mem.h"

/* Of one state and indicator. */
struct annual {
	const struct symbol *state;
	const struct indicator *indicator;
	const char *unit; /* of the annual figures */
	double own, figure;
	size_t own_rows, hosts;
	struct lineage first, second; /* rows of both semesters */
};

struct comparing {
	const struct evaluation *evaluation;
	const struct term *first, *second; /* semesters of the year */
	const struct ilo_flows *flows;     /* of the second */
	struct annual *items;
	size_t count, capacity;
};

static bool
is_annual(const struct ilo_flow *row)
{
	return strlen(row->period) == 4 && row->host[0] != '_' &&
	       strlen(row->reporter) == 2 &&
	       strcmp(row->counted_by, "agency") == 0;
}

static bool
is_same(const struct ilo_flow *a, const struct ilo_flow *b)
{
	return is_annual(b) && strcmp(a->host, b->host) == 0 &&
	       strcmp(a->indicator, b->indicator) == 0 &&
	       strcmp(a->reporter, b->reporter) == 0;
}

/* Whether row i is the only annual one of its kind: parts are not added up. */
static bool
is_alone(const struct comparing *comparing, size_t i)
{
	const struct ilo_flow *row = ilo_flows_at(comparing->flows, i);
	const size_t count = ilo_flows_count(comparing->flows);

	return (i == 0 ||
	        !is_same(row, ilo_flows_at(comparing->flows, i - 1))) &&
	       (i + 1 == count ||
	        !is_same(row, ilo_flows_at(comparing->flows, i + 1)));
}

static const struct indicator *
indicator_of(const struct history *history, const char *code)
{
	size_t i;

	for (i = 0; i < history->indicator_count; i++)
		if (strcmp(history->indicators[i].code->text, code) == 0)
			return &history->indicators[i];
	return NULL;
}

static struct annual *
annual_of(struct comparing *comparing, const struct symbol *state,
          const struct indicator *indicator)
{
	size_t i;

	for (i = 0; i < comparing->count; i++)
		if (comparing->items[i].state == state &&
		    comparing->items[i].indicator == indicator)
			return &comparing->items[i];
	comparing->items =
		ilo_grow(comparing->items, comparing->count,
	                 &comparing->capacity, sizeof(*comparing->items));
	comparing->items[comparing->count] =
		(struct annual){.state = state, .indicator = indicator};
	return &comparing->items[comparing->count++];
}

static const struct level *
whole_level(const struct levels *levels, const struct symbol *state)
{
	const struct level *level = levels_find(levels, state);

	return level != NULL && level->state == LEVEL_VALUE &&
	                       level->absent == 0 &&
	                       level->months == level->months_expected
	               ? level
	               : NULL;
}

static void
add_rows(const struct level *level, struct lineage *rows)
{
	size_t i;

	for (i = 0; i < level->rows.count; i++)
		lineage_add(rows, level->rows.rows[i]);
}

/* Row i beside the state's own two semesters. */
static void
take(struct comparing *comparing, size_t i, const struct levels *first,
     const struct levels *second)
{
	const struct history *history = comparing->evaluation->history;
	const struct ilo_flow *row = ilo_flows_at(comparing->flows, i);
	const struct symbol *state =
		symbols_get(history->symbols, row->reporter);
	const struct level *a = whole_level(first, state);
	const struct level *b = whole_level(second, state);
	struct annual *annual;

	if (a == NULL || b == NULL || !row->has_value ||
	    !is_alone(comparing, i))
		return;
	annual = annual_of(comparing, state,
	                   indicator_of(history, row->indicator));
	annual->unit = row->unit;
	annual->own += (double)a->value + (double)b->value;
	annual->figure += (double)row->value;
	annual->own_rows += a->n + b->n;
	annual->hosts++;
	add_rows(a, &annual->first);
	add_rows(b, &annual->second);
	lineage_add(&annual->second, i);
}

/* The rows from i on of one host country and indicator; returns the next. */
static size_t
take_group(struct comparing *comparing, size_t i)
{
	const struct history *history = comparing->evaluation->history;
	const struct rules *rules = comparing->evaluation->rules;
	const struct ilo_flow *from = ilo_flows_at(comparing->flows, i), *row;
	const struct question question = {
		symbols_get(history->symbols, from->host),
		symbols_get(history->symbols, from->indicator),
		history->own,
		NULL,
		BY_REPORTER,
		WHOLE_SEMESTER};
	struct levels first = {0}, second = {0};

	if (indicator_of(history, from->indicator) == NULL)
		return i + 1;
	levels_ask(comparing->first, &question, rules, &first);
	levels_ask(comparing->second, &question, rules, &second);
	for (; i < ilo_flows_count(comparing->flows); i++) {
		row = ilo_flows_at(comparing->flows, i);
		if (strcmp(row->host, from->host) != 0 ||
		    strcmp(row->indicator, from->indicator) != 0)
			break;
		if (is_annual(row))
			take(comparing, i, &first, &second);
	}
	levels_release(&first);
	levels_release(&second);
	return i;
}

static int
annual_order(const void *left, const void *right)
{
	const struct annual *a = left, *b = right;
	int order = symbol_order(a->state, b->state);

	return order != 0
	               ? order
	               : symbol_order(a->indicator->code, b->indicator->code);
}

static void
write_annual(const struct comparing *comparing, struct annual *annual,
             const char *other)
{
	const struct evaluation *evaluation = comparing->evaluation;
	const bool alike =
		strcmp(annual->unit, annual->indicator->unit->text) == 0;
	struct ilo_buf rows = ILO_BUF_INIT;
	struct result result = {
		.subject = {.indicator = annual->indicator->code->text,
	                    .period = comparing->evaluation->history->terms[0]
	                                      .period,
	                    .by = BY_REPORTER,
	                    .code = annual->state->text},
		.other = other,
		.state = EST_OK,
		.method = "own-to-annual",
		.flag = 'A',
	};

	lineage_sort(&annual->second);
	lineage_sort(&annual->first);
	lineage_print(&annual->second, comparing->second->period, &rows);
	ilo_buf_puts(&rows, " ");
	lineage_print(&annual->first, comparing->first->period, &rows);
	result.rows = ilo_buf_text(&rows);
	result.measure = "own-year";
	result.unit = annual->indicator->unit->text;
	result.value = annual->own;
	result.n = annual->own_rows;
	result_write(evaluation, &result);
	result.measure = "annual-figure";
	result.unit = annual->unit;
	result.value = annual->figure;
	result.n = annual->hosts;
	result_write(evaluation, &result);
	result.measure = "own-to-annual";
	result.unit = "ratio";
	result.reason = "base-zero";
	result.verdict = alike ? NULL : "units-differ";
	result_take(&result,
	            est_checked(annual->own / annual->figure, annual->hosts));
	result_write(evaluation, &result);
	ilo_buf_release(&rows);
}

static void
compare(struct comparing *comparing, const char *other)
{
	size_t i = 0;

	while (i < ilo_flows_count(comparing->flows))
		i = is_annual(ilo_flows_at(comparing->flows, i))
		            ? take_group(comparing, i)
		            : i + 1;
	if (comparing->count > 1)
		qsort(comparing->items, comparing->count,
		      sizeof(*comparing->items), annual_order);
	for (i = 0; i < comparing->count; i++) {
		write_annual(comparing, &comparing->items[i], other);
		lineage_release(&comparing->items[i].first);
		lineage_release(&comparing->items[i].second);
	}
	free(comparing->items);
}

/* The second semester of the last year that has ended; semesters are counted
 * from the year 0, so that it is odd. */
static ilo_semester
last_second(const struct history *history)
{
	const ilo_semester now = history->terms[0].semester;

	return now - (now % 2 == 0);
}

enum ilo_status
annual_read(const struct history *history, struct ilo_diag *diag,
            struct ilo_flows **out)
{
	const struct term *second = history_find(history, last_second(history));

	*out = NULL;
	if (second == NULL || second->tables->passed_over == 0 ||
	    history_find(history, second->semester - 1) == NULL)
		return ILO_OK;
	return ilo_flows_read(second->flows_path, diag, out);
}

void
annual_write(const struct evaluation *evaluation, const char *other)
{
	const struct history *history = evaluation->history;
	struct comparing comparing = {
		.evaluation = evaluation,
		.first = history_find(history, last_second(history) - 1),
		.second = history_find(history, last_second(history)),
		.flows = evaluation->annual,
	};

	if (comparing.flows != NULL)
		compare(&comparing, other);
}
