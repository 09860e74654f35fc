/*
 * 19: primary rules, the attacker's programme, and every pattern of secondary
 * suppression of a small table.  The heuristic's own pattern is printed beside
 * the best one (heuristic_*), for those who compare.
 */

#include "analyze/estimate/disclosure.h"

#include <math.h>
#include <stdlib.h>

#include "tests/topics/matrix.h"

struct grid {
	struct disclosure_table table; /* cells row by row, then margins */
	struct programme_term *terms;
	size_t inner; /* cells that are no margin */
};

/* A margin is the sum of the cells of its row or column. */
static void
add_margins(struct grid *grid, size_t rows, size_t columns)
{
	struct disclosure_cell *cells = grid->table.cells;
	size_t r, c, k = 0;

	for (r = 0; r < rows; r++) {
		for (c = 0; c < columns; c++) {
			size_t at = r * columns + c;

			grid->terms[k++] = (struct programme_term){r, at, 1};
			grid->terms[k++] =
				(struct programme_term){rows + c, at, 1};
			cells[grid->inner + r].value += cells[at].value;
			cells[grid->inner + rows + c].value += cells[at].value;
		}
	}
	for (r = 0; r < rows + columns; r++)
		grid->terms[k++] =
			(struct programme_term){r, grid->inner + r, -1};
	grid->table.terms = grid->terms;
	grid->table.term_count = k;
	grid->table.relations = rows + columns;
}

static struct grid
get_grid(const struct sample *sample)
{
	size_t rows = (size_t)get_or(sample, "rows", 0);
	size_t columns = (size_t)get_or(sample, "cols", 0);
	double k = get_or(sample, "k", 0);
	struct grid grid = {.inner = rows * columns};
	size_t i, n;
	double *values = get_vector(sample, "table_rowmajor", &n);
	size_t count = grid.inner + rows + columns;

	grid.table.cells = checked(calloc(count, sizeof(*grid.table.cells)));
	grid.table.count = count;
	grid.terms = checked(
		calloc(2 * grid.inner + rows + columns, sizeof(*grid.terms)));
	for (i = 0; i < grid.inner; i++) {
		struct disclosure_cell *cell = &grid.table.cells[i];

		cell->value = values[i];
		cell->cost = values[i];
		cell->guard = 1;
		cell->status = disclosure_is_small(values[i], k)
		                       ? DISCLOSURE_SENSITIVE
		                       : DISCLOSURE_FREE;
		cell->suppressed = cell->status == DISCLOSURE_SENSITIVE;
	}
	add_margins(&grid, rows, columns);
	free(values);
	return grid;
}

static void
release(struct grid *grid)
{
	free(grid->terms);
	free(grid->table.cells);
}

static void
emit_intervals(const struct sample *sample, const struct grid *grid,
               const char *lower, const char *upper)
{
	size_t i, k = 0;

	for (i = 0; i < grid->inner; i++) {
		if (!grid->table.cells[i].suppressed)
			continue;
		k++;
		emit(sample, lower, k, grid->table.cells[i].lower);
		emit(sample, upper, k, grid->table.cells[i].upper);
	}
}

static void
run_audit(const struct sample *sample)
{
	struct grid grid = get_grid(sample);
	size_t i, n;
	double *mask = get_vector(sample, "mask_rowmajor", &n);

	for (i = 0; i < grid.inner; i++)
		grid.table.cells[i].suppressed = mask[i] > 0;
	if (disclosure_audit(&grid.table) == EST_OK)
		emit_intervals(sample, &grid, "lo", "hi");
	free(mask);
	release(&grid);
}

/* What the patterns that protect every sensitive cell have in common. */
struct best {
	bool found;
	size_t cells;
	size_t cell_patterns;
	double value;
	size_t value_patterns;
	unsigned long first; /* pattern of fewest cells that comes first */
};

/* Suppress the free cells that the pattern names, the first by its top bit. */
static void
set_pattern(struct grid *grid, const size_t *free_cells, size_t count,
            unsigned long pattern)
{
	size_t i;

	for (i = 0; i < count; i++)
		grid->table.cells[free_cells[i]].suppressed =
			(pattern >> (count - 1 - i)) & 1;
}

static void
weigh(const struct grid *grid, const size_t *free_cells, size_t count,
      unsigned long pattern, struct best *best)
{
	double value = 0;
	size_t i, cells = 0;

	for (i = 0; i < count; i++) {
		const struct disclosure_cell *cell =
			&grid->table.cells[free_cells[i]];

		cells += cell->suppressed;
		value += cell->suppressed ? cell->value : 0;
	}
	if (!best->found || cells < best->cells) {
		best->cells = cells;
		best->cell_patterns = 0;
	}
	if (!best->found || value < best->value) {
		best->value = value;
		best->value_patterns = 0;
	}
	if (cells == best->cells) {
		best->cell_patterns++;
		best->first = pattern;
	}
	best->value_patterns += !(value > best->value);
	best->found = true;
}

