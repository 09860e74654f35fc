/*
 * Aberrations: is the count of one month (or week) more than the same season
 * of the years before lets expect?
 *
 * Methods: Farrington, Andrews, Beale & Catchpole 1996, A statistical algorithm
 * for the early detection of outbreaks of infectious disease, J R Stat Soc A
 * 159:547-563 ("classic"); Noufaily, Enki, Farrington, Garthwaite, Andrews &
 * Charlett 2013, An improved algorithm for outbreak detection in multiple
 * surveillance systems, Stat Med 32:1206-1222 ("flexible").
 *
 * They agree with farrington() and farringtonFlexible() of the R package
 * surveillance 1.20.3, but: fits run to the rounding of the deviance; where the
 * year between two windows does not divide evenly into blocks, they differ by
 * one period at the most, in the order that cut() of R gives.
 */

#ifndef ILO_ANALYZE_ESTIMATE_FARRINGTON_H
#define ILO_ANALYZE_ESTIMATE_FARRINGTON_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"
#include "analyze/estimate/regression.h"

/* Reference periods at the most, and blocks of the year. */
#define FARRINGTON_REFERENCES 1024
#define FARRINGTON_BLOCKS 24

enum farrington_bound {
	FARRINGTON_POWER, /* normal on the scale of a power of the count */
	FARRINGTON_COUNT, /* negative binomial at the expected count */
	/* Negative binomial at the upper bound of the expected count. */
	FARRINGTON_UNSURE_COUNT
};

struct farrington_rules {
	size_t frequency; /* periods in a year: 12, 52 */
	size_t years;     /* b: years that it looks back */
	size_t window;    /* w: periods on either side of the season */
	size_t blocks;    /* of the year; 1 uses the windows alone */
	size_t excluded;  /* latest periods left out; the classic method
	                   * leaves out the window, too */
	bool trend;       /* ask for one; it must meet the next rule */
	double trend_p;   /* kept where p is under it and years >= 3 and the
	                   * count expected is no more than ever seen */
	bool reweight;    /* give past outbreaks less weight */
	double outlier;   /* residual from which on they are */
	/*
	 * Test the trend, and give the expected count a standard error, with
	 * the dispersion that farringtonFlexible() of surveillance 1.20.3
	 * uses: the sum of weights times squared working residuals over df.
	 * False is the published method.
	 */
	bool working_dispersion;
	double tolerance; /* of the fits: see regression.h */
	enum farrington_bound bound;
	double power; /* FARRINGTON_POWER alone: 2/3, 1/2 or 1 */
	double tail;  /* nominal chance of a false alarm, one-sided */
	double least; /* no alarm under so many cases in ... */
	size_t span;  /* ... so many periods, this one the last */
};

/* Three years, a window of w, power 2/3, tail 0.005, at least 5 cases in 4. */
struct farrington_rules farrington_classic(size_t frequency, size_t window);

/*
 * Three years, blocks of the year, 26 weeks (or 6 months) left out, trend
 * always unless it extrapolates, negative binomial bound, tail 0.01.
 */
struct farrington_rules farrington_flexible(size_t frequency, size_t window,
                                            size_t blocks);

/* The reference set and the fits, for those who look; zeroed by the caller. */
struct farrington_work {
	size_t references;
	size_t index[FARRINGTON_REFERENCES]; /* ascending, from 0 */
	size_t block[FARRINGTON_REFERENCES]; /* from 1; the season is last */
	double response[FARRINGTON_REFERENCES];
	double leverage[FARRINGTON_REFERENCES]; /* of the first fit */
	double anscombe[FARRINGTON_REFERENCES]; /* standardised */
	double weights[FARRINGTON_REFERENCES];
	double fitted[FARRINGTON_REFERENCES];
	double design[FARRINGTON_REFERENCES * (FARRINGTON_BLOCKS + 1)];
	struct regression first; /* before the weights */
	struct regression last;
	double first_phi; /* dispersions held at 1 */
	double phi;
};

struct farrington {
	/*
	 * EST_TOO_FEW where the history does not reach back far enough;
	 * EST_UNDEFINED where no fit exists (no case in the reference set).
	 */
	enum est_state state;
	size_t n;           /* reference periods */
	double expected;    /* cases */
	double expected_se; /* of the expected count */
	double phi;
	double upper; /* bound: more than it is an alarm */
	double lower; /* FARRINGTON_POWER alone */
	double score; /* (count - expected) / (upper - expected); 1 alarms */
	double p;     /* of so many or more */
	bool enough;  /* cases to alarm at all */
	bool alarm;
	bool trend;                 /* kept */
	double trend_slope;         /* log rate a period; of the trend kept */
	struct estimate trend_p;    /* of the trend asked for */
	double expected_with_trend; /* NaN where none was asked for */
	double bound_mean;          /* mean that the bound was taken at */
};

/*
 * The count at position `at` (from 0) against the years before it.  `counts`
 * has at least at + 1 values, none missing and none below 0.
 */
struct farrington farrington_at(const double *counts, size_t at,
                                const struct farrington_rules *rules,
                                struct farrington_work *work);

/* Whole years of reference that a position can look back on. */
size_t farrington_years(size_t at, size_t frequency, size_t window);

#endif
