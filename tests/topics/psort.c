/* A partial sort, step by step as the original, which counts from 1. */

#include "tests/topics/psort.h"

#define SHORT 10 /* shorter parts are sorted by insertion */

/* Places first to last, and which of the places wanted may lie in them. */
struct part {
	long first;
	long last;
	long low;
	long high;
};

static void
swap(double *a, double *b)
{
	double kept = *a;

	*a = *b;
	*b = kept;
}

/* The middle of three at the middle place. */
static double
pivot(double *a, const struct part *part)
{
	double *middle = &a[(part->first + part->last + 2) / 2 - 1];

	if (a[part->first] > *middle)
		swap(&a[part->first], middle);
	if (a[part->last] < *middle) {
		swap(&a[part->last], middle);
		if (a[part->first] > *middle)
			swap(&a[part->first], middle);
	}
	return *middle;
}

/* Split about the pivot: first to l, and k to last. */
static void
split(double *a, const struct part *part, long *l, long *k)
{
	double t = pivot(a, part);

	*k = part->first;
	*l = part->last;
	for (;;) {
		do
			--*l;
		while (a[*l] > t);
		do
			++*k;
		while (a[*k] < t);
		if (*k > *l)
			return;
		swap(&a[*l], &a[*k]);
	}
}

/* The value before the first is no larger than any: it ends the search. */
static void
insert(double *a, const struct part *part)
{
	long i, k;

	for (i = part->first; i < part->last; i++) {
		double t = a[i + 1];

		for (k = i; a[k] > t; k--)
			a[k + 1] = a[k];
		a[k + 1] = t;
	}
}

static void
sort(double *a, struct part part, const long *wanted)
{
	struct part left = part, right = part;

	if (part.last - part.first <= SHORT && part.first != 0) {
		insert(a, &part);
		return;
	}
	if (part.first >= part.last)
		return;
	split(a, &part, &left.last, &right.first);
	if (left.last - left.first <= right.last - right.first) {
		while (left.low <= left.high && wanted[left.high] > left.last)
			left.high--;
		if (left.low <= left.high)
			right.low = left.high + 1;
	} else {
		while (right.low <= right.high &&
		       wanted[right.low] < right.first)
			right.low++;
		if (right.low <= right.high)
			left.high = right.low - 1;
	}
	if (left.low <= left.high)
		sort(a, left, wanted);
	if (right.low <= right.high)
		sort(a, right, wanted);
}

double
psort_middle(double *values, size_t n)
{
	long upper = (long)(n / 2);
	const long wanted[] = {upper, (long)n - upper - 1};

	sort(values, (struct part){0, (long)n - 1, 0, 1}, wanted);
	return values[wanted[0]] + values[wanted[1]];
}
