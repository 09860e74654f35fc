/* Brent's minimiser, step for step, since the reference stops early. */

#include "tests/topics/fmin.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

/* The bracket, and the three best points so far. */
struct search {
	double low, high;
	double best, second, third;
	double at_best, at_second, at_third;
	double step, before; /* the last step, and the one before it */
};

/* Parabola through the three points; false where it leads astray. */
static bool
parabola(struct search *s, double tolerance)
{
	double r = (s->best - s->second) * (s->at_best - s->at_third);
	double q = (s->best - s->third) * (s->at_best - s->at_second);
	double p = (s->best - s->third) * q - (s->best - s->second) * r;
	const double before = s->before;
	double point;

	if (!(fabs(before) > tolerance))
		return false;
	q = (q - r) * 2;
	if (q > 0)
		p = -p;
	else
		q = -q;
	s->before = s->step;
	if (fabs(p) >= fabs(q * 0.5 * before) || p <= q * (s->low - s->best) ||
	    p >= q * (s->high - s->best))
		return false;
	s->step = p / q;
	point = s->best + s->step;
	if (point - s->low < 2 * tolerance || s->high - point < 2 * tolerance)
		s->step = s->best >= (s->low + s->high) * 0.5 ? -tolerance
		                                              : tolerance;
	return true;
}

static void
golden_section(struct search *s)
{
	static const double golden = 0.3819660112501051; /* (3 - sqrt 5) / 2 */
	const double middle = (s->low + s->high) * 0.5;

	s->before = (s->best < middle ? s->high : s->low) - s->best;
	s->step = golden * s->before;
}

static void
take(struct search *s, double point, double at)
{
	if (at <= s->at_best) {
		*(point < s->best ? &s->high : &s->low) = s->best;
		s->third = s->second;
		s->at_third = s->at_second;
		s->second = s->best;
		s->at_second = s->at_best;
		s->best = point;
		s->at_best = at;
		return;
	}
	*(point < s->best ? &s->low : &s->high) = point;
	if (at <= s->at_second ||
	    !(s->second < s->best || s->second > s->best)) {
		s->third = s->second;
		s->at_third = s->at_second;
		s->second = point;
		s->at_second = at;
	} else if (at <= s->at_third ||
	           !(s->third < s->best || s->third > s->best) ||
	           !(s->third < s->second || s->third > s->second)) {
		s->third = point;
		s->at_third = at;
	}
}

double
fmin_of(double (*function)(double x, const void *data), const void *data,
        double low, double high)
{
	static const double golden = 0.3819660112501051;
	const double tolerance = pow(DBL_EPSILON, 0.25) / 3;
	struct search s = {.low = low, .high = high};

	s.best = s.second = s.third = low + golden * (high - low);
	s.at_best = s.at_second = s.at_third = function(s.best, data);
	for (;;) {
		double near = sqrt(DBL_EPSILON) * fabs(s.best) + tolerance;
		double point;

		if (fabs(s.best - (s.low + s.high) * 0.5) <=
		    2 * near - (s.high - s.low) * 0.5)
			return s.best;
		if (!parabola(&s, near))
			golden_section(&s);
		point = s.best + s.step;
		if (fabs(s.step) < near)
			point = s.best + (s.step > 0 ? near : -near);
		take(&s, point, function(point, data));
	}
}
