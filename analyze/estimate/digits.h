/*
 * Digits of counts: do first digits fall off as in figures of many sizes, and
 * are last digits even, or do counts heap on 0 and 5?
 *
 * Pure functions over borrowed arrays of whole numbers; only positive ones up
 * to DIGITS_MAX are looked at.  A finding is a question to the sender, not a
 * proof of anything.  Counts that are rounded by rule, such as Eurostat's to
 * multiples of 5, must not be judged: ask digits_rounded() first.
 */

#ifndef ILO_ANALYZE_ESTIMATE_DIGITS_H
#define ILO_ANALYZE_ESTIMATE_DIGITS_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"

#define DIGITS_MAX 9007199254740992.0 /* 2^53 */

struct first_digits {
	enum est_state
		state;    /* EST_TOO_FEW for no positive count; of chi2 on */
	size_t n;         /* positive counts */
	double counts[9]; /* that begin with 1, 2, ... 9 */
	double expected[9];
	double chi2; /* with 8 degrees of freedom */
	double p;
	double deviation; /* mean absolute, of the shares */
	double z[9];      /* size of each share's distance, see below */
};

/*
 * Against the law of Benford (1938), "The law of anomalous numbers", Proc.
 * American Philosophical Society 78: 551-572: share log10(1 + 1 / digit).  z
 * and the mean deviation as in Nigrini (2012), Benford's Law, Wiley: the
 * correction for continuity, 1 / (2 n), is left out where it exceeds the
 * distance.  With n under about 300 the test finds little.
 */
struct first_digits digits_first(const double *counts, size_t n);

struct last_digits {
	enum est_state state; /* EST_TOO_FEW for no count over 9; of chi2 on */
	size_t n;             /* counts of 10 and more */
	double counts[10];    /* that end in 0, 1, ... 9 */
	double chi2;          /* against even shares, 9 degrees of freedom */
	double p;
	double heaping;   /* share that ends in 0 or 5; 0.2 is even */
	double heaping_p; /* exact binomial, as many or more */
	double whipple;   /* 500 heaping: 100 is even, 500 all */
	double myers;     /* largest distance of a share from 0.1 */
};

/*
 * Last digits of counts of two digits and more.  Whipple's index as the United
 * Nations define it for ages (Demographic Yearbook 1955), Myers (1940), "Errors
 * and bias in the reporting of ages in census data", Transactions of the
 * Actuarial Society of America 41: 395-415; both are here of all last digits,
 * not blended over ages.
 */
struct last_digits digits_last(const double *counts, size_t n);

/* Whether there are positive counts and all are multiples of 5. */
bool digits_rounded(const double *counts, size_t n);

#endif
