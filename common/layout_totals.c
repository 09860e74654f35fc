/* Published totals beside the sum of their parts.  They are not taken; where
 * they differ by more than rounding, that is said once. */

#include "common/layout_read.h"

#include <stdlib.h>

struct total {
	int64_t published, parts;
	size_t count, missing; /* of the parts */
	bool known;
	int32_t line;
};

struct ilo_totals {
	struct ilo_keymap *numbers; /* group to its total's number from 1 */
	struct total *items;
	size_t count, capacity;
	unsigned without; /* the dimensions that the totals are over */
};

struct ilo_totals *
ilo_totals_new(const struct ilo_layout *layout)
{
	struct ilo_totals *totals;
	unsigned without = 0;

	for (int role = 0; role < ILO_DIMENSIONS; role++) {
		const int at = layout->column_of[role];

		for (size_t i = 0;
		     at >= 0 && i < layout->columns[at].label_count; i++)
			if (layout->columns[at].labels[i].use ==
			    ILO_LABEL_TOTAL)
				without |= 1u << role;
	}
	if (without == 0 || layout->cumulative)
		return NULL;
	if (layout->host_is_citizenship &&
	    (without & 1u << ILO_ROLE_CITIZENSHIP) != 0)
		without |= 1u << ILO_ROLE_HOST;
	totals = ilo_xcalloc(1, sizeof *totals);
	totals->numbers = ilo_keymap_new();
	totals->without = without;
	return totals;
}

void
ilo_totals_free(struct ilo_totals *totals)
{
	if (totals == NULL)
		return;
	ilo_keymap_free(totals->numbers);
	free(totals->items);
	free(totals);
}

static struct total *
total_of(struct ilo_layout_file *file, const struct ilo_entry *entry)
{
	struct ilo_totals *totals = file->totals;
	const long number = ilo_keymap_add(
		totals->numbers, ilo_entry_key(file, entry, totals->without),
		(long)totals->count + 1);

	if (number != 0)
		return &totals->items[number - 1];
	totals->items = ilo_grow(totals->items, totals->count,
	                         &totals->capacity, sizeof *totals->items);
	totals->items[totals->count] = (struct total){.known = false};
	return &totals->items[totals->count++];
}

void
ilo_totals_add(struct ilo_layout_file *file, const struct ilo_entry *entry,
               bool is_total)
{
	struct total *total = total_of(file, entry);

	if (is_total) {
		total->known = entry->has_value;
		total->published = entry->value;
		total->line = entry->line;
	} else if (!entry->has_value) {
		total->missing++;
	} else {
		total->count++;
		total->parts += total->parts < INT64_MAX / 2 ? entry->value : 0;
	}
}

void
ilo_totals_report(struct ilo_layout_file *file)
{
	const struct ilo_totals *totals = file->totals;
	const struct total *worst = NULL;
	int64_t most = 0;
	size_t count = 0, compared = 0;

	for (size_t i = 0; i < totals->count; i++) {
		const struct total *total = &totals->items[i];
		const int64_t gap = total->published > total->parts
		                            ? total->published - total->parts
		                            : total->parts - total->published;
		const int64_t allowed = (file->layout->rounding / 2) *
		                        ((int64_t)total->count + 1);

		if (!total->known || total->count == 0 || total->missing > 0)
			continue;
		compared++;
		if (gap <= allowed)
			continue;
		count++;
		if (gap > most) {
			most = gap;
			worst = total;
		}
	}
	if (worst != NULL)
		ilo_fault(&file->faults, ILO_D_TOTALS_DIFFER, worst->line,
		          "%zu of %zu that were compared; the most here: %lld "
		          "published, %lld in %zu part(s)",
		          count, compared, (long long)worst->published,
		          (long long)worst->parts, worst->count);
}
