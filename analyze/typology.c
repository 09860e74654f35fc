/*
 * The profile of a host country is its mix of indicators and its mix of routes,
 * each adding up to 1.  Profiles are brought to their main components and
 * joined by Ward's method; the number of types is the one whose silhouette is
 * widest.  Without a structure that silhouettes show, no types are told.
 */

#include "analyze/typology.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/categories.h"
#include "analyze/estimate/clustering.h"
#include "analyze/estimate/components.h"
#include "analyze/result.h"
#include "analyze/sum.h"
#include "common/buf.h"
#include "common/mem.h"

enum { LEAST_HOSTS = 10, MOST_TYPES = 6 };
#define KEPT_VARIANCE 0.8
#define LEAST_SILHOUETTE 0.25 /* Kaufman and Rousseeuw 1990 */

/* Host countries by features, column by column. */
struct profiles {
	const struct symbol **hosts;
	size_t count;
	size_t features, indicators;    /* of all, and the first so many */
	const struct indicator *routed; /* whose routes; NULL: none */
	double *values;
	char flag;
};

struct types {
	enum est_state state;
	const char *reason;
	double *scores; /* hosts by components, column by column */
	size_t kept;
	double variance; /* share of it that they keep */
	size_t *parts, number;
	double *widths, silhouette;
};

/* ---- profiles ---------------------------------------------------------- */

/* The host countries of an indicator, in byte order. */
static void
gather_hosts(const struct evaluation *evaluation,
             const struct indicator *indicator, struct categories *out)
{
	const struct categories_question question = {
		&evaluation->history->terms[0], NULL, indicator, BY_HOST, NULL};

	categories_gather(evaluation, &question, out);
}

/* Those with no less than a small number of something. */
static void
choose_hosts(const struct evaluation *evaluation,
             const struct categories *flows, struct profiles *out)
{
	const struct history *history = evaluation->history;
	size_t h, i;

	out->hosts = ilo_xcalloc(history->host_count + 1, sizeof(*out->hosts));
	for (h = 0; h < history->host_count; h++)
		for (i = 0; i < history->indicator_count; i++)
			if (categories_value(&flows[i], history->hosts[h]) >=
			    (double)evaluation->rules->small_number) {
				out->hosts[out->count++] = history->hosts[h];
				break;
			}
}

/*
 * Units cannot be added, so the mix is of specialisations: the host's share in
 * all of an indicator, over the sum of its shares in all indicators.
 */
static void
mix_indicators(const struct categories *flows, struct profiles *profiles)
{
	const size_t n = profiles->count;
	size_t h, i;

	for (h = 0; h < n; h++) {
		struct sum sum = {0, 0};
		double total;

		for (i = 0; i < profiles->indicators; i++) {
			double *value = &profiles->values[i * n + h];

			if (flows[i].total > 0)
				*value = categories_value(&flows[i],
				                          profiles->hosts[h]) /
				         flows[i].total;
			sum_add(&sum, *value);
		}
		total = sum_total(&sum);
		for (i = 0; i < profiles->indicators && total > 0; i++)
			profiles->values[i * n + h] /= total;
	}
}

/* Shares of routes; nothing of a host that breaks down by none. */
static void
mix_routes(const struct evaluation *evaluation, const struct categories *routes,
           struct profiles *profiles)
{
	const size_t n = profiles->count;
	size_t h, j;

	for (h = 0; h < n; h++) {
		const struct categories_question question = {
			&evaluation->history->terms[0], profiles->hosts[h],
			profiles->routed, BY_ROUTE, &routes->basis};
		struct categories own;

		categories_gather(evaluation, &question, &own);
		for (j = 0; j < routes->count && own.total > 0; j++)
			profiles->values[(profiles->indicators + j) * n + h] =
				categories_value(&own, routes->codes[j]) /
				own.total;
		categories_release(&own);
	}
}

