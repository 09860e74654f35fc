/*
 * Officers by host country and sending state, flow per officer, host countries
 * with flows and no officer, and flow against officers.  What nobody told of is
 * not taken for none: without a single statement on officers nothing is made.
 */

#include "analyze/deployment.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/basis.h"
#include "analyze/estimate/robust.h"
#include "analyze/gaps.h"
#include "analyze/posts.h"
#include "common/buf.h"
#include "common/mem.h"

enum { LEAST_POINTS = 10 };

/* ---- officers ---------------------------------------------------------- */

static void
write_hosts(const struct evaluation *evaluation, const struct posts *posts)
{
	struct result result =
		posts_result(evaluation, "officers", "officers", "officers");
	struct result total = result;
	struct ilo_buf from = ILO_BUF_INIT;
	size_t i;

	for (i = 0; i < posts->count; i++) {
		total.value += (double)posts->items[i].officers;
		total.n += posts->items[i].states;
	}
	result_write(evaluation, &total);
	for (i = 0; i < posts->count; i++) {
		const struct post *post = &posts->items[i];

		ilo_buf_clear(&from);
		ilo_buf_printf(&from, "networks.xml:%s:A1", post->host->text);
		result.from = ilo_buf_text(&from);
		result.subject.host = post->host->text;
		result.value = (double)post->officers;
		result.n = post->states;
		result.verdict = post->officers == 0   ? "no-officer"
		                 : post->officers == 1 ? "one-officer"
		                 : post->states == 1   ? "one-state"
		                                       : "several-states";
		result_write(evaluation, &result);
	}
	ilo_buf_release(&from);
}

/* Sending states in byte order; n is their host countries. */
static void
write_states(const struct evaluation *evaluation)
{
	const struct network *network = evaluation->history->terms[0].network;
	const struct symbol **states =
		ilo_xcalloc(network->pair_count + 1, sizeof(*states));
	size_t i, j;

	for (i = 0; i < network->pair_count; i++)
		states[i] = network->pairs[i].reporter;
	if (network->pair_count > 1)
		qsort(states, network->pair_count, sizeof(*states),
		      symbol_compare);
	for (i = 0; i < network->pair_count; i++) {
		struct result result = posts_result(evaluation, "officers-sent",
		                                    "officers", "officers");

		if (i > 0 && states[i] == states[i - 1])
			continue;
		for (j = 0; j < network->pair_count; j++) {
			if (network->pairs[j].reporter != states[i] ||
			    network->pairs[j].officers == 0)
				continue;
			result.value += (double)network->pairs[j].officers;
			result.n++;
		}
		result.other = states[i]->text;
		if (result.n > 0)
			result_write(evaluation, &result);
	}
	free(states);
}

/* States whose interests or tasks another's officer looks after. */
static void
write_arrangements(const struct evaluation *evaluation,
                   const struct posts *posts)
{
	const struct activity *activity =
		&evaluation->history->terms[0].network->activity;
	size_t i, j;

	for (i = 0; i < posts->count; i++) {
		struct result result = posts_result(evaluation, "arrangements",
		                                    "states", "officers");

		for (j = 0; j < activity->arrangement_count; j++)
			result.n += activity->arrangements[j].host ==
			            posts->items[i].host;
		if (result.n == 0)
			continue;
		result.subject.host = posts->items[i].host->text;
		result.value = (double)result.n;
		result.from = "networks.xml:A3";
		result_write(evaluation, &result);
	}
}

/* ---- flows ------------------------------------------------------------- */

/* The level of a host country, as its figure gives it. */
static bool
ask_level(const struct evaluation *evaluation, const struct symbol *host,
          const struct indicator *indicator, struct levels *out)
{
	const struct term *term = &evaluation->history->terms[0];
	struct question question = {.host = host,
	                            .indicator = indicator->code,
	                            .by = BY_TOTAL,
	                            .month = WHOLE_SEMESTER};
	struct basis basis;

	*out = (struct levels){.count = 0};
	if (!basis_find(evaluation->history, term, host, indicator->code,
	                &basis))
		return false;
	question.counted_by = basis.counted_by;
	question.agency = basis.agency;
	levels_ask(term, &question, evaluation->rules, out);
	return out->count == 1 && out->items[0].state == LEVEL_VALUE &&
	       out->items[0].value > 0 && out->items[0].exact.state == EST_OK;
}

