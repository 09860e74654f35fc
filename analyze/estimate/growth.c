/*
 * Differences and ratios of periods.  It must not know what the periods are
 * called.
 */

#include "analyze/estimate/growth.h"

#include <math.h>

#include "analyze/sum.h"

/* The value at a place, or why there is none. */
static struct estimate
value_at(const struct growth_series *series, size_t at)
{
	if (at >= series->count)
		return est_too_few(series->count);
	if (!series->known[at])
		return est_undefined(1);
	return est_checked(series->values[at], 1);
}

/* Both ends of a step; the state says whether they are there. */
struct step {
	enum est_state state;
	double before;
	double after;
};

static struct step
step_to(const struct growth_series *series, size_t at, size_t lag)
{
	struct estimate before, after;

	if (at >= series->count || lag > at)
		return (struct step){.state = EST_TOO_FEW};
	before = value_at(series, at - lag);
	after = value_at(series, at);
	return (struct step){
		.state = before.state != EST_OK ? before.state : after.state,
		.before = before.value,
		.after = after.value,
	};
}

static struct estimate
none_of(enum est_state state)
{
	return (struct estimate){.state = state, .n = 2};
}

struct estimate
growth_difference(const struct growth_series *series, size_t at, size_t lag)
{
	struct step step = step_to(series, at, lag);

	if (step.state != EST_OK)
		return none_of(step.state);
	return est_checked(step.after - step.before, 2);
}

struct estimate
growth_rate(double before, double after)
{
	if (!(before > 0))
		return est_undefined(2);
	return est_checked(100 * ((after - before) / before), 2);
}

struct estimate
growth_percent(const struct growth_series *series, size_t at, size_t lag)
{
	struct step step = step_to(series, at, lag);

	if (step.state != EST_OK)
		return none_of(step.state);
	return growth_rate(step.before, step.after);
}

struct estimate
growth_log(const struct growth_series *series, size_t at, size_t lag)
{
	struct step step = step_to(series, at, lag);

	if (step.state != EST_OK)
		return none_of(step.state);
	if (!(step.before > 0 && step.after > 0))
		return est_undefined(2);
	return est_checked(log(step.after) - log(step.before), 2);
}

struct estimate
growth_rolling(const struct growth_series *series, size_t at, size_t width)
{
	struct sum sum = {0, 0};
	size_t i;

	if (width < 1 || at >= series->count || at + 1 < width)
		return est_too_few(series->count);
	for (i = at + 1 - width; i <= at; i++) {
		if (!series->known[i])
			return est_undefined(width);
		sum_add(&sum, series->values[i]);
	}
	return est_checked(sum_total(&sum), width);
}

struct estimate
growth_to_date(const struct growth_series *series, size_t at, size_t cycle)
{
	struct sum sum = {0, 0};
	size_t n = 0;
	size_t i;

	if (cycle < 1 || at >= series->count)
		return est_too_few(series->count);
	for (i = at - at % cycle; i <= at; i++) {
		if (!series->known[i])
			continue;
		sum_add(&sum, series->values[i]);
		n++;
	}
	return est_checked(sum_total(&sum), n);
}

struct estimate
growth_index(const struct growth_series *series, size_t at)
{
	struct estimate first = value_at(series, 0);
	struct estimate here = value_at(series, at);

	if (first.state != EST_OK || here.state != EST_OK)
		return first.state != EST_OK ? first : here;
	if (!(first.value > 0))
		return est_undefined(2);
	return est_checked(100 * (here.value / first.value), 2);
}

struct estimate
growth_compound(const struct growth_series *series)
{
	size_t n = series->count;
	struct step step = {.state = EST_TOO_FEW};

	if (n >= 2)
		step = step_to(series, n - 1, n - 1);
	if (step.state != EST_OK)
		return none_of(step.state);
	if (!(step.before > 0) || !(step.after >= 0))
		return est_undefined(n);
	return est_checked(
		pow(step.after / step.before, 1 / ((double)n - 1)) - 1, n);
}

struct estimate
growth_contribution(const double *before, const double *after, size_t n,
                    size_t i)
{
	double base = sum_of(before, n);

	if (n < 1)
		return est_too_few(n);
	if (!(base > 0))
		return est_undefined(n);
	return est_checked(100 * ((after[i] - before[i]) / base), n);
}

struct estimate
growth_total(const double *before, const double *after, size_t n)
{
	struct estimate total;

	if (n < 1)
		return est_too_few(n);
	total = growth_rate(sum_of(before, n), sum_of(after, n));
	total.n = n;
	return total;
}