/* The first indicator that breaks down by two routes or more. */
static void
gather_routes(const struct evaluation *evaluation, struct profiles *profiles,
              struct categories *out)
{
	const struct history *history = evaluation->history;
	size_t i;

	for (i = 0; i < history->indicator_count; i++) {
		const struct categories_question question = {
			&history->terms[0], NULL, &history->indicators[i],
			BY_ROUTE, NULL};

		categories_gather(evaluation, &question, out);
		if (out->count >= 2) {
			profiles->routed = &history->indicators[i];
			return;
		}
		categories_release(out);
	}
}

static void
gather(const struct evaluation *evaluation, struct profiles *out)
{
	const struct history *history = evaluation->history;
	struct categories *flows =
		ilo_xcalloc(history->indicator_count + 1, sizeof(*flows));
	struct categories routes = {.count = 0};
	size_t i;

	*out = (struct profiles){.indicators = history->indicator_count,
	                         .flag = 'A'};
	for (i = 0; i < history->indicator_count; i++) {
		gather_hosts(evaluation, &history->indicators[i], &flows[i]);
		out->flag = rules_worse_flag(evaluation->rules, out->flag,
		                             flows[i].flag);
	}
	choose_hosts(evaluation, flows, out);
	gather_routes(evaluation, out, &routes);
	out->features = out->indicators + routes.count;
	out->values = ilo_xcalloc(out->count * out->features + 1,
	                          sizeof(*out->values));
	mix_indicators(flows, out);
	if (out->routed != NULL)
		mix_routes(evaluation, &routes, out);
	for (i = 0; i < history->indicator_count; i++)
		categories_release(&flows[i]);
	categories_release(&routes);
	free(flows);
}

/* ---- types ------------------------------------------------------------- */

/* The first components that together keep most of the variance. */
static void
find_components(const struct profiles *profiles, struct types *types)
{
	const size_t n = profiles->count, f = profiles->features;
	const size_t most = n < f ? n : f;
	const struct components_data data = {profiles->values, n, f, false};
	double *centre = ilo_xcalloc(f, sizeof(*centre));
	double *deviation = ilo_xcalloc(most, sizeof(*deviation));
	double *rotation = ilo_xcalloc(f * most, sizeof(*rotation));
	struct components_result result;
	double all = 0, kept = 0;
	size_t i;

	types->scores = ilo_xcalloc(n * most, sizeof(*types->scores));
	result = components_of(&data, centre, deviation, rotation,
	                       types->scores);
	types->state = result.state;
	types->reason = "no-variation";
	for (i = 0; i < most && result.state == EST_OK; i++)
		all += deviation[i] * deviation[i];
	for (i = 0; i < most && kept < KEPT_VARIANCE * all; i++)
		kept += deviation[i] * deviation[i];
	types->kept = i;
	types->variance = all > 0 ? kept / all : 0;
	free(rotation);
	free(deviation);
	free(centre);
}

static double
distance(const struct types *types, size_t n, size_t a, size_t b)
{
	struct sum sum = {0, 0};
	size_t c;

	for (c = 0; c < types->kept; c++) {
		const double *scores = &types->scores[c * n];

		sum_add(&sum,
		        (scores[a] - scores[b]) * (scores[a] - scores[b]));
	}
	return sqrt(sum_total(&sum));
}

/* Cut into two to six parts: the cut of the widest silhouette. */
static void
choose_cut(const struct clustering_step *steps, const double *distances,
           size_t n, struct types *types)
{
	size_t *parts = ilo_xcalloc(n, sizeof(*parts));
	double *widths = ilo_xcalloc(n, sizeof(*widths));
	size_t k;

	types->silhouette = -1;
	for (k = 2; k <= MOST_TYPES; k++) {
		struct estimate mean;

		clustering_cut(steps, n, k, parts);
		mean = clustering_silhouette(distances, n, parts, widths);
		if (mean.state != EST_OK || mean.value <= types->silhouette)
			continue;
		types->silhouette = mean.value;
		types->number = k;
		memcpy(types->parts, parts, n * sizeof(*parts));
		memcpy(types->widths, widths, n * sizeof(*widths));
	}
	free(widths);
	free(parts);
}

