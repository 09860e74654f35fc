/*
 * Adjustment of the p-values of many tests of one run.  As p.adjust() of R.
 */

#ifndef ILO_ANALYZE_ESTIMATE_MULTIPLICITY_H
#define ILO_ANALYZE_ESTIMATE_MULTIPLICITY_H

#include <stddef.h>

/*
 * What is held at the level at which the adjusted p is judged: the expected
 * share of false findings among all (the first two), or the probability of any
 * false finding (the others).
 */
enum multiplicity {
	/*
	 * Independent or positively dependent tests.  Benjamini and Hochberg
	 * (1995), "Controlling the false discovery rate", J. R. Statist. Soc. B
	 * 57: 289-300.
	 */
	MULTIPLICITY_BH,
	/*
	 * Any dependence.  Benjamini and Yekutieli (2001), "The control of the
	 * false discovery rate in multiple testing under dependency", Annals of
	 * Statistics 29: 1165-1188.
	 */
	MULTIPLICITY_BY,
	/*
	 * Holm (1979), "A simple sequentially rejective multiple test
	 * procedure", Scandinavian Journal of Statistics 6: 65-70.
	 */
	MULTIPLICITY_HOLM,
	/*
	 * Hochberg (1988), "A sharper Bonferroni procedure for multiple tests
	 * of significance", Biometrika 75: 800-802.
	 */
	MULTIPLICITY_HOCHBERG,
	MULTIPLICITY_BONFERRONI /* the p-value times the number of tests */
};

/*
 * Replace n p-values by adjusted ones, each in its place.  NaN marks a test
 * that gave no p: it stays, and does not count among the tests.
 */
void multiplicity_adjust(double *p, size_t n, enum multiplicity method);

#endif
