/* Judges months in threads, then adjusts the p-values of each semester. */

#include "analyze/aberration.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/estimate/count.h"
#include "analyze/estimate/exceedance.h"
#include "analyze/estimate/multiplicity.h"
#include "analyze/parallel.h"
#include "analyze/sum.h"
#include "common/mem.h"

enum {
	YEAR_MONTHS = 12,
	WINDOW = 1, /* months on either side of the season */
	BLOCKS = 4  /* of the year, of three months each */
};

static size_t
years_of(size_t at)
{
	const size_t years = farrington_years(at, YEAR_MONTHS, WINDOW);

	return years < ABERRATION_YEARS_MOST ? years : ABERRATION_YEARS_MOST;
}

/* Too few to tell, as Farrington's methods have it. */
static bool
are_enough(const double *counts, size_t at,
           const struct farrington_rules *rules)
{
	double recent = 0;
	size_t i;

	for (i = 0; i < rules->span && i <= at; i++)
		recent += counts[at - i];
	return recent >= rules->least;
}

/* Against the whole years before, three at the most, whatever the season. */
static struct aberration
judge_pooled(const double *counts, size_t at,
             const struct farrington_rules *rules)
{
	struct aberration result = {.score = (double)NAN, .p = (double)NAN};
	size_t years = at / YEAR_MONTHS;
	struct exceedance_pooled pooled;

	if (years > ABERRATION_YEARS_LEAST)
		years = ABERRATION_YEARS_LEAST;
	result.n = years * YEAR_MONTHS;
	if (years == 0)
		return result;
	pooled = exceedance_pooled(counts[at], counts + at - result.n, result.n,
	                           rules->tail);
	if (pooled.state != EST_OK || pooled.upper < pooled.expected)
		return result;
	result.kind = ABERRATION_POOLED;
	result.expected = pooled.expected;
	result.spread = pooled.spread;
	result.upper = pooled.upper;
	result.p = pooled.p.value;
	if (pooled.upper > pooled.expected)
		result.score = (counts[at] - pooled.expected) /
		               (pooled.upper - pooled.expected);
	result.above = counts[at] > pooled.upper && result.p < rules->tail &&
	               are_enough(counts, at, rules);
	return result;
}

/* p is taken with the dispersion before past outbreaks were given less weight:
 * if nothing changes, they are part of how the counts scatter. */
static struct aberration
of_season(const struct farrington *season, double count,
          const struct farrington_work *work)
{
	const struct exceedance_basis basis = {
		season->expected, season->expected_se,
		fmax(season->phi, work->first_phi), work->last.df};
	const struct estimate p = exceedance_p(count, &basis, season->n);

	return (struct aberration){
		.kind = ABERRATION_SEASON,
		.n = season->n,
		.expected = season->expected,
		.spread = season->phi,
		.upper = season->upper,
		.score = season->upper > season->expected ? season->score
	                                                  : (double)NAN,
		.p = p.state == EST_OK ? p.value : (double)NAN,
		.above = season->alarm,
	};
}

struct aberration
aberration_at(const double *counts, size_t at, struct farrington_work *work)
{
	struct farrington_rules rules =
		farrington_flexible(YEAR_MONTHS, WINDOW, BLOCKS);
	struct farrington season = {.state = EST_TOO_FEW};

	rules.years = years_of(at);
	rules.tail = ABERRATION_TAIL;
	rules.tolerance = 1e-8; /* as glm() of R */
	if (rules.years >= ABERRATION_YEARS_LEAST)
		season = farrington_at(counts, at, &rules, work);
	if (season.state != EST_OK ||
	    sum_of(work->response, work->references) < EXCEEDANCE_FEW)
		return judge_pooled(counts, at, &rules);
	if (season.upper < season.expected)
		return (struct aberration){
			.n = season.n, .score = (double)NAN, .p = (double)NAN};
	return of_season(&season, counts[at], work);
}

double
aberration_lower(const struct aberration *aberration)
{
	return count_quantile(ABERRATION_TAIL, aberration->expected,
	                      aberration->spread);
}

struct farrington
aberration_classic(const double *counts, size_t at,
                   struct farrington_work *work)
{
	struct farrington_rules rules = farrington_classic(YEAR_MONTHS, WINDOW);

	rules.years = years_of(at);
	rules.tail = ABERRATION_TAIL;
	rules.tolerance = 1e-8; /* as glm() of R */
	if (rules.years < ABERRATION_YEARS_LEAST)
		return (struct farrington){.state = EST_TOO_FEW};
	return farrington_at(counts, at, &rules, work);
}

/* ---- all series -------------------------------------------------------- */

struct search {
	const struct series_set *set;
	struct aberrations *out;
};

static size_t
place_of(const struct aberrations *aberrations, size_t series, size_t semester,
         size_t month)
{
	return (semester * aberrations->series + series) * SEMESTER_MONTHS +
	       month;
}

static void
judge_series(void *shared, size_t i)
{
	const struct search *search = shared;
	const struct series *series = &search->set->items[i];
	const size_t months = series_run_count(series);
	struct farrington_work *work = ilo_xcalloc(1, sizeof(*work));
	size_t k, m;

	for (k = 0;
	     k < search->out->semesters && months >= (k + 1) * SEMESTER_MONTHS;
	     k++)
		for (m = 0; m < SEMESTER_MONTHS; m++)
			search->out->items[place_of(search->out, i, k, m)] =
				aberration_at(
					series_run(series),
					months - (k + 1) * SEMESTER_MONTHS + m,
					work);
	free(work);
}

/* The list of one semester. */
static void
adjust(struct aberrations *aberrations, size_t semester)
{
	const size_t count = aberrations->series * SEMESTER_MONTHS;
	struct aberration *items =
		aberrations->items + place_of(aberrations, 0, semester, 0);
	double *p = ilo_xcalloc(count + 1, sizeof(*p));
	size_t i;

	for (i = 0; i < count; i++) {
		p[i] = items[i].kind == ABERRATION_NONE ? (double)NAN
		                                        : items[i].p;
		aberrations->tested[semester] += (size_t)!isnan(p[i]);
	}
	multiplicity_adjust(p, count, MULTIPLICITY_BH);
	for (i = 0; i < count; i++) {
		items[i].p_adjusted = p[i];
		items[i].alert = items[i].above && p[i] <= ABERRATION_FDR;
	}
	free(p);
}

void
aberrations_find(const struct series_set *set, unsigned threads,
                 struct aberrations *out)
{
	struct search search = {set, out};
	size_t k;

	*out = (struct aberrations){.series = set->count,
	                            .semesters = ABERRATION_BACK + 1};
	out->items =
		ilo_xcalloc(out->semesters * set->count * SEMESTER_MONTHS + 1,
	                    sizeof(*out->items));
	out->tested = ilo_xcalloc(out->semesters, sizeof(*out->tested));
	parallel_each(threads, judge_series, &search, set->count);
	for (k = 0; k < out->semesters; k++)
		adjust(out, k);
}

void
aberrations_release(struct aberrations *aberrations)
{
	free(aberrations->items);
	free(aberrations->tested);
	*aberrations = (struct aberrations){.items = NULL};
}

const struct aberration *
aberrations_get(const struct aberrations *aberrations, size_t series,
                size_t semester, size_t month)
{
	return &aberrations
	                ->items[place_of(aberrations, series, semester, month)];
}
