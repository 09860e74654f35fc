/* Edges of components and clusters; golden values are in tests/oracles. */

#include <gsl/gsl_errno.h>

#include "analyze/estimate/clustering.h"
#include "analyze/estimate/components.h"
#include "tests/analyze/near.h"

/* All variance on the diagonal of two equal columns. */
static void
components_of_a_line(void **state)
{
	const double values[] = {1, 2, 3, 1, 2, 3};
	const struct components_data data = {values, 3, 2, false};
	double centre[2], deviation[2], rotation[4], scores[6];
	struct components_result result =
		components_of(&data, centre, deviation, rotation, scores);

	(void)state;
	assert_int_equal(result.state, EST_OK);
	assert_int_equal(result.rank, 1);
	assert_near(centre[0], 2, 0);
	assert_near(deviation[0], sqrt(2), 1e-14);
	assert_true(deviation[1] == 0);
	assert_near(rotation[0], sqrt(0.5), 1e-14);
	assert_near(rotation[1], sqrt(0.5), 1e-14);
	assert_true(isnan(rotation[2]));
	assert_near(scores[2], sqrt(2), 1e-14);
}

static void
components_that_cannot_be(void **state)
{
	const double values[] = {1, 1, 1, 1, 2, 3};
	struct components_data data = {values, 1, 2, false};
	double centre[2], deviation[2], rotation[4], scores[6];

	(void)state;
	assert_int_equal(
		components_of(&data, centre, deviation, rotation, scores).state,
		EST_TOO_FEW);
	data = (struct components_data){values, 3, 2, true};
	assert_int_equal(
		components_of(&data, centre, deviation, rotation, scores).state,
		EST_UNDEFINED);
	data = (struct components_data){values, 3, 1, false};
	assert_int_equal(
		components_of(&data, centre, deviation, rotation, scores).state,
		EST_UNDEFINED);
}

static void
places_of_distances(void **state)
{
	(void)state;
	assert_int_equal(clustering_place(4, 0, 1), 0);
	assert_int_equal(clustering_place(4, 3, 0), 2);
	assert_int_equal(clustering_place(4, 1, 2), 3);
	assert_int_equal(clustering_place(4, 2, 3), 5);
}

/* Points 0, 1, 10 on a line. */
static void
three_points(void **state)
{
	const double distances[] = {1, 10, 9};
	struct clustering_step steps[2];
	size_t parts[3], order[3];
	double heights[3], widths[3];
	struct estimate mean;

	(void)state;
	assert_int_equal(
		clustering_join(distances, 3, CLUSTERING_COMPLETE, steps),
		EST_OK);
	assert_near(steps[0].height, 1, 0);
	assert_near(steps[1].height, 10, 0);
	assert_int_equal(steps[1].first, -3);
	assert_int_equal(steps[1].second, 1);
	clustering_cophenetic(steps, 3, heights);
	assert_near(heights[0], 1, 0);
	assert_near(heights[2], 10, 0);
	clustering_cut(steps, 3, 2, parts);
	assert_true(parts[0] == 1 && parts[1] == 1 && parts[2] == 2);
	clustering_order(steps, 3, order);
	assert_true(order[0] == 2 && order[1] == 0 && order[2] == 1);
	mean = clustering_silhouette(distances, 3, parts, widths);
	assert_near(widths[0], 0.9, 1e-15);
	assert_near(widths[1], 8.0 / 9, 1e-15);
	assert_true(widths[2] == 0);
	assert_near(mean.value, (0.9 + 8.0 / 9) / 3, 1e-15);
}

/* Ward: the third joins two at distance 1 at sqrt((2 a^2 + 2 b^2 - 1) / 3). */
static void
ward_of_three(void **state)
{
	const double distances[] = {1, 10, 9};
	struct clustering_step steps[2];

	(void)state;
	assert_int_equal(clustering_join(distances, 3, CLUSTERING_WARD, steps),
	                 EST_OK);
	assert_near(steps[1].height, sqrt((2 * 100 + 2 * 81 - 1) / 3.0), 1e-14);
}

static void
too_few_to_join(void **state)
{
	const double negative[] = {-1};
	const double same[] = {0};
	const size_t one_part[] = {1, 1};
	struct clustering_step steps[1];
	double widths[2];

	(void)state;
	assert_int_equal(clustering_join(same, 1, CLUSTERING_SINGLE, steps),
	                 EST_TOO_FEW);
	assert_int_equal(clustering_join(negative, 2, CLUSTERING_SINGLE, steps),
	                 EST_UNDEFINED);
	assert_int_equal(clustering_join(same, 2, CLUSTERING_SINGLE, steps),
	                 EST_OK);
	assert_int_equal(clustering_silhouette(same, 2, one_part, widths).state,
	                 EST_UNDEFINED);
}

static void
distances_of_profiles(void **state)
{
	const double a[] = {1, 0}, b[] = {0, 1}, none[] = {0, 0};
	struct clustering_distance apart = clustering_distance(a, b, 2);
	struct clustering_distance same = clustering_distance(a, a, 2);

	(void)state;
	assert_near(apart.variation, 1, 0);
	assert_near(apart.hellinger, 1, 1e-15);
	assert_near(apart.jensen_shannon, log(2), 1e-15);
	assert_true(apart.cosine.value == 0);
	assert_true(same.variation == 0 && same.euclid == 0);
	assert_near(same.cosine.value, 1, 1e-15);
	assert_int_equal(clustering_distance(a, none, 2).cosine.state,
	                 EST_UNDEFINED);
	assert_int_equal(clustering_distance(none, none, 2).bray_curtis.state,
	                 EST_UNDEFINED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(components_of_a_line),
		cmocka_unit_test(components_that_cannot_be),
		cmocka_unit_test(places_of_distances),
		cmocka_unit_test(three_points),
		cmocka_unit_test(ward_of_three),
		cmocka_unit_test(too_few_to_join),
		cmocka_unit_test(distances_of_profiles),
	};

	gsl_set_error_handler_off();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
