/*
 * How a total is spread over categories: citizenships, routes, reporters.
 *
 * Pure functions over borrowed arrays of n amounts, none below 0.  Categories
 * of 0 count among the n unless it is said otherwise; a missing one is left out
 * by the caller.
 */

#ifndef ILO_ANALYZE_ESTIMATE_CONCENTRATION_H
#define ILO_ANALYZE_ESTIMATE_CONCENTRATION_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"

/*
 * Every field is a pure number; s is the share of a category.  What needs two
 * categories is EST_TOO_FEW with one.
 *
 * Herfindahl (1950), Concentration in the Steel Industry, Columbia University;
 * Simpson (1949), "Measurement of diversity", Nature 163: 688; Shannon (1948),
 * "A mathematical theory of communication", Bell System Technical Journal 27:
 * 379-423; Pielou (1966), "The measurement of diversity", Journal of
 * Theoretical Biology 13: 131-144; Gini (1912), Variabilita e mutabilita,
 * Bologna; Theil (1967), Economics and Information Theory, North-Holland.
 */
struct concentration {
	enum est_state state; /* EST_UNDEFINED for a total of 0; of all below */
	size_t categories;
	size_t positive; /* categories above 0 */
	double total;
	double herfindahl;           /* sum of s^2, 1/n to 1 */
	struct estimate normalised;  /* (herfindahl - 1/n) / (1 - 1/n) */
	double effective_herfindahl; /* 1 / herfindahl, in categories */
	double gini_simpson;         /* 1 - herfindahl */
	struct estimate simpson;     /* two drawn differ; counts over 1 */
	double gini;                 /* sum of (2 i - n - 1) x(i) / (n total) */
	struct estimate gini_corrected; /* gini n / (n - 1) */
	double shannon;                 /* -sum of s ln s, in nats */
	double effective_shannon;       /* exp(shannon), in categories */
	struct estimate evenness;       /* shannon / ln(positive), Pielou */
	struct estimate evenness_all;   /* shannon / ln(n) */
	double theil_t;                 /* mean of (x / mean) ln(x / mean) */
	struct estimate theil_t_normalised; /* theil_t / ln(n) */
	struct estimate theil_l; /* mean of ln(mean / x); none with a 0 */
};

struct concentration concentration_of(const double *amounts, size_t n);

/*
 * Share of the total that the largest `most` categories hold together, all of
 * them where there are fewer.
 */
struct estimate concentration_top(const double *amounts, size_t n, size_t most);

/* Share of each category; false for a total of 0, and `shares` untouched. */
bool concentration_shares(const double *amounts, size_t n, double *shares);

/*
 * Lorenz curve: share of the total in the smallest 1, 2, ... n categories.
 * False as above.  Lorenz (1905), "Methods of measuring the concentration of
 * wealth", Publications of the American Statistical Association 9: 209-219.
 */
bool concentration_lorenz(const double *amounts, size_t n, double *curve);

#endif
