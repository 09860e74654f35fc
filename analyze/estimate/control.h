/*
 * Control charts of a series: the EARS rules for short baselines and cumulated
 * sums.  Pure functions; position `at` counts from 0.
 */

#ifndef ILO_ANALYZE_ESTIMATE_CONTROL_H
#define ILO_ANALYZE_ESTIMATE_CONTROL_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"

enum control_ears {
	CONTROL_C1, /* baseline up to the period before */
	CONTROL_C2, /* two periods left out between */
	CONTROL_C3  /* C2, with what the two periods before exceeded */
};

struct control_rules {
	enum control_ears method;
	size_t baseline;     /* periods, at least 2 */
	double least_spread; /* standard deviation held at it */
	double tail;         /* one-sided, of the normal distribution */
};

struct control {
	enum est_state state;
	double centre; /* mean of the baseline */
	double upper;  /* bound; C3 can have it below 0 */
	bool alarm;    /* count above the bound */
};

/*
 * Early Aberration Reporting System C1 to C3 (Hutwagner, Thompson, Seeman &
 * Treadwell 2003, The bioterrorism preparedness and response Early Aberration
 * Reporting System, J Urban Health 80:i89-i96), as earsC() of surveillance.
 * A count equal to the bound is no alarm.  The bound of C3 is mean + spread (z
 * - what the two periods before exceed), as that page documents it; the package
 * itself (1.20.3) takes the count in place of the mean.
 */
struct control control_ears(const double *counts, size_t at,
                            const struct control_rules *rules);

/*
 * Cumulated sums both ways of scores z (Page 1954, Continuous inspection
 * schemes, Biometrika 41:100-115): upper = max(0, upper + z - k), lower =
 * max(0, lower - z - k); not reset after an alarm, which is a sum above h.
 */
struct control_cusum {
	double upper;
	double lower;
};

void control_cusum_add(struct control_cusum *cusum, double z, double k);

/* How a count is turned into a score against an expected mean m. */
enum control_score {
	CONTROL_STANDARD, /* (y - m) / sqrt(m) */
	CONTROL_ROSSI,    /* Rossi, Lampugnani & Marchi 1999, Stat Med 18 */
	CONTROL_ANSCOMBE  /* 1.5 (y^(2/3) - m^(2/3)) / m^(1/6) */
};

/* The score; EST_UNDEFINED for a mean not above 0. */
struct estimate control_score(enum control_score score, double count,
                              double mean);

/*
 * The count that has a score, the inverse of control_score(); for
 * CONTROL_STANDARD rounded up to the next whole number, as algo.cusum() of
 * surveillance gives the count at which its sum reaches h.
 */
struct estimate control_count(enum control_score score, double value,
                              double mean);

#endif
