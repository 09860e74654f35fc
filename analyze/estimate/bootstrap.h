/*
 * Uncertainty by resampling where no closed form exists: bootstrap intervals,
 * the jackknife, and intervals of ranks.
 *
 * Pure functions: the same values, seed and number of replicates give the same
 * result (Mersenne Twister of GSL, drawn in a fixed order).  References: Efron
 * & Tibshirani 1993, An introduction to the bootstrap; Davison & Hinkley 1997,
 * Bootstrap methods and their application.
 */

#ifndef ILO_ANALYZE_ESTIMATE_BOOTSTRAP_H
#define ILO_ANALYZE_ESTIMATE_BOOTSTRAP_H

#include <stddef.h>
#include <stdint.h>

#include "analyze/estimate/estimate.h"

/* A statistic of n values, which it may reorder. */
typedef double bootstrap_statistic(double *values, size_t n);

struct bootstrap_sample {
	const double *values;
	size_t n;
	bootstrap_statistic *statistic;
};

/* The statistic of the values themselves. */
double bootstrap_original(const struct bootstrap_sample *sample);

/*
 * The statistic of `count` resamples given by their positions from 0, n each,
 * one resample after the other, into `replicates`.  Every position is under n.
 */
void bootstrap_given(const struct bootstrap_sample *sample, const size_t *index,
                     size_t count, double *replicates);

/* The same with positions drawn at random. */
void bootstrap_draw(const struct bootstrap_sample *sample, uint32_t seed,
                    size_t count, double *replicates);

/*
 * Positions of a resample of blocks that keep neighbours together (moving
 * blocks: Kuensch 1989, Ann Stat 17:1217-1241): `length` positions from each
 * start on, into room for blocks * length.
 */
void bootstrap_blocks(const size_t *starts, size_t blocks, size_t length,
                      size_t *index);

struct bootstrap_moments {
	enum est_state state; /* from two replicates on */
	double mean;
	double bias; /* mean - original */
	double se;   /* divisor count - 1 */
};

struct bootstrap_moments bootstrap_moments(const double *replicates,
                                           size_t count, double original);

struct bootstrap_jackknife {
	enum est_state state; /* from two values on */
	double bias;          /* (n - 1) (mean of leave-one-out - original) */
	double se;
	double acceleration; /* for BCa; 0 where nothing varies */
};

struct bootstrap_jackknife
bootstrap_jackknife(const struct bootstrap_sample *sample);

enum bootstrap_method {
	BOOTSTRAP_PERCENTILE,        /* quantiles of type 7 */
	BOOTSTRAP_PERCENTILE_NORMAL, /* interpolated on the normal scale, as
	                              * boot.ci() of R */
	BOOTSTRAP_BASIC, /* 2 original - those, the other way round */
	BOOTSTRAP_NORMAL /* original - bias +- z se */
};

/*
 * Interval from the replicates, which are sorted.  `value` is the original.
 * EST_TOO_FEW under two replicates, EST_UNDEFINED where one is not finite.
 */
struct interval bootstrap_interval(double *replicates, size_t count,
                                   double original,
                                   enum bootstrap_method method,
                                   double confidence);

struct bootstrap_bca {
	struct interval interval; /* EST_UNDEFINED where z0 is infinite */
	double z0; /* normal score of the share of replicates under original */
	double lower_level;
	double upper_level;
};

/*
 * Bias-corrected and accelerated interval (Efron 1987, Better bootstrap
 * confidence intervals, J Am Stat Assoc 82:171-185); quantiles of type 7 of the
 * replicates, which are sorted.
 */
struct bootstrap_bca bootstrap_bca(double *replicates, size_t count,
                                   double original, double acceleration,
                                   double confidence);

struct bootstrap_ranking {
	size_t count; /* replicates */
	uint32_t seed;
	double dispersion; /* variance over mean of the counts; 1 is Poisson */
	double confidence;
};

/*
 * Draw ranking->count sets of n counts, each count as Poisson or negative
 * binomial about itself, one set after the other into `drawn`.  States as for
 * bootstrap_ranks().
 */
enum est_state bootstrap_counts(const double *counts, size_t n,
                                const struct bootstrap_ranking *ranking,
                                double *drawn);

struct bootstrap_rank {
	double rank; /* 1 is the largest; ties share the mean */
	double lower;
	double upper;
};

/*
 * Ranks of n counts with percentile intervals, each count redrawn as Poisson or
 * negative binomial about itself (parametric bootstrap; Hall & Miller 2009,
 * Using the bootstrap to quantify the authority of an empirical ranking, Ann
 * Stat 37:3929-3959).  Redrawn counts that tie leave all their places open: a
 * count of 0 is redrawn as 0, and zeros have no order.  EST_TOO_FEW for no
 * count or under two replicates, EST_UNDEFINED for an impossible one.
 */
enum est_state bootstrap_ranks(const double *counts, size_t n,
                               const struct bootstrap_ranking *ranking,
                               struct bootstrap_rank *ranks);

#endif
