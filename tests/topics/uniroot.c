/* Brent's root finder, step for step, since the reference stops early. */

#include "tests/topics/uniroot.h"

#include <float.h>
#include <math.h>

#define STEPS 1000

/* Best guess, the one before, and the other side of the root. */
struct bracket {
	double best, last, other;
	double at_best, at_last, at_other;
};

static void
best_first(struct bracket *b)
{
	if (fabs(b->at_other) < fabs(b->at_best)) {
		b->last = b->best;
		b->best = b->other;
		b->other = b->last;
		b->at_last = b->at_best;
		b->at_best = b->at_other;
		b->at_other = b->at_last;
	}
}

/* Interpolated where that stays inside, else half of the bracket. */
static double
next_step(const struct bracket *b, double tolerance, double previous)
{
	double width = b->other - b->best;
	double s = b->at_best / b->at_last;
	double p, q, r;

	if (fabs(previous) < tolerance || fabs(b->at_last) <= fabs(b->at_best))
		return width / 2;
	if (!(b->last < b->other || b->last > b->other)) {
		p = width * s;
		q = 1 - s;
	} else {
		q = b->at_last / b->at_other;
		r = b->at_best / b->at_other;
		p = s * (width * q * (q - r) - (b->best - b->last) * (r - 1));
		q = (q - 1) * (r - 1) * (s - 1);
	}
	if (p > 0)
		q = -q;
	else
		p = -p;
	if (p < 0.75 * width * q - fabs(tolerance * q) / 2 &&
	    p < fabs(previous * q / 2))
		return p / q;
	return width / 2;
}

double
uniroot(double (*function)(double x, const void *data), const void *data,
        double low, double high)
{
	struct bracket b = {high,
	                    low,
	                    low,
	                    function(high, data),
	                    function(low, data),
	                    function(low, data)};
	double tolerance, previous, step;
	int i;

	for (i = 0; i < STEPS; i++) {
		previous = b.best - b.last;
		best_first(&b);
		tolerance = 2 * DBL_EPSILON * fabs(b.best) +
		            pow(DBL_EPSILON, 0.25) / 2;
		if (fabs(b.other - b.best) / 2 <= tolerance ||
		    !(fabs(b.at_best) > 0))
			break;
		step = next_step(&b, tolerance, previous);
		if (fabs(step) < tolerance)
			step = step > 0 ? tolerance : -tolerance;
		b.last = b.best;
		b.at_last = b.at_best;
		b.best += step;
		b.at_best = function(b.best, data);
		if (b.at_best * b.at_other > 0) {
			b.other = b.last;
			b.at_other = b.at_last;
		}
	}
	return b.best;
}
