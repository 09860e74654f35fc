/*
 * Months with more than their history lets expect: judged series by series,
 * then together, for the semester evaluated and for those before it, each with
 * only what came before.  Must not know how results are written.
 */

#ifndef ILO_ANALYZE_ABERRATION_H
#define ILO_ANALYZE_ABERRATION_H

#include <stdbool.h>

#include "analyze/estimate/farrington.h"
#include "analyze/series.h"

#define ABERRATION_YEARS_LEAST 3 /* of history for Farrington's methods */
#define ABERRATION_YEARS_MOST 5
#define ABERRATION_TAIL 0.01 /* one-sided, of a bound */
#define ABERRATION_FDR 0.05  /* of false alerts among those on the list */
#define ABERRATION_BACK 4    /* semesters that are tried again */

enum aberration_kind {
	/* History under a year, or so dispersed that the bound of the negative
	 * binomial is under the expected count. */
	ABERRATION_NONE,
	ABERRATION_SEASON, /* Farrington flexible, from three years on */
	ABERRATION_POOLED  /* against the mean of what history there is */
};

/* One month of one series. */
struct aberration {
	enum aberration_kind kind;
	size_t n;        /* months it is judged by */
	double expected; /* this and what follows only with a kind */
	double spread;   /* variance over mean of a month */
	double upper;    /* quantile of a month with nothing special */
	double score; /* (count - expected) / (upper - expected); NaN: none */
	double p;     /* of so many or more; see estimate/exceedance.h */
	double p_adjusted; /* over all series and months of its semester */
	bool above;        /* the upper bound, and not too few to tell */
	bool alert;        /* above, and p_adjusted at most ABERRATION_FDR */
};

/* The month at a position of counts without gaps, by those before it; not yet
 * adjusted.  `work` is scratch memory. */
struct aberration aberration_at(const double *counts, size_t at,
                                struct farrington_work *work);

/* The quantile on the other side. */
double aberration_lower(const struct aberration *aberration);

/* Farrington's first method on the same month; EST_TOO_FEW under three years.
 */
struct farrington aberration_classic(const double *counts, size_t at,
                                     struct farrington_work *work);

/* Of all series; semester 0 is the one evaluated, 1 that before it. */
struct aberrations {
	size_t series, semesters;
	struct aberration *items;
	size_t *tested; /* p-values of each semester */
};

void aberrations_find(const struct series_set *set, unsigned threads,
                      struct aberrations *out);
void aberrations_release(struct aberrations *aberrations);

/* Month 0 to 5 of a semester. */
const struct aberration *aberrations_get(const struct aberrations *aberrations,
                                         size_t series, size_t semester,
                                         size_t month);

#endif
