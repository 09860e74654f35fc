/* Short runs by insertion, then pairs of runs merged until there is one. */

#include "analyze/estimate/sorting.h"

#include <stdbool.h>
#include <stdlib.h>

#include "common/mem.h"

enum { RUN = 8, KEPT = 256 };

struct item {
	double value;
	size_t place;
};

static void
insert(struct item *items, size_t n)
{
	size_t i, j;

	for (i = 1; i < n; i++) {
		const struct item item = items[i];

		for (j = i; j > 0 && items[j - 1].value > item.value; j--)
			items[j] = items[j - 1];
		items[j] = item;
	}
}

/* Merge a and b, which stand one behind the other, into to. */
static void
merge(const struct item *a, size_t na, size_t nb, struct item *to)
{
	const struct item *b = a + na;
	size_t i = 0, j = 0;

	while (i < na && j < nb) {
		const bool later = b[j].value < a[i].value;

		*to++ = later ? b[j] : a[i];
		i += !later;
		j += later;
	}
	while (i < na)
		*to++ = a[i++];
	while (j < nb)
		*to++ = b[j++];
}

/* Sort items, with as many beside them; where they stand then. */
static const struct item *
sort(struct item *items, struct item *beside, size_t n)
{
	struct item *from = items, *to = beside, *swap;
	size_t width, at;

	for (at = 0; at < n; at += RUN)
		insert(items + at, n - at < RUN ? n - at : RUN);
	for (width = RUN; width < n; width *= 2) {
		for (at = 0; at < n; at += 2 * width) {
			const size_t left = n - at;
			const size_t na = left < width ? left : width;
			const size_t nb = left - na < width ? left - na : width;

			merge(from + at, na, nb, to + at);
		}
		swap = from;
		from = to;
		to = swap;
	}
	return from;
}

/* The values sorted, in room for twice as many items. */
static const struct item *
sorted(const double *values, size_t n, struct item *room)
{
	size_t i;

	for (i = 0; i < n; i++)
		room[i] = (struct item){values[i], i};
	return sort(room, room + n, n);
}

void
sorting_ascend(double *values, size_t n)
{
	struct item kept[2 * KEPT];
	struct item *room =
		n <= KEPT ? kept : ilo_xcalloc(2 * n, sizeof(*room));
	const struct item *items = sorted(values, n, room);
	size_t i;

	for (i = 0; i < n; i++)
		values[i] = items[i].value;
	if (room != kept)
		free(room);
}

void
sorting_order(const double *values, size_t n, size_t *order)
{
	struct item kept[2 * KEPT];
	struct item *room =
		n <= KEPT ? kept : ilo_xcalloc(2 * n, sizeof(*room));
	const struct item *items = sorted(values, n, room);
	size_t i;

	for (i = 0; i < n; i++)
		order[i] = items[i].place;
	if (room != kept)
		free(room);
}

static void
swap(double *a, double *b)
{
	const double kept = *a;

	*a = *b;
	*b = kept;
}

static double
middle_of(double a, double b, double c)
{
	if (a < b)
		return b < c ? b : a < c ? c : a;
	return a < c ? a : b < c ? c : b;
}

double
sorting_select(double *values, size_t n, size_t k)
{
	size_t low = 0, high = n - 1;

	while (low < high) {
		const double pivot =
			middle_of(values[low], values[low + (high - low) / 2],
		                  values[high]);
		size_t i = low, j = high;

		for (;;) {
			while (values[i] < pivot)
				i++;
			while (values[j] > pivot)
				j--;
			if (i >= j)
				break;
			swap(&values[i++], &values[j--]);
		}
		if (k <= j)
			high = j;
		else
			low = j + 1;
	}
	return values[k];
}
