/* The triangle by semester and by state, and its completion. */

#include "analyze/reporting.h"

#include <limits.h>

#include "analyze/estimate/descriptive.h"
#include "analyze/result.h"
#include "analyze/triangle.h"
#include "common/buf.h"

static const long ages[] = {0, 14, 30, 60, 90, 180};

enum {
	AGES = sizeof(ages) / sizeof(*ages),
	LEAST_DOCUMENTS = 5 /* of a state, to tell of it */
};

static struct result
result_of(const struct evaluation *evaluation, size_t term,
          const struct symbol *state)
{
	return (struct result){
		.subject = {.period = evaluation->history->terms[term].period,
	                    .by = state == NULL ? BY_TOTAL : BY_REPORTER,
	                    .code = state == NULL ? NULL : state->text},
		.state = EST_TOO_FEW,
		.flag = 'A',
	};
}

/* How much of what came in the end had come by each age; of semesters that are
 * as old. */
static void
write_ages(const struct evaluation *evaluation, const struct triangle *triangle,
           size_t term, const struct symbol *state)
{
	struct ilo_buf measure = ILO_BUF_INIT;
	size_t i;

	for (i = 0; i < AGES; i++) {
		struct result result = result_of(
			evaluation, term == TRIANGLE_ALL ? 0 : term, state);
		const size_t ever = triangle_known(triangle, term, state,
		                                   ages[i], TRIANGLE_EVER);
		const size_t known =
			triangle_known(triangle, term, state, ages[i], ages[i]);

		if (ever < (state == NULL ? 1 : LEAST_DOCUMENTS))
			continue;
		ilo_buf_clear(&measure);
		ilo_buf_printf(&measure, "known-after-%ld", ages[i]);
		result.measure = ilo_buf_text(&measure);
		result_take_interval(
			&result,
			descriptive_share(known, ever,
		                          evaluation->rules->confidence));
		result.n = ever;
		result.unit = "share";
		result.method = "reporting-triangle";
		result_write(evaluation, &result);
	}
	ilo_buf_release(&measure);
}

static void
write_completion(const struct evaluation *evaluation,
                 const struct triangle *triangle)
{
	struct result result = result_of(evaluation, 0, NULL);
	size_t n;

	result_take_interval(
		&result,
		triangle_complete(triangle, evaluation->rules->confidence, &n));
	result.measure = "documents-expected";
	result.reason = "few-semesters";
	result.n = n;
	result.unit = "documents";
	result.method = "chain-ladder";
	result_write(evaluation, &result);
}

/* States of the semester evaluated, in their order; each once. */
static void
write_states(const struct evaluation *evaluation,
             const struct triangle *triangle)
{
	const struct network *network = evaluation->history->terms[0].network;
	const struct symbol *last = NULL, *next;
	size_t i;

	do {
		next = NULL;
		for (i = 0; i < network->pair_count; i++) {
			const struct symbol *state = network->pairs[i].reporter;

			if ((last == NULL || symbol_order(state, last) > 0) &&
			    (next == NULL || symbol_order(state, next) < 0))
				next = state;
		}
		if (next != NULL)
			write_ages(evaluation, triangle, TRIANGLE_ALL, next);
		last = next;
	} while (next != NULL);
}

void
reporting_write(const struct analysis *analysis)
{
	const struct evaluation *evaluation = analysis->evaluation;
	struct triangle triangle;
	size_t t;

	triangle_gather(evaluation->history, &triangle);
	result_open(evaluation->writer, "reporting", 0);
	if (triangle.count > 0) {
		for (t = 0; t < evaluation->history->term_count; t++)
			write_ages(evaluation, &triangle, t, NULL);
		write_states(evaluation, &triangle);
		write_completion(evaluation, &triangle);
	}
	result_close(evaluation->writer);
	triangle_release(&triangle);
}
