/*
 * The non-central hypergeometric law, and sums over all tables with the same
 * margins.
 */

#include "analyze/estimate/fisher.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "analyze/sum.h"
#include "common/mem.h"

#define TIE (1 + 1e-7)
#define STEPS_MAX 5000000
#define HALVINGS 200

struct fisher_law
fisher_law(const struct crosstab *table)
{
	const double *x = table->counts;
	struct fisher_law law = {
		.cell = x[0],
		.row = x[0] + x[1],
		.column = x[0] + x[2],
		.total = x[0] + x[1] + x[2] + x[3],
	};

	law.lowest = fmax(0, law.row + law.column - law.total);
	law.highest = fmin(law.row, law.column);
	return law;
}

/* Probability of k + 1 over that of k, for odds of 1. */
static double
step_up(const struct fisher_law *law, double k)
{
	return (law->column - k) * (law->row - k) /
	       ((k + 1) * (law->total - law->column - law->row + k + 1));
}

/* Where the law has its mode. */
static double
mode(const struct fisher_law *law, double odds)
{
	double k = law->lowest;

	while (k < law->highest && step_up(law, k) * odds > 1)
		k++;
	return k;
}

/* What is added up over the law. */
enum part { PART_ALL, PART_MOMENT, PART_AT_MOST, PART_AT_LEAST };

static double
weight(const struct fisher_law *law, double k, enum part part)
{
	switch (part) {
	case PART_ALL:
		return 1;
	case PART_MOMENT:
		return k;
	case PART_AT_MOST:
		return k <= law->cell;
	case PART_AT_LEAST:
		return k >= law->cell;
	}
	return 0;
}

/* Sum over the law, relative to the probability of the mode. */
static double
add_up(const struct fisher_law *law, double odds, enum part part)
{
	double start = mode(law, odds);
	struct sum sum = {0, 0};
	double term = 1;
	double k;

	for (k = start; k <= law->highest && term > 0; k++) {
		sum_add(&sum, term * weight(law, k, part));
		term *= step_up(law, k) * odds;
	}
	term = 1;
	for (k = start - 1; k >= law->lowest && term > 0; k--) {
		term /= step_up(law, k) * odds;
		sum_add(&sum, term * weight(law, k, part));
	}
	return sum_total(&sum);
}

static double
average(const struct fisher_law *law, double odds, enum part part)
{
	if (!(odds > 0))
		return weight(law, law->lowest, part);
	return add_up(law, odds, part) / add_up(law, odds, PART_ALL);
}

double
fisher_mean(const struct fisher_law *law, double odds)
{
	return average(law, odds, PART_MOMENT);
}

double
fisher_at_most(const struct fisher_law *law, double odds)
{
	return average(law, odds, PART_AT_MOST);
}

double
fisher_at_least(const struct fisher_law *law, double odds)
{
	return average(law, odds, PART_AT_LEAST);
}

/* Whole, none below 0, and few enough. */
static bool
usable(const struct crosstab *table)
{
	double total = 0;
	size_t i;

	for (i = 0; i < table->rows * table->columns; i++) {
		if (!(table->counts[i] >= 0) || fmod(table->counts[i], 1) > 0)
			return false;
		total += table->counts[i];
	}
	return total <= FISHER_TOTAL_MAX;
}

/* Odds for which a rising function is `want`, by bisection of the logarithm. */
static double
solve(const struct fisher_law *law, enum part part, double want)
{
	double low = -700, high = 700, middle;
	double sign = part == PART_AT_MOST ? -1 : 1;
	int i;

	for (i = 0; i < HALVINGS; i++) {
		middle = (low + high) / 2;
		if (sign * (average(law, exp(middle), part) - want) < 0)
			low = middle;
		else
			high = middle;
	}
	return exp(high);
}

struct fisher_odds
fisher_odds(const struct crosstab *table, double confidence)
{
	struct fisher_odds result = {
		.ratio = {.state = EST_UNDEFINED, .upper = (double)INFINITY},
		.bounds_state = EST_UNDEFINED};
	double tail = (1 - confidence) / 2;
	struct fisher_law law;

	if (table->rows != 2 || table->columns != 2 || !usable(table) ||
	    !(confidence > 0 && confidence < 1))
		return result;
	law = fisher_law(table);
	result.bounds_state = EST_OK;
	if (law.cell > law.lowest)
		result.ratio.lower = solve(&law, PART_AT_LEAST, tail);
	if (law.cell < law.highest) {
		result.ratio.upper = solve(&law, PART_AT_MOST, tail);
		result.ratio.state = EST_OK;
	}
	if (law.cell > law.lowest && law.cell < law.highest)
		result.ratio.value = solve(&law, PART_MOMENT, law.cell);
	return result;
}

/* All tables with the same margins, column after column. */
struct search {
	size_t rows;
	size_t columns;
	double *rests;      /* of the row totals, not yet given out */
	double *columns_to; /* column totals */
	double limit;       /* logarithm of the likeliest that counts */
	double constant;    /* of the margins */
	struct sum p;
	size_t steps;
};

static double
log_factorial(double count)
{
	return gsl_sf_lnfact((unsigned int)count);
}

/* The last column takes what is left. */
static void
finish(struct search *search, double log_p)
{
	size_t i;

	for (i = 0; i < search->rows; i++)
		log_p -= log_factorial(search->rests[i]);
	if (log_p <= search->limit)
		sum_add(&search->p, exp(log_p));
}

/* Give `left` of a column to this row and those below. */
static void
place(struct search *search, size_t cell, double left, double log_p)
{
	size_t row = cell % search->rows;
	size_t column = cell / search->rows;
	double rest = search->rests[row];
	double most = fmin(rest, left);
	double k;

	if (column + 1 >= search->columns) {
		finish(search, log_p);
		return;
	}
	k = row + 1 == search->rows ? left : 0;
	for (; k <= most && search->steps < STEPS_MAX; k++) {
		search->steps++;
		search->rests[row] = rest - k;
		place(search, cell + 1,
		      row + 1 == search->rows ? search->columns_to[column + 1]
		                              : left - k,
		      log_p - log_factorial(k));
	}
	search->rests[row] = rest;
}

static void
prepare(struct search *search, const struct crosstab *table)
{
	double total = 0, seen = 0;
	size_t i;

	for (i = 0; i < table->rows * table->columns; i++) {
		total += table->counts[i];
		seen -= log_factorial(table->counts[i]);
		search->rests[i / table->columns] += table->counts[i];
		search->columns_to[i % table->columns] += table->counts[i];
	}
	search->constant = -log_factorial(total);
	for (i = 0; i < table->rows; i++)
		search->constant += log_factorial(search->rests[i]);
	for (i = 0; i < table->columns; i++)
		search->constant += log_factorial(search->columns_to[i]);
	search->limit = search->constant + seen + log(TIE);
}

struct estimate
fisher_p(const struct crosstab *table)
{
	size_t n = table->rows * table->columns;
	struct search search = {.rows = table->rows, .columns = table->columns};
	struct estimate p = est_undefined(n);

	if (n < 1)
		return est_too_few(n);
	if (!usable(table))
		return p;
	search.rests = ilo_xcalloc(table->rows, sizeof(double));
	search.columns_to = ilo_xcalloc(table->columns, sizeof(double));
	prepare(&search, table);
	place(&search, 0, search.columns_to[0], search.constant);
	if (search.steps < STEPS_MAX)
		p = est_checked(fmin(1, sum_total(&search.p)), n);
	free(search.columns_to);
	free(search.rests);
	return p;
}
