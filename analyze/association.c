/*
 * Rank correlation of monthly growth, season removed, of every pair of routes
 * and of every pair of the largest host countries, in the same month and one to
 * three months later in both directions.  What remains significant over all of
 * them is told; a negative one is what displacement would look like.
 */

#include "analyze/association.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/deseason.h"
#include "analyze/estimate/correlation.h"
#include "analyze/estimate/multiplicity.h"
#include "analyze/parallel.h"
#include "analyze/result.h"
#include "analyze/sum.h"
#include "common/buf.h"
#include "common/mem.h"

enum {
	LAGS = 3,
	LARGEST_HOSTS = 12,
	YEAR_MONTHS = 12,
	LEAST_PAIRS = DESEASON_LEAST_MONTHS - 1 - LAGS
};
#define SIGNIFICANT 0.05

/* A series that may be paired, and its growth: count months to the last. */
struct partner {
	const struct series *series;
	double *growth;
	size_t count;
	double size; /* of its last year */
};

struct partners {
	struct partner *items;
	size_t count, capacity;
};

/* leading moves, following moves lag months later. */
struct pairing {
	const struct partner *leading, *following;
	size_t lag;
	struct estimate rho, p;
	double adjusted;
};

struct pairings {
	struct pairing *items;
	size_t count, capacity;
};

/* ---- partners ---------------------------------------------------------- */

static void
add_partner(const struct series *series, struct partners *out)
{
	struct deseason season;
	struct partner partner = {.series = series};
	const double *end = series_run(series) + series_run_count(series);

	if (!deseason_make(series, &season))
		return;
	partner.count = season.count - 1;
	partner.growth = season.changes;
	free(season.values);
	partner.size = sum_of(end - YEAR_MONTHS, YEAR_MONTHS);
	out->items = ilo_grow(out->items, out->count, &out->capacity,
	                      sizeof(partner));
	out->items[out->count++] = partner;
}

/* The larger first; of equals the first by host. */
static int
larger_first(const void *left, const void *right)
{
	const struct partner *a = left, *b = right;

	if (a->size > b->size || a->size < b->size)
		return a->size > b->size ? -1 : 1;
	return symbol_order(a->series->host, b->series->host);
}

/* Routes of an indicator in the order of the set, or its largest hosts. */
static void
gather_partners(const struct analysis *analysis,
                const struct indicator *indicator, bool hosts,
                struct partners *out)
{
	const struct series_set *set = analysis->series;
	size_t i;

	*out = (struct partners){NULL, 0, 0};
	for (i = 0; i < set->count; i++) {
		const struct series *series = &set->items[i];

		if (series->indicator != indicator ||
		    (series->host != NULL) != hosts ||
		    (series->code != NULL) == hosts ||
		    evaluation_special(analysis->evaluation,
		                       hosts ? series->host : series->code))
			continue;
		add_partner(series, out);
	}
	if (hosts && out->count > 1)
		qsort(out->items, out->count, sizeof(*out->items),
		      larger_first);
	while (hosts && out->count > LARGEST_HOSTS)
		free(out->items[--out->count].growth);
}

static void
release(struct partners *partners)
{
	size_t i;

	for (i = 0; i < partners->count; i++)
		free(partners->items[i].growth);
	free(partners->items);
}

/* ---- pairs ------------------------------------------------------------- */

/* The months that both have, one beside the other. */
struct common {
	const double *x, *y;
	size_t n;
};

static struct common
common_of(const struct pairing *pairing)
{
	const struct partner *a = pairing->leading, *b = pairing->following;
	const size_t common = a->count < b->count ? a->count : b->count;

	return (struct common){
		a->growth + (a->count - common),
		b->growth + (b->count - common) + pairing->lag,
		common - pairing->lag,
	};
}

static void
correlate(void *shared, size_t i)
{
	const struct pairings *pairings = shared;
	struct pairing *pairing = &pairings->items[i];
	const struct common common = common_of(pairing);
	struct estimate independent;

	pairing->rho = correlation_rho(common.x, common.y, common.n);
	independent = correlation_independent(common.x, common.y, common.n,
	                                      YEAR_MONTHS);
	pairing->p = correlation_p(
		pairing->rho, independent.state == EST_OK
				      ? independent.value - 2 - DESEASON_LOST
				      : 0);
}

