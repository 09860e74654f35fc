/*
 * One pass over the tables of each semester: value and flag of a category in a
 * month are those of the level that question.c gives, without its interval.
 */

#include "analyze/series.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/lineage.h"
#include "common/mem.h"

/* A category under construction. */
struct column {
	const struct symbol *code; /* NULL for the total */
	double *values;
	char *flags;
	size_t *counts;        /* rows with a value, by month */
	struct lineage *rows;  /* by semester, from the earliest */
	uint64_t *composition; /* of those who gave, by semester; 0 none */
};

struct gathering {
	const struct history *history;
	const struct rules *rules;
	struct ilo_arena *arena;
	const struct symbol *host;
	const struct indicator *indicator;
	struct basis basis;
	enum breakdown by;
	ilo_semester first; /* semester */
	size_t months;
	struct column *columns;
	size_t column_count, column_capacity;
	struct series *items; /* out */
	size_t count, capacity;
};

/* ---- columns ----------------------------------------------------------- */

static size_t
semesters_of(const struct gathering *gathering)
{
	return gathering->months / SEMESTER_MONTHS;
}

static struct column *
column_get(struct gathering *gathering, const struct symbol *code)
{
	struct column *column;
	size_t i;

	for (i = 0; i < gathering->column_count; i++)
		if (gathering->columns[i].code == code)
			return &gathering->columns[i];
	gathering->columns =
		ilo_grow(gathering->columns, gathering->column_count,
	                 &gathering->column_capacity, sizeof(*column));
	column = &gathering->columns[gathering->column_count++];
	*column = (struct column){
		.code = code,
		.values = ilo_xcalloc(gathering->months, sizeof(double)),
		.flags = ilo_xcalloc(gathering->months + 1, 1),
		.counts = ilo_xcalloc(gathering->months, sizeof(size_t)),
		.rows = ilo_xcalloc(semesters_of(gathering),
	                            sizeof(struct lineage)),
		.composition =
			ilo_xcalloc(semesters_of(gathering), sizeof(uint64_t)),
	};
	for (i = 0; i < gathering->months; i++)
		column->values[i] = (double)NAN;
	return column;
}

static void
columns_release(struct gathering *gathering)
{
	size_t i, s;

	for (i = 0; i < gathering->column_count; i++) {
		struct column *column = &gathering->columns[i];

		for (s = 0; s < semesters_of(gathering); s++)
			lineage_release(&column->rows[s]);
		free(column->values);
		free(column->flags);
		free(column->counts);
		free(column->rows);
		free(column->composition);
	}
	free(gathering->columns);
	gathering->columns = NULL;
	gathering->column_count = gathering->column_capacity = 0;
}

/* ---- one semester ------------------------------------------------------ */

static bool
is_gap(const struct gathering *gathering, const struct cell *cell)
{
	return cell->status != 'M' &&
	       !(gathering->by == BY_TOTAL && cell->status == 'K');
}

/* Marks are added up, so that order does not matter: who gave is a set. */
static uint64_t
mark_of(const struct symbol *reporter)
{
	uint64_t mark = (uint64_t)reporter->number + 1;

	mark *= UINT64_C(0x9e3779b97f4a7c15);
	return mark ^ mark >> 29;
}

static void
add_cell(struct gathering *gathering, struct column *column, size_t month,
         const struct cell *cell)
{
	if (cell->has_value) {
		if (isnan(column->values[month]))
			column->values[month] = 0;
		column->values[month] += (double)cell->value;
		column->counts[month]++;
	} else if (!is_gap(gathering, cell)) {
		return;
	}
	column->flags[month] =
		column->flags[month] == '\0'
			? cell->status
			: rules_worse_flag(gathering->rules,
	                                   column->flags[month], cell->status);
}

static const struct symbol *
code_of(const struct gathering *gathering, const struct tables *tables,
        const struct cell *cell)
{
	return gathering->by == BY_ROUTE
	               ? symbols_at(tables->symbols, cell->route)
	               : NULL;
}

