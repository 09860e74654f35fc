/* Cubic and quadratic interpolation between the ends of an interval. */

#include "tests/topics/linesearch.h"

#include <math.h>

#define DECREASE 1e-3
#define CURVATURE 0.9
#define INTERVAL 0.1
#define SHRINK 0.66

struct linesearch
linesearch_start(double value, double slope, double step, double most)
{
	const struct linesearch_end start = {0, value, slope};

	return (struct linesearch){
		.step = step,
		.most = most,
		.value_first = value,
		.slope_first = slope,
		.best = start,
		.other = start,
		.width = most,
		.width_before = 2 * most,
		.most_step = step + 4 * step,
	};
}

/* What the cubic through two ends has under its root, over s squared. */
static double
cubic_under(const struct linesearch_end *a, const struct linesearch_end *b,
            double *theta, double *s)
{
	*theta = (a->value - b->value) * 3 / (b->step - a->step) + a->slope +
	         b->slope;
	*s = fmax(fmax(fabs(*theta), fabs(a->slope)), fabs(b->slope));
	return *theta / *s * (*theta / *s) - a->slope / *s * (b->slope / *s);
}

/* Where the cubic through both ends is least, seen from `from`; the other end
 * is where its slope points. */
static double
cubic(const struct linesearch_end *from, const struct linesearch_end *to,
      bool turned)
{
	double theta, s, gamma, p, q;
	double under = turned ? cubic_under(to, from, &theta, &s)
	                      : cubic_under(from, to, &theta, &s);

	gamma = s * sqrt(under);
	if (to->step < from->step)
		gamma = -gamma;
	p = gamma - from->slope + theta;
	q = gamma - from->slope + gamma + to->slope;
	return from->step + p / q * (to->step - from->step);
}

static double
secant(const struct linesearch_end *best, const struct linesearch_end *now)
{
	return now->step + now->slope / (now->slope - best->slope) *
	                           (best->step - now->step);
}

/* A higher value: the minimum lies between. */
static double
step_higher(const struct linesearch_end *best, const struct linesearch_end *now)
{
	const double across = now->step - best->step;
	const double third = cubic(best, now, false);
	const double second =
		best->step +
		best->slope /
			((best->value - now->value) / across + best->slope) /
			2 * across;

	return fabs(third - best->step) < fabs(second - best->step)
	               ? third
	               : third + (second - third) / 2;
}

/* A lower value, a slope of the same sign, but less of it. */
static double
step_flatter(const struct linesearch *search, const struct linesearch_end *now)
{
	const struct linesearch_end *best = &search->best;
	const double second = secant(best, now);
	double theta, s, gamma, p, q, third, limit;
	const double under = cubic_under(best, now, &theta, &s);

	gamma = under < 0 ? 0 : s * sqrt(under);
	if (now->step > best->step)
		gamma = -gamma;
	p = gamma - now->slope + theta;
	q = gamma + (best->slope - now->slope) + gamma;
	third = now->step > best->step ? search->most_step : search->least_step;
	if (p / q < 0 && fabs(gamma) > 0)
		third = now->step + p / q * (best->step - now->step);
	if (!search->bracketed) {
		if (fabs(third - now->step) <= fabs(second - now->step))
			third = second;
		return fmax(search->least_step, fmin(search->most_step, third));
	}
	if (fabs(third - now->step) >= fabs(second - now->step))
		third = second;
	limit = now->step + SHRINK * (search->other.step - now->step);
	return now->step > best->step ? fmin(limit, third) : fmax(limit, third);
}

static double
step_after(struct linesearch *search, const struct linesearch_end *now)
{
	const struct linesearch_end *best = &search->best;
	double third, second;

	if (now->value > best->value) {
		search->bracketed = true;
		return step_higher(best, now);
	}
	if (now->slope * (best->slope / fabs(best->slope)) < 0) {
		search->bracketed = true;
		third = cubic(now, best, true);
		second = secant(best, now);
		return fabs(third - now->step) > fabs(second - now->step)
		               ? third
		               : second;
	}
	if (fabs(now->slope) < fabs(best->slope))
		return step_flatter(search, now);
	if (search->bracketed)
		return cubic(now, &search->other, true);
	return now->step > best->step ? search->most_step : search->least_step;
}

/* The trial takes the place of one end. */
static void
replace(struct linesearch *search, const struct linesearch_end *now)
{
	if (now->value > search->best.value) {
		search->other = *now;
		return;
	}
	if (now->slope * (search->best.slope / fabs(search->best.slope)) < 0)
		search->other = search->best;
	search->best = *now;
}

/* The same of the function less its sufficient decrease. */
static struct linesearch_end
less_decrease(struct linesearch_end end, double slope)
{
	end.value -= end.step * slope;
	end.slope -= slope;
	return end;
}

static bool
is_done(const struct linesearch *search, const struct linesearch_end *now,
        double test)
{
	const double least = DECREASE * search->slope_first;
	const bool stuck =
		search->bracketed && (now->step <= search->least_step ||
	                              now->step >= search->most_step ||
	                              search->most_step - search->least_step <=
	                                      INTERVAL * search->most_step);

	return stuck ||
	       (now->step >= search->most && now->value <= test &&
	        now->slope <= least) ||
	       (now->step <= 0 && (now->value > test || now->slope >= least)) ||
	       (now->value <= test &&
	        fabs(now->slope) <= CURVATURE * -search->slope_first);
}

static void
bound(struct linesearch *search)
{
	const double best = search->best.step, other = search->other.step;

	if (search->bracketed) {
		if (fabs(other - best) >= SHRINK * search->width_before)
			search->step = best + (other - best) * 0.5;
		search->width_before = search->width;
		search->width = fabs(other - best);
		search->least_step = fmin(best, other);
		search->most_step = fmax(best, other);
	} else {
		search->least_step = search->step + (search->step - best) * 1.1;
		search->most_step = search->step + (search->step - best) * 4;
	}
	search->step = fmin(fmax(search->step, 0), search->most);
	if (search->bracketed && (search->step <= search->least_step ||
	                          search->step >= search->most_step ||
	                          search->most_step - search->least_step <=
	                                  INTERVAL * search->most_step))
		search->step = best;
}

bool
linesearch_next(struct linesearch *search, double value, double slope)
{
	const double least = DECREASE * search->slope_first;
	const double test = search->value_first + search->step * least;
	struct linesearch_end now = {search->step, value, slope};

	if (value <= test && slope >= 0)
		search->second_stage = true;
	if (is_done(search, &now, test))
		return true;
	if (!search->second_stage && value <= search->best.value &&
	    value > test) {
		search->best = less_decrease(search->best, least);
		search->other = less_decrease(search->other, least);
		now = less_decrease(now, least);
		search->step = step_after(search, &now);
		replace(search, &now);
		search->best = less_decrease(search->best, -least);
		search->other = less_decrease(search->other, -least);
	} else {
		search->step = step_after(search, &now);
		replace(search, &now);
	}
	bound(search);
	return false;
}
