/*
 * The order of the checks is the order of the reasons: what makes a ratio
 * impossible first, then what makes it misleading.
 */

#include "analyze/change.h"

#include <math.h>

#include "analyze/estimate/poisson.h"

const char *
verdict_name(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_RISE:
		return "rise";
	case VERDICT_FALL:
		return "fall";
	case VERDICT_NO_EVIDENCE:
		return "no-evidence";
	case VERDICT_NOT_COMPARABLE:
		return "not-comparable";
	}
	return NULL;
}

/* The same reporters gave complete values at both ends. */
static bool
same_givers(const struct level *now, const struct level *base)
{
	size_t i;

	if (now->giver_count == 0 || now->giver_count != base->giver_count)
		return false;
	for (i = 0; i < now->giver_count; i++)
		if (!now->givers[i].complete || !base->givers[i].complete ||
		    now->givers[i].host != base->givers[i].host ||
		    now->givers[i].reporter != base->givers[i].reporter)
			return false;
	return true;
}

static bool
gaps(const struct level *level)
{
	return level->absent > 0 || level->months != level->months_expected;
}

/* Why two values of one basis may not be compared; NULL when they may. */
static const char *
hindrance(const struct level *now, const struct level *base)
{
	if ((level_full(now) && level_full(base)) || same_givers(now, base))
		return NULL;
	if (gaps(now))
		return "incomplete";
	if (gaps(base))
		return "base-incomplete";
	return "reporters-differ";
}

/* Both ends are taken to be as dispersed as they are together; an end of which
 * nothing is known, as the other. */
static void
widen(struct change *change, const struct level *now, const struct level *base,
      const struct rules *rules)
{
	const struct interval *ratio = &change->ratio;
	struct widening widening =
		widening_judge(scatter_pool(now->scatter, base->scatter),
	                       rules->confidence, rules->widening);
	struct interval wide;

	if (!widening.found)
		return;
	wide = ratio->value > 0 ? widening_apply(&widening, ratio)
	                        : widening_apply_to_zero(&widening, ratio);
	change->widened = true;
	change->phi = widening.phi;
	change->factor = widening.factor;
	change->wide_lower = wide.lower;
	change->wide_upper = wide.upper;
}

static double
lower(const struct change *change)
{
	return change->widened ? change->wide_lower : change->ratio.lower;
}

static double
upper(const struct change *change)
{
	return change->widened ? change->wide_upper : change->ratio.upper;
}

static enum verdict
judge(const struct change *change)
{
	if (lower(change) > 1)
		return VERDICT_RISE;
	if (upper(change) < 1)
		return VERDICT_FALL;
	return VERDICT_NO_EVIDENCE;
}

/* False, with its reason, where there is no verdict on the ratio. */
static bool
take_ratio(struct change *change, const struct interval *ratio,
           const struct level *now, const struct level *base,
           const struct rules *rules)
{
	if (ratio->state != EST_OK) {
		change->state = CHANGE_UNDEFINED;
		change->reason = "no-interval";
		return false;
	}
	change->state = CHANGE_VALUE;
	change->ratio = *ratio;
	widen(change, now, base, rules);
	if (change->reason != NULL)
		return false;
	change->verdict = judge(change);
	return true;
}

static struct poisson_sample
sample_of(const struct level *level)
{
	return (struct poisson_sample){level->value, 1.0};
}

static void
compare(struct change *change, const struct level *now,
        const struct level *base, const struct rules *rules)
{
	const struct poisson_comparison comparison = poisson_compare(
		sample_of(now), sample_of(base), rules->confidence);

	if (!take_ratio(change, &comparison.ratio, now, base, rules))
		return;
	change->has_p = true;
	change->p = comparison.p_central;
	if (base->value < rules->small_number) {
		change->reason = "small-base";
		return;
	}
	change->has_percent = true;
	change->percent = change->difference * 100 / (double)base->value;
	change->percent_lower = (lower(change) - 1) * 100;
	change->percent_upper = (upper(change) - 1) * 100;
}

/* What there is to say without an interval. */
static struct change
begin(const struct level *now, const struct level *base)
{
	struct change change = {.state = CHANGE_UNDEFINED,
	                        .verdict = VERDICT_NOT_COMPARABLE,
	                        .factor = 1};

	if (now->state != LEVEL_VALUE) {
		change.state = CHANGE_MISSING;
		change.reason = "incomplete";
		return change;
	}
	if (base == NULL || base->state != LEVEL_VALUE) {
		change.reason = "base-missing";
		return change;
	}
	if (now->counted_by != base->counted_by ||
	    now->agency != base->agency) {
		change.reason = "basis-differs";
		return change;
	}
	change.has_difference = true;
	change.difference = (double)now->value - (double)base->value;
	change.reason = base->value == 0 ? "base-zero" : hindrance(now, base);
	return change;
}

double
change_p(const struct change *change, const struct level *now,
         const struct level *base)
{
	const double a = fmax((double)now->value, 0.5);
	const double b = fmax((double)base->value, 0.5);
	const struct scatter both = scatter_pool(now->scatter, base->scatter);

	if (both.df == 0)
		return change->p;
	return fmax(widening_p(both, log(a / b) / sqrt(1 / a + 1 / b)),
	            change->p);
}

bool
change_comparable(const struct level *now, const struct level *base)
{
	return now->state == LEVEL_VALUE && base->state == LEVEL_VALUE &&
	       now->counted_by == base->counted_by &&
	       now->agency == base->agency && hindrance(now, base) == NULL;
}

struct change
change_make(const struct level *now, const struct level *base,
            const struct rules *rules)
{
	struct change change = begin(now, base);

	if (change.has_difference && base->value > 0)
		compare(&change, now, base, rules);
	return change;
}

/* A limit is beyond 1 where the tail at what would be widened to 1 is smaller
 * than that at the limit. */
enum verdict
change_verdict(const struct change *change, uint64_t now, uint64_t base,
               const struct rules *rules)
{
	const struct poisson_sample after = {now, 1.0}, before = {base, 1.0};
	const double ratio = (double)now / (double)base;
	double tail;

	if (base == 0)
		return VERDICT_NOT_COMPARABLE;
	tail = poisson_ratio_tail(after, before,
	                          widening_edge(change->factor, ratio));
	if (isnan(tail))
		return VERDICT_NOT_COMPARABLE;
	if (now == base || !(tail < (1 - rules->confidence) / 2))
		return VERDICT_NO_EVIDENCE;
	return now > base ? VERDICT_RISE : VERDICT_FALL;
}
