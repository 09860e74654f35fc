/* Scales of charts: round ticks, linear and logarithmic places.  Pure. */

#ifndef ILO_RENDER_SCALE_H
#define ILO_RENDER_SCALE_H

#include <stdbool.h>
#include <stddef.h>

#define SCALE_TICKS_MAX 12

struct scale {
	double low, high; /* values */
	double from, to;  /* coordinates of low and high */
	bool logarithmic; /* low and high are then above 0 */
};

/* The coordinate of a value; outside low..high it is held at the edge. */
double scale_at(const struct scale *scale, double value);

/*
 * Ticks from 0 to the first at or above high, in steps of 1, 2 or 5 times a
 * power of ten, whole, about `wanted` steps of them.  The last is where the
 * axis ends.  Returns how many; high <= 0 gives 0 and 1.
 */
size_t scale_ticks(double high, size_t wanted, double ticks[SCALE_TICKS_MAX]);

/* Ratios 1/8 ... 8 that enclose low and high, at least 1/2 to 2. */
size_t scale_ratio_ticks(double low, double high,
                         double ticks[SCALE_TICKS_MAX]);

#endif
