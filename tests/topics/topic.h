/*
 * What the topics of the oracle tool share: a case with its inputs, and the
 * printing of quantities.  One file a topic; topics.def lists them.
 */

#ifndef ILO_TESTS_TOPICS_TOPIC_H
#define ILO_TESTS_TOPICS_TOPIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/estimate/estimate.h"

#define LEVEL 0.95 /* where a case states none */

struct row {
	char *id;
	char *name;
	double value; /* NaN for NA */
};

/* The rows of one case; they stand together in the file. */
struct sample {
	const char *id;
	const struct row *rows;
	size_t count;
};

/* Print one quantity; NaN and infinities as R spells them. */
void emit(const struct sample *sample, const char *name, size_t index,
          double value);

/* NaN unless the state is EST_OK. */
void emit_one(const struct sample *sample, const char *name,
              enum est_state state, double value);
void emit_estimate(const struct sample *sample, const char *name,
                   struct estimate estimate);

/* First value of a name; false if the case has no such name. */
bool get_scalar(const struct sample *sample, const char *name, double *value);

/* All values of a name that are not missing; the caller frees them. */
double *get_vector(const struct sample *sample, const char *name,
                   size_t *count);

/* All values of a name in the order of the file, NaN for missing ones; the
 * caller frees them. */
double *get_all(const struct sample *sample, const char *name, size_t *count);

/* Memory that is there, or the end of the tool. */
void *checked(void *memory);

/* The topics: prints every quantity that it has for the case. */
#define TOPIC(name, function) void function(const struct sample *sample);
#include "tests/topics/topics.def"
#undef TOPIC

#endif
