/* A sorted array of texts. */

#include "analyze/idset.h"

#include <stdlib.h>
#include <string.h>

#include "common/mem.h"

static int
id_order(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

void
idset_add(struct idset *set, const char *id)
{
	set->ids = ilo_grow(set->ids, set->count, &set->capacity,
	                    sizeof(*set->ids));
	set->ids[set->count++] = id;
}

void
idset_release(struct idset *set)
{
	free(set->ids);
	*set = (struct idset){0};
}

bool
idset_settle(struct idset *set)
{
	const bool changed = set->sorted < set->count;

	if (changed && set->count > 1)
		qsort(set->ids, set->count, sizeof(*set->ids), id_order);
	set->sorted = set->count;
	return changed;
}

/* Where the first that is not before text stands; of size_bytes of it. */
static size_t
lower_bound(const struct idset *set, const char *text, size_t size_bytes)
{
	size_t low = 0, high = set->sorted, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strncmp(set->ids[middle], text, size_bytes) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
idset_has(const struct idset *set, const char *id)
{
	/* With its end, so that longer ones are after it. */
	const size_t at = lower_bound(set, id, strlen(id) + 1);

	return at < set->sorted && strcmp(set->ids[at], id) == 0;
}

static bool
meets_one(const struct idset *set, const char *id, size_t size_bytes)
{
	const bool star = size_bytes > 0 && id[size_bytes - 1] == '*';
	const size_t size = star ? size_bytes - 1 : size_bytes;
	size_t at = lower_bound(set, id, size);

	if (at == set->sorted || strncmp(set->ids[at], id, size) != 0)
		return false;
	/* The shortest that begins so comes first. */
	return star || set->ids[at][size] == '\0';
}

bool
idset_meets(const struct idset *set, const char *list)
{
	while (*list != '\0') {
		const size_t size = strcspn(list, " ");

		if (size > 0 && meets_one(set, list, size))
			return true;
		list += size;
		list += strspn(list, " ");
	}
	return false;
}
