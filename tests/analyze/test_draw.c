/* Counts that are drawn follow the law they are drawn from. */

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "analyze/estimate/draw.h"
#include "tests/analyze/near.h"

enum { DRAWS = 200000, MOST = 512, EXPECTED_LEAST = 20 };

/* Pearson's test of the counts 0 to MOST against a Poisson law, what is rare
 * added up: its p. */
static double
p_of(const size_t often[MOST], double mean)
{
	double statistic = 0, expected = 0, seen = 0;
	int cells = 0, k;

	for (k = 0; k < MOST; k++) {
		expected += DRAWS * gsl_ran_poisson_pdf((unsigned)k, mean);
		seen += (double)often[k];
		if (expected < EXPECTED_LEAST && k + 1 < MOST)
			continue;
		if (expected > 1)
			statistic += pow(seen - expected, 2) / expected;
		cells += expected > 1;
		expected = seen = 0;
	}
	return gsl_cdf_chisq_Q(statistic, cells - 1);
}

static void
counts_are_poisson(void **state)
{
	const double means[] = {0.3, 4, 9.99, 10, 11.5, 37, 250};
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	size_t m, i;

	(void)state;
	for (m = 0; m < sizeof(means) / sizeof(*means); m++) {
		size_t often[MOST] = {0};

		for (i = 0; i < DRAWS; i++) {
			const double count = draw_poisson(rng, means[m]);

			assert_true(count >= 0 && count < MOST);
			often[(size_t)count]++;
		}
		assert_true(p_of(often, means[m]) > 0.001);
	}
	gsl_rng_free(rng);
}

static void
has_moments(gsl_rng *rng, double mean, double dispersion)
{
	double total = 0, squares = 0, least = mean;
	size_t i;

	for (i = 0; i < DRAWS; i++) {
		const double count = draw_count(rng, mean, dispersion);

		least = fmin(least, count);
		total += count;
		squares += (count - mean) * (count - mean);
	}
	assert_true(least >= 0);
	assert_true(fabs(total / DRAWS - mean) <
	            4 * sqrt(mean * dispersion / DRAWS));
	assert_near(squares / DRAWS / mean, dispersion, 0.02);
}

static void
variances_are_as_asked(void **state)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	(void)state;
	has_moments(rng, 5, 1);
	has_moments(rng, 60, 1);
	has_moments(rng, 60, 3);
	has_moments(rng, 1e5, 500);
	has_moments(rng, 1e12, 1);
	assert_near(draw_count(rng, 0, 3), 0, 0);
	assert_near(draw_poisson(rng, 0), 0, 0);
	gsl_rng_free(rng);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_are_poisson),
		cmocka_unit_test(variances_are_as_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
