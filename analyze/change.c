/*
 * The order of the checks is the order of the reasons: what makes a ratio
 * impossible first, then what makes it misleading.
 */

#include "analyze/change.h"

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
	                       rules->confidence, rules->dispersion_alpha);
	struct interval wide;

	if (!widening.found)
		return;
	wide = ratio->value > 0 ? widening_apply(&widening, ratio)
	                        : widening_apply_to_zero(&widening, ratio);
	change->widened = true;
	change->phi = widening.phi;
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

static void
compare(struct change *change, const struct level *now,
        const struct level *base, const struct rules *rules)
{
	struct poisson_comparison comparison = poisson_compare(
		(struct poisson_sample){now->value, 1.0},
		(struct poisson_sample){base->value, 1.0}, rules->confidence);

	if (comparison.state != EST_OK || comparison.ratio.state != EST_OK) {
		change->state = CHANGE_UNDEFINED;
		change->reason = "no-interval";
		return;
	}
	change->state = CHANGE_VALUE;
	change->ratio = comparison.ratio;
	widen(change, now, base, rules);
	if (change->reason != NULL)
		return;
	change->has_p = true;
	change->p = comparison.p_central;
	change->verdict = judge(change);
	if (base->value < rules->small_number) {
		change->reason = "small-base";
		return;
	}
	change->has_percent = true;
	change->percent = change->difference * 100 / (double)base->value;
	change->percent_lower = (lower(change) - 1) * 100;
	change->percent_upper = (upper(change) - 1) * 100;
}

struct change
change_make(const struct level *now, const struct level *base,
            const struct rules *rules)
{
	struct change change = {.state = CHANGE_UNDEFINED,
	                        .verdict = VERDICT_NOT_COMPARABLE};

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
	if (base->value > 0)
		compare(&change, now, base, rules);
	return change;
}
