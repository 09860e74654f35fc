/* Suppression that cannot be undone; golden values are in tests/oracles. */

#include <stdlib.h>

#include "analyze/estimate/disclosure.h"
#include "tests/analyze/near.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct disclosure_cell
cell(double value, enum disclosure_status status)
{
	return (struct disclosure_cell){.value = value,
	                                .status = status,
	                                .cost = value,
	                                .guard = value < 5 ? value : 1};
}

/* a + b = total: nothing but the other part can protect a part. */
static const struct programme_term one_sum[] = {
	{0, 0, 1}, {0, 1, 1}, {0, 2, -1}};

static void
an_empty_table_is_safe(void **state)
{
	struct disclosure_table table = {0};

	(void)state;
	assert_int_equal(disclosure_audit(&table), EST_OK);
	assert_int_equal(disclosure_suppress(&table, 10).state, EST_OK);
}

static void
what_adds_up_is_known(void **state)
{
	struct disclosure_cell cells[] = {cell(3, DISCLOSURE_SENSITIVE),
	                                  cell(20, DISCLOSURE_PUBLISHED),
	                                  cell(23, DISCLOSURE_PUBLISHED)};
	struct disclosure_table table = {cells, 3, one_sum, 3, 1};
	struct disclosure_result result = disclosure_suppress(&table, 10);

	(void)state;
	assert_int_equal(result.state, EST_UNDEFINED);
	assert_int_equal(result.exposed, 1);
	assert_near(cells[0].lower, 3, 1e-12);
	assert_near(cells[0].upper, 3, 1e-12);
}

static void
a_partner_protects(void **state)
{
	struct disclosure_cell cells[] = {cell(3, DISCLOSURE_SENSITIVE),
	                                  cell(20, DISCLOSURE_FREE),
	                                  cell(23, DISCLOSURE_PUBLISHED)};
	struct disclosure_table table = {cells, 3, one_sum, 3, 1};
	struct disclosure_result result = disclosure_suppress(&table, 10);

	(void)state;
	assert_int_equal(result.state, EST_OK);
	assert_int_equal(result.secondary, 1);
	assert_true(cells[0].lower == 0);
	assert_near(cells[0].upper, 23, 1e-12);
	assert_false(cells[2].suppressed);
}

static void
a_zero_is_no_partner(void **state)
{
	struct disclosure_cell cells[] = {cell(3, DISCLOSURE_SENSITIVE),
	                                  cell(0, DISCLOSURE_FREE),
	                                  cell(3, DISCLOSURE_PUBLISHED)};
	struct disclosure_table table = {cells, 3, one_sum, 3, 1};

	(void)state;
	assert_int_equal(disclosure_suppress(&table, 10).state, EST_UNDEFINED);
	assert_false(cells[1].suppressed);
}

static void
values_that_do_not_add_up_are_undefined(void **state)
{
	struct disclosure_cell cells[] = {cell(3, DISCLOSURE_SENSITIVE),
	                                  cell(20, DISCLOSURE_PUBLISHED),
	                                  cell(10, DISCLOSURE_PUBLISHED)};
	struct disclosure_table table = {cells, 3, one_sum, 3, 1};

	(void)state;
	cells[0].suppressed = true;
	assert_int_equal(disclosure_audit(&table), EST_UNDEFINED);
	assert_int_equal(disclosure_suppress(&table, 10).state, EST_UNDEFINED);
}

/* A free margin may go too, where that is cheaper. */
static void
a_cheap_margin_goes(void **state)
{
	struct disclosure_cell cells[] = {cell(3, DISCLOSURE_SENSITIVE),
	                                  cell(20, DISCLOSURE_FREE),
	                                  cell(23, DISCLOSURE_FREE)};
	struct disclosure_table table = {cells, 3, one_sum, 3, 1};

	(void)state;
	cells[2].cost = 1;
	assert_int_equal(disclosure_suppress(&table, 10).state, EST_OK);
	assert_true(cells[2].suppressed);
	assert_false(cells[1].suppressed);
	assert_true(isinf(cells[0].upper));
}

/*
 * Linked: a + b = t in one table, b + c = u in another, t and u shown.  With b
 * gone the second table gives b away unless c goes, too.
 */
