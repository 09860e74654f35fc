/* Inputs that are matrices, columns `prefix` + name in the order of the file.
 */

#ifndef ILO_TESTS_TOPICS_MATRIX_H
#define ILO_TESTS_TOPICS_MATRIX_H

#include "tests/topics/topic.h"

struct matrix {
	double *values; /* column by column */
	size_t rows;
	size_t columns;
};

/* The caller frees the values. */
struct matrix get_matrix(const struct sample *sample, const char *prefix);

/* Print n values under one name. */
void emit_all(const struct sample *sample, const char *name,
              const double *values, size_t n);

/* A value of a name, or one that stands for it where the case has none. */
double get_or(const struct sample *sample, const char *name, double otherwise);

/* Whether the case is one of a kind: its id begins so, or has it inside. */
bool begins(const struct sample *sample, const char *prefix);
bool contains(const struct sample *sample, const char *part);

#endif
