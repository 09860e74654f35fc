/* Cell suppression and its audit.  Must not know what the cells count. */

#include "analyze/estimate/disclosure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/mem.h"

/* Of the solver: less than this of a cell is nothing. */
#define SLACK 1e-7

static double
slack_of(const struct disclosure_cell *cell)
{
	return SLACK * fmax(1, fabs(cell->value));
}

/* The relations over the suppressed cells; what is shown is a constant. */
static struct programme *
attacker_new(const struct disclosure_table *table)
{
	double *known = ilo_xcalloc(table->relations + 1, sizeof(*known));
	struct programme_term *hidden =
		ilo_xcalloc(table->term_count + 1, sizeof(*hidden));
	struct programme *attacker;
	size_t i, count = 0;

	for (i = 0; i < table->term_count; i++) {
		const struct programme_term *term = &table->terms[i];
		const struct disclosure_cell *cell =
			&table->cells[term->column];

		if (cell->suppressed)
			hidden[count++] = *term;
		else
			known[term->row] -= term->factor * cell->value;
	}
	attacker = programme_new(table->relations, table->count, hidden, count);
	for (i = 0; i < table->relations; i++)
		programme_row(attacker, i, known[i]);
	for (i = 0; i < table->count; i++)
		programme_column(attacker, i, 0,
		                 table->cells[i].suppressed ? (double)INFINITY
		                                            : 0);
	free(hidden);
	free(known);
	return attacker;
}

/* False where no table fits what is shown. */
static bool
attack(struct programme *attacker, struct disclosure_cell *cell, size_t i)
{
	enum programme_verdict low, high;

	programme_cost(attacker, i, 1);
	low = programme_minimise(attacker, &cell->lower);
	high = programme_maximise(attacker, &cell->upper);
	programme_cost(attacker, i, 0);
	if (high == PROGRAMME_UNBOUNDED)
		cell->upper = (double)INFINITY;
	return low == PROGRAMME_SOLVED &&
	       (high == PROGRAMME_SOLVED || high == PROGRAMME_UNBOUNDED);
}

enum est_state
disclosure_audit(struct disclosure_table *table)
{
	struct programme *attacker = attacker_new(table);
	enum est_state state = EST_OK;
	size_t i;

	for (i = 0; i < table->count; i++) {
		struct disclosure_cell *cell = &table->cells[i];

		cell->lower = cell->upper = cell->value;
		if (cell->suppressed && !attack(attacker, cell, i))
			state = EST_UNDEFINED;
	}
	programme_free(attacker);
	return state;
}

static bool
is_exposed(const struct disclosure_cell *cell)
{
	return cell->value - cell->lower <
	               fmin(cell->guard, cell->value) - slack_of(cell) ||
	       cell->upper - cell->value < cell->guard - slack_of(cell);
}

size_t
disclosure_exposed(const struct disclosure_table *table)
{
	size_t i, count = 0;

	for (i = 0; i < table->count; i++)
		count += table->cells[i].status == DISCLOSURE_SENSITIVE &&
		         is_exposed(&table->cells[i]);
	return count;
}

/*
 * The mover: by how much cells go up (column 2i) or down (2i + 1) so that the
 * relations still hold, at the least cost of cells that are still shown.
 */
static struct programme *
mover_new(const struct disclosure_table *table)
{
	struct programme_term *terms =
		ilo_xcalloc(2 * table->term_count + 1, sizeof(*terms));
	struct programme *mover;
	size_t i;

	for (i = 0; i < table->term_count; i++) {
		const struct programme_term *term = &table->terms[i];

		terms[2 * i] = (struct programme_term){
			term->row, 2 * term->column, term->factor};
		terms[2 * i + 1] = (struct programme_term){
			term->row, 2 * term->column + 1, -term->factor};
	}
	mover = programme_new(table->relations, 2 * table->count, terms,
	                      2 * table->term_count);
	free(terms);
	return mover;
}

static void
set_mover(struct programme *mover, const struct disclosure_cell *cell, size_t i)
{
	bool movable = cell->suppressed ||
	               (cell->status == DISCLOSURE_FREE && cell->value > 0);
	double cost = cell->suppressed ? 0 : cell->cost;

	programme_column(mover, 2 * i, 0, movable ? (double)INFINITY : 0);
	programme_column(mover, 2 * i + 1, 0, movable ? cell->value : 0);
	programme_cost(mover, 2 * i, cost);
	programme_cost(mover, 2 * i + 1, cost);
}

/* Suppress what must move when one cell moves up or down by its guard. */
static bool
protect(struct disclosure_table *table, struct programme *mover, size_t at,
        bool up)
{
	struct disclosure_cell *cells = table->cells;
	double room =
		up ? cells[at].guard : fmin(cells[at].guard, cells[at].value);
	double cost;
	bool possible;
	size_t i;

	programme_column(mover, 2 * at, up ? room : 0, up ? room : 0);
	programme_column(mover, 2 * at + 1, up ? 0 : room, up ? 0 : room);
	possible = programme_minimise(mover, &cost) == PROGRAMME_SOLVED;
	for (i = 0; possible && i < table->count; i++) {
		double moved = programme_unknown(mover, 2 * i) -
		               programme_unknown(mover, 2 * i + 1);

		if (cells[i].suppressed || fabs(moved) < slack_of(&cells[i]))
			continue;
		cells[i].suppressed = true;
		set_mover(mover, &cells[i], i);
	}
	set_mover(mover, &cells[at], at);
	return possible;
}