static void
write_load(const struct evaluation *evaluation, const struct post *post,
           const struct indicator *indicator, const struct level *level)
{
	const double officers = (double)post->officers;
	struct result result =
		posts_result(evaluation, "load", "per-officer", "load");
	struct ilo_buf from = ILO_BUF_INIT;

	ilo_buf_printf(&from, "%s.%s.%s.total networks.xml:%s:A1",
	               post->host->text, indicator->code->text,
	               result.subject.period, post->host->text);
	result.from = ilo_buf_text(&from);
	result.subject.host = post->host->text;
	result.subject.indicator = indicator->code->text;
	result.value = (double)level->value / officers;
	result.has_interval = true;
	result.lower = level_lower(level) / officers;
	result.upper = level_upper(level) / officers;
	result.n = level->n;
	result.flag = level->flag;
	result_write(evaluation, &result);
	ilo_buf_release(&from);
}

/* ---- flow against officers --------------------------------------------- */

/* Logarithms of officers and flow, by host country. */
struct points {
	double *x, *y;
	size_t count;
	char flag;
};

/* Of a normal deviate; math.h has its tail and no inverse. */
static double
normal_limit(double confidence)
{
	double low = 0, high = 40;
	int i;

	for (i = 0; i < 100; i++) {
		const double middle = (low + high) / 2;

		if (erfc(middle / sqrt(2)) > 1 - confidence)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static void
write_slope(const struct evaluation *evaluation,
            const struct indicator *indicator, const struct points *points)
{
	const struct leastsquares_data data = {.x = points->x,
	                                       .y = points->y,
	                                       .count = points->count,
	                                       .width = 1,
	                                       .constant = true};
	struct result result = posts_result(evaluation, "flow-on-officers",
	                                    "index", "robust-regression");
	double *weights = ilo_xcalloc(points->count + 1, sizeof(*weights));
	double *residuals = ilo_xcalloc(points->count + 1, sizeof(*residuals));
	struct ilo_buf from = ILO_BUF_INIT;
	struct robust fit = {.state = EST_TOO_FEW};

	if (points->count >= LEAST_POINTS)
		fit = robust_fit(&data, ROBUST_BISQUARE, ROBUST_MEDIAN, weights,
		                 residuals);
	ilo_buf_printf(&from, "_T.%s.%s.host.* networks.xml:A1",
	               indicator->code->text, result.subject.period);
	result.from = ilo_buf_text(&from);
	result.subject.host = "_T";
	result.subject.indicator = indicator->code->text;
	result.flag = points->flag;
	result.n = points->count;
	result.state = fit.state;
	result.reason = fit.state == EST_TOO_FEW ? "few-hosts" : "no-variation";
	if (fit.state == EST_OK) {
		const double reach =
			fit.se[1] * normal_limit(evaluation->rules->confidence);

		result.has_interval = true;
		result.value = fit.coefficients[1];
		result.lower = result.value - reach;
		result.upper = result.value + reach;
	}
	result_write(evaluation, &result);
	ilo_buf_release(&from);
	free(residuals);
	free(weights);
}

static void
write_covered(const struct evaluation *evaluation,
              const struct indicator *indicator, const struct posts *posts)
{
	struct points points = {.flag = 'A'};
	size_t i;

	points.x = ilo_xcalloc(posts->count + 1, sizeof(double));
	points.y = ilo_xcalloc(posts->count + 1, sizeof(double));
	for (i = 0; i < posts->count; i++) {
		const struct post *post = &posts->items[i];
		struct levels levels;

		if (post->officers > 0 &&
		    ask_level(evaluation, post->host, indicator, &levels)) {
			const struct level *level = &levels.items[0];

			write_load(evaluation, post, indicator, level);
			points.x[points.count] = log((double)post->officers);
			points.y[points.count++] = log((double)level->value);
			points.flag = rules_worse_flag(
				evaluation->rules, points.flag, level->flag);
		}
		if (post->officers > 0)
			levels_release(&levels);
	}
	if (points.count > 0)
		write_slope(evaluation, indicator, &points);
	free(points.x);
	free(points.y);
}

void
deployment_write(const struct analysis *analysis)
{
	const struct evaluation *evaluation = analysis->evaluation;
	const struct history *history = evaluation->history;
	struct posts posts = posts_gather(history->terms[0].network);
	size_t i;

	result_open(evaluation->writer, "deployment", 0);
	if (posts.count == 0) {
		struct result none = posts_result(evaluation, "officers",
		                                  "officers", "officers");

		none.state = EST_UNDEFINED;
		none.reason = "nobody-told";
		none.flag = 'O';
		result_write(evaluation, &none);
	} else {
		write_hosts(evaluation, &posts);
		write_states(evaluation);
		write_arrangements(evaluation, &posts);
		for (i = 0; i < history->indicator_count; i++) {
			write_covered(evaluation, &history->indicators[i],
			              &posts);
			gaps_write(evaluation, &history->indicators[i], &posts);
		}
	}
	result_close(evaluation->writer);
	free(posts.items);
}