/* From the last pattern of lexicographic order down to the first. */
static void
try_all(const struct sample *sample, struct grid *grid)
{
	size_t *free_cells = checked(calloc(grid->inner, sizeof(*free_cells)));
	struct best best = {.found = false};
	unsigned long pattern;
	size_t i, count = 0;

	for (i = 0; i < grid->inner; i++)
		if (grid->table.cells[i].status == DISCLOSURE_FREE &&
		    grid->table.cells[i].value > 0)
			free_cells[count++] = i;
	for (pattern = 0; count < 24 && pattern < 1UL << count; pattern++) {
		set_pattern(grid, free_cells, count, pattern);
		if (disclosure_audit(&grid->table) == EST_OK &&
		    disclosure_exposed(&grid->table) == 0)
			weigh(grid, free_cells, count, pattern, &best);
	}
	emit(sample, "feasible", 1, best.found);
	if (best.found) {
		emit(sample, "min_secondary_cells", 1, (double)best.cells);
		emit(sample, "n_optimal_patterns", 1,
		     (double)best.cell_patterns);
		emit(sample, "min_secondary_value", 1, best.value);
		emit(sample, "n_optimal_value_patterns", 1,
		     (double)best.value_patterns);
		set_pattern(grid, free_cells, count, best.first);
		(void)disclosure_audit(&grid->table); /* it was EST_OK above */
		for (i = 0; i < grid->inner; i++)
			emit(sample, "one_optimal_pattern", i + 1,
			     grid->table.cells[i].suppressed);
		emit_intervals(sample, grid, "one_optimal_lo",
		               "one_optimal_hi");
	}
	free(free_cells);
}

static void
run_suppression(const struct sample *sample)
{
	struct grid grid = get_grid(sample);
	struct disclosure_result result;
	size_t i, primary = 0;
	double value = 0;

	for (i = 0; i < grid.inner; i++) {
		primary += grid.table.cells[i].suppressed;
		emit(sample, "primary", i + 1, grid.table.cells[i].suppressed);
	}
	emit(sample, "n_primary", 1, (double)primary);
	if (disclosure_audit(&grid.table) == EST_OK)
		emit_intervals(sample, &grid, "primary_only_lo",
		               "primary_only_hi");
	emit(sample, "n_disclosed_without_secondary", 1,
	     (double)disclosure_exposed(&grid.table));
	try_all(sample, &grid);
	result = disclosure_suppress(&grid.table, 1000);
	for (i = 0; i < grid.inner; i++)
		if (grid.table.cells[i].suppressed &&
		    grid.table.cells[i].status == DISCLOSURE_FREE)
			value += grid.table.cells[i].value;
	emit(sample, "heuristic_safe", 1, result.state == EST_OK);
	emit(sample, "heuristic_cells", 1, (double)result.secondary);
	emit(sample, "heuristic_value", 1, value);
	release(&grid);
}

static void
run_dominance(const struct sample *sample)
{
	size_t n;
	double *x = get_vector(sample, "x", &n);

	emit(sample, "dom_1_75", 1, disclosure_is_dominated(x, n, 1, 75));
	emit(sample, "dom_2_85", 1, disclosure_is_dominated(x, n, 2, 85));
	emit(sample, "p10", 1, disclosure_is_estimable(x, n, 10));
	emit(sample, "threshold3", 1, disclosure_has_few(x, n, 3));
	free(x);
}

static void
run_rounding(const struct sample *sample)
{
	size_t i, n, parts;
	double *x = get_vector(sample, "x", &n);
	double *part = get_vector(sample, "parts", &parts);
	double total = disclosure_round(get_or(sample, "total", 0), 5);
	double sum = 0;

	for (i = 0; i < n; i++) {
		emit(sample, "base5", i + 1, disclosure_round(x[i], 5));
		emit(sample, "base10", i + 1, disclosure_round(x[i], 10));
		emit(sample, "p_up", i + 1,
		     disclosure_round_up_chance(x[i], 5));
		emit(sample, "floor5", i + 1, 5 * floor(x[i] / 5));
	}
	for (i = 0; i < parts; i++) {
		sum += disclosure_round(part[i], 5);
		emit(sample, "parts_r", i + 1, disclosure_round(part[i], 5));
	}
	emit(sample, "sum_parts_r", 1, sum);
	emit(sample, "total_r", 1, total);
	emit(sample, "discrepancy", 1, total - sum);
	free(part);
	free(x);
}

void
run_disclosure(const struct sample *sample)
{
	if (begins(sample, "sdc_"))
		run_suppression(sample);
	else if (begins(sample, "audit_"))
		run_audit(sample);
	else if (begins(sample, "dom_"))
		run_dominance(sample);
	else
		run_rounding(sample);
}