/* False when the block is not broken down as is asked. */
static bool
add_block(struct gathering *gathering, const struct tables *tables,
          const struct block *block, size_t semester)
{
	const unsigned needed =
		DIMENSION_MONTH |
		(gathering->by == BY_ROUTE ? (unsigned)DIMENSION_ROUTE : 0U);
	unsigned dimensions;
	const struct table *table = tables_choose(block, needed, &dimensions);
	size_t i;

	if (table == NULL)
		return false;
	for (i = 0; i < table->count; i++) {
		const struct cell *cell = &tables->cells[table->rows[i]];
		struct column *column =
			column_get(gathering, code_of(gathering, tables, cell));

		lineage_add(&column->rows[semester], table->rows[i]);
		add_cell(gathering, column,
		         semester * SEMESTER_MONTHS + (size_t)cell->month,
		         cell);
	}
	return true;
}

/* Where the agency lists only what is not zero, silence is. */
static void
fill_zeros(struct gathering *gathering, const struct term *term,
           size_t semester)
{
	const unsigned zero = term_zero_months(term, gathering->indicator->code,
	                                       gathering->basis.counted_by,
	                                       gathering->basis.agency);
	size_t i, m;

	for (i = 0; i < gathering->column_count; i++)
		for (m = 0; m < SEMESTER_MONTHS; m++) {
			struct column *column = &gathering->columns[i];
			const size_t month = semester * SEMESTER_MONTHS + m;

			if ((zero >> m & 1U) == 0 ||
			    column->flags[month] != '\0')
				continue;
			column->values[month] = 0;
			column->flags[month] = 'A';
		}
}

/* Who gave anything at all in the semester, for the columns of a total. */
static uint64_t
composition_of(const struct gathering *gathering, const struct term *term)
{
	const struct tables *tables = term->tables;
	size_t first, end, i, k, count = 0, capacity = 0;
	const struct symbol **seen = NULL;
	uint64_t mark = 0;

	tables_span(tables, gathering->indicator->code, gathering->host, &first,
	            &end);
	for (i = first; i < end; i++) {
		const struct block *block =
			&tables->blocks[tables->by_indicator[i]];

		if (block->counted_by != gathering->basis.counted_by)
			continue;
		for (k = count; k > 0 && seen[k - 1] != block->reporter; k--)
			;
		if (k > 0)
			continue;
		seen = ilo_grow(seen, count, &capacity, sizeof(*seen));
		seen[count++] = block->reporter;
		mark += mark_of(block->reporter);
	}
	free(seen);
	return mark;
}

static void
add_term(struct gathering *gathering, const struct term *term)
{
	const struct tables *tables = term->tables;
	const size_t semester = (size_t)(term->semester - gathering->first);
	bool silence = gathering->basis.agency != NULL;
	size_t first, end, i;

	tables_span(tables, gathering->indicator->code, gathering->host, &first,
	            &end);
	for (i = first; i < end; i++) {
		const struct block *block =
			&tables->blocks[tables->by_indicator[i]];

		if (block->counted_by != gathering->basis.counted_by ||
		    (gathering->basis.agency != NULL &&
		     block->reporter != gathering->basis.agency))
			continue;
		silence &= add_block(gathering, tables, block, semester);
	}
	if (silence)
		fill_zeros(gathering, term, semester);
	for (i = 0; i < gathering->column_count; i++)
		gathering->columns[i].composition[semester] =
			gathering->basis.agency != NULL
				? 1
				: composition_of(gathering, term);
}

/* ---- the finished series ----------------------------------------------- */

/* The start of the comparable run that ends with the last month. */
static void
find_run(const struct gathering *gathering, const struct column *column,
         struct series *series)
{
	const size_t offset = gathering->months - series->count;
	size_t i = series->count;

