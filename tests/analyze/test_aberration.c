/* Months judged by their history: rules at the edges, and how often they alarm
 * where nothing changes. */

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdlib.h>

#include "analyze/aberration.h"
#include "analyze/estimate/exceedance.h"
#include "analyze/estimate/multiplicity.h"
#include "tests/analyze/near.h"

#define MONTHS 72

static struct aberration
judge(const double *counts, size_t at)
{
	struct farrington_work *work = calloc(1, sizeof(*work));
	struct aberration result;

	assert_non_null(work);
	result = aberration_at(counts, at, work);
	free(work);
	return result;
}

/* Counts about a mean with a season; dispersion 1 is Poisson. */
static void
draw(gsl_rng *rng, double mean, double dispersion, double *counts, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		const double mu =
			mean * (1 + 0.3 * sin(0.52359877559829887 * (double)i));

		counts[i] = dispersion > 1 ? (double)gsl_ran_negative_binomial(
						     rng, 1 / dispersion,
						     mu / (dispersion - 1))
		                           : (double)gsl_ran_poisson(rng, mu);
	}
}

static void
history_decides_on_the_method(void **state)
{
	double counts[MONTHS];
	size_t i;

	(void)state;
	for (i = 0; i < MONTHS; i++)
		counts[i] = (double)(20 + i % 12);
	assert_int_equal(judge(counts, 11).kind, ABERRATION_NONE);
	assert_int_equal(judge(counts, 12).kind, ABERRATION_POOLED);
	assert_int_equal(judge(counts, 12).n, 12);
	assert_int_equal(judge(counts, 36).kind, ABERRATION_POOLED);
	assert_int_equal(judge(counts, 36).n, 36);
	assert_int_equal(judge(counts, 37).kind, ABERRATION_SEASON);
	/* Five years and a month, the latest six months left out. */
	assert_int_equal(judge(counts, 71).n, 61 - 6);
}

static void
nothing_then_something_is_above(void **state)
{
	double counts[MONTHS] = {0};
	struct aberration result;

	(void)state;
	counts[MONTHS - 1] = 30;
	result = judge(counts, MONTHS - 1);
	assert_int_equal(result.kind, ABERRATION_POOLED);
	assert_true(result.above);
	/* 1 - pnbinom(29, 30 / 37 / 9, 1 / 10): groups of ten for all that the
	 * history shows. */
	assert_near(result.p, 0.0012036217117526919, 1e-9);
	counts[MONTHS - 1] = 4; /* five at least, in four months */
	assert_false(judge(counts, MONTHS - 1).above);
}

/* Of a large count no groups make nothing. */
static void
so_much_after_nothing_is_an_alert(void **state)
{
	double counts[MONTHS] = {0};

	(void)state;
	counts[MONTHS - 1] = 300;
	assert_true(judge(counts, MONTHS - 1).p < 1e-6);
	counts[20] = counts[30] = 5; /* a few are no season */
	assert_int_equal(judge(counts, MONTHS - 1).kind, ABERRATION_POOLED);
	assert_true(judge(counts, MONTHS - 1).p < 1e-6);
}

static void
a_bound_under_the_expected_count_is_none(void **state)
{
	double counts[MONTHS] = {0};

	(void)state;
	counts[50] = 2000;
	counts[MONTHS - 1] = 7;
	assert_int_equal(judge(counts, MONTHS - 1).kind, ABERRATION_NONE);
}

static void
exceedance_of_known_laws(void **state)
{
	const struct exceedance_basis known = {20, 0, 1, 100000000};
	const struct exceedance_basis unsure = {20, 3, 1, 30};
	const double even[] = {10, 10, 10, 10};
	struct exceedance_pooled pooled = exceedance_pooled(20, even, 4, 0.01);

	(void)state;
	/* ppois(29, 20, lower = FALSE) */
	assert_near(exceedance_p(30, &known, 9).value, 0.02181822, 1e-5);
	assert_true(exceedance_p(30, &unsure, 9).value > 0.03);
	assert_near(exceedance_p(0, &known, 9).value, 1, 0);
	assert_int_equal(exceedance_p(-1, &known, 9).state, EST_UNDEFINED);
	/* pbinom(19, 60, 1/5, lower = FALSE), 0.0107, as a t of 2.29 df */
	assert_near(pooled.p.value, 0.0660007, 1e-5);
	assert_near(pooled.expected, 10, 1e-14);
	assert_int_equal(exceedance_pooled(20, even, 1, 0.01).state,
	                 EST_TOO_FEW);
}

