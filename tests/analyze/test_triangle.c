/* What had come when, and what is still to come. */

#include <stdlib.h>
#include <string.h>

#include "analyze/triangle.h"
#include "common/mem.h"
#include "tests/analyze/near.h"

enum { TERMS = 6 };

static const struct symbol ghana = {"GH", 0}, germany = {"DE", 1},
			   france = {"FR", 2};

struct past {
	struct term terms[TERMS];
	struct history history;
	struct triangle triangle;
};

static void
receive(struct network *network, const struct symbol *state, long days,
        bool in_force)
{
	network->filings =
		ilo_grow(network->filings, network->filing_count,
	                 &network->filing_capacity, sizeof(struct filing));
	network->filings[network->filing_count++] =
		(struct filing){.sender = state,
	                        .host = &ghana,
	                        .in_force = in_force,
	                        .superseded = !in_force,
	                        .delay_days = days};
}

/* Each past semester: four documents in time, so many late by 40 days. */
static void
start(struct past *past, size_t terms, const size_t late[TERMS])
{
	size_t t, i;

	*past = (struct past){.history = {.term_count = terms}};
	past->history.terms = past->terms;
	for (t = 0; t < terms; t++) {
		struct network *network = ilo_xcalloc(1, sizeof(*network));

		past->terms[t].network = network;
		network->age_days = 20 + 180 * (long)t;
		network_report(network, &ghana, &germany);
		network_report(network, &ghana, &france);
		for (i = 0; i < 4; i++)
			receive(network, &germany, -2, true);
		for (i = 0; i < late[t]; i++)
			receive(network, &france, 40, true);
	}
	triangle_gather(&past->history, &past->triangle);
}

static void
end(struct past *past)
{
	size_t t;

	triangle_release(&past->triangle);
	for (t = 0; t < past->history.term_count; t++)
		network_free(past->terms[t].network);
}

static void
counts_what_had_come(void **state)
{
	static const size_t late[TERMS] = {0, 2, 4};
	struct past past;

	(void)state;
	start(&past, 3, late);
	assert_int_equal(triangle_known(&past.triangle, 1, NULL, 30, 30), 4);
	assert_int_equal(triangle_known(&past.triangle, 1, NULL, 60, 60), 6);
	assert_int_equal(triangle_known(&past.triangle, 1, &france, 60, 60), 2);
	/* The semester evaluated is not as old. */
	assert_int_equal(triangle_known(&past.triangle, 0, NULL, 30, 30), 0);
	assert_int_equal(
		triangle_known(&past.triangle, TRIANGLE_ALL, NULL, 30, 30), 8);
	assert_int_equal(triangle_known(&past.triangle, TRIANGLE_ALL, &france,
	                                30, TRIANGLE_EVER),
	                 6);
	end(&past);
}

static void
a_correction_is_not_late(void **state)
{
	struct network network = {.age_days = 100};
	struct term term = {.network = &network};
	struct history history = {.terms = &term, .term_count = 1};
	struct triangle triangle;

	(void)state;
	network_report(&network, &ghana, &germany);
	receive(&network, &germany, -2, false);
	receive(&network, &germany, 50, true);
	triangle_gather(&history, &triangle);
	assert_int_equal(triangle.count, 1);
	assert_int_equal(triangle.arrivals[0].days, -2);
	triangle_release(&triangle);
	free(network.pairs);
	free(network.filings);
}

/* Who is not expected, such as an agency, is in no triangle. */
static void
an_agency_is_no_state(void **state)
{
	struct network network = {.age_days = 100};
	struct term term = {.network = &network};
	struct history history = {.terms = &term, .term_count = 1};
	struct triangle triangle;

	(void)state;
	receive(&network, &germany, -2, true);
	triangle_gather(&history, &triangle);
	assert_int_equal(triangle.count, 0);
	triangle_release(&triangle);
	free(network.filings);
}

static void
three_semesters_are_too_few(void **state)
{
	static const size_t late[TERMS] = {0, 2, 2, 2};
	struct past past;
	size_t n;

	(void)state;
	start(&past, 4, late);
	assert_int_equal(triangle_complete(&past.triangle, 0.95, &n).state,
	                 EST_TOO_FEW);
	assert_int_equal(n, 3);
	end(&past);
}

static void
what_always_came_late_is_expected(void **state)
{
	static const size_t late[TERMS] = {0, 2, 2, 2, 2, 2};
	struct past past;
	struct interval complete;
	size_t n;

	(void)state;
	start(&past, 6, late);
	complete = triangle_complete(&past.triangle, 0.95, &n);
	assert_int_equal(complete.state, EST_OK);
	assert_int_equal(n, 5);
	assert_near(complete.value, 6, 1e-12);
	/* Of variance 1.2 a mean: qnbinom(0.025, mu = 2), 0.975 of 2.2. */
	assert_near(complete.lower, 4 + 0, 0);
	assert_near(complete.upper, 4 + 6, 0);
	end(&past);
}

/* Late 6 of 20, phi 2.25; to come 1.2, at the most qnbinom of 1.65 with
 * variance 2.7 a mean, as far out as t with 2 degrees of freedom. */
static void
uneven_semesters_widen_the_bounds(void **state)
{
	static const size_t late[TERMS] = {0, 0, 0, 1, 4, 1};
	struct past past;
	struct interval complete;
	size_t n;

	(void)state;
	start(&past, 6, late);
	complete = triangle_complete(&past.triangle, 0.95, &n);
	assert_near(complete.value, 5.2, 1e-12);
	assert_near(complete.upper, 4 + 25, 0);
	assert_near(complete.lower, 4, 0); /* what is known */
	end(&past);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_what_had_come),
		cmocka_unit_test(a_correction_is_not_late),
		cmocka_unit_test(an_agency_is_no_state),
		cmocka_unit_test(three_semesters_are_too_few),
		cmocka_unit_test(what_always_came_late_is_expected),
		cmocka_unit_test(uneven_semesters_widen_the_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