	series->broken = BREAK_NONE;
	series->run = series->count;
	while (i > 0) {
		const size_t month = offset + i - 1;
		const size_t semester = month / SEMESTER_MONTHS;

		if (isnan(series->values[i - 1])) {
			series->broken = BREAK_MISSING;
			return;
		}
		if (i < series->count &&
		    month % SEMESTER_MONTHS == SEMESTER_MONTHS - 1 &&
		    column->composition[semester] !=
		            column->composition[semester + 1]) {
			series->broken = BREAK_COMPOSITION;
			return;
		}
		series->run = --i;
		if (series->flags[i] == 'B') {
			series->broken = BREAK_FLAG;
			return;
		}
	}
}

static const char *
rows_of(const struct gathering *gathering, struct column *column, size_t from)
{
	struct ilo_buf text = ILO_BUF_INIT;
	const char *copy;
	char period[ILO_SEMESTER_SIZE];
	size_t s;

	for (s = semesters_of(gathering); s-- > from / SEMESTER_MONTHS;) {
		if (column->rows[s].count == 0)
			continue;
		if (text.count > 0)
			ilo_buf_puts(&text, " ");
		lineage_sort(&column->rows[s]);
		lineage_print(
			&column->rows[s],
			ilo_semester_print(gathering->first + (ilo_semester)s,
		                           period),
			&text);
	}
	copy = text.count == 0 ? NULL
	                       : ilo_arena_strdup(gathering->arena,
	                                          ilo_buf_text(&text));
	ilo_buf_release(&text);
	return copy;
}

static const char *
id_of(const struct gathering *gathering, const struct symbol *code)
{
	return ilo_arena_printf(
		gathering->arena, "%s.%s.%s%s%smonths",
		gathering->host == NULL ? "_T" : gathering->host->text,
		gathering->indicator->code->text, code == NULL ? "" : "route.",
		code == NULL ? "" : code->text, code == NULL ? "" : ".");
}

static void
add_series(struct gathering *gathering, struct column *column)
{
	struct series series = {.host = gathering->host,
	                        .indicator = gathering->indicator,
	                        .code = column->code,
	                        .basis = gathering->basis};
	size_t start = 0, i;

	while (start < gathering->months && isnan(column->values[start]))
		start++;
	series.count = gathering->months - start;
	series.first =
		ilo_semester_first_month(gathering->first) + (ilo_month)start;
	series.values = ilo_arena_alloc(gathering->arena,
	                                series.count * sizeof(double));
	series.flags = ilo_arena_alloc(gathering->arena, series.count + 1);
	memcpy(series.values, column->values + start,
	       series.count * sizeof(double));
	memcpy(series.flags, column->flags + start, series.count);
	series.flags[series.count] = '\0';
	series.subject = (struct subject){
		.host = series.host == NULL ? "_T" : series.host->text,
		.indicator = series.indicator->code->text,
		.unit = series.indicator->unit->text,
		.period = gathering->history->terms[0].period,
		.by = column->code == NULL ? BY_TOTAL : gathering->by,
		.code = column->code == NULL ? NULL : column->code->text,
	};
	series.id = id_of(gathering, column->code);
	find_run(gathering, column, &series);
	for (i = start + series.run; i < gathering->months; i++)
		series.n += column->counts[i];
	if (series.n == 0)
		return; /* nothing but zeros that no row tells of */
	series.rows = rows_of(gathering, column, start + series.run);
	gathering->items = ilo_grow(gathering->items, gathering->count,
	                            &gathering->capacity, sizeof(series));
	gathering->items[gathering->count++] = series;
}

static int
column_order(const void *left, const void *right)
{
	const struct column *a = left, *b = right;

	return symbol_order(a->code, b->code);
}

static void
gather_by(struct gathering *gathering, enum breakdown by)
{
	const struct history *history = gathering->history;
	size_t t, i;

	gathering->by = by;
	for (t = history->term_count; t-- > 0;)
		add_term(gathering, &history->terms[t]);
	if (gathering->column_count > 1)
		qsort(gathering->columns, gathering->column_count,
		      sizeof(*gathering->columns), column_order);
	for (i = 0; i < gathering->column_count; i++)
		if (gathering->columns[i].code == NULL ||
		    gathering->columns[i].code->text[0] != '_')
			add_series(gathering, &gathering->columns[i]);
	columns_release(gathering);
}

