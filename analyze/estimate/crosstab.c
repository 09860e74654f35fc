/*
 * Tables against the product of their margins.  It must not know what the rows
 * and columns are.
 */

#include "analyze/estimate/crosstab.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/sum.h"
#include "common/mem.h"

#define FIT_ROUNDS 100000
#define FIT_CHANGE 1e-14

/* What a table adds up to. */
struct margins {
	double *rows;
	double *columns;
	double total; /* 0 where the table cannot be used */
	size_t filled_rows;
	size_t filled_columns;
};

static double
line_sum(const double *first, size_t count, size_t stride)
{
	struct sum sum = {0, 0};
	size_t i;

	for (i = 0; i < count; i++)
		sum_add(&sum, first[i * stride]);
	return sum_total(&sum);
}

static bool
no_negative(const struct crosstab *table)
{
	size_t i;

	for (i = 0; i < table->rows * table->columns; i++)
		if (!(table->counts[i] >= 0))
			return false;
	return true;
}

/* End it with margins_release(). */
static void
margins_init(struct margins *margins, const struct crosstab *table)
{
	size_t i;

	*margins = (struct margins){
		.rows = ilo_xcalloc(table->rows + 1, sizeof(double)),
		.columns = ilo_xcalloc(table->columns + 1, sizeof(double)),
	};
	for (i = 0; i < table->rows; i++) {
		margins->rows[i] = line_sum(table->counts + i * table->columns,
		                            table->columns, 1);
		margins->filled_rows += margins->rows[i] > 0;
	}
	for (i = 0; i < table->columns; i++) {
		margins->columns[i] = line_sum(table->counts + i, table->rows,
		                               table->columns);
		margins->filled_columns += margins->columns[i] > 0;
	}
	margins->total = line_sum(margins->rows, table->rows, 1);
	if (!no_negative(table) || !isfinite(margins->total))
		margins->total = 0;
}

static void
margins_release(struct margins *margins)
{
	free(margins->columns);
	free(margins->rows);
}

static struct crosstab_cell
measure_cell(double count, double row, double column, double total)
{
	struct crosstab_cell cell = {.expected = row * (column / total)};
	double rest = (1 - row / total) * (1 - column / total);

	cell.pearson =
		est_checked((count - cell.expected) / sqrt(cell.expected), 1);
	cell.adjusted = est_checked(cell.pearson.value / sqrt(rest), 1);
	if (cell.pearson.state != EST_OK)
		cell.adjusted = cell.pearson;
	cell.row_share = est_checked(count / row, 1);
	cell.quotient = est_checked(count / row / (column / total), 1);
	return cell;
}

bool
crosstab_cells(const struct crosstab *table, struct crosstab_cell *cells)
{
	struct margins margins;
	size_t i, columns = table->columns;
	bool good;

	margins_init(&margins, table);
	good = margins.total > 0;
	for (i = 0; good && i < table->rows * columns; i++)
		cells[i] = measure_cell(
			table->counts[i], margins.rows[i / columns],
			margins.columns[i % columns], margins.total);
	margins_release(&margins);
	return good;
}

/* The sums over all cells that are not in an empty row or column. */
static void
add_up(struct crosstab_test *result, const struct crosstab *table,
       const struct margins *margins)
{
	struct sum chi2 = {0, 0}, g = {0, 0};
	double count, expected, cells = 0, small = 0;
	size_t i;

	result->least_expected = margins->total;
	for (i = 0; i < table->rows * table->columns; i++) {
		count = table->counts[i];
		expected =
			margins->rows[i / table->columns] *
			(margins->columns[i % table->columns] / margins->total);
		if (!(expected > 0))
			continue;
		cells++;
		small += expected < 5;
		result->least_expected = fmin(result->least_expected, expected);
		sum_add(&chi2,
		        (count - expected) * (count - expected) / expected);
		if (count > 0)
			sum_add(&g, 2 * count * log(count / expected));
	}
	result->chi2 = sum_total(&chi2);
	result->g = fmax(0, sum_total(&g));
	result->share_under_5 = small / cells;
}

