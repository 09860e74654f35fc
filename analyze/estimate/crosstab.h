/*
 * Two-way tables of counts: which cells hold more than their row and column
 * would give them.
 *
 * Pure functions over borrowed arrays.
 */

#ifndef ILO_ANALYZE_ESTIMATE_CROSSTAB_H
#define ILO_ANALYZE_ESTIMATE_CROSSTAB_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"

/* Counts, none below 0, row after row. */
struct crosstab {
	const double *counts;
	size_t rows;
	size_t columns;
};

/*
 * Test of independence.  Empty rows and columns are left out of the degrees of
 * freedom; EST_UNDEFINED where fewer than two rows or columns remain.
 *
 * Pearson (1900), Philosophical Magazine 50: 157-175; Yates (1934), J. R.
 * Statist. Soc. Supplement 1: 217-235; Cramer (1946), Mathematical Methods of
 * Statistics, section 21.9.  As chisq.test() of R.
 */
struct crosstab_test {
	enum est_state state; /* of all below, but mutual_information */
	double total;
	double chi2;
	size_t df;
	double p;
	double g; /* likelihood ratio, 2 sum of O ln(O / E) */
	double g_p;
	double cramers_v;      /* root of chi2 / (total (smaller side - 1)) */
	double contingency;    /* root of chi2 / (chi2 + total) */
	double least_expected; /* under 5 the chi-square law is doubtful */
	double share_under_5;  /* of the cells' expectations */
	struct estimate yates; /* chi2 corrected; two by two only */
	struct estimate yates_p;
	struct estimate mutual_information; /* g / (2 total), in nats */
};

struct crosstab_test crosstab_test(const struct crosstab *table);

struct crosstab_cell {
	double expected;         /* row total times column total over total */
	struct estimate pearson; /* (count - expected) / root of expected */
	/*
	 * pearson over the root of (1 - row share) (1 - column share): normal
	 * under independence.  Haberman (1973), "The analysis of residuals in
	 * cross-classified tables", Biometrics 29: 205-220.
	 */
	struct estimate adjusted;
	/*
	 * Share of the column in the row over its share in the table; above 1
	 * the row is specialised in it.  Florence (1939), Report on the
	 * Location of Industry, Political and Economic Planning, London.
	 */
	struct estimate quotient;
	struct estimate row_share; /* count over row total */
};

/* `cells` holds rows times columns; false for a table without a total. */
bool crosstab_cells(const struct crosstab *table, struct crosstab_cell *cells);

/*
 * Scale the cells, rows and columns in turn, until they add up to new totals;
 * a 0 stays 0.  The answer is in `cells`, rows times columns.  False where no
 * such table is reached: totals that differ, or have no cell to stand in.
 *
 * Deming and Stephan (1940), "On a least squares adjustment of a sampled
 * frequency table when the expected marginal totals are known", Annals of
 * Mathematical Statistics 11: 427-444.
 */
bool crosstab_fit(const struct crosstab *table, const double *row_totals,
                  const double *column_totals, double *cells);

struct odds_ratio {
	struct estimate ratio;  /* 1/2 added to all four where one is 0 */
	struct estimate log_se; /* of its logarithm */
};

/*
 * Sample odds ratio of a table of two by two, (a d) / (b c).  Haldane (1956),
 * "The estimation and significance of the logarithm of a ratio of
 * frequencies", Annals of Human Genetics 20: 309-311.
 */
struct odds_ratio crosstab_odds_ratio(const struct crosstab *table);

#endif
