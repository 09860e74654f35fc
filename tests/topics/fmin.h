/*
 * A minimum as coarse as that of optimize() of R, for references that stop
 * there.
 */

#ifndef ILO_TESTS_TOPICS_FMIN_H
#define ILO_TESTS_TOPICS_FMIN_H

/*
 * Where a function is least between low and high, by golden sections and
 * parabolas (Brent 1973, Algorithms for Minimization without Derivatives,
 * chapter 5), to a tolerance of DBL_EPSILON to the power 1/4.
 */
double fmin_of(double (*function)(double x, const void *data), const void *data,
               double low, double high);

#endif