static void
cluster(const struct profiles *profiles, struct types *types)
{
	const size_t n = profiles->count;
	double *distances = ilo_xcalloc(n * n, sizeof(*distances));
	struct clustering_step *steps = ilo_xcalloc(n, sizeof(*steps));
	size_t i, j;

	for (j = 0; j < n; j++)
		for (i = j + 1; i < n; i++)
			distances[clustering_place(n, i, j)] =
				distance(types, n, i, j);
	types->parts = ilo_xcalloc(n, sizeof(*types->parts));
	types->widths = ilo_xcalloc(n, sizeof(*types->widths));
	types->state = clustering_join(distances, n, CLUSTERING_WARD, steps);
	if (types->state == EST_OK)
		choose_cut(steps, distances, n, types);
	if (types->state == EST_OK && !(types->silhouette > LEAST_SILHOUETTE)) {
		types->state = EST_UNDEFINED;
		types->reason = "no-structure";
	}
	free(steps);
	free(distances);
}

/* ---- output ------------------------------------------------------------ */

static void
write_hosts(const struct evaluation *evaluation,
            const struct profiles *profiles, const struct types *types,
            struct result *result)
{
	size_t h;

	for (h = 0; h < profiles->count; h++) {
		result->subject.host = profiles->hosts[h]->text;
		result->measure = "type";
		result->unit = "number";
		result->method = "typology";
		result->value = (double)types->parts[h];
		result_write(evaluation, result);
		result->measure = "silhouette";
		result->unit = "index";
		result->method = "silhouette";
		result->value = types->widths[h];
		result_write(evaluation, result);
	}
}

static void
write_types(const struct evaluation *evaluation,
            const struct profiles *profiles, const struct types *types)
{
	const struct history *history = evaluation->history;
	struct ilo_buf from = ILO_BUF_INIT;
	struct result result = {
		.subject = {.period = history->terms[0].period, .by = BY_TOTAL},
		.measure = "types",
		.state = types->state,
		.reason = types->reason,
		.value = (double)types->number,
		.n = profiles->count,
		.unit = "number",
		.method = "typology",
		.flag = profiles->flag,
	};
	size_t i;

	for (i = 0; i < history->indicator_count; i++)
		ilo_buf_printf(&from, "%s_T.%s.%s.host.*", i > 0 ? " " : "",
		               history->indicators[i].code->text,
		               history->terms[0].period);
	result.from = ilo_buf_text(&from);
	result_open(evaluation->writer, "typology", 0);
	result_write(evaluation, &result);
	if (types->state == EST_OK) {
		result.measure = "silhouette";
		result.unit = "index";
		result.method = "silhouette";
		result.value = types->silhouette;
		result_write(evaluation, &result);
		result.measure = "variance-kept";
		result.unit = "share";
		result.method = "components";
		result.value = types->variance;
		result_write(evaluation, &result);
		write_hosts(evaluation, profiles, types, &result);
	}
	result_close(evaluation->writer);
	ilo_buf_release(&from);
}

void
typology_write(const struct analysis *analysis)
{
	struct profiles profiles;
	struct types types = {.state = EST_TOO_FEW, .reason = "few-hosts"};

	gather(analysis->evaluation, &profiles);
	if (profiles.count >= LEAST_HOSTS) {
		find_components(&profiles, &types);
		if (types.state == EST_OK)
			cluster(&profiles, &types);
	}
	write_types(analysis->evaluation, &profiles, &types);
	free(profiles.hosts);
	free(profiles.values);
	free(types.scores);
	free(types.parts);
	free(types.widths);
}
