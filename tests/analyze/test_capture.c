/* Edges of capture and recapture; golden values are in tests/oracles. */

#include <gsl/gsl_errno.h>

#include "analyze/estimate/capture.h"
#include "tests/analyze/near.h"

static void
two_lists_by_hand(void **state)
{
	struct capture_two result = capture_two_lists(9, 19, 4, 0.95);

	(void)state;
	assert_int_equal(result.state, EST_OK);
	assert_near(result.observed, 24, 0);
	assert_near(result.chapman, 39, 1e-14);
	assert_near(result.variance, 10 * 20 * 5 * 15 / (25.0 * 6), 1e-14);
	assert_near(result.lincoln_petersen.value, 42.75, 1e-14);
	assert_true(result.lower > 24 && result.lower < 39);
	assert_true(result.upper > 39);
}

static void
lists_that_cannot_be(void **state)
{
	(void)state;
	assert_int_equal(capture_two_lists(3, 5, 4, 0.95).state, EST_UNDEFINED);
	assert_int_equal(capture_two_lists(3, 5, -1, 0.95).state,
	                 EST_UNDEFINED);
	assert_int_equal(capture_two_lists(3, 5, 1, 1).state, EST_UNDEFINED);
}

static void
no_overlap_has_no_lincoln_petersen(void **state)
{
	struct capture_two result = capture_two_lists(3, 5, 0, 0.95);

	(void)state;
	assert_int_equal(result.state, EST_OK);
	assert_int_equal(result.lincoln_petersen.state, EST_UNDEFINED);
	assert_near(result.chapman, 23, 1e-14);
}

/* Two lists alone: f0 = 15 * 20 / 30. */
static void
two_lists_as_a_model(void **state)
{
	const double counts[] = {15, 20, 30};
	const unsigned cells[] = {1, 2, 3};
	struct capture_lists lists = {
		.counts = counts, .cells = cells, .n = 3, .lists = 2};
	struct capture_model model = capture_log_linear(&lists, 0.95);

	(void)state;
	assert_int_equal(model.state, EST_OK);
	assert_near(model.unobserved, 10, 1e-11);
	assert_near(model.total, 75, 1e-12);
	assert_int_equal(model.df, 0);
	lists.n = 2;
	assert_int_equal(capture_log_linear(&lists, 0.95).state, EST_TOO_FEW);
}

static void
empty_lists_have_no_model(void **state)
{
	const double counts[3] = {0};
	const unsigned cells[] = {1, 2, 3};
	const struct capture_lists lists = {
		.counts = counts, .cells = cells, .n = 3, .lists = 2};

	(void)state;
	assert_int_equal(capture_log_linear(&lists, 0.95).state, EST_UNDEFINED);
}

static void
sightings_by_hand(void **state)
{
	const double times[] = {1, 2};
	const double counts[] = {8, 4};
	struct capture_frequencies result =
		capture_frequencies(times, counts, 2);
	double rate = result.poisson_rate.value;

	(void)state;
	assert_int_equal(result.state, EST_OK);
	assert_near(result.chao.value, 20, 1e-14);
	assert_near(result.chao_corrected, 12 + 56.0 / 10, 1e-14);
	assert_near(result.zelterman_rate.value, 1, 0);
	assert_near(result.zelterman.value, 12 / (1 - exp(-1)), 1e-14);
	assert_near(rate / (1 - exp(-rate)), 4.0 / 3, 1e-13);
}

static void
seen_once_says_nothing(void **state)
{
	const double times[] = {1};
	const double counts[] = {8};
	struct capture_frequencies result =
		capture_frequencies(times, counts, 1);

	(void)state;
	assert_int_equal(result.poisson_total.state, EST_UNDEFINED);
	assert_int_equal(result.chao.state, EST_UNDEFINED);
	assert_int_equal(result.zelterman.state, EST_UNDEFINED);
	assert_int_equal(capture_frequencies(times, counts, 0).state,
	                 EST_TOO_FEW);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_lists_by_hand),
		cmocka_unit_test(lists_that_cannot_be),
		cmocka_unit_test(no_overlap_has_no_lincoln_petersen),
		cmocka_unit_test(two_lists_as_a_model),
		cmocka_unit_test(empty_lists_have_no_model),
		cmocka_unit_test(sightings_by_hand),
		cmocka_unit_test(seen_once_says_nothing),
	};

	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
