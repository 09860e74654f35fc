/*
 * Order and ranks: what the rank tests share.
 *
 * Pure functions over borrowed arrays of finite values; they take their scratch
 * memory themselves.
 */

#ifndef ILO_ANALYZE_ESTIMATE_RANK_H
#define ILO_ANALYZE_ESTIMATE_RANK_H

#include <stddef.h>

/* A copy in ascending order, never NULL; free() ends it. */
double *rank_sorted(const double *values, size_t n);

/* Ranks from 1; equal values share the mean of theirs.  `ranks` holds n. */
void rank_mid(const double *values, size_t n, double *ranks);

/* Sums over the groups of t equal values; whole numbers, exact under 2^53. */
struct rank_ties {
	double pairs;    /* t (t - 1) / 2 */
	double triples;  /* t (t - 1) (t - 2) */
	double weighted; /* t (t - 1) (2 t + 5) */
};

struct rank_ties rank_ties(const double *values, size_t n);

/*
 * Two-sided p of Spearman's S, the sum of squared rank differences of n pairs
 * without ties, in any order against any other: exact by enumeration up to 9
 * pairs, an Edgeworth series up to RANK_SERIES_MAX, which is off by up to 0.001
 * at 10 pairs and may end in 0 far out.  NaN for other n.
 *
 * Best and Roberts (1975), "Algorithm AS 89: the upper tail probabilities of
 * Spearman's rho", Applied Statistics 24: 377-379.
 */
#define RANK_EXACT_MAX 9
#define RANK_SERIES_MAX 1290
double rank_spearman_p(double squares, size_t n);

/*
 * Two-sided p of Kendall's S, concordant less discordant pairs of n without
 * ties, exact from the numbers of permutations with as many inversions.  NaN
 * over RANK_KENDALL_MAX.
 *
 * Kendall (1938), "A new measure of rank correlation", Biometrika 30: 81-93.
 */
#define RANK_KENDALL_MAX 49
double rank_kendall_p(double s, size_t n);

#endif
