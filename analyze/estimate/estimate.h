/*
 * What every estimator returns: a state before a number.  A value that could
 * not be computed has a state that says why; it is never 0, NaN or an
 * infinity standing for "missing".
 */

#ifndef ILO_ANALYZE_ESTIMATE_H
#define ILO_ANALYZE_ESTIMATE_H

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

struct interval {
	enum est_state state;
	double value; /* all three meaningful only when state is EST_OK */
	double lower;
	double upper;
};

#endif
