/*
 * The partial sort of stl() in R (psort in its Fortran; Singleton 1969, CACM
 * algorithm 347).  It is asked for the two middle places in falling order,
 * which it does not serve: for an even number the lower of the two need not be
 * the value that belongs there.  The golden values of a robust STL have it so.
 */

#ifndef ILO_TESTS_TOPICS_PSORT_H
#define ILO_TESTS_TOPICS_PSORT_H

#include <stddef.h>

/* What stl() takes for the sum of the middle pair; reorders the values. */
double psort_middle(double *values, size_t n);

#endif
