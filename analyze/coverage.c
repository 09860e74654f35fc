/* Groups as in evaluation.h: all host countries first, times indicators. */

#include "analyze/coverage.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/mem.h"

struct coverage {
	const struct history *history;
	struct covered *groups;
};

struct coverage *
coverage_new(const struct history *history)
{
	struct coverage *coverage = ilo_xcalloc(1, sizeof(*coverage));

	coverage->history = history;
	coverage->groups = ilo_xcalloc((history->host_count + 1) *
	                                       history->indicator_count,
	                               sizeof(*coverage->groups));
	return coverage;
}

void
coverage_free(struct coverage *coverage)
{
	free(coverage->groups);
	free(coverage);
}

void
coverage_take(struct coverage *coverage, size_t group,
              const struct level *total)
{
	coverage->groups[group] =
		(struct covered){total->reported, total->expected};
}

static bool
is_all(const struct subject *subject)
{
	return subject->host == NULL || strcmp(subject->host, "_T") == 0;
}

/* Whatever was told. */
static struct covered
of_network(const struct network *network, const struct subject *subject)
{
	const char *reporter =
		subject->by == BY_REPORTER ? subject->code : NULL;
	struct covered covered = {0};
	size_t i;

	for (i = 0; i < network->pair_count; i++) {
		const struct pair *pair = &network->pairs[i];

		if ((!is_all(subject) &&
		     strcmp(pair->host->text, subject->host) != 0) ||
		    (reporter != NULL &&
		     strcmp(pair->reporter->text, reporter) != 0))
			continue;
		covered.reported += pair->reported;
		covered.expected += pair->expected;
	}
	return covered;
}

/* 0: all of them; host_count + 1: none of the history's. */
static size_t
host_number(const struct history *history, const struct subject *subject)
{
	size_t i = 0;

	if (is_all(subject))
		return 0;
	while (i < history->host_count &&
	       strcmp(history->hosts[i]->text, subject->host) != 0)
		i++;
	return i + 1;
}

struct covered
coverage_of(const struct coverage *coverage, const struct subject *subject)
{
	const struct history *history = coverage->history;
	size_t host, i = 0;

	if (subject->indicator == NULL)
		return of_network(history->terms[0].network, subject);
	host = host_number(history, subject);
	while (i < history->indicator_count &&
	       strcmp(history->indicators[i].code->text, subject->indicator) !=
	               0)
		i++;
	if (host > history->host_count || i == history->indicator_count)
		return (struct covered){0, 0};
	return coverage->groups[host * history->indicator_count + i];
}
