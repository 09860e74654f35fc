/*
 * A minimum in the unit cube as coarse as that of optim(method = "L-BFGS-B") of
 * R, for references that stop there.
 */

#ifndef ILO_TESTS_TOPICS_LBFGSB_H
#define ILO_TESTS_TOPICS_LBFGSB_H

#include <stdbool.h>
#include <stddef.h>

enum { LBFGSB_MAX = 3 };

/*
 * Moves `x` of n places (LBFGSB_MAX at the most) from where it stands to where
 * a function is least with every place in 0 to 1: Byrd, Lu, Nocedal & Zhu 1995
 * (A limited memory algorithm for bound constrained optimization, SIAM J Sci
 * Comput 16:1190-1208) with five corrections, the line search of More & Thuente
 * 1994 (ACM Trans Math Softw 20:286-307), gradients by central differences of
 * 0.001, and the end where a step gains less than 1e7 DBL_EPSILON of the value.
 * The matrix of so few places is held in full.  False after 100 rounds without
 * an end.
 */
bool lbfgsb_of(double (*function)(const double *x, const void *data),
               const void *data, size_t n, double *x);

#endif
