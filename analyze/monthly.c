/*
 * A series rests on one basis, that of the latest semester which has any; a
 * second source has a series of its own.  It runs from the first month with a
 * value to the last of the semester that is evaluated; nothing but zeros that
 * no row tells of is no series.
 */

#include "analyze/monthly.h"

#include <stdlib.h>

#include "analyze/basis.h"
#include "analyze/figure.h"
#include "analyze/parallel.h"
#include "common/mem.h"

/* Semesters of a host country's series. */
#define HOST_SEMESTERS 6

struct span {
	const struct evaluation *evaluation;
	const struct symbol *host; /* NULL: all */
	const struct indicator *indicator;
	struct basis basis;
	enum breakdown by;
	const char *source; /* "agency" for a second source */
	ilo_month first;
	size_t month_count;
	struct levels *months; /* empty where the semester was not given */
};

/* ---- asking ------------------------------------------------------------ */

/* All semesters of all host countries together; of one the last three years,
 * which is what its chart shows. */
static size_t
terms_of(const struct span *span)
{
	const struct history *history = span->evaluation->history;
	size_t count = 0;

	while (count < history->term_count &&
	       (span->host == NULL ||
	        history->terms[0].semester - history->terms[count].semester <
	                HOST_SEMESTERS))
		count++;
	return count;
}

static void
gather(struct span *span)
{
	const struct history *history = span->evaluation->history;
	const size_t terms = terms_of(span);
	const struct term *last = &history->terms[terms - 1];
	const struct question question = {
		span->host,
		span->indicator->code,
		span->basis.counted_by,
		span->basis.agency,
		span->by,
		0,
	};
	size_t t;

	span->first = ilo_semester_first_month(last->semester);
	span->month_count =
		(size_t)(ilo_semester_first_month(history->terms[0].semester) +
	                 SEMESTER_MONTHS - span->first);
	span->months = ilo_xcalloc(span->month_count, sizeof(*span->months));
	for (t = 0; t < terms; t++) {
		const struct term *term = &history->terms[t];
		ilo_month start = ilo_semester_first_month(term->semester);

		levels_ask_months(term, &question, span->evaluation->rules,
		                  &span->months[start - span->first]);
	}
}

static void
release(struct span *span)
{
	size_t i;

	for (i = 0; i < span->month_count; i++)
		levels_release(&span->months[i]);
	free(span->months);
}

/* What is known of a category in month i; silence where it is not listed. */
static struct level
level_at(const struct span *span, size_t i, const struct symbol *code)
{
	const struct level *found = levels_find(&span->months[i], code);

	if (found != NULL)
		return *found;
	if (span->months[i].rest.flag != '\0')
		return span->months[i].rest;
	/* That semester was not given. */
	return (struct level){.state = LEVEL_MISSING, .flag = 'O'};
}

/* ---- writing ----------------------------------------------------------- */

static void
write_point(const struct span *span, const struct symbol *code, size_t i)
{
	struct ilo_xmlwriter *writer = span->evaluation->writer;
	struct level level = level_at(span, i, code);
	const char flag[2] = {level.flag, '\0'};
	char period[ILO_MONTH_SIZE], semester[ILO_SEMESTER_SIZE];
	struct ilo_buf text = ILO_BUF_INIT;
	struct subject subject = {
		span->host == NULL ? "_T" : span->host->text,
		span->indicator->code->text,
		span->indicator->unit->text,
		ilo_month_print(span->first + (ilo_month)i, period),
		span->by,
		code == NULL ? NULL : code->text,
		span->source,
	};

	figure_id(&subject, &text);
	ilo_xmlwriter_start(writer, "point");
	ilo_xmlwriter_attr(writer, "id", ilo_buf_text(&text));
	ilo_xmlwriter_attr(writer, "period", period);
	ilo_xmlwriter_attr(writer, "state", level_state_name(level.state));
	if (level.state == LEVEL_VALUE)
		ilo_xmlwriter_attr_real(writer, "value", (double)level.value);
	if (level.state == LEVEL_VALUE && level.exact.state == EST_OK) {
		ilo_xmlwriter_attr_real(writer, "lower", level.exact.lower);
		ilo_xmlwriter_attr_real(writer, "upper", level.exact.upper);
	}
	ilo_xmlwriter_attr_count(writer, "n", (int64_t)level.n);
	ilo_xmlwriter_attr(writer, "flag", flag);
	ilo_xmlwriter_attr_count(writer, "reported", (int64_t)level.reported);
	ilo_xmlwriter_attr_count(writer, "expected", (int64_t)level.expected);
	ilo_xmlwriter_attr_count(writer, "absent", (int64_t)level.absent);
	ilo_buf_clear(&text);
	lineage_print(&level.rows,
	              ilo_semester_print(
			      ilo_month_semester(span->first + (ilo_month)i),
			      semester),
	              &text);
	if (text.count > 0)
		ilo_xmlwriter_attr(writer, "rows", ilo_buf_text(&text));
	ilo_xmlwriter_end(writer);
	ilo_buf_release(&text);
}

