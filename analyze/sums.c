/* A part is asked for as its figure is, so that both have one value. */

#include "analyze/sums.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/addition.h"
#include "analyze/basis.h"
#include "common/buf.h"

void
sums_release(struct sums *sums)
{
	size_t i;

	for (i = 0; i < sums->count; i++)
		free(sums->items[i].parts);
	free(sums->items);
	*sums = (struct sums){.items = NULL};
}

/* ---- what is asked ----------------------------------------------------- */

/* The next word before a dot, or the rest; NULL when there is none. */
static const char *
word(struct ilo_arena *arena, const char **rest)
{
	const char *start = *rest;
	const size_t length = strcspn(start, ".");

	*rest = start + length + (start[length] == '.');
	return length == 0 ? NULL : ilo_arena_strndup(arena, start, length);
}

static bool
parse_breakdown(const char *text, enum breakdown *by)
{
	static const enum breakdown all[] = {BY_HOST, BY_CITIZENSHIP, BY_ROUTE,
	                                     BY_BORDER, BY_REPORTER};
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strcmp(breakdown_name(all[i]), text) == 0) {
			*by = all[i];
			return true;
		}
	return false;
}

/* "GH.IBC_BETWEEN.route.CMED", ".total", or a source: ".agency", ".host". */
static bool
parse_part(const char *text, struct ilo_arena *arena, struct quantity *out)
{
	const char *cell;

	*out = (struct quantity){.by = BY_TOTAL};
	out->host = word(arena, &text);
	out->indicator = word(arena, &text);
	cell = word(arena, &text);
	out->code = word(arena, &text);
	if (out->host == NULL || out->indicator == NULL || cell == NULL ||
	    *text != '\0')
		return false;
	if (out->code != NULL)
		return parse_breakdown(cell, &out->by);
	if (strcmp(cell, "agency") == 0 || strcmp(cell, "host") == 0 ||
	    strcmp(cell, "other") == 0)
		out->counted_by = cell;
	return out->counted_by != NULL || strcmp(cell, "total") == 0;
}

static bool
is_name(const char *text)
{
	const size_t length =
		strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

	return length > 0 && text[length] == '\0';
}

static bool
parse_parts(char *list, struct ilo_arena *arena, struct sums_item *item)
{
	char *part;

	while ((part = strtok_r(list, "+", &list)) != NULL) {
		item->parts = ilo_grow(item->parts, item->count,
		                       &item->capacity, sizeof(*item->parts));
		if (!parse_part(part, arena, &item->parts[item->count++]))
			return false;
	}
	return item->count >= 2;
}

enum ilo_status
sums_ask(struct sums *sums, const char *text, struct ilo_arena *arena,
         struct ilo_diag *diag)
{
	char *copy = ilo_arena_strdup(arena, text);
	char *equals = strchr(copy, '=');
	struct sums_item item = {.name = copy};
	bool good = equals != NULL;
	size_t i;

	if (good) {
		*equals = '\0';
		good = is_name(item.name) &&
		       parse_parts(equals + 1, arena, &item);
	}
	for (i = 0; good && i < sums->count; i++)
		good = strcmp(sums->items[i].name, item.name) != 0;
	if (!good) {
		free(item.parts);
		ilo_diag_report(diag, ILO_D_USAGE, NULL, 0,
		                "--sum %s: give NAME=CELL+CELL, a name of its "
		                "own in capitals and cells such as "
		                "_T.IBC_BETWEEN.route.CMED",
		                text);
		return ILO_USAGE;
	}
	sums->items = ilo_grow(sums->items, sums->count, &sums->capacity,
	                       sizeof(item));
	sums->items[sums->count++] = item;
	return ILO_OK;
}

/* ---- what may be added ------------------------------------------------- */

static const struct indicator *
find_indicator(const struct history *history, const char *code)
{
	size_t i;

	for (i = 0; i < history->indicator_count; i++)
		if (strcmp(history->indicators[i].code->text, code) == 0)
			return &history->indicators[i];
	return NULL;
}

/* The basis that the part's figure has. */
static bool
find_basis(const struct history *history, const struct quantity *part,
           const struct indicator *indicator, struct basis *out)
{
	const struct term *term = &history->terms[0];
	const struct symbol *host =
		strcmp(part->host, "_T") == 0
			? NULL
			: symbols_get(history->symbols, part->host);

	*out = (struct basis){history->own, NULL};
	if (part->by == BY_REPORTER)
		return true;
	if (part->counted_by != NULL && strcmp(part->counted_by, "agency") == 0)
		return basis_second(history, term, host, indicator->code, out);
	return basis_find(history, term, host, indicator->code, out);
}

