/* Two-way tables: by hand, empty rows, tables that do not fit, exact p. */

#include <float.h>
#include <gsl/gsl_errno.h>

#include "analyze/estimate/crosstab.h"
#include "analyze/estimate/fisher.h"
#include "tests/analyze/near.h"

static const double quarter[] = {10, 20, 30, 40};
static const struct crosstab two = {quarter, 2, 2};
static const double tea[] = {3, 1, 1, 3};
static const struct crosstab tasting = {tea, 2, 2};

static void
assert_estimate(struct estimate got, double want, double relative)
{
	assert_int_equal(got.state, EST_OK);
	assert_near(got.value, want, relative);
}

/* Expected 12 18 28 42; every distance 2. */
static void
two_by_two_by_hand(void **state)
{
	struct crosstab_test test = crosstab_test(&two);
	struct crosstab_cell cells[4];

	(void)state;
	assert_int_equal(test.state, EST_OK);
	assert_near(test.chi2, 4.0 / 12 + 4.0 / 18 + 4.0 / 28 + 4.0 / 42,
	            1e-14);
	assert_int_equal(test.df, 1);
	assert_near(test.cramers_v, sqrt(test.chi2 / 100), 1e-14);
	assert_estimate(test.yates, test.chi2 * 2.25 / 4, 1e-14);
	assert_true(crosstab_cells(&two, cells));
	assert_near(cells[0].expected, 12, 1e-15);
	assert_estimate(cells[0].pearson, -2 / sqrt(12), 1e-14);
	assert_estimate(cells[0].adjusted, -2 / sqrt(12 * 0.7 * 0.6), 1e-14);
	assert_estimate(cells[0].quotient, 10.0 / 12, 1e-14);
	assert_estimate(cells[3].row_share, 4.0 / 7, 1e-14);
}

static void
empty_row_is_left_out(void **state)
{
	const double counts[] = {10, 20, 0, 0, 30, 40};
	const struct crosstab table = {counts, 3, 2};
	struct crosstab_test test = crosstab_test(&table);
	struct crosstab_cell cells[6];

	(void)state;
	assert_int_equal(test.df, 1);
	assert_near(test.chi2, crosstab_test(&two).chi2, 1e-14);
	assert_true(crosstab_cells(&table, cells));
	assert_int_equal(cells[2].quotient.state, EST_UNDEFINED);
	assert_int_equal(cells[2].pearson.state, EST_UNDEFINED);
	assert_int_equal(cells[2].adjusted.state, EST_UNDEFINED);
}

static void
no_test_of_one_row_or_of_nothing(void **state)
{
	const double zeros[] = {0, 0, 0, 0};
	const double negative[] = {1, 2, -3, 4};
	const struct crosstab row = {quarter, 1, 4};
	const struct crosstab nothing = {zeros, 2, 2};
	const struct crosstab wrong = {negative, 2, 2};
	const struct crosstab none = {NULL, 0, 0};
	struct crosstab_cell cells[4];

	(void)state;
	assert_int_equal(crosstab_test(&row).state, EST_UNDEFINED);
	assert_estimate(crosstab_test(&row).mutual_information, 0, 0);
	assert_true(crosstab_cells(&row, cells));
	assert_int_equal(cells[0].adjusted.state, EST_UNDEFINED);
	assert_estimate(cells[0].quotient, 1, 1e-15);
	assert_int_equal(crosstab_test(&nothing).state, EST_UNDEFINED);
	assert_false(crosstab_cells(&nothing, cells));
	assert_int_equal(crosstab_test(&wrong).state, EST_UNDEFINED);
	assert_false(crosstab_cells(&wrong, cells));
	assert_int_equal(crosstab_test(&none).state, EST_TOO_FEW);
}

/* One way to keep the odds ratio 2/3 of the seed with margins of a half. */
static void
fit_keeps_odds_and_meets_totals(void **state)
{
	const double even[] = {50, 50};
	double cells[4];
	double side;

	(void)state;
	assert_true(crosstab_fit(&two, even, even, cells));
	side = 50 * sqrt(2.0 / 3) / (1 + sqrt(2.0 / 3));
	assert_near(cells[0], side, 1e-12);
	assert_near(cells[1], 50 - side, 1e-12);
}

