/*
 * Hierarchical clustering of profiles by their distances, how to cut the tree,
 * and how well the parts hold together: the typology of host countries.
 *
 * Distances of n things stand as dist() of R has them: the lower triangle
 * column by column, (2,1) (3,1) ... (n,1) (3,2) ...
 */

#ifndef ILO_ANALYZE_ESTIMATE_CLUSTERING_H
#define ILO_ANALYZE_ESTIMATE_CLUSTERING_H

#include <stddef.h>

#include "analyze/estimate/estimate.h"

enum clustering_method {
	CLUSTERING_SINGLE,
	CLUSTERING_COMPLETE,
	CLUSTERING_AVERAGE,
	CLUSTERING_WARD /* ward.D2 of R: of distances, not of their squares */
};

/* A step joins two: a thing is -1 - its number from 0, a step its number from
 * 1; as hclust() of R writes them. */
struct clustering_step {
	long first;
	long second;
	double height;
};

/* Place of a distance; i and j from 0 and not equal. */
size_t clustering_place(size_t n, size_t i, size_t j);

/*
 * Join the nearest two until one is left (Lance & Williams 1967, A general
 * theory of classificatory sorting strategies, Comput J 9:373-380; Ward 1963 as
 * Murtagh & Legendre 2014, J Classif 31:274-295).  Of equal distances the pair
 * with the lowest numbers is joined.  `steps` takes n - 1.  EST_TOO_FEW under
 * two things, EST_UNDEFINED for a distance below 0 or not finite.
 */
enum est_state clustering_join(const double *distances, size_t n,
                               enum clustering_method method,
                               struct clustering_step *steps);

/* The things in an order in which no branches of the tree cross. */
void clustering_order(const struct clustering_step *steps, size_t n,
                      size_t *order);

/* The height at which each pair is first together; as the distances. */
void clustering_cophenetic(const struct clustering_step *steps, size_t n,
                           double *heights);

/* Cut into k parts, 1 <= k <= n: numbers from 1 in the order of the things. */
void clustering_cut(const struct clustering_step *steps, size_t n, size_t k,
                    size_t *parts);

/*
 * Silhouette widths (Rousseeuw 1987, Silhouettes, J Comput Appl Math 20:53-65):
 * (b - a) / max(a, b), a the mean distance within the part and b to the nearest
 * other; 0 for a part of one and where both are 0.  `widths` takes n.  The
 * result is their mean; EST_UNDEFINED for fewer than two parts.
 */
struct estimate clustering_silhouette(const double *distances, size_t n,
                                      const size_t *parts, double *widths);

/* How far two profiles of n shares are apart. */
struct clustering_distance {
	double variation; /* half the sum of differences, in 0 to 1 */
	double euclid;
	struct estimate cosine;      /* similarity; undefined for a zero */
	double jensen_shannon;       /* divergence, natural logarithm */
	double hellinger;            /* in 0 to 1 */
	struct estimate bray_curtis; /* undefined where both are zero */
};

struct clustering_distance clustering_distance(const double *a, const double *b,
                                               size_t n);

#endif
