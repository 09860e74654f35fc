/*
 * Host countries by routes, one table an indicator: location quotients and
 * adjusted residuals.  All cells of all tables are tested; of each table the
 * largest that remain significant are told.
 */

#include "analyze/specialisation.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/categories.h"
#include "analyze/estimate/crosstab.h"
#include "analyze/estimate/multiplicity.h"
#include "analyze/result.h"
#include "common/buf.h"
#include "common/mem.h"

enum { CELLS_TOLD = 20 };
#define SIGNIFICANT 0.05
#define LEAST_EXPECTED 1.0 /* under it a residual is far from normal */

/* Hosts by routes of one indicator. */
struct crossing {
	const struct indicator *indicator;
	struct categories routes; /* the columns, of all hosts together */
	const struct symbol **hosts;
	struct crosstab table;
	struct crosstab_cell *cells; /* NULL: nothing to test */
	double *counts;
	double *p; /* of each cell; NaN for none */
	char flag;
};

static void
release(struct crossing *crossing)
{
	categories_release(&crossing->routes);
	free(crossing->hosts);
	free(crossing->counts);
	free(crossing->cells);
	free(crossing->p);
}

/* A row of the table; not of a host that rests on another basis. */
static void
add_host(const struct evaluation *evaluation, const struct symbol *host,
         struct crossing *crossing)
{
	const struct term *term = &evaluation->history->terms[0];
	const struct categories_question question = {
		term, host, crossing->indicator, BY_ROUTE, NULL};
	const size_t columns = crossing->routes.count;
	struct categories own;
	double *row = &crossing->counts[crossing->table.rows * columns];
	size_t j;

	categories_gather(evaluation, &question, &own);
	if (own.total > 0 &&
	    own.basis.counted_by == crossing->routes.basis.counted_by &&
	    own.basis.agency == crossing->routes.basis.agency) {
		for (j = 0; j < columns; j++)
			row[j] = categories_value(&own,
			                          crossing->routes.codes[j]);
		crossing->flag = rules_worse_flag(evaluation->rules,
		                                  crossing->flag, own.flag);
		crossing->hosts[crossing->table.rows++] = host;
	}
	categories_release(&own);
}

/* Residuals count for less where the counts are over-dispersed. */
static double
score(const struct crossing *crossing, size_t cell)
{
	const struct estimate adjusted = crossing->cells[cell].adjusted;

	return adjusted.state == EST_OK
	               ? adjusted.value / sqrt(crossing->routes.phi)
	               : (double)NAN;
}

static void
test_cells(struct crossing *crossing)
{
	const size_t count = crossing->table.rows * crossing->table.columns;
	size_t i;

	crossing->cells = ilo_xcalloc(count + 1, sizeof(*crossing->cells));
	crossing->p = ilo_xcalloc(count + 1, sizeof(*crossing->p));
	if (crossing->table.rows < 2 || crossing->table.columns < 2 ||
	    !crosstab_cells(&crossing->table, crossing->cells)) {
		crossing->table.rows = 0;
		return;
	}
	for (i = 0; i < count; i++)
		crossing->p[i] =
			crossing->cells[i].expected < LEAST_EXPECTED
				? (double)NAN
				: erfc(fabs(score(crossing, i)) / sqrt(2));
}

static void
gather(const struct evaluation *evaluation, const struct indicator *indicator,
       struct crossing *out)
{
	const struct history *history = evaluation->history;
	const struct categories_question question = {&history->terms[0], NULL,
	                                             indicator, BY_ROUTE, NULL};
	size_t i;

	*out = (struct crossing){.indicator = indicator};
	categories_gather(evaluation, &question, &out->routes);
	out->flag = out->routes.flag;
	out->hosts = ilo_xcalloc(history->host_count + 1, sizeof(*out->hosts));
	out->counts = ilo_xcalloc(history->host_count * out->routes.count + 1,
	                          sizeof(*out->counts));
	if (out->routes.count >= 2)
		for (i = 0; i < history->host_count; i++)
			if (!evaluation_special(evaluation, history->hosts[i]))
				add_host(evaluation, history->hosts[i], out);
	out->table.counts = out->counts;
	out->table.columns = out->routes.count;
	test_cells(out);
}

