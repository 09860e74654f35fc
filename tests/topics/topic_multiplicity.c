/* 05: adjusted p-values, in the order of the input. */

#include <stdlib.h>

#include "analyze/estimate/multiplicity.h"
#include "tests/topics/topic.h"

static void
run_method(const struct sample *sample, const char *name,
           enum multiplicity method)
{
	size_t n, i;
	double *p = get_all(sample, "p", &n);

	multiplicity_adjust(p, n, method);
	for (i = 0; i < n; i++)
		emit(sample, name, i + 1, p[i]);
	free(p);
}

void
run_multiplicity(const struct sample *sample)
{
	run_method(sample, "BH", MULTIPLICITY_BH);
	run_method(sample, "BY", MULTIPLICITY_BY);
	run_method(sample, "holm", MULTIPLICITY_HOLM);
	run_method(sample, "hochberg", MULTIPLICITY_HOCHBERG);
	run_method(sample, "bonferroni", MULTIPLICITY_BONFERRONI);
}