static void
write_series(const struct span *span, const struct symbol *code)
{
	struct ilo_xmlwriter *writer = span->evaluation->writer;
	bool observed = false;
	size_t first = 0, i;

	while (first < span->month_count &&
	       level_at(span, first, code).state == LEVEL_MISSING)
		first++;
	for (i = first; i < span->month_count; i++)
		observed |= level_at(span, i, code).n > 0;
	if (!observed)
		return;
	ilo_xmlwriter_start(writer, "series");
	ilo_xmlwriter_attr(writer, "host",
	                   span->host == NULL ? "_T" : span->host->text);
	ilo_xmlwriter_attr(writer, "indicator", span->indicator->code->text);
	ilo_xmlwriter_attr(writer, "by", breakdown_name(span->by));
	ilo_xmlwriter_attr(writer, "code", code == NULL ? NULL : code->text);
	ilo_xmlwriter_attr(writer, "counted-by", span->basis.counted_by->text);
	ilo_xmlwriter_attr(writer, "unit", span->indicator->unit->text);
	ilo_xmlwriter_attr(writer, "method", "garwood");
	for (i = first; i < span->month_count; i++)
		write_point(span, code, i);
	ilo_xmlwriter_end(writer);
}

/* ---- which series ------------------------------------------------------ */

/* Every category that some month lists, once, in byte order. */
static const struct symbol **
categories(const struct span *span, size_t *count)
{
	size_t all = 0, kept = 0, i, k;
	const struct symbol **codes;

	for (i = 0; i < span->month_count; i++)
		all += span->months[i].count;
	codes = ilo_xcalloc(all + 1, sizeof(*codes));
	all = 0;
	for (i = 0; i < span->month_count; i++)
		for (k = 0; k < span->months[i].count; k++)
			codes[all++] = span->months[i].items[k].code;
	if (all > 1)
		qsort(codes, all, sizeof(*codes), symbol_compare);
	for (i = 0; i < all; i++)
		if (kept == 0 || codes[kept - 1] != codes[i])
			codes[kept++] = codes[i];
	*count = kept;
	return codes;
}

static void
write_span(struct span *span)
{
	const struct symbol **codes;
	size_t count, i;

	gather(span);
	if (span->by == BY_TOTAL) {
		write_series(span, NULL);
	} else {
		codes = categories(span, &count);
		for (i = 0; i < count; i++)
			write_series(span, codes[i]);
		free(codes);
	}
	release(span);
}

static void
write_group(const struct evaluation *evaluation, const struct symbol *host,
            const struct indicator *indicator)
{
	const struct history *history = evaluation->history;
	struct span span = {.evaluation = evaluation,
	                    .host = host,
	                    .indicator = indicator,
	                    .by = BY_TOTAL};
	size_t t = 0;

	while (t < history->term_count &&
	       !basis_find(history, &history->terms[t], host, indicator->code,
	                   &span.basis))
		t++;
	if (t == history->term_count)
		return;
	write_span(&span);
	if (host == NULL) {
		span.by = BY_ROUTE;
		write_span(&span);
		span.by = BY_TOTAL;
	}
	if (span.basis.agency == NULL &&
	    basis_second(history, &history->terms[t], host, indicator->code,
	                 &span.basis)) {
		span.source = span.basis.counted_by->text;
		write_span(&span);
	}
}

static void
write_task(const struct evaluation *evaluation, size_t i)
{
	write_group(evaluation, evaluation_host(evaluation, i),
	            evaluation_indicator(evaluation, i));
}

void
monthly_write(const struct evaluation *evaluation)
{
	parallel_write(evaluation, write_task, evaluation_groups(evaluation));
}
