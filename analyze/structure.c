/*
 * Concentration, of all host countries together and of the largest, with
 * intervals by redrawing the counts; and moves in rank.  One task for each
 * indicator.
 */

#include "analyze/structure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/breakdown.h"
#include "analyze/categories.h"
#include "analyze/estimate/bootstrap.h"
#include "analyze/estimate/concentration.h"
#include "analyze/parallel.h"
#include "analyze/result.h"
#include "common/buf.h"
#include "common/mem.h"

enum {
	LEAST_CATEGORIES = 3,
	LARGEST_HOSTS = 20,
	LARGEST_MOVES = 20, /* categories of a breakdown whose ranks are told */
	REPLICATES = 400,
	RANK_REPLICATES = 1000
};

/* ---- concentration ----------------------------------------------------- */

enum measure { TOP_1, TOP_3, TOP_5, HERFINDAHL, SHANNON, GINI, MEASURES };

static const struct {
	const char *name, *unit, *method;
	size_t more; /* categories it needs to say anything: more than so many
	              */
} measures[MEASURES] = {
	[TOP_1] = {"top-1", "share", "top-share", 1},
	[TOP_3] = {"top-3", "share", "top-share", 3},
	[TOP_5] = {"top-5", "share", "top-share", 5},
	[HERFINDAHL] = {"herfindahl", "index", "herfindahl", 1},
	[SHANNON] = {"shannon", "nats", "shannon", 1},
	[GINI] = {"gini", "index", "gini", 1},
};

static double
value_of(struct estimate estimate)
{
	return estimate.state == EST_OK ? estimate.value : (double)NAN;
}

static void
measure_all(const double *amounts, size_t n, double values[MEASURES])
{
	const struct concentration all = concentration_of(amounts, n);
	const bool good = all.state == EST_OK;

	values[TOP_1] = value_of(concentration_top(amounts, n, 1));
	values[TOP_3] = value_of(concentration_top(amounts, n, 3));
	values[TOP_5] = value_of(concentration_top(amounts, n, 5));
	values[HERFINDAHL] = value_of(all.normalised);
	values[SHANNON] = good ? all.shannon : (double)NAN;
	values[GINI] = good ? all.gini : (double)NAN;
}

/* Limits by redrawing, corrected for bias, within what can be. */
static void
bound(struct result *result, double *replicates, double most, double confidence)
{
	const struct interval interval =
		bootstrap_interval(replicates, REPLICATES, result->value,
	                           BOOTSTRAP_BASIC, confidence);

	if (interval.state != EST_OK)
		return;
	result->has_interval = true;
	result->lower = fmin(result->value, fmax(0, interval.lower));
	result->upper = fmax(result->value, fmin(most, interval.upper));
}

/* Amounts above 0, which are n. */
static void
write_measures(const struct evaluation *evaluation, struct result result,
               const struct categories *categories, const double *amounts,
               size_t n)
{
	const struct bootstrap_ranking ranking = {
		REPLICATES, evaluation->rules->seed, categories->phi,
		evaluation->rules->confidence};
	double *drawn = ilo_xcalloc(n * REPLICATES, sizeof(*drawn));
	double *replicates =
		ilo_xcalloc((size_t)MEASURES * REPLICATES, sizeof(*replicates));
	double values[MEASURES], again[MEASURES];
	size_t m, r;

	measure_all(amounts, n, values);
	if (bootstrap_counts(amounts, n, &ranking, drawn) == EST_OK)
		for (r = 0; r < REPLICATES; r++) {
			measure_all(drawn + r * n, n, again);
			for (m = 0; m < MEASURES; m++)
				replicates[m * REPLICATES + r] = again[m];
		}
	for (m = 0; m < MEASURES; m++) {
		if (n <= measures[m].more)
			continue;
		result.measure = measures[m].name;
		result.unit = measures[m].unit;
		result.method = measures[m].method;
		result.state = EST_OK;
		result.value = values[m];
		result.has_interval = false;
		bound(&result, &replicates[m * REPLICATES],
		      m == SHANNON ? log((double)n) : 1,
		      evaluation->rules->confidence);
		result_write(evaluation, &result);
	}
	free(replicates);
	free(drawn);
}

