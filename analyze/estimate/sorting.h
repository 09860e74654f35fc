/* Values in ascending order: a merge sort, several times as fast as the heap
 * sort of GSL on the few hundred values that are sorted a million times over.
 */

#ifndef ILO_ANALYZE_ESTIMATE_SORTING_H
#define ILO_ANALYZE_ESTIMATE_SORTING_H

#include <stddef.h>

/* Put n finite values in order. */
void sorting_ascend(double *values, size_t n);

/* Of n finite values the one that has k before it when they are in order, k <
 * n: by partition (Hoare 1961, Communications of the ACM 4:321), which leaves
 * them in another order, none greater before it and none less behind. */
double sorting_select(double *values, size_t n, size_t k);

/* Into an array of n where each of them stands, the least first; of equal
 * values the one that stood before. */
void sorting_order(const double *values, size_t n, size_t *order);

#endif