static size_t
suppressed(const struct disclosure_table *table, enum disclosure_status status)
{
	size_t i, count = 0;

	for (i = 0; i < table->count; i++)
		count += table->cells[i].suppressed &&
		         table->cells[i].status == status;
	return count;
}

static bool
all_are_safe(struct disclosure_table *table)
{
	struct programme *attacker = attacker_new(table);
	bool safe = true;
	size_t i;

	for (i = 0; safe && i < table->count; i++)
		if (table->cells[i].status == DISCLOSURE_SENSITIVE)
			safe = attack(attacker, &table->cells[i], i) &&
			       !is_exposed(&table->cells[i]);
	programme_free(attacker);
	return safe;
}

/* The dearest secondary cell not tried yet, the first of equals. */
static size_t
dearest(const struct disclosure_table *table, const bool *tried)
{
	size_t i, best = table->count;

	for (i = 0; i < table->count; i++)
		if (table->cells[i].suppressed && !tried[i] &&
		    table->cells[i].status == DISCLOSURE_FREE &&
		    (best == table->count ||
		     table->cells[i].cost > table->cells[best].cost))
			best = i;
	return best;
}

/* Show again what the sensitive cells do not need, while programmes last. */
static void
give_back(struct disclosure_table *table, size_t programmes)
{
	bool *tried = ilo_xcalloc(table->count + 1, sizeof(*tried));
	size_t each = 2 * suppressed(table, DISCLOSURE_SENSITIVE);
	size_t at;

	for (; programmes >= each; programmes -= each) {
		at = dearest(table, tried);
		if (at == table->count)
			break;
		tried[at] = true;
		table->cells[at].suppressed = false;
		if (!all_are_safe(table))
			table->cells[at].suppressed = true;
	}
	free(tried);
}

struct disclosure_result
disclosure_suppress(struct disclosure_table *table, size_t programmes)
{
	struct disclosure_result result = {.state = EST_OK};
	struct programme *mover = mover_new(table);
	size_t i;

	for (i = 0; i < table->count; i++) {
		struct disclosure_cell *cell = &table->cells[i];

		cell->suppressed = cell->status == DISCLOSURE_SENSITIVE;
		set_mover(mover, cell, i);
	}
	for (i = 0; i < table->count; i++)
		if (table->cells[i].status == DISCLOSURE_SENSITIVE &&
		    (!protect(table, mover, i, true) ||
		     !protect(table, mover, i, false)))
			result.state = EST_UNDEFINED;
	programme_free(mover);
	if (result.state == EST_OK && suppressed(table, DISCLOSURE_FREE) > 0)
		give_back(table, programmes);
	if (disclosure_audit(table) != EST_OK)
		result.state = EST_UNDEFINED;
	result.secondary = suppressed(table, DISCLOSURE_FREE);
	result.exposed = disclosure_exposed(table);
	if (result.exposed > 0)
		result.state = EST_UNDEFINED;
	return result;
}

bool
disclosure_is_small(double count, double threshold)
{
	return count > 0 && count < threshold;
}

bool
disclosure_has_few(const double *contributions, size_t n, size_t least)
{
	size_t i, count = 0;

	for (i = 0; i < n; i++)
		count += contributions[i] > 0;
	return count > 0 && count < least;
}

static int
compare_descending(const void *a, const void *b)
{
	const double *x = a;
	const double *y = b;

	return (*x < *y) - (*x > *y);
}

/* The sum of the `largest` contributions. */
static double
top_sum(const double *contributions, size_t n, size_t largest)
{
	double *sorted = ilo_xcalloc(n + 1, sizeof(*sorted));
	double total = 0;
	size_t i;

	if (n > 0)
		memcpy(sorted, contributions, n * sizeof(*sorted));
	qsort(sorted, n, sizeof(*sorted), compare_descending);
	for (i = 0; i < n && i < largest; i++)
		total += sorted[i];
	free(sorted);
	return total;
}

bool
disclosure_is_dominated(const double *contributions, size_t n, size_t largest,
                        double percent)
{
	return top_sum(contributions, n, largest) >
	       percent / 100 * top_sum(contributions, n, n);
}

bool
disclosure_is_estimable(const double *contributions, size_t n, double percent)
{
	double first = top_sum(contributions, n, 1);

	return top_sum(contributions, n, n) - top_sum(contributions, n, 2) <
	       percent / 100 * first;
}

double
disclosure_round(double value, double base)
{
	return base * floor(value / base + 0.5);
}

double
disclosure_round_up_chance(double value, double base)
{
	return (value - base * floor(value / base)) / base;
}
