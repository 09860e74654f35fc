/*
 * Random counts about a mean, for resampling.
 *
 * Poisson counts from a mean of 10 on by transformed rejection: Hoermann 1993,
 * The transformed rejection method for generating Poisson random variables,
 * Insurance: Mathematics and Economics 12:39-45 (algorithm PTRS), which takes
 * about as long for any mean; below, and gamma variates, by GSL.
 */

#ifndef ILO_ANALYZE_ESTIMATE_DRAW_H
#define ILO_ANALYZE_ESTIMATE_DRAW_H

#include <gsl/gsl_rng.h>

/* A Poisson count; 0 where the mean is not above 0. */
double draw_poisson(const gsl_rng *rng, double mean);

/* A count whose variance is `dispersion` times its mean: negative binomial, a
 * Poisson count about a gamma variate; Poisson where it is not above 1. */
double draw_count(const gsl_rng *rng, double mean, double dispersion);

#endif
