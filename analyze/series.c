/* Columns finished: the comparable run, its id and its rows. */

#include "analyze/series.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/columns.h"
#include "common/mem.h"

/* The series of one group. */
struct gathering {
	const struct history *history;
	struct ilo_arena *arena;
	struct columns columns;
	struct series *items; /* out */
	size_t count, capacity;
};

static size_t
semesters_of(const struct gathering *gathering)
{
	return gathering->columns.months / SEMESTER_MONTHS;
}

/* ---- the finished series ----------------------------------------------- */

/* The start of the comparable run that ends with the last month. */
static void
find_run(const struct gathering *gathering, const struct column *column,
         struct series *series)
{
	const size_t offset = gathering->columns.months - series->count;
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
		lineage_print(&column->rows[s],
		              ilo_semester_print(gathering->columns.first +
		                                         (ilo_semester)s,
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
		gathering->columns.host == NULL ? "_T"
						: gathering->columns.host->text,
		gathering->columns.indicator->code->text,
		code == NULL ? "" : "route.", code == NULL ? "" : code->text,
		code == NULL ? "" : ".");
}

static void
add_series(struct gathering *gathering, struct column *column)
{
	struct series series = {.host = gathering->columns.host,
	                        .indicator = gathering->columns.indicator,
	                        .code = column->code,
	                        .basis = gathering->columns.basis};
	size_t start = 0, i;

	while (start < gathering->columns.months &&
	       isnan(column->values[start]))
		start++;
	series.count = gathering->columns.months - start;
	series.first = ilo_semester_first_month(gathering->columns.first) +
	               (ilo_month)start;
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
		.by = column->code == NULL ? BY_TOTAL : gathering->columns.by,
		.code = column->code == NULL ? NULL : column->code->text,
	};
	series.id = id_of(gathering, column->code);
	find_run(gathering, column, &series);
	for (i = start + series.run; i < gathering->columns.months; i++)
		series.n += column->counts[i];
	if (series.n == 0)
		return; /* nothing but zeros that no row tells of */
	series.rows = rows_of(gathering, column, start + series.run);
	gathering->items = ilo_grow(gathering->items, gathering->count,
	                            &gathering->capacity, sizeof(series));
	gathering->items[gathering->count++] = series;
}

static void
gather_by(struct gathering *gathering, enum breakdown by)
{
	const struct history *history = gathering->history;
	struct columns *columns = &gathering->columns;
	size_t t, i;

	columns->by = by;
	for (t = history->term_count; t-- > 0;)
		columns_add(columns, &history->terms[t]);
	columns_fill(columns);
	columns_sort(columns);
	for (i = 0; i < columns->count; i++)
		if (columns->items[i].code == NULL ||
		    columns->items[i].code->text[0] != '_')
			add_series(gathering, &columns->items[i]);
	columns_release(columns);
}

/* The basis is that of the latest semester which has any. */
static void
gather_group(struct gathering *gathering)
{
	const struct history *history = gathering->history;
	size_t t = 0;

	while (t < history->term_count &&
	       !basis_find(history, &history->terms[t], gathering->columns.host,
	                   gathering->columns.indicator->code,
	                   &gathering->columns.basis))
		t++;
	if (t == history->term_count)
		return;
	gather_by(gathering, BY_TOTAL);
	if (gathering->columns.host == NULL)
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

/* Months from the first one given to that in which the host country's code
 * begins to be valid; 0 where it was before. */
static size_t
since(const struct ilo_codelist *countries, const struct symbol *host,
      ilo_semester first)
{
	const struct ilo_code_entry *entry =
		host == NULL ? NULL : ilo_codelist_find(countries, host->text);
	const char *from = entry == NULL ? NULL : ilo_code_from(entry);
	const ilo_month start = ilo_semester_first_month(first);
	char text[ILO_MONTH_SIZE];
	ilo_month month;

	if (from == NULL)
		return 0;
	(void)snprintf(text, sizeof(text), "%.7s", from); /* of a day */
	return ilo_month_parse(text, &month) && month > start
	               ? (size_t)(month - start)
	               : 0;
}

void
series_set_gather(const struct history *history, const struct rules *rules,
                  const struct ilo_codelist *countries, unsigned threads,
                  struct series_set *out)
{
	const struct term *last = &history->terms[history->term_count - 1];
	struct work work = {.count = (history->host_count + 1) *
	                             history->indicator_count};
	size_t i;

	*out = (struct series_set){.items = NULL};
	work.groups = ilo_xcalloc(work.count + 1, sizeof(*work.groups));
	for (i = 0; i < work.count; i++) {
		const struct symbol *host =
			i < history->indicator_count
				? NULL
				: history->hosts[i / history->indicator_count -
		                                 1];

		work.groups[i] = (struct gathering){
			.history = history,
			.arena = ilo_arena_new(),
			.columns = {
				.rules = rules,
				.host = host,
				.indicator =
					&history->indicators
						 [i % history->indicator_count],
				.first = last->semester,
				.since = since(countries, host, last->semester),
				.months = (size_t)(history->terms[0].semester -
		                                   last->semester + 1) *
		                          SEMESTER_MONTHS,
			}};
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