static void
a_linked_table_needs_a_partner_of_its_own(void **state)
{
	static const struct programme_term terms[] = {{0, 0, 1},  {0, 1, 1},
	                                              {0, 3, -1}, {1, 1, 1},
	                                              {1, 2, 1},  {1, 4, -1}};
	struct disclosure_cell cells[] = {
		cell(2, DISCLOSURE_SENSITIVE), cell(30, DISCLOSURE_FREE),
		cell(40, DISCLOSURE_FREE), cell(32, DISCLOSURE_PUBLISHED),
		cell(70, DISCLOSURE_PUBLISHED)};
	struct disclosure_table table = {cells, 5, terms, COUNT(terms), 2};
	struct disclosure_result result;

	(void)state;
	cells[0].suppressed = cells[1].suppressed = true;
	assert_int_equal(disclosure_audit(&table), EST_OK);
	assert_int_equal(disclosure_exposed(&table), 1);
	result = disclosure_suppress(&table, 100);
	assert_int_equal(result.state, EST_OK);
	assert_int_equal(result.secondary, 2);
	assert_true(cells[1].suppressed && cells[2].suppressed);
}

#define SIDE 12

/* A table of counts that are often small, its margins shown. */
static void
fill_table(struct disclosure_cell *cells, struct programme_term *terms,
           unsigned seed)
{
	size_t r, c, k = 0;

	for (r = 0; r < SIDE * SIDE; r++) {
		seed = seed * 1103515245U + 12345U;
		c = seed >> 16 & 63;
		cells[r] = cell((double)(c * c / 40), DISCLOSURE_FREE);
		if (disclosure_is_small(cells[r].value, 5))
			cells[r].status = DISCLOSURE_SENSITIVE;
	}
	for (r = 0; r < (size_t)2 * SIDE; r++)
		cells[SIDE * SIDE + r] = cell(0, DISCLOSURE_PUBLISHED);
	for (r = 0; r < SIDE; r++) {
		for (c = 0; c < SIDE; c++) {
			double value = cells[r * SIDE + c].value;
			struct programme_term *term = &terms[k];

			term[0] = (struct programme_term){r, r * SIDE + c, 1};
			term[1] = (struct programme_term){SIDE + c,
			                                  r * SIDE + c, 1};
			cells[SIDE * SIDE + r].value += value;
			cells[SIDE * SIDE + SIDE + c].value += value;
			k += 2;
		}
	}
	for (r = 0; r < (size_t)2 * SIDE; r++)
		terms[k++] = (struct programme_term){r, SIDE * SIDE + r, -1};
}

static void
random_tables_are_safe(void **state)
{
	struct disclosure_cell cells[SIDE * SIDE + 2 * SIDE];
	struct programme_term terms[2 * SIDE * SIDE + 2 * SIDE];
	struct disclosure_table table = {cells, COUNT(cells), terms,
	                                 COUNT(terms), 2 * SIDE};
	struct disclosure_result kept, given;
	unsigned seed;
	size_t i;

	(void)state;
	for (seed = 1; seed <= 5; seed++) {
		fill_table(cells, terms, seed);
		kept = disclosure_suppress(&table, 0);
		given = disclosure_suppress(&table, 100000);
		assert_int_equal(kept.state, EST_OK);
		assert_int_equal(given.state, EST_OK);
		assert_true(given.secondary <= kept.secondary);
		for (i = 0; i < COUNT(cells); i++)
			assert_true(cells[i].lower <= cells[i].value + 1e-6 &&
			            cells[i].upper >= cells[i].value - 1e-6);
	}
}

static void
primary_rules(void **state)
{
	const double shares[] = {3, 90, 7};

	(void)state;
	assert_false(disclosure_is_small(0, 5));
	assert_true(disclosure_is_small(4, 5));
	assert_false(disclosure_is_small(5, 5));
	assert_false(disclosure_has_few(shares, 0, 3));
	assert_true(disclosure_has_few(shares, 2, 3));
	assert_true(disclosure_is_dominated(shares, 3, 1, 89));
	assert_false(disclosure_is_dominated(shares, 3, 1, 90));
	assert_true(disclosure_is_estimable(shares, 3, 4));
	assert_false(disclosure_is_estimable(shares, 3, 3));
	assert_false(disclosure_is_dominated(shares, 0, 1, 75));
}

static void
rounding(void **state)
{
	(void)state;
	assert_true(disclosure_round(0, 5) == 0);
	assert_near(disclosure_round(7.5, 5), 10, 0);
	assert_near(disclosure_round(12, 5), 10, 0);
	assert_near(disclosure_round_up_chance(13, 5), 0.6, 1e-15);
	assert_true(disclosure_round_up_chance(15, 5) == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_table_is_safe),
		cmocka_unit_test(what_adds_up_is_known),
		cmocka_unit_test(a_partner_protects),
		cmocka_unit_test(a_zero_is_no_partner),
		cmocka_unit_test(values_that_do_not_add_up_are_undefined),
		cmocka_unit_test(a_cheap_margin_goes),
		cmocka_unit_test(a_linked_table_needs_a_partner_of_its_own),
		cmocka_unit_test(random_tables_are_safe),
		cmocka_unit_test(primary_rules),
		cmocka_unit_test(rounding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