/* ---- output ------------------------------------------------------------ */

struct ranked {
	double score;
	size_t cell;
};

static int
largest_first(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	const double x = fabs(a->score), y = fabs(b->score);

	if (x > y || x < y)
		return x > y ? -1 : 1;
	return a->cell < b->cell ? -1 : a->cell > b->cell;
}

static void
write_cell(const struct evaluation *evaluation, const struct crossing *crossing,
           size_t cell)
{
	const size_t columns = crossing->table.columns;
	const char *host = crossing->hosts[cell / columns]->text;
	const char *period = evaluation->history->terms[0].period;
	const char *indicator = crossing->indicator->code->text;
	struct ilo_buf from = ILO_BUF_INIT;
	struct result result = {
		.subject =
			{.host = host,
	                 .indicator = indicator,
	                 .period = period,
	                 .by = BY_ROUTE,
	                 .code = crossing->routes.codes[cell % columns]->text},
		.measure = "quotient",
		.unit = "ratio",
		.method = "location-quotient",
		.flag = crossing->flag,
		.n = crossing->table.rows * columns,
	};

	ilo_buf_printf(&from, "%s.%s.%s.route.* _T.%s.%s.route.*", host,
	               indicator, period, indicator, period);
	result.from = ilo_buf_text(&from);
	result_take(&result, crossing->cells[cell].quotient);
	result.reason = "empty-margin";
	result_write(evaluation, &result);
	result.measure = "residual";
	result.unit = "index";
	result.method = "adjusted-residual";
	result.state = EST_OK;
	result.value = score(crossing, cell);
	result.has_p = result.has_adjusted = true;
	result.p = erfc(fabs(result.value) / sqrt(2));
	result.p_adjusted = crossing->p[cell];
	result.verdict = result.value > 0 ? "more" : "less";
	result_write(evaluation, &result);
	ilo_buf_release(&from);
}

static void
write_crossing(const struct evaluation *evaluation,
               const struct crossing *crossing)
{
	const size_t count = crossing->table.rows * crossing->table.columns;
	struct ranked *ranked = ilo_xcalloc(count + 1, sizeof(*ranked));
	size_t found = 0, i;

	for (i = 0; i < count; i++)
		if (crossing->p[i] <= SIGNIFICANT)
			ranked[found++] =
				(struct ranked){score(crossing, i), i};
	if (found > 1)
		qsort(ranked, found, sizeof(*ranked), largest_first);
	for (i = 0; i < found && i < CELLS_TOLD; i++)
		write_cell(evaluation, crossing, ranked[i].cell);
	free(ranked);
}

/* One adjustment over the cells of all tables; how many were tested. */
static size_t
adjust(struct crossing *crossings, size_t count)
{
	size_t room = 1, cells, tested = 0, next = 0, i, j;
	double *p;

	for (i = 0; i < count; i++)
		room += crossings[i].table.rows * crossings[i].table.columns;
	p = ilo_xcalloc(room, sizeof(*p));
	for (i = 0; i < count; i++) {
		cells = crossings[i].table.rows * crossings[i].table.columns;
		for (j = 0; j < cells; j++) {
			p[next++] = crossings[i].p[j];
			tested += isnan(crossings[i].p[j]) ? 0U : 1U;
		}
	}
	multiplicity_adjust(p, next, MULTIPLICITY_BH);
	for (i = next = 0; i < count; i++) {
		cells = crossings[i].table.rows * crossings[i].table.columns;
		for (j = 0; j < cells; j++)
			crossings[i].p[j] = p[next++];
	}
	free(p);
	return tested;
}

void
specialisation_write(const struct analysis *analysis)
{
	const struct evaluation *evaluation = analysis->evaluation;
	const size_t count = evaluation->history->indicator_count;
	struct crossing *crossings = ilo_xcalloc(count + 1, sizeof(*crossings));
	size_t i;

	for (i = 0; i < count; i++)
		gather(evaluation, &evaluation->history->indicators[i],
		       &crossings[i]);
	result_open(evaluation->writer, "specialisation",
	            adjust(crossings, count));
	for (i = 0; i < count; i++) {
		write_crossing(evaluation, &crossings[i]);
		release(&crossings[i]);
	}
	result_close(evaluation->writer);
	free(crossings);
}