static void
add_pair(const struct partner *leading, const struct partner *following,
         size_t lag, struct pairings *out)
{
	const size_t common = leading->count < following->count
	                              ? leading->count
	                              : following->count;
	const struct pairing pairing = {
		.leading = leading, .following = following, .lag = lag};

	if (common < LEAST_PAIRS + lag ||
	    leading->series->basis.counted_by !=
	            following->series->basis.counted_by)
		return;
	out->items = ilo_grow(out->items, out->count, &out->capacity,
	                      sizeof(pairing));
	out->items[out->count++] = pairing;
}

static void
pair_up(const struct partners *partners, struct pairings *out)
{
	size_t i, j, lag;

	for (i = 0; i < partners->count; i++)
		for (j = i + 1; j < partners->count; j++)
			for (lag = 0; lag <= LAGS; lag++) {
				const struct partner *a = &partners->items[i];
				const struct partner *b = &partners->items[j];

				add_pair(a, b, lag, out);
				if (lag > 0)
					add_pair(b, a, lag, out);
			}
}

/* ---- output ------------------------------------------------------------ */

static void
write_pair(const struct analysis *analysis, const struct pairing *pairing)
{
	const struct series *leading = pairing->leading->series;
	const struct series *following = pairing->following->series;
	const struct common common = common_of(pairing);
	struct result result = result_of_series(leading, NULL, "spearman");
	struct ilo_buf from = ILO_BUF_INIT, measure = ILO_BUF_INIT;

	ilo_buf_printf(&from, "%s %s", leading->id, following->id);
	ilo_buf_printf(&measure, "spearman-lag-%zu", pairing->lag);
	result.measure = ilo_buf_text(&measure);
	result.other = following->code != NULL ? following->code->text
	                                       : following->host->text;
	result.from = ilo_buf_text(&from);
	result.unit = "index";
	result.n = pairing->rho.n;
	result_take(&result, pairing->rho);
	result.has_p = result.has_adjusted = true;
	result.p = pairing->p.value;
	result.p_adjusted = pairing->adjusted;
	result.verdict = pairing->rho.value < 0 ? "opposite" : "together";
	result_write(analysis->evaluation, &result);
	ilo_buf_clear(&measure);
	ilo_buf_printf(&measure, "kendall-lag-%zu", pairing->lag);
	result.measure = ilo_buf_text(&measure);
	result.method = "kendall";
	result.has_p = result.has_adjusted = false;
	result_take(&result,
	            correlation_kendall(common.x, common.y, common.n).tau_b);
	result_write(analysis->evaluation, &result);
	ilo_buf_release(&measure);
	ilo_buf_release(&from);
}

/* Adjust over all; how many were tested. */
static size_t
adjust(struct pairings *pairings)
{
	double *p = ilo_xcalloc(pairings->count + 1, sizeof(*p));
	size_t tested = 0, i;

	for (i = 0; i < pairings->count; i++) {
		const struct estimate estimate = pairings->items[i].p;

		p[i] = estimate.state == EST_OK ? estimate.value : (double)NAN;
		tested += estimate.state == EST_OK;
	}
	multiplicity_adjust(p, pairings->count, MULTIPLICITY_BH);
	for (i = 0; i < pairings->count; i++)
		pairings->items[i].adjusted = p[i];
	free(p);
	return tested;
}

void
association_write(const struct analysis *analysis)
{
	const struct history *history = analysis->evaluation->history;
	struct partners *partners = ilo_xcalloc(
		2 * history->indicator_count + 1, sizeof(*partners));
	struct pairings pairings = {NULL, 0, 0};
	size_t i;

	for (i = 0; i < 2 * history->indicator_count; i++) {
		gather_partners(analysis, &history->indicators[i / 2],
		                i % 2 == 1, &partners[i]);
		pair_up(&partners[i], &pairings);
	}
	parallel_each(analysis->evaluation->threads, correlate, &pairings,
	              pairings.count);
	result_open(analysis->evaluation->writer, "association",
	            adjust(&pairings));
	for (i = 0; i < pairings.count; i++)
		if (pairings.items[i].adjusted <= SIGNIFICANT)
			write_pair(analysis, &pairings.items[i]);
	result_close(analysis->evaluation->writer);
	for (i = 0; i < 2 * history->indicator_count; i++)
		release(&partners[i]);
	free(partners);
	free(pairings.items);
}
