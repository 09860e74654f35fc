/* 18: first and last digits. */

#include <math.h>
#include <stdlib.h>

#include "analyze/estimate/digits.h"
#include "tests/topics/topic.h"

static void
run_first(const struct sample *sample, const double *counts, size_t n)
{
	struct first_digits first = digits_first(counts, n);
	size_t i;

	emit(sample, "n_positive", 1, (double)first.n);
	for (i = 0; i < 9; i++) {
		emit(sample, "first_counts", i + 1, first.counts[i]);
		emit(sample, "first_expected", i + 1, first.expected[i]);
		emit(sample, "first_z_cc", i + 1,
		     first.state == EST_OK ? first.z[i] : (double)NAN);
	}
	emit_one(sample, "first_chi2", first.state, first.chi2);
	emit_one(sample, "first_p", first.state, first.p);
	emit_one(sample, "first_mad", first.state, first.deviation);
}

static void
run_last(const struct sample *sample, const double *counts, size_t n)
{
	struct last_digits last = digits_last(counts, n);
	size_t i;

	emit(sample, "n_last_ge10", 1, (double)last.n);
	for (i = 0; i < 10; i++)
		emit(sample, "last_counts_ge10", i + 1, last.counts[i]);
	emit_one(sample, "last_chi2", last.state, last.chi2);
	emit_one(sample, "last_p", last.state, last.p);
	emit_one(sample, "heaping_0_5", last.state, last.heaping);
	emit_one(sample, "heaping_p_exact", last.state, last.heaping_p);
	emit_one(sample, "whipple_like", last.state, last.whipple);
	emit_one(sample, "myers_like_max_dev", last.state, last.myers);
}

void
run_digits(const struct sample *sample)
{
	size_t n;
	double *counts = get_vector(sample, "x", &n);

	run_first(sample, counts, n);
	run_last(sample, counts, n);
	emit(sample, "all_multiple_of_5", 1, digits_rounded(counts, n));
	free(counts);
}