/* Each distance shortened by 1/2, or by the least of them. */
static double
yates(const struct crosstab *table, const struct margins *margins)
{
	struct sum chi2 = {0, 0};
	double shorten = 0.5;
	double expected, distance;
	size_t i, pass;

	for (pass = 0; pass < 2; pass++) {
		for (i = 0; i < table->rows * table->columns; i++) {
			expected = margins->rows[i / table->columns] *
			           (margins->columns[i % table->columns] /
			            margins->total);
			if (!(expected > 0))
				continue;
			distance = fabs(table->counts[i] - expected);
			if (pass == 0)
				shorten = fmin(shorten, distance);
			else
				sum_add(&chi2, (distance - shorten) *
				                       (distance - shorten) /
				                       expected);
		}
	}
	return sum_total(&chi2);
}

static void
judge(struct crosstab_test *result, const struct crosstab *table,
      const struct margins *margins)
{
	size_t rows = margins->filled_rows - 1;
	size_t columns = margins->filled_columns - 1;
	double smaller = (double)(rows < columns ? rows : columns);

	result->df = rows * columns;
	if (result->df < 1)
		return;
	result->p = gsl_cdf_chisq_Q(result->chi2, (double)result->df);
	result->g_p = gsl_cdf_chisq_Q(result->g, (double)result->df);
	result->cramers_v = sqrt(result->chi2 / (margins->total * smaller));
	result->contingency =
		sqrt(result->chi2 / (result->chi2 + margins->total));
	if (isfinite(result->p) && isfinite(result->g_p) &&
	    isfinite(result->chi2))
		result->state = EST_OK;
	if (result->state == EST_OK && rows == 1 && columns == 1) {
		result->yates = est_checked(yates(table, margins), 4);
		result->yates_p =
			est_checked(gsl_cdf_chisq_Q(result->yates.value, 1), 4);
	}
}

struct crosstab_test
crosstab_test(const struct crosstab *table)
{
	size_t n = table->rows * table->columns;
	struct estimate none = n < 1 ? est_too_few(n) : est_undefined(n);
	struct crosstab_test result = {
		.state = none.state,
		.yates = none,
		.yates_p = none,
		.mutual_information = none,
	};
	struct margins margins;

	margins_init(&margins, table);
	result.total = margins.total;
	if (margins.total > 0) {
		add_up(&result, table, &margins);
		result.mutual_information =
			est_checked(result.g / (2 * margins.total), n);
		judge(&result, table, &margins);
	}
	margins_release(&margins);
	return result;
}

/* Scale one line to its total; the largest change relative to the total. */
static double
scale_line(double *first, size_t count, size_t stride, double total)
{
	double sum = line_sum(first, count, stride);
	double factor = sum > 0 ? total / sum : 1;
	size_t i;

	for (i = 0; i < count; i++)
		first[i * stride] *= factor;
	return sum > 0 || total > 0 ? fabs(sum - total) / fmax(sum, total) : 0;
}

bool
crosstab_fit(const struct crosstab *table, const double *row_totals,
             const double *column_totals, double *cells)
{
	size_t rows = table->rows;
	size_t columns = table->columns;
	double change = 1;
	size_t round, i;

	if (!no_negative(table))
		return false;
	memcpy(cells, table->counts, rows * columns * sizeof(*cells));
	for (round = 0; round < FIT_ROUNDS && change > FIT_CHANGE; round++) {
		change = 0;
		for (i = 0; i < rows; i++)
			change = fmax(change,
			              scale_line(cells + i * columns, columns,
			                         1, row_totals[i]));
		for (i = 0; i < columns; i++)
			change = fmax(change,
			              scale_line(cells + i, rows, columns,
			                         column_totals[i]));
	}
	return change <= FIT_CHANGE;
}

struct odds_ratio
crosstab_odds_ratio(const struct crosstab *table)
{
	struct odds_ratio none = {est_undefined(4), est_undefined(4)};
	const double *x = table->counts;
	double add = 0;
	size_t i;

	if (table->rows != 2 || table->columns != 2 || !no_negative(table))
		return none;
	for (i = 0; i < 4; i++)
		if (!(x[i] > 0))
			add = 0.5;
	return (struct odds_ratio){
		.ratio = est_checked((x[0] + add) / (x[1] + add) *
	                                     ((x[3] + add) / (x[2] + add)),
	                             4),
		.log_se = est_checked(sqrt(1 / (x[0] + add) + 1 / (x[1] + add) +
	                                   1 / (x[2] + add) + 1 / (x[3] + add)),
	                              4),
	};
}
