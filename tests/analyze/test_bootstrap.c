/* Edges of resampling; golden values are in tests/oracles. */

#include <gsl/gsl_errno.h>

#include "analyze/estimate/bootstrap.h"
#include "tests/analyze/near.h"

#define REPLICATES 4000

static const double six[] = {12, 45, 7, 130, 22, 3};

static double
mean_of(double *values, size_t n)
{
	double total = 0;
	size_t i;

	for (i = 0; i < n; i++)
		total += values[i];
	return total / (double)n;
}

static const struct bootstrap_sample sample = {six, 6, mean_of};

static void
the_same_seed_draws_the_same(void **state)
{
	double a[5], b[5], c[5];
	size_t i, same = 0;

	(void)state;
	bootstrap_draw(&sample, 7, 5, a);
	bootstrap_draw(&sample, 7, 5, b);
	bootstrap_draw(&sample, 8, 5, c);
	for (i = 0; i < 5; i++) {
		assert_near(a[i], b[i], 0);
		same += a[i] >= c[i] && a[i] <= c[i];
	}
	assert_true(same < 5);
}

/* The variance over all resamples is sum d^2 / n^2 = 322.708...; four standard
 * errors of a variance from so many replicates. */
static void
drawn_means_have_the_exact_variance(void **state)
{
	double means[REPLICATES];
	struct bootstrap_moments moments;
	const double exact = 322.70833333333331;

	(void)state;
	bootstrap_draw(&sample, 20260101, REPLICATES, means);
	moments = bootstrap_moments(means, REPLICATES, 36.5);
	assert_int_equal(moments.state, EST_OK);
	assert_near(moments.se * moments.se, exact, 4 * sqrt(2.0 / REPLICATES));
	assert_true(fabs(moments.bias) < 4 * sqrt(exact / REPLICATES));
}

static void
one_value_has_no_jackknife(void **state)
{
	const struct bootstrap_sample one = {six, 1, mean_of};

	(void)state;
	assert_int_equal(bootstrap_jackknife(&one).state, EST_TOO_FEW);
}

/* For the mean the jackknife is s / sqrt n, without bias. */
static void
the_jackknife_of_a_mean(void **state)
{
	struct bootstrap_jackknife result = bootstrap_jackknife(&sample);

	(void)state;
	assert_int_equal(result.state, EST_OK);
	assert_near(result.se, sqrt(322.70833333333331 * 6 / 5), 1e-13);
	assert_true(fabs(result.bias) < 1e-12);
}

static void
intervals_that_cannot_be(void **state)
{
	double one[] = {1};
	double broken[] = {1, (double)NAN, 2};
	double good[] = {1, 2, 3};

	(void)state;
	assert_int_equal(
		bootstrap_interval(one, 1, 1, BOOTSTRAP_BASIC, 0.95).state,
		EST_TOO_FEW);
	assert_int_equal(
		bootstrap_interval(broken, 3, 1, BOOTSTRAP_BASIC, 0.95).state,
		EST_UNDEFINED);
	assert_int_equal(
		bootstrap_interval(good, 3, 1, BOOTSTRAP_BASIC, 1).state,
		EST_UNDEFINED);
	assert_int_equal(bootstrap_bca(good, 3, 0, 0, 0.95).interval.state,
	                 EST_UNDEFINED);
}

/* 1 to 99: percentiles 50 +- 0.95 * 49; the basic interval mirrors them. */
static void
intervals_of_a_ladder(void **state)
{
	double ladder[99];
	struct interval percentile, basic;
	size_t i;

	(void)state;
	for (i = 0; i < 99; i++)
		ladder[i] = (double)(99 - i);
	percentile =
		bootstrap_interval(ladder, 99, 60, BOOTSTRAP_PERCENTILE, 0.95);
	assert_near(percentile.lower, 1 + 98 * 0.025, 1e-13);
	assert_near(percentile.upper, 1 + 98 * 0.975, 1e-13);
	basic = bootstrap_interval(ladder, 99, 60, BOOTSTRAP_BASIC, 0.9);
	assert_near(basic.lower, 120 - 95, 1e-12);
	assert_near(basic.upper, 120 - 5, 1e-12);
}

static void
blocks_keep_neighbours(void **state)
{
	const size_t starts[] = {3, 0};
	const size_t want[] = {3, 4, 0, 1};
	size_t index[4];

	(void)state;
	bootstrap_blocks(starts, 2, 2, index);
	assert_memory_equal(index, want, sizeof(want));
}

static void
ranks_far_apart_are_certain(void **state)
{
	const double counts[] = {10, 1000, 0, 0, 100000};
	const struct bootstrap_ranking ranking = {
		.count = 200, .seed = 1, .dispersion = 1, .confidence = 0.95};
	struct bootstrap_rank ranks[5];

	(void)state;
	assert_int_equal(bootstrap_ranks(counts, 5, &ranking, ranks), EST_OK);
	assert_near(ranks[4].rank, 1, 0);
	assert_near(ranks[4].upper, 1, 0);
	assert_near(ranks[1].rank, 2, 0);
	assert_near(ranks[1].lower, 2, 0);
	assert_near(ranks[2].rank, 4.5, 0);
	assert_near(ranks[3].rank, 4.5, 0);
}

static void
ranks_close_together_are_not(void **state)
{
	const double counts[] = {100, 101};
	const struct bootstrap_ranking ranking = {
		.count = 200, .seed = 1, .dispersion = 5, .confidence = 0.95};
	struct bootstrap_rank ranks[2];

	(void)state;
	assert_int_equal(bootstrap_ranks(counts, 2, &ranking, ranks), EST_OK);
	assert_near(ranks[0].lower, 1, 0);
	assert_near(ranks[0].upper, 2, 0);
	assert_int_equal(bootstrap_ranks(counts, 0, &ranking, ranks),
	                 EST_TOO_FEW);
}

static void
counts_are_drawn_about_themselves(void **state)
{
	const double counts[] = {0, 400};
	const struct bootstrap_ranking ranking = {
		.count = 2000, .seed = 7, .dispersion = 4, .confidence = 0.95};
	static double drawn[2 * 2000];
	double sum = 0, squares = 0;
	size_t r;

	(void)state;
	assert_int_equal(bootstrap_counts(counts, 2, &ranking, drawn), EST_OK);
	for (r = 0; r < ranking.count; r++) {
		const double value = drawn[2 * r + 1];

		assert_near(drawn[2 * r], 0, 0);
		sum += value;
		squares += (value - 400) * (value - 400);
	}
	assert_near(sum / 2000, 400, 0.01);
	assert_near(squares / 2000 / 400, 4, 0.15); /* variance over mean */
	assert_int_equal(
		bootstrap_counts((const double[]){-1}, 1, &ranking, drawn),
		EST_UNDEFINED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_seed_draws_the_same),
		cmocka_unit_test(drawn_means_have_the_exact_variance),
		cmocka_unit_test(one_value_has_no_jackknife),
		cmocka_unit_test(the_jackknife_of_a_mean),
		cmocka_unit_test(intervals_that_cannot_be),
		cmocka_unit_test(intervals_of_a_ladder),
		cmocka_unit_test(blocks_keep_neighbours),
		cmocka_unit_test(ranks_far_apart_are_certain),
		cmocka_unit_test(ranks_close_together_are_not),
		cmocka_unit_test(counts_are_drawn_about_themselves),
	};

	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