/* The basis is that of the latest semester which has any. */
static void
gather_group(struct gathering *gathering)
{
	const struct history *history = gathering->history;
	size_t t = 0;

	while (t < history->term_count &&
	       !basis_find(history, &history->terms[t], gathering->host,
	                   gathering->indicator->code, &gathering->basis))
		t++;
	if (t == history->term_count)
		return;
	gather_by(gathering, BY_TOTAL);
	if (gathering->host == NULL)
		gather_by(gathering, BY_ROUTE);
}

/* ---- all --------------------------------------------------------------- */

struct work {
	struct gathering *groups;
	size_t count;
	atomic_size_t next;
};

static void *
gather_some(void *context)
{
	struct work *work = context;
	size_t i;

	while ((i = atomic_fetch_add(&work->next, 1)) < work->count)
		gather_group(&work->groups[i]);
	return NULL;
}

static void
gather_all(struct work *work, unsigned threads)
{
	pthread_t others[HISTORY_THREADS_MAX];
	unsigned started = 0;

	while (started + 1 < threads && started < HISTORY_THREADS_MAX &&
	       pthread_create(&others[started], NULL, gather_some, work) == 0)
		started++;
	(void)gather_some(work); /* returns NULL */
	while (started > 0)
		(void)pthread_join(others[--started], NULL); /* is ours */
}

static void
collect(struct work *work, struct series_set *out)
{
	size_t i;

	out->arena_count = work->count;
	out->arenas = ilo_xcalloc(work->count + 1, sizeof(*out->arenas));
	for (i = 0; i < work->count; i++)
		out->count += work->groups[i].count;
	out->items = ilo_xcalloc(out->count + 1, sizeof(*out->items));
	out->count = 0;
	for (i = 0; i < work->count; i++) {
		struct gathering *group = &work->groups[i];

		if (group->count > 0)
			memcpy(&out->items[out->count], group->items,
			       group->count * sizeof(*out->items));
		out->count += group->count;
		out->arenas[i] = group->arena;
		free(group->items);
	}
}

void
series_set_gather(const struct history *history, const struct rules *rules,
                  unsigned threads, struct series_set *out)
{
	const struct term *last = &history->terms[history->term_count - 1];
	struct work work = {.count = (history->host_count + 1) *
	                             history->indicator_count};
	size_t i;

	*out = (struct series_set){.items = NULL};
	work.groups = ilo_xcalloc(work.count + 1, sizeof(*work.groups));
	for (i = 0; i < work.count; i++) {
		const size_t host = i / history->indicator_count;

		work.groups[i] = (struct gathering){
			.history = history,
			.rules = rules,
			.arena = ilo_arena_new(),
			.host = host == 0 ? NULL : history->hosts[host - 1],
			.indicator =
				&history->indicators[i %
		                                     history->indicator_count],
			.first = last->semester,
			.months = (size_t)(history->terms[0].semester -
		                           last->semester + 1) *
		                  SEMESTER_MONTHS,
		};
	}
	gather_all(&work, threads);
	collect(&work, out);
	free(work.groups);
}

void
series_set_release(struct series_set *set)
{
	size_t i;

	for (i = 0; i < set->arena_count; i++)
		ilo_arena_free(set->arenas[i]);
	free(set->arenas);
	free(set->items);
	*set = (struct series_set){.items = NULL};
}

const struct series *
series_find(const struct series_set *set, const struct symbol *host,
            const struct indicator *indicator, const struct symbol *code)
{
	size_t i;

	for (i = 0; i < set->count; i++)
		if (set->items[i].host == host &&
		    set->items[i].indicator == indicator &&
		    set->items[i].code == code)
			return &set->items[i];
	return NULL;
}

const char *
series_month(const struct series *series, size_t i, char text[ILO_MONTH_SIZE])
{
	return ilo_month_print(series->first + (ilo_month)i, text);
}

size_t
series_run_count(const struct series *series)
{
	return series->count - series->run;
}

const double *
series_run(const struct series *series)
{
	return series->values + series->run;
}
