/*
 * What every estimator returns: a state before a number.  A value that could
 * not be computed has a state that says why; it is never 0, NaN or an
 * infinity standing for "missing".
 */

#ifndef ILO_ANALYZE_ESTIMATE_H
#define ILO_ANALYZE_ESTIMATE_H

#include <math.h>
#include <stddef.h>

enum est_state {
	EST_OK,
	EST_TOO_FEW,  /* fewer observations than the definition needs */
	EST_UNDEFINED /* enough observations, but no such number exists */
};

struct estimate {
	enum est_state state;
	double value; /* meaningful only when state is EST_OK */
	size_t n;     /* observations it was made from */
};

/* The three ways to make one.  The last refuses what is no finite number. */
static inline struct estimate
est_too_few(size_t n)
{
	return (struct estimate){.state = EST_TOO_FEW, .n = n};
}

static inline struct estimate
est_undefined(size_t n)
{
	return (struct estimate){.state = EST_UNDEFINED, .n = n};
}

static inline struct estimate
est_checked(double value, size_t n)
{
	if (!isfinite(value))
		return est_undefined(n);
	return (struct estimate){.state = EST_OK, .value = value, .n = n};
}

struct interval {
	enum est_state state;
	double value; /* all three meaningful only when state is EST_OK */
	double lower;
	double upper;
};

#endif
