/* Correlations: pairs by hand, ties, constants, small and long exact laws. */

#include <float.h>
#include <gsl/gsl_errno.h>
#include <stdbool.h>

#include "analyze/estimate/correlation.h"
#include "analyze/estimate/rank.h"
#include "tests/analyze/near.h"

static const double rising[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

static void
assert_estimate(struct estimate got, double want, double relative)
{
	assert_int_equal(got.state, EST_OK);
	assert_near(got.value, want, relative);
}

/* The first of four is not known, nor the last of five two periods later. */
static void
lagged_pairs_are_both_known(void **state)
{
	const bool known[] = {false, true, true, true, false};
	const struct correlation_series leading = {rising, known, 4};
	const struct correlation_series following = {rising + 5, known, 5};
	double x[4], y[4];

	(void)state;
	assert_int_equal(correlation_align(&leading, &following, 0, x, y), 3);
	assert_near(x[0], 2, 0);
	assert_near(y[0], 7, 0);
	assert_int_equal(correlation_align(&leading, &following, 2, x, y), 1);
	assert_near(x[0], 2, 0);
	assert_near(y[0], 9, 0);
	assert_int_equal(correlation_align(&leading, &following, 5, x, y), 0);
	assert_int_equal(correlation_align(&leading, &following, 9, x, y), 0);
}

static void
ranks_share_their_mean(void **state)
{
	const double values[] = {7, 3, 7, 1, 7};
	const double want[] = {4, 2, 4, 1, 4};
	double ranks[5];
	size_t i;

	(void)state;
	rank_mid(values, 5, ranks);
	for (i = 0; i < 5; i++)
		assert_near(ranks[i], want[i], 0);
	assert_near(rank_ties(values, 5).pairs, 3, 0);
	assert_near(rank_ties(values, 5).triples, 6, 0);
	assert_near(rank_ties(values, 5).weighted, 66, 0);
	assert_near(rank_ties(NULL, 0).pairs, 0, 0);
}

/* Products 3, squares 2 and 6: r = 3 / sqrt(12). */
static void
pearson_by_hand(void **state)
{
	const double y[] = {0, 0, 3};
	struct pearson result = correlation_pearson(rising, y, 3, 0.95);

	(void)state;
	assert_estimate(result.r, sqrt(0.75), 1e-15);
	/* t = sqrt(3) with one degree of freedom: p = 1/3. */
	assert_estimate(result.p, 1.0 / 3, 1e-14);
	assert_int_equal(result.interval.state, EST_TOO_FEW);
}

static void
two_pairs_have_no_p(void **state)
{
	struct pearson pearson = correlation_pearson(rising, rising, 2, 0.95);
	struct kendall kendall = correlation_kendall(rising, rising, 2);

	(void)state;
	assert_estimate(pearson.r, 1, 0);
	assert_int_equal(pearson.p.state, EST_TOO_FEW);
	assert_estimate(kendall.tau_b, 1, 1e-15);
	assert_estimate(kendall.p_exact, 1, 1e-15);
}

static void
constant_or_empty_has_none(void **state)
{
	const double same[] = {0.1, 0.1, 0.1, 0.1};

	(void)state;
	assert_int_equal(correlation_pearson(rising, same, 4, 0.95).r.state,
	                 EST_UNDEFINED);
	assert_int_equal(correlation_spearman(same, rising, 4).p.state,
	                 EST_UNDEFINED);
	assert_int_equal(correlation_kendall(same, rising, 4).tau_b.state,
	                 EST_UNDEFINED);
	assert_int_equal(correlation_spearman(rising, rising, 0).rho.state,
	                 EST_TOO_FEW);
	assert_int_equal(correlation_kendall(rising, rising, 1).z.state,
	                 EST_TOO_FEW);
}

static void
overflow_is_undefined(void **state)
{
	const double huge[] = {-DBL_MAX, DBL_MAX, 0, 1};

	(void)state;
	assert_int_equal(correlation_pearson(huge, huge, 4, 0.95).r.state,
	                 EST_UNDEFINED);
	assert_estimate(correlation_spearman(huge, huge, 4).rho, 1, 0);
}

/* One order of n! is as good as the best, one as bad as the worst. */
static void
exact_p_of_perfect_order(void **state)
{
	struct spearman three = correlation_spearman(rising, rising, 3);
	struct kendall four = correlation_kendall(rising, rising, 4);

	(void)state;
	assert_estimate(three.p_exact, 2.0 / 6, 1e-15);
	assert_estimate(four.p_exact, 2.0 / 24, 1e-15);
	assert_near(rank_kendall_p(-6, 4), 2.0 / 24, 1e-15);
	/* 1, 3, 5, 6, 5, 3, 1 orders of four with 0 to 6 inversions. */
	assert_near(rank_kendall_p(2, 4), 2 * 9.0 / 24, 1e-15);
	assert_near(rank_kendall_p(0, 4), 1, 0);
	assert_near(rank_spearman_p(240, 9), rank_spearman_p(0, 9), 1e-12);
}

static void
exact_p_needs_no_ties(void **state)
{
	const double y[] = {1, 2, 2, 3};

	(void)state;
	assert_int_equal(correlation_spearman(rising, y, 4).p_exact.state,
	                 EST_UNDEFINED);
	assert_int_equal(correlation_kendall(rising, y, 4).p_exact.state,
	                 EST_UNDEFINED);
	assert_true(isnan(rank_kendall_p(0, 50)));
	assert_true(isnan(rank_spearman_p(0, 1291)));
}

/* Within 0.001 of the count over all 3,628,800 orders of ten. */
static void
series_is_near_the_count(void **state)
{
	(void)state;
	assert_true(fabs(rank_spearman_p(58, 10) - 0.0489787) < 0.001);
	assert_true(fabs(rank_spearman_p(48, 10) - 0.0267521) < 0.001);
	assert_true(fabs(rank_spearman_p(100, 10) - 0.2631603) < 0.001);
	assert_near(rank_spearman_p(330 - 58, 10), rank_spearman_p(58, 10),
	            1e-12);
}

/* cor.test() of R: t = r sqrt(8 / (1 - r^2)), 2 * pt(-t, 8). */
static void
p_by_degrees_of_freedom(void **state)
{
	const struct estimate r = {EST_OK, 0.6, 10};

	(void)state;
	assert_estimate(correlation_p(r, 8), 0.066688, 1e-5);
	assert_true(correlation_p(r, 4).value > correlation_p(r, 8).value);
	assert_int_equal(correlation_p(r, 0).state, EST_TOO_FEW);
	assert_int_equal(correlation_p(est_undefined(10), 8).state,
	                 EST_UNDEFINED);
}

/* Alternating: r(1) = -3/4 of four values, so 1 + 2 (3/4) (9/16) = 59/32. */
static void
dependent_pairs_are_worth_less(void **state)
{
	const double zigzag[] = {1, -1, 1, -1};
	const double flat[] = {2, 2, 2, 2};

	(void)state;
	assert_estimate(correlation_independent(zigzag, zigzag, 4, 1),
	                4 / (59.0 / 32), 1e-14);
	assert_estimate(correlation_independent(zigzag, flat, 4, 1), 4, 0);
	assert_int_equal(correlation_independent(flat, flat, 1, 1).state,
	                 EST_TOO_FEW);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lagged_pairs_are_both_known),
		cmocka_unit_test(ranks_share_their_mean),
		cmocka_unit_test(pearson_by_hand),
		cmocka_unit_test(two_pairs_have_no_p),
		cmocka_unit_test(constant_or_empty_has_none),
		cmocka_unit_test(overflow_is_undefined),
		cmocka_unit_test(p_by_degrees_of_freedom),
		cmocka_unit_test(dependent_pairs_are_worth_less),
		cmocka_unit_test(exact_p_of_perfect_order),
		cmocka_unit_test(exact_p_needs_no_ties),
		cmocka_unit_test(series_is_near_the_count),
	};

	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
