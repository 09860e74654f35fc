/* The median of the observers, and where they contradict each other. */

#include "analyze/consensus.h"

#include <math.h>
#include <stdlib.h>

#include "common/mem.h"

static void
contradict(struct consensus *consensus, size_t a, size_t b, double factor)
{
	double x = (double)consensus->observers[a]->value;
	double y = (double)consensus->observers[b]->value;
	double larger = fmax(x, y), smaller = fmin(x, y);
	struct contradiction found = {a, b, smaller > 0, 0};

	if (!(larger > smaller * factor))
		return;
	if (found.has_ratio)
		found.ratio = larger / smaller;
	consensus->contradictions = ilo_grow(
		consensus->contradictions, consensus->contradiction_count,
		&consensus->contradiction_capacity, sizeof(found));
	consensus->contradictions[consensus->contradiction_count++] = found;
}

static void
gather(struct consensus *consensus, const struct levels *reporters,
       const struct rules *rules)
{
	size_t i, r;

	for (i = 0; i < reporters->count; i++) {
		const struct level *level = &reporters->items[i];

		for (r = 0; r < level->rows.count; r++)
			lineage_add(&consensus->rows, level->rows.rows[r]);

		consensus->n += level->n;
		consensus->absent += level->absent;
		consensus->flag = rules_worse_flag(
			rules, i == 0 ? level->flag : consensus->flag,
			level->flag);
		consensus->months_expected = level->months_expected;
		if (level->state != LEVEL_VALUE)
			continue;
		if (consensus->observer_count == 0 ||
		    level->months < consensus->months)
			consensus->months = level->months;
		consensus->observers[consensus->observer_count++] = level;
	}
}

void
consensus_make(const struct levels *reporters, const struct rules *rules,
               struct consensus *out)
{
	double *values = ilo_xcalloc(reporters->count + 1, sizeof(*values));
	double *work = ilo_xcalloc(reporters->count + 1, sizeof(*work));
	size_t i, j;

	*out = (struct consensus){.flag = 'O'};
	out->observers =
		ilo_xcalloc(reporters->count + 1, sizeof(*out->observers));
	gather(out, reporters, rules);
	for (i = 0; i < out->observer_count; i++) {
		values[i] = (double)out->observers[i]->value;
		out->lowest = i == 0 ? values[i] : fmin(out->lowest, values[i]);
		out->highest =
			i == 0 ? values[i] : fmax(out->highest, values[i]);
	}
	lineage_sort(&out->rows);
	out->mirror = descriptive_mirror(values, out->observer_count, work);
	for (i = 0; i < out->observer_count; i++)
		for (j = i + 1; j < out->observer_count; j++)
			contradict(out, i, j, rules->mirror_factor);
	free(values);
	free(work);
}

void
consensus_release(struct consensus *consensus)
{
	free(consensus->observers);
	free(consensus->contradictions);
	lineage_release(&consensus->rows);
	*consensus = (struct consensus){0};
}