static void
fit_refuses_what_cannot_be(void **state)
{
	const double diagonal[] = {1, 0, 0, 1};
	const struct crosstab table = {diagonal, 2, 2};
	const double rows[] = {60, 40};
	const double columns[] = {40, 60};
	const double less[] = {40, 50};
	double cells[4];

	(void)state;
	assert_false(crosstab_fit(&table, rows, columns, cells));
	assert_false(crosstab_fit(&two, rows, less, cells));
}

/* 70 tables of eight cups: 1 + 16 on either side. */
static void
tea_tasting(void **state)
{
	struct fisher_law law = fisher_law(&tasting);
	struct fisher_odds odds = fisher_odds(&tasting, 0.95);

	(void)state;
	assert_estimate(fisher_p(&tasting), 34.0 / 70, 1e-13);
	assert_near(fisher_mean(&law, 1), 2, 1e-15);
	assert_near(fisher_at_least(&law, 1), 17.0 / 70, 1e-14);
	assert_near(fisher_at_most(&law, 1), 69.0 / 70, 1e-14);
	assert_near(fisher_mean(&law, 0), 0, 0);
	assert_int_equal(odds.ratio.state, EST_OK);
	assert_near(fisher_mean(&law, odds.ratio.value), 3, 1e-12);
	assert_near(fisher_at_least(&law, odds.ratio.lower), 0.025, 1e-12);
	assert_near(fisher_at_most(&law, odds.ratio.upper), 0.025, 1e-12);
	assert_near(odds.ratio.value, 6.408309, 1e-4);
}

static void
bounds_of_empty_cells(void **state)
{
	const double right[] = {4, 0, 0, 4};
	const double left[] = {0, 4, 4, 0};
	const double half[] = {0.5, 1, 1, 1};
	const struct crosstab all = {right, 2, 2};
	const struct crosstab none = {left, 2, 2};
	const struct crosstab broken = {half, 2, 2};
	struct fisher_odds odds = fisher_odds(&all, 0.95);

	(void)state;
	assert_int_equal(odds.ratio.state, EST_UNDEFINED);
	assert_int_equal(odds.bounds_state, EST_OK);
	assert_true(isinf(odds.ratio.upper) && odds.ratio.lower > 1);
	odds = fisher_odds(&none, 0.95);
	assert_int_equal(odds.ratio.state, EST_OK);
	assert_near(odds.ratio.value, 0, 0);
	assert_near(odds.ratio.lower, 0, 0);
	assert_int_equal(fisher_odds(&broken, 0.95).bounds_state,
	                 EST_UNDEFINED);
	assert_int_equal(fisher_p(&broken).state, EST_UNDEFINED);
}

/* 3! ways to sit three in three chairs, all alike. */
static void
exact_p_of_more_rows(void **state)
{
	const double chairs[] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
	const struct crosstab table = {chairs, 3, 3};
	double large[40];
	const struct crosstab many = {large, 8, 5};
	size_t i;

	(void)state;
	assert_estimate(fisher_p(&table), 1, 1e-13);
	for (i = 0; i < 40; i++)
		large[i] = 1000;
	assert_int_equal(fisher_p(&many).state, EST_UNDEFINED);
}

static void
odds_ratio_with_and_without_a_zero(void **state)
{
	const double zero[] = {10, 0, 6, 4};
	const struct crosstab table = {zero, 2, 2};
	struct odds_ratio odds = crosstab_odds_ratio(&two);

	(void)state;
	assert_estimate(odds.ratio, 2.0 / 3, 1e-15);
	assert_estimate(odds.log_se, sqrt(0.1 + 0.05 + 1.0 / 30 + 0.025),
	                1e-15);
	assert_estimate(crosstab_odds_ratio(&table).ratio,
	                10.5 * 4.5 / (0.5 * 6.5), 1e-15);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_by_two_by_hand),
		cmocka_unit_test(empty_row_is_left_out),
		cmocka_unit_test(no_test_of_one_row_or_of_nothing),
		cmocka_unit_test(fit_keeps_odds_and_meets_totals),
		cmocka_unit_test(fit_refuses_what_cannot_be),
		cmocka_unit_test(tea_tasting),
		cmocka_unit_test(bounds_of_empty_cells),
		cmocka_unit_test(exact_p_of_more_rows),
		cmocka_unit_test(odds_ratio_with_and_without_a_zero),
	};

	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
