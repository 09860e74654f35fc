/*
 * Monthly series over the whole history, as arrays for the estimators: of every
 * host country and of all together, and of all together by route.
 */

#ifndef ILO_ANALYZE_SERIES_H
#define ILO_ANALYZE_SERIES_H

#include "analyze/basis.h"
#include "analyze/figure.h"
#include "analyze/history.h"
#include "common/codelist.h"

/* Why the comparable run does not reach further back. */
enum series_break {
	BREAK_NONE,        /* it begins where the series does */
	BREAK_MISSING,     /* the month before has no value */
	BREAK_COMPOSITION, /* other states report from then on */
	BREAK_FLAG         /* its first month has the flag B */
};

struct series {
	struct subject subject;    /* of its last month's semester */
	const struct symbol *host; /* NULL: all host countries */
	const struct indicator *indicator;
	const struct symbol *code; /* NULL for the total */
	struct basis basis;
	ilo_month first;
	size_t count;   /* months, the last that of the semester evaluated */
	double *values; /* NaN where nothing gives one */
	char *flags;
	size_t run; /* months from here on are comparable; count: none are */
	enum series_break broken;
	const char *id;   /* "GH.IBC_BETWEEN.months", names the run */
	const char *rows; /* lineage of the run */
	size_t n;         /* rows of the run with a value */
};

struct series_set {
	struct ilo_arena **arenas; /* one for each group */
	size_t arena_count;
	struct series *items; /* host country by host country, _T first */
	size_t count;
};

/* Gather all; the set lives on the history and the rules; countries say from
 * when on there is a host country.  End it with series_set_release(). */
void series_set_gather(const struct history *history, const struct rules *rules,
                       const struct ilo_codelist *countries, unsigned threads,
                       struct series_set *out);
void series_set_release(struct series_set *set);

/* Month i of the series as text. */
const char *series_month(const struct series *series, size_t i,
                         char text[ILO_MONTH_SIZE]);

/* The months of the comparable run. */
size_t series_run_count(const struct series *series);
const double *series_run(const struct series *series);

#endif
