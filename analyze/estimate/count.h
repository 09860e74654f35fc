/*
 * The distribution of an over-dispersed count: negative binomial with a mean
 * and a dispersion (variance over mean), Poisson for a dispersion of 1 or less.
 *
 * Method: size mean / (dispersion - 1) and probability 1 / dispersion, as
 * Noufaily et al. 2013 (An improved algorithm for outbreak detection in
 * multiple surveillance systems, Stat Med 32:1206-1222) take it; tails by the
 * forward functions of GSL and by analyze/estimate/law.h, quantiles by search,
 * since the inverse functions of GSL 2.7.1 cannot be trusted.
 */

#ifndef ILO_ANALYZE_ESTIMATE_COUNT_H
#define ILO_ANALYZE_ESTIMATE_COUNT_H

/* Probability of k or less; NaN where a GSL function failed. */
double count_at_most(double k, double mean, double dispersion);

/* Probability of k or more. */
double count_at_least(double k, double mean, double dispersion);

/*
 * Smallest count with a probability of it or less of at least `probability`,
 * above 0 and below 1; NaN for an impossible mean or dispersion.
 */
double count_quantile(double probability, double mean, double dispersion);

/*
 * Degrees of freedom that a dispersion is worth which was estimated with df of
 * them from counts of that mean: 2 df / (2 + k), k the excess kurtosis of the
 * negative binomial, 6 (dispersion - 1) / mean + 1 / (dispersion mean); at
 * least 2.  Of normal values it is df, of clustered small ones much less
 * (Satterthwaite 1946, An approximate distribution of estimates of variance
 * components, Biometrics Bulletin 2:110-114).
 */
double count_worth(double df, double mean, double dispersion);

#endif
