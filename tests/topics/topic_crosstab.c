/* 17: tables of two ways. */

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/estimate/crosstab.h"
#include "analyze/estimate/fisher.h"
#include "tests/topics/topic.h"
#include "tests/topics/uniroot.h"

#define NAME_SIZE 40

/* NAME.1, NAME.2, ... are the columns, the index is the row. */
static double *
get_table(const struct sample *sample, const char *name, struct crosstab *table)
{
	double *cells = checked(calloc(sample->count + 1, sizeof(*cells)));
	size_t length = strlen(name);
	size_t i, column, place[2] = {0, 0};

	*table = (struct crosstab){.counts = cells};
	for (i = 0; i < sample->count; i++) {
		const char *full = sample->rows[i].name;

		if (strncmp(full, name, length) != 0 || full[length] != '.')
			continue;
		column = (size_t)strtoul(full + length + 1, NULL, 10);
		table->columns =
			column > table->columns ? column : table->columns;
		table->rows += column == 1;
	}
	for (i = 0; i < sample->count; i++) {
		const char *full = sample->rows[i].name;

		if (strncmp(full, name, length) != 0 || full[length] != '.')
			continue;
		column = (size_t)strtoul(full + length + 1, NULL, 10);
		if (column != place[0])
			place[1] = 0;
		place[0] = column;
		cells[place[1]++ * table->columns + column - 1] =
			sample->rows[i].value;
	}
	return cells;
}

static void
emit_cell(const struct sample *sample, const char *name, size_t column,
          size_t row, double value)
{
	char full[NAME_SIZE];

	(void)snprintf(full, sizeof(full), "%s.%zu", name, column + 1);
	emit(sample, full, row + 1, value);
}

static double
value_of(struct estimate estimate)
{
	return estimate.state == EST_OK ? estimate.value : (double)NAN;
}

static void
run_cells(const struct sample *sample, const struct crosstab *table)
{
	size_t n = table->rows * table->columns;
	struct crosstab_cell *cells = checked(calloc(n + 1, sizeof(*cells)));
	size_t i;

	if (!crosstab_cells(table, cells))
		n = 0;
	for (i = 0; i < n; i++) {
		size_t row = i / table->columns;
		size_t column = i % table->columns;

		emit_cell(sample, "expected", column, row, cells[i].expected);
		emit_cell(sample, "pearson_resid", column, row,
		          value_of(cells[i].pearson));
		emit_cell(sample, "std_resid", column, row,
		          value_of(cells[i].adjusted));
		emit_cell(sample, "location_quotient", column, row,
		          value_of(cells[i].quotient));
		emit_cell(sample, "row_share", column, row,
		          value_of(cells[i].row_share));
	}
	free(cells);
}

static void
run_test(const struct sample *sample, const struct crosstab *table)
{
	struct crosstab_test test = crosstab_test(table);

	emit(sample, "n", 1, test.total);
	emit(sample, "df", 1, (double)test.df);
	emit_one(sample, "chi2", test.state, test.chi2);
	emit_one(sample, "p", test.state, test.p);
	emit_one(sample, "cramers_v", test.state, test.cramers_v);
	emit_one(sample, "G", test.state, test.g);
	emit_one(sample, "G_p", test.state, test.g_p);
	emit_one(sample, "contingency_C", test.state, test.contingency);
	emit_one(sample, "min_expected", test.state, test.least_expected);
	emit_one(sample, "share_expected_lt5", test.state, test.share_under_5);
	emit_estimate(sample, "chi2_yates", test.yates);
	emit_estimate(sample, "p_yates", test.yates_p);
	emit_estimate(sample, "mutual_information", test.mutual_information);
}

/* What R makes 0 to find a root: a function of the odds, or of 1 / odds. */
struct equation {
	const struct fisher_law *law;
	double (*function)(const struct fisher_law *law, double odds);
	double want;
	bool inverse;
};

static double
excess(double x, const void *data)
{
	const struct equation *equation = data;

	return equation->function(equation->law,
	                          equation->inverse ? 1 / x : x) -
	       equation->want;
}

/* Odds to the four digits that fisher.test() of R gives. */
static double
coarse(const struct fisher_law *law,
       double (*function)(const struct fisher_law *law, double odds),
       double want)
{
	struct equation equation = {law, function, want, false};
	double at_zero = excess(0, &equation);
	double at_one = excess(1, &equation);

	if (at_zero * at_one < 0)
		return uniroot(excess, &equation, 0, 1);
	equation.inverse = true;
	return 1 / uniroot(excess, &equation, DBL_EPSILON, 1);
}

/* Full digits are in test_crosstab.c. */
static void
run_odds(const struct sample *sample, const struct crosstab *table)
{
	struct fisher_odds exact = fisher_odds(table, LEVEL);
	struct fisher_law law = fisher_law(table);
	struct odds_ratio ratio = crosstab_odds_ratio(table);
	double tail = (1 - LEVEL) / 2;

	if (exact.bounds_state == EST_OK && exact.ratio.lower > 0)
		exact.ratio.lower = coarse(&law, fisher_at_least, tail);
	if (exact.bounds_state == EST_OK && isfinite(exact.ratio.upper))
		exact.ratio.upper = coarse(&law, fisher_at_most, tail);
	if (exact.ratio.state != EST_OK)
		exact.ratio.value = (double)INFINITY;
	else if (exact.ratio.value > 0)
		exact.ratio.value = coarse(&law, fisher_mean, law.cell);
	emit(sample, "fisher_or", 1, exact.ratio.value);
	emit(sample, "fisher_ci", 1, exact.ratio.lower);
	emit(sample, "fisher_ci", 2, exact.ratio.upper);
	emit_estimate(sample, "odds_ratio_haldane", ratio.ratio);
	emit_estimate(sample, "log_or_se", ratio.log_se);
}

static void
run_fit(const struct sample *sample, const struct crosstab *seed)
{
	size_t n = seed->rows * seed->columns;
	double *fitted = checked(calloc(n + 1, sizeof(*fitted)));
	size_t rows, columns, i;
	double *row = get_all(sample, "row", &rows);
	double *column = get_all(sample, "col", &columns);
	bool good = crosstab_fit(seed, row, column, fitted);

	for (i = 0; i < n; i++)
		emit_cell(sample, "fitted", i % seed->columns,
		          i / seed->columns, good ? fitted[i] : (double)NAN);
	free(column);
	free(row);
	free(fitted);
}

void
run_crosstab(const struct sample *sample)
{
	struct crosstab table, seed;
	double *cells = get_table(sample, "table", &table);
	double *start = get_table(sample, "seed", &seed);

	if (seed.rows > 0) {
		run_fit(sample, &seed);
	} else {
		run_test(sample, &table);
		run_cells(sample, &table);
		emit_estimate(sample, "fisher_p", fisher_p(&table));
		if (table.rows == 2 && table.columns == 2)
			run_odds(sample, &table);
	}
	free(start);
	free(cells);
}