#define SERIES 100
#define SEMESTER 6
#define RUNS 4

struct rates {
	size_t tested, above, alerts, lists;
};

/* Semesters in which nothing changes, or the first series doubles. */
static struct rates
simulate(double mean, double dispersion, bool doubles)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	struct rates rates = {0, 0, 0, 0};
	double counts[MONTHS], p[SERIES * SEMESTER];
	bool above[SERIES * SEMESTER];
	size_t run, i, m;

	assert_non_null(rng);
	gsl_rng_set(rng, 20240101);
	for (run = 0; run < RUNS; run++) {
		size_t alerts = 0;

		for (i = 0; i < SERIES; i++) {
			draw(rng, mean, dispersion, counts, MONTHS);
			for (m = 0; m < SEMESTER; m++) {
				const size_t at = MONTHS - SEMESTER + m;
				struct aberration one;

				if (doubles && i == 0)
					counts[at] *= 2;
				one = judge(counts, at);
				p[i * SEMESTER + m] = one.p;
				above[i * SEMESTER + m] = one.above;
				rates.tested++;
				rates.above += one.above;
			}
		}
		multiplicity_adjust(p, SERIES * SEMESTER, MULTIPLICITY_BH);
		for (i = 0; i < (doubles ? SEMESTER : SERIES * SEMESTER); i++)
			alerts += above[i] && p[i] <= ABERRATION_FDR;
		rates.alerts += alerts;
		rates.lists += alerts > 0;
	}
	gsl_rng_free(rng);
	return rates;
}

/* A list without cause has any alert in 5 % of semesters, so hardly ever in two
 * of four; a bound is to be passed by 1 % of months. */
static void
where_nothing_changes_the_list_is_empty(void **state)
{
	static const double scenes[][2] = {
		{2, 1}, {20, 1}, {20, 4}, {500, 1}, {500, 30}};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(scenes) / sizeof(*scenes); i++) {
		struct rates rates =
			simulate(scenes[i][0], scenes[i][1], false);

		print_message("mean %g, dispersion %g: above %g, alerts %g, "
		              "lists %zu of %d\n",
		              scenes[i][0], scenes[i][1],
		              (double)rates.above / (double)rates.tested,
		              (double)rates.alerts / (double)rates.tested,
		              rates.lists, RUNS);
		assert_true((double)rates.alerts <=
		            0.001 * (double)rates.tested);
		assert_true(rates.lists <= 1);
		assert_true((double)rates.above <= 0.03 * (double)rates.tested);
	}
}

static void
what_doubles_is_found(void **state)
{
	struct rates large = simulate(100, 1, true);
	struct rates small = simulate(20, 1, true);

	(void)state;
	print_message("doubling of 100: %zu of %d months; of 20: %zu\n",
	              large.alerts, RUNS * SEMESTER, small.alerts);
	assert_true(large.alerts >= RUNS * SEMESTER / 2);
	assert_true(small.alerts > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(history_decides_on_the_method),
		cmocka_unit_test(nothing_then_something_is_above),
		cmocka_unit_test(so_much_after_nothing_is_an_alert),
		cmocka_unit_test(a_bound_under_the_expected_count_is_none),
		cmocka_unit_test(exceedance_of_known_laws),
		cmocka_unit_test(where_nothing_changes_the_list_is_empty),
		cmocka_unit_test(what_doubles_is_found),
	};

	(void)gsl_set_error_handler_off(); /* the old one is not needed */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
