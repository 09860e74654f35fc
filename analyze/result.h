/*
 * A result of an analysis as an element of statistics.xml: what goes beyond
 * levels, changes and shares.  Like a figure it has an id made from what it is
 * about, and never stands without its n, method and lineage.
 */

#ifndef ILO_ANALYZE_RESULT_H
#define ILO_ANALYZE_RESULT_H

#include "analyze/estimate/estimate.h"
#include "analyze/evaluation.h"
#include "analyze/figure.h"
#include "analyze/series.h"

struct result {
	/* indicator and host may be NULL: of the semester as a whole */
	struct subject subject;
	const char *measure; /* "trend-slope": last word of its id */
	const char *other;   /* the second of a pair, or a reporter; or NULL */
	enum est_state state;
	const char *reason; /* why it is undefined or too few; or NULL */
	double value;       /* this and the next meaningful for EST_OK */
	bool has_interval;
	double lower, upper; /* upper may be infinite */
	bool has_p;
	double p; /* not adjusted for the number of tests */
	bool has_adjusted;
	double p_adjusted;  /* Benjamini-Hochberg over the analysis */
	size_t n;           /* observations: months, cells, submissions */
	const char *unit;   /* the indicator's, or "ratio", "share", "index" */
	const char *method; /* codelists/methods.xml */
	char flag;
	const char *verdict; /* a word of schema/statistics.xsd; or NULL */
	const char *from;    /* ids of figures and runs, blank between */
	const char *rows;    /* lineage of rows, where it has its own */
	/* Of what host countries or others counted, where n says who told. */
	bool mirror;
};

/* Open <analysis name="...">; tested: how many tests p-values are adjusted
 * for; 0 for none. */
void result_open(struct ilo_xmlwriter *writer, const char *name, size_t tested);

/* With the coverage of its subject. */
void result_write(const struct evaluation *evaluation,
                  const struct result *result);

/* Without. */
void result_print(struct ilo_xmlwriter *writer, const struct result *result);

void result_close(struct ilo_xmlwriter *writer);

/* A result about the comparable run of a series: subject, unit, n, flag, from.
 */
struct result result_of_series(const struct series *series, const char *measure,
                               const char *method);

/* Take over state and numbers. */
void result_take(struct result *result, struct estimate estimate);
void result_take_interval(struct result *result, struct interval interval);

#endif