/* Nothing of a breakdown into less than three, or of a small number. */
static void
write_concentration(const struct evaluation *evaluation,
                    const struct symbol *host,
                    const struct indicator *indicator, enum breakdown by)
{
	const struct term *term = &evaluation->history->terms[0];
	const struct categories_question question = {term, host, indicator, by,
	                                             NULL};
	struct categories categories;
	struct ilo_buf from = ILO_BUF_INIT;
	struct result result = {
		.subject = {.host = host == NULL ? "_T" : host->text,
	                    .indicator = indicator->code->text,
	                    .period = term->period,
	                    .by = by,
	                    .code = "_T"},
	};
	double *amounts;
	size_t n = 0, i;

	categories_gather(evaluation, &question, &categories);
	amounts = ilo_xcalloc(categories.count + 1, sizeof(*amounts));
	for (i = 0; i < categories.count; i++)
		if (categories.values[i] > 0)
			amounts[n++] = categories.values[i];
	ilo_buf_printf(&from, "%s.%s.%s.%s.*", result.subject.host,
	               result.subject.indicator, term->period,
	               breakdown_name(by));
	result.from = ilo_buf_text(&from);
	result.flag = categories.flag;
	result.n = n;
	if (n >= LEAST_CATEGORIES &&
	    categories.total >= (double)evaluation->rules->small_number)
		write_measures(evaluation, result, &categories, amounts, n);
	ilo_buf_release(&from);
	free(amounts);
	categories_release(&categories);
}

static void
write_hosts(const struct evaluation *evaluation,
            const struct indicator *indicator)
{
	const struct categories_question question = {
		&evaluation->history->terms[0], NULL, indicator, BY_HOST, NULL};
	struct categories hosts;
	size_t *order, i;

	categories_gather(evaluation, &question, &hosts);
	order = ilo_xcalloc(hosts.count + 1, sizeof(*order));
	categories_order(&hosts, order);
	for (i = 0; i < hosts.count && i < LARGEST_HOSTS; i++) {
		const struct symbol *host = hosts.codes[order[i]];

		write_concentration(evaluation, host, indicator,
		                    BY_CITIZENSHIP);
		write_concentration(evaluation, host, indicator, BY_ROUTE);
	}
	free(order);
	categories_release(&hosts);
}

static void
concentrate(const struct evaluation *evaluation, size_t i)
{
	const struct indicator *indicator = &evaluation->history->indicators[i];

	write_concentration(evaluation, NULL, indicator, BY_CITIZENSHIP);
	write_concentration(evaluation, NULL, indicator, BY_ROUTE);
	write_hosts(evaluation, indicator);
}

void
structure_write(const struct analysis *analysis)
{
	const struct evaluation *evaluation = analysis->evaluation;

	result_open(evaluation->writer, "concentration", 0);
	parallel_write(evaluation, concentrate,
	               evaluation->history->indicator_count);
	result_close(evaluation->writer);
}

/* ---- ranks ------------------------------------------------------------- */

/* Two semesters over the same categories. */
struct standing {
	size_t count;
	double *values;               /* now, then those of the one before */
	struct bootstrap_rank *ranks; /* likewise */
};

/* Each semester at half the chance of error: the difference of two ranks is
 * then within theirs at the level asked for. */
static bool
rank_both(const struct evaluation *evaluation, const struct categories *now,
          const struct categories *before, struct standing *standing)
{
	const struct categories *both[] = {now, before};
	enum est_state state = EST_OK;
	size_t k;

	for (k = 0; k < 2 && state == EST_OK; k++) {
		const struct bootstrap_ranking ranking = {
			RANK_REPLICATES, evaluation->rules->seed + (uint32_t)k,
			both[k]->phi,
			1 - (1 - evaluation->rules->confidence) / 2};

		state = bootstrap_ranks(&standing->values[k * standing->count],
		                        standing->count, &ranking,
		                        &standing->ranks[k * standing->count]);
	}
	return state == EST_OK;
}

static void
write_move(const struct evaluation *evaluation, struct result *result,
           const struct standing *standing, size_t i)
{
	const struct bootstrap_rank *now = &standing->ranks[i];
	const struct bootstrap_rank *before =
		&standing->ranks[standing->count + i];

	result->state = EST_OK;
	result->measure = "rank-bootstrap";
	result->method = "rank-bootstrap";
	result->has_interval = true;
	result->value = now->rank;
	result->lower = floor(now->lower);
	result->upper = ceil(now->upper);
	result->verdict = NULL;
	result_write(evaluation, result);
	result->measure = "rank-change";
	result->method = "rank-change";
	result->value = before->rank - now->rank;
	result->lower = floor(before->lower) - ceil(now->upper);
	result->upper = ceil(before->upper) - floor(now->lower);
	result->verdict = result->lower > 0   ? "rise"
	                  : result->upper < 0 ? "fall"
	                                      : "no-evidence";
	result_write(evaluation, result);
}

