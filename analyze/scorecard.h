/*
 * What can be said of the quality of what each state sent for the semester:
 * counts to make shares of, never one mark.
 */

#ifndef ILO_ANALYZE_SCORECARD_H
#define ILO_ANALYZE_SCORECARD_H

#include <stddef.h>

#include "analyze/evaluation.h"
#include "analyze/lineage.h"

struct score {
	const struct symbol *state;
	size_t expected, reported;     /* host countries */
	size_t before, continued;      /* of those before, again */
	size_t rows, given, breaks;    /* cells that can have a value */
	size_t tables, agreeing;       /* compared with the coarsest */
	size_t ratios, outliers;       /* against the semester before */
	size_t filings, revised, late; /* in force, by host country */
	size_t clear;                  /* filings without a finding */
	size_t compared;               /* counts with those first published */
	double shifted, net, base; /* sums of |now - then|, now - then, now */
	double *delays;            /* days, of each filing; first receipt */
	double *counts;            /* of 10 and more, for last digits */
	size_t count_count, count_capacity;
	struct lineage lineage; /* of the rows */
};

/* A change of one state's count that stands out among its like. */
struct outlier {
	const struct symbol *state, *host;
	const struct indicator *indicator;
	double ratio, median; /* of its like */
	size_t n;             /* like it, itself among them */
};

struct scorecard {
	struct score *scores; /* by state */
	size_t count, capacity;
	struct outlier *outliers; /* by indicator, host country, state */
	size_t outlier_count, outlier_capacity;
};

/* Of the semester evaluated; end it with scorecard_release(). */
void scorecard_gather(const struct evaluation *evaluation,
                      struct scorecard *out);
void scorecard_release(struct scorecard *scorecard);

#endif
