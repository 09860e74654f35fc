/*
 * A root as coarse as that of uniroot() of R, for references that stop there.
 */

#ifndef ILO_TESTS_TOPICS_UNIROOT_H
#define ILO_TESTS_TOPICS_UNIROOT_H

/*
 * Where a function that changes its sign between low and high is 0, by the
 * method of Brent (1973), Algorithms for Minimization without Derivatives,
 * chapter 4, to a tolerance of DBL_EPSILON to the power 1/4.
 */
double uniroot(double (*function)(double x, const void *data), const void *data,
               double low, double high);

#endif