static enum ilo_status
check_part(const struct history *history, const struct ilo_codelist *indicators,
           const char *name, struct quantity *part, struct ilo_diag *diag)
{
	const struct indicator *indicator =
		find_indicator(history, part->indicator);
	const struct ilo_code_entry *entry =
		ilo_codelist_find(indicators, part->indicator);
	const char *measure =
		entry == NULL ? NULL : ilo_code_property(entry, "measure");
	struct basis basis;

	if (indicator == NULL) {
		ilo_diag_report(diag, ILO_D_USAGE, NULL, 0,
		                "--sum %s: nobody tells of indicator %s", name,
		                part->indicator);
		return ILO_USAGE;
	}
	part->unit = indicator->unit->text;
	part->stock = measure != NULL && strcmp(measure, "stock") == 0;
	(void)find_basis(history, part, indicator,
	                 &basis); /* none: the states' own, missing */
	if (part->counted_by == NULL)
		part->counted_by = basis.counted_by->text;
	return ILO_OK;
}

static enum ilo_status
check_pairs(const struct sums_item *item, struct ilo_diag *diag)
{
	size_t i, j;

	for (i = 0; i < item->count; i++)
		for (j = i + 1; j < item->count; j++) {
			const struct quantity *a = &item->parts[i];
			const struct quantity *b = &item->parts[j];
			const char *why = units_refuse(a, b);

			if (why == NULL)
				continue;
			ilo_diag_report(diag, ILO_D_SUM_REFUSED, NULL, 0,
			                "%s: part %zu (%s, %s, counted by %s) "
			                "and part %zu (%s, %s, counted by %s): "
			                "%s; ask for one without the other",
			                item->name, i + 1, a->indicator,
			                a->unit, a->counted_by, j + 1,
			                b->indicator, b->unit, b->counted_by,
			                why);
			return ILO_USAGE;
		}
	return ILO_OK;
}

enum ilo_status
sums_check(struct sums *sums, const struct history *history,
           const struct ilo_codelist *indicators, struct ilo_diag *diag)
{
	enum ilo_status status = ILO_OK;
	size_t i, j;

	for (i = 0; i < sums->count && status == ILO_OK; i++) {
		struct sums_item *item = &sums->items[i];

		for (j = 0; j < item->count && status == ILO_OK; j++)
			status = check_part(history, indicators, item->name,
			                    &item->parts[j], diag);
		if (status == ILO_OK)
			status = check_pairs(item, diag);
	}
	return status;
}

/* ---- output ------------------------------------------------------------ */

static void
add_part(const struct evaluation *evaluation, const struct quantity *part,
         struct addition *sum, struct ilo_buf *from)
{
	const struct history *history = evaluation->history;
	const struct term *term = &history->terms[0];
	const struct indicator *indicator =
		find_indicator(history, part->indicator);
	struct basis basis;
	struct question question = {.indicator = indicator->code,
	                            .by = part->by,
	                            .month = WHOLE_SEMESTER};
	const struct symbol *code =
		part->code == NULL ? NULL
				   : symbols_get(history->symbols, part->code);
	struct levels levels = {0};

	(void)find_basis(history, part, indicator, &basis); /* as checked */
	if (strcmp(part->host, "_T") != 0)
		question.host = symbols_get(history->symbols, part->host);
	question.counted_by = basis.counted_by;
	question.agency = basis.agency;
	levels_ask(term, &question, evaluation->rules, &levels);
	levels_fill(&levels, term, &question, &code, 1);
	addition_add(sum, evaluation->rules, levels_find(&levels, code));
	ilo_buf_printf(from, "%s%s.%s.%s.%s%s%s", from->count > 0 ? " " : "",
	               part->host, part->indicator, term->period,
	               part->code == NULL &&
	                               strcmp(part->counted_by, "agency") == 0
	                       ? "agency"
	                       : breakdown_name(part->by),
	               part->code == NULL ? "" : ".",
	               part->code == NULL ? "" : part->code);
	levels_release(&levels);
}

static void
write_sum(const struct evaluation *evaluation, const struct sums_item *item)
{
	struct addition sum = {0};
	struct ilo_buf from = ILO_BUF_INIT;
	struct result result = {
		.subject = {.indicator = item->parts[0].indicator,
	                    .period = evaluation->history->terms[0].period,
	                    .by = BY_TOTAL},
		.other = item->name,
		.measure = "sum",
		.unit = item->parts[0].unit,
		.method = "sum",
	};
	size_t i;

	for (i = 0; i < item->count; i++)
		add_part(evaluation, &item->parts[i], &sum, &from);
	result.from = ilo_buf_text(&from);
	addition_take(&sum, evaluation->rules, &result);
	if (sum.missing > 0 && result.state == EST_OK)
		result.flag = 'O';
	result_write(evaluation, &result);
	addition_release(&sum);
	ilo_buf_release(&from);
}

void
sums_write(const struct analysis *analysis)
{
	const struct evaluation *evaluation = analysis->evaluation;
	size_t i;

	if (evaluation->sums->count == 0)
		return;
	result_open(evaluation->writer, "sums", 0);
	for (i = 0; i < evaluation->sums->count; i++)
		write_sum(evaluation, &evaluation->sums->items[i]);
	result_close(evaluation->writer);
}