static void
write_moves(const struct evaluation *evaluation, const struct categories *now,
            const struct standing *standing, struct result *result)
{
	const struct history *history = evaluation->history;
	size_t *order = ilo_xcalloc(now->count + 1, sizeof(*order));
	char period[ILO_SEMESTER_SIZE];
	struct ilo_buf from = ILO_BUF_INIT;
	size_t i;

	(void)ilo_semester_print(compared_semester(history, PREVIOUS), period);
	categories_order(now, order);
	for (i = 0; i < now->count && i < LARGEST_MOVES; i++) {
		result->subject.code = now->codes[order[i]]->text;
		ilo_buf_clear(&from);
		/* an earlier semester's host countries are in its total */
		ilo_buf_printf(&from, "_T.%s.%s.%s.* _T.%s.%s.%s",
		               result->subject.indicator,
		               result->subject.period,
		               breakdown_name(result->subject.by),
		               result->subject.indicator, period,
		               result->subject.by == BY_HOST
		                       ? "total"
		                       : breakdown_name(result->subject.by));
		if (result->subject.by != BY_HOST)
			ilo_buf_puts(&from, ".*");
		result->from = ilo_buf_text(&from);
		write_move(evaluation, result, standing, order[i]);
	}
	ilo_buf_release(&from);
	free(order);
}

static void
compare_ranks(const struct evaluation *evaluation, struct result *result,
              const struct categories *now, const struct categories *before)
{
	struct standing standing = {now->count, NULL, NULL};

	standing.values = ilo_xcalloc(2 * now->count, sizeof(double));
	standing.ranks = ilo_xcalloc(2 * now->count, sizeof(*standing.ranks));
	memcpy(standing.values, now->values, now->count * sizeof(double));
	memcpy(standing.values + now->count, before->values,
	       now->count * sizeof(double));
	if (rank_both(evaluation, now, before, &standing))
		write_moves(evaluation, now, &standing, result);
	free(standing.ranks);
	free(standing.values);
}

/* Both keep what has a value in both. */
static void
keep_common(struct categories *now, struct categories *before)
{
	size_t i = 0, j = 0, kept = 0;

	while (i < now->count && j < before->count) {
		const int order = symbol_order(now->codes[i], before->codes[j]);

		if (order == 0) {
			now->codes[kept] = now->codes[i];
			now->values[kept] = now->values[i];
			before->codes[kept] = before->codes[j];
			before->values[kept++] = before->values[j];
		}
		i += order <= 0;
		j += order >= 0;
	}
	now->count = before->count = kept;
}

static bool
same_basis(const struct levels *a, const struct levels *b)
{
	return a->count > 0 && b->count > 0 &&
	       a->items[0].counted_by == b->items[0].counted_by &&
	       a->items[0].agency == b->items[0].agency;
}

static void
compare_breakdown(const struct evaluation *evaluation,
                  const struct indicator *indicator, enum breakdown by)
{
	const struct history *history = evaluation->history;
	struct categories now, before;
	struct breakdown_levels parts;
	struct result result = {
		.subject = {.host = "_T",
	                    .indicator = indicator->code->text,
	                    .period = history->terms[0].period,
	                    .by = by},
		.unit = "rank",
	};

	breakdown_gather(history, NULL, indicator->code, by, evaluation->rules,
	                 &parts);
	categories_take(evaluation, &parts.at[NOW], &now);
	categories_take(evaluation, &parts.at[PREVIOUS], &before);
	keep_common(&now, &before);
	result.n = now.count;
	result.flag =
		rules_worse_flag(evaluation->rules, now.flag, before.flag);
	if (now.count >= LEAST_CATEGORIES &&
	    same_basis(&parts.at[NOW], &parts.at[PREVIOUS]))
		compare_ranks(evaluation, &result, &now, &before);
	categories_release(&now);
	categories_release(&before);
	breakdown_release(&parts);
}

static void
rank_indicator(const struct evaluation *evaluation, size_t i)
{
	const struct indicator *indicator = &evaluation->history->indicators[i];

	compare_breakdown(evaluation, indicator, BY_CITIZENSHIP);
	compare_breakdown(evaluation, indicator, BY_ROUTE);
	compare_breakdown(evaluation, indicator, BY_HOST);
}

void
structure_write_ranks(const struct analysis *analysis)
{
	const struct evaluation *evaluation = analysis->evaluation;

	result_open(evaluation->writer, "ranks", 0);
	parallel_write(evaluation, rank_indicator,
	               evaluation->history->indicator_count);
	result_close(evaluation->writer);
}
