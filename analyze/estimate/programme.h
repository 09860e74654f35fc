/*
 * A linear programme: equations in bounded unknowns, and the least or greatest
 * value of a sum.  The only seam to GLPK.
 *
 * Simplex without presolver, time limit or messages, so that the same programme
 * has the same answer.  An error inside GLPK is a programme without an answer.
 */

#ifndef ILO_ANALYZE_ESTIMATE_PROGRAMME_H
#define ILO_ANALYZE_ESTIMATE_PROGRAMME_H

#include <stddef.h>

struct programme;

/* A coefficient; no two have the same row and column. */
struct programme_term {
	size_t row;
	size_t column;
	double factor;
};

enum programme_verdict {
	PROGRAMME_SOLVED,
	PROGRAMME_IMPOSSIBLE, /* no unknowns meet the equations */
	PROGRAMME_UNBOUNDED,
	PROGRAMME_BROKEN /* GLPK gave up */
};

/* Rows and columns from 0; all rows equal 0, all columns fixed at 0. */
struct programme *programme_new(size_t rows, size_t columns,
                                const struct programme_term *terms,
                                size_t count);
void programme_free(struct programme *programme);

/* What the sum of a row must equal. */
void programme_row(struct programme *programme, size_t row, double value);

/* The range of an unknown; upper may be INFINITY. */
void programme_column(struct programme *programme, size_t column, double lower,
                      double upper);

/* The factor of an unknown in the sum that is sought; 0 at first. */
void programme_cost(struct programme *programme, size_t column, double cost);

enum programme_verdict programme_minimise(struct programme *programme,
                                          double *value);
enum programme_verdict programme_maximise(struct programme *programme,
                                          double *value);

/* An unknown in the last answer. */
double programme_unknown(const struct programme *programme, size_t column);

/* The version of the library that solves them. */
const char *programme_library(void);

#endif
