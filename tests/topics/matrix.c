/* Matrices in, vectors out. */

#include "tests/topics/matrix.h"

#include <stdlib.h>
#include <string.h>

struct matrix
get_matrix(const struct sample *sample, const char *prefix)
{
	struct matrix matrix = {NULL, 0, 0};
	const char *last = "";
	size_t count = 0;
	size_t i;

	matrix.values =
		checked(calloc(sample->count + 1, sizeof(*matrix.values)));
	for (i = 0; i < sample->count; i++) {
		const struct row *row = &sample->rows[i];

		if (strncmp(row->name, prefix, strlen(prefix)) != 0)
			continue;
		if (strcmp(row->name, last) != 0)
			matrix.columns++;
		last = row->name;
		matrix.values[count++] = row->value;
	}
	matrix.rows = matrix.columns > 0 ? count / matrix.columns : 0;
	return matrix;
}

void
emit_all(const struct sample *sample, const char *name, const double *values,
         size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		emit(sample, name, i + 1, values[i]);
}

double
get_or(const struct sample *sample, const char *name, double otherwise)
{
	double value;

	return get_scalar(sample, name, &value) ? value : otherwise;
}

bool
begins(const struct sample *sample, const char *prefix)
{
	return strncmp(sample->id, prefix, strlen(prefix)) == 0;
}

bool
contains(const struct sample *sample, const char *part)
{
	return strstr(sample->id, part) != NULL;
}
