/* One pass over what was received; counting is by going through it. */

#include "analyze/triangle.h"

#include <stdlib.h>

#include "analyze/estimate/completion.h"
#include "common/mem.h"

void
triangle_release(struct triangle *triangle)
{
	free(triangle->arrivals);
	*triangle = (struct triangle){0};
}

static void
take_term(const struct history *history, size_t term, struct triangle *out)
{
	const struct network *network = history->terms[term].network;
	size_t i;

	for (i = 0; i < network->filing_count; i++) {
		const struct filing *filing = &network->filings[i];

		if (!filing->in_force || filing->sender == NULL ||
		    network_expected(network, NULL, filing->sender) == 0)
			continue;
		out->arrivals =
			ilo_grow(out->arrivals, out->count, &out->capacity,
		                 sizeof(*out->arrivals));
		out->arrivals[out->count++] =
			(struct arrival){term, filing->sender,
		                         network_first_delay(network, filing)};
	}
}

void
triangle_gather(const struct history *history, struct triangle *out)
{
	size_t t;

	*out = (struct triangle){.history = history};
	for (t = 0; t < history->term_count; t++)
		take_term(history, t, out);
}

size_t
triangle_known(const struct triangle *triangle, size_t term,
               const struct symbol *state, long by_days, long days)
{
	size_t count = 0, i;

	for (i = 0; i < triangle->count; i++) {
		const struct arrival *arrival = &triangle->arrivals[i];
		const struct network *network =
			triangle->history->terms[arrival->term].network;

		if ((term != TRIANGLE_ALL && arrival->term != term) ||
		    (state != NULL && arrival->state != state) ||
		    network->age_days < by_days)
			continue;
		count += arrival->days <= days;
	}
	return count;
}

struct interval
triangle_complete(const struct triangle *triangle, double confidence, size_t *n)
{
	const struct history *history = triangle->history;
	const long age = history->terms[0].network->age_days;
	const double now = (double)triangle_known(triangle, 0, NULL, LONG_MIN,
	                                          TRIANGLE_EVER);
	double *known = ilo_xcalloc(2 * history->term_count, sizeof(*known));
	double *ever = known + history->term_count;
	struct interval interval;
	size_t t;

	*n = 0;
	for (t = 1; t < history->term_count && *n < COMPLETION_MOST; t++) {
		known[*n] = (double)triangle_known(triangle, t, NULL, age, age);
		ever[*n] = (double)triangle_known(triangle, t, NULL, age,
		                                  TRIANGLE_EVER);
		*n += known[*n] > 0;
	}
	interval = completion_of(known, ever, *n, now, confidence);
	free(known);
	return interval;
}
