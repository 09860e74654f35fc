/* Officers in post, host country by host country, and results about them. */

#ifndef ILO_ANALYZE_POSTS_H
#define ILO_ANALYZE_POSTS_H

#include <stdint.h>

#include "analyze/evaluation.h"
#include "analyze/result.h"

/* Of one host country. */
struct post {
	const struct symbol *host;
	uint64_t officers;
	size_t states; /* that have any there */
};

/* Host countries whose officers anyone told of; count is 0 where nobody did.
 * End it with free() of items. */
struct posts {
	struct post *items;
	size_t count;
};

struct posts posts_gather(const struct network *network);

/* NULL for a host country without an officer. */
const struct post *posts_find(const struct posts *posts,
                              const struct symbol *host);

/* A result about the semester as a whole, from field A1, of value 0. */
struct result posts_result(const struct evaluation *evaluation,
                           const char *measure, const char *unit,
                           const char *method);

#endif
