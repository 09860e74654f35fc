/* Sums months, and leaves out the contributions whose months do not add up. */

#include "analyze/dispersion.h"

#include "analyze/estimate/poisson.h"

enum { ALL_MONTHS = (1U << SEMESTER_MONTHS) - 1, LEAST_MONTHS = 3 };

struct dispersion
dispersion_start(void)
{
	return (struct dispersion){.complete = {.known = ALL_MONTHS},
	                           .any = {.known = ALL_MONTHS}};
}

void
dispersion_add(struct dispersion *dispersion, int month, uint64_t value)
{
	dispersion->by_month[month] += value;
	dispersion->given |= 1U << (unsigned)month;
}

void
dispersion_add_gap(struct dispersion *dispersion, int month)
{
	dispersion->gaps |= 1U << (unsigned)month;
}

static unsigned
size_of(unsigned months)
{
	unsigned count = 0;

	for (; months != 0; months &= months - 1)
		count++;
	return count;
}

static void
join(struct months *months, const struct dispersion *dispersion, uint64_t value,
     unsigned known)
{
	int m;

	months->value += value;
	months->known &= known;
	months->given = true;
	for (m = 0; m < SEMESTER_MONTHS; m++)
		months->by_month[m] += dispersion->by_month[m];
}

void
dispersion_end(struct dispersion *dispersion, uint64_t value,
               unsigned zero_months)
{
	unsigned known = (dispersion->given | zero_months) & ~dispersion->gaps &
	                 ALL_MONTHS;
	uint64_t sum = 0;
	int m;

	for (m = 0; m < SEMESTER_MONTHS; m++)
		sum += dispersion->by_month[m];
	if (sum == value && known == ALL_MONTHS)
		join(&dispersion->complete, dispersion, value, known);
	if (sum == value && size_of(known) >= LEAST_MONTHS)
		join(&dispersion->any, dispersion, value, known);
	for (m = 0; m < SEMESTER_MONTHS; m++)
		dispersion->by_month[m] = 0;
	dispersion->given = dispersion->gaps = 0;
}

struct dispersion_result
dispersion_judge(const struct dispersion *dispersion, uint64_t value)
{
	const struct months *months = &dispersion->complete;
	struct dispersion_result result = {.share = 0};
	struct poisson_dispersion test;
	double counts[SEMESTER_MONTHS];
	size_t n = 0;
	int m;

	/* Nothing is more than a value: half of it is value / 2 rounded up. */
	if (!months->given || months->value < value - value / 2)
		months = &dispersion->any;
	if (!months->given || months->value < value - value / 2)
		return result;
	if (value == 0)
		return (struct dispersion_result){.known = true, .share = 1};
	for (m = 0; m < SEMESTER_MONTHS; m++)
		if ((months->known & 1U << (unsigned)m) != 0)
			counts[n++] = (double)months->by_month[m];
	if (n < LEAST_MONTHS)
		return result;
	test = poisson_dispersion(counts, n);
	if (test.state != EST_OK)
		return result;
	result.known = true;
	result.scatter = (struct scatter){test.chi2, n - 1};
	result.share = (double)months->value / (double)value;
	return result;
}
