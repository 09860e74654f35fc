/* Inputs of a case by name, quantities out as CSV. */

#include "tests/topics/topic.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/status.h"

void *
checked(void *memory)
{
	if (memory == NULL) {
		perror("oracle");
		exit(ILO_FAILED);
	}
	return memory;
}

void
emit(const struct sample *sample, const char *name, size_t index, double value)
{
	printf("\"%s\",\"%s\",%zu,", sample->id, name, index);
	if (isnan(value))
		puts("NaN");
	else if (isinf(value))
		puts(value > 0 ? "Inf" : "-Inf");
	else
		printf("%.17g\n", value);
}

void
emit_one(const struct sample *sample, const char *name, enum est_state state,
         double value)
{
	emit(sample, name, 1, state == EST_OK ? value : (double)NAN);
}

void
emit_estimate(const struct sample *sample, const char *name,
              struct estimate estimate)
{
	emit_one(sample, name, estimate.state, estimate.value);
}

bool
get_scalar(const struct sample *sample, const char *name, double *value)
{
	size_t i;

	for (i = 0; i < sample->count; i++) {
		if (strcmp(sample->rows[i].name, name) == 0) {
			*value = sample->rows[i].value;
			return true;
		}
	}
	return false;
}

static double *
gather(const struct sample *sample, const char *name, bool missing_too,
       size_t *count)
{
	double *values = checked(calloc(sample->count + 1, sizeof(*values)));
	size_t i;

	*count = 0;
	for (i = 0; i < sample->count; i++)
		if (strcmp(sample->rows[i].name, name) == 0 &&
		    (missing_too || !isnan(sample->rows[i].value)))
			values[(*count)++] = sample->rows[i].value;
	return values;
}

double *
get_vector(const struct sample *sample, const char *name, size_t *count)
{
	return gather(sample, name, false, count);
}

double *
get_all(const struct sample *sample, const char *name, size_t *count)
{
	return gather(sample, name, true, count);
}
