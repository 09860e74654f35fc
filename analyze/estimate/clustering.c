/* Clustering by distances.  Must not know what is clustered. */

#include "analyze/estimate/clustering.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/sum.h"
#include "common/mem.h"

/* What is left to be joined: things stand for the cluster they are first in. */
struct forest {
	size_t n;
	double *distances; /* as given; squared for Ward */
	double *sizes;
	long *names; /* as in a step */
	bool *gone;
};

size_t
clustering_place(size_t n, size_t i, size_t j)
{
	size_t low = i < j ? i : j;
	size_t high = i < j ? j : i;

	return n * low - low * (low + 1) / 2 + high - low - 1;
}

/* The nearest two, the first of equals. */
static void
nearest(const struct forest *forest, size_t *first, size_t *second)
{
	double least = (double)INFINITY;
	size_t i, j;

	*first = *second = 0;
	for (i = 0; i < forest->n; i++) {
		for (j = i + 1; j < forest->n && !forest->gone[i]; j++) {
			double distance = forest->distances[clustering_place(
				forest->n, i, j)];

			if (forest->gone[j] || !(distance < least))
				continue;
			least = distance;
			*first = i;
			*second = j;
		}
	}
}

/* Distance of a third from the two together. */
static double
update(const struct forest *forest, enum clustering_method method,
       const size_t at[3])
{
	const double *d = forest->distances;
	double a = d[clustering_place(forest->n, at[0], at[2])];
	double b = d[clustering_place(forest->n, at[1], at[2])];
	double between = d[clustering_place(forest->n, at[0], at[1])];
	double na = forest->sizes[at[0]], nb = forest->sizes[at[1]];
	double nc = forest->sizes[at[2]];

	switch (method) {
	case CLUSTERING_SINGLE:
		return fmin(a, b);
	case CLUSTERING_COMPLETE:
		return fmax(a, b);
	case CLUSTERING_AVERAGE:
		return (na * a + nb * b) / (na + nb);
	case CLUSTERING_WARD:
		return ((na + nc) * a + (nb + nc) * b - nc * between) /
		       (na + nb + nc);
	}
	return (double)NAN;
}

static void
join(struct forest *forest, enum clustering_method method, size_t number,
     struct clustering_step *step)
{
	size_t at[3];
	double height;

	nearest(forest, &at[0], &at[1]);
	height = forest->distances[clustering_place(forest->n, at[0], at[1])];
	step->height = method == CLUSTERING_WARD ? sqrt(height) : height;
	step->first = forest->names[at[0]];
	step->second = forest->names[at[1]];
	if ((step->first > 0 && step->second < 0) ||
	    (step->first > 0 && step->first > step->second)) {
		step->first = forest->names[at[1]];
		step->second = forest->names[at[0]];
	}
	forest->gone[at[1]] = true;
	for (at[2] = 0; at[2] < forest->n; at[2]++)
		if (!forest->gone[at[2]] && at[2] != at[0])
			forest->distances[clustering_place(forest->n, at[0],
			                                   at[2])] =
				update(forest, method, at);
	forest->sizes[at[0]] += forest->sizes[at[1]];
	forest->names[at[0]] = (long)number;
}

enum est_state
clustering_join(const double *distances, size_t n,
                enum clustering_method method, struct clustering_step *steps)
{
	size_t pairs = n < 2 ? 0 : n * (n - 1) / 2;
	struct forest forest = {.n = n};
	size_t i;

	if (n < 2)
		return EST_TOO_FEW;
	for (i = 0; i < pairs; i++)
		if (!(distances[i] >= 0) || !isfinite(distances[i]))
			return EST_UNDEFINED;
	forest.distances = ilo_xcalloc(pairs, sizeof(*forest.distances));
	forest.sizes = ilo_xcalloc(n, sizeof(*forest.sizes));
	forest.names = ilo_xcalloc(n, sizeof(*forest.names));
	forest.gone = ilo_xcalloc(n, sizeof(*forest.gone));
	for (i = 0; i < pairs; i++)
		forest.distances[i] = method == CLUSTERING_WARD
		                              ? distances[i] * distances[i]
		                              : distances[i];
	for (i = 0; i < n; i++) {
		forest.sizes[i] = 1;
		forest.names[i] = -1 - (long)i;
	}
	for (i = 0; i + 1 < n; i++)
		join(&forest, method, i + 1, &steps[i]);
	free(forest.gone);
	free(forest.names);
	free(forest.sizes);
	free(forest.distances);
	return EST_OK;
}

/* Write the things of a branch one after the other, by way of a stack. */
void
clustering_order(const struct clustering_step *steps, size_t n, size_t *order)
{
	long *stack = ilo_xcalloc(n + 1, sizeof(*stack));
	size_t depth = 0, count = 0;

	stack[depth++] = n > 1 ? (long)(n - 1) : -1;
	while (depth > 0) {
		long name = stack[--depth];

		if (name < 0) {
			order[count++] = (size_t)(-name - 1);
			continue;
		}
		stack[depth++] = steps[name - 1].second;
		stack[depth++] = steps[name - 1].first;
	}
	free(stack);
}

/* The lowest thing of a cluster or of a thing alone. */
static size_t
lowest_of(const size_t *lowest, long name)
{
	return name < 0 ? (size_t)(-name - 1) : lowest[name - 1];
}

/* Owner of each thing after `count` steps: the lowest thing it is with. */
static void
own(const struct clustering_step *steps, size_t n, size_t count, size_t *owners)
{
	size_t *lowest = ilo_xcalloc(n + 1, sizeof(*lowest));
	size_t i, s;

	for (i = 0; i < n; i++)
		owners[i] = i;
	for (s = 0; s < count; s++) {
		size_t a = lowest_of(lowest, steps[s].first);
		size_t b = lowest_of(lowest, steps[s].second);
		size_t low = a < b ? a : b;
		size_t high = a < b ? b : a;

		lowest[s] = low;
		for (i = 0; i < n; i++)
			if (owners[i] == high)
				owners[i] = low;
	}
	free(lowest);
}

void
clustering_cophenetic(const struct clustering_step *steps, size_t n,
                      double *heights)
{
	size_t *owners = ilo_xcalloc(n + 1, sizeof(*owners));
	size_t i, j, s;

	for (s = n - 1; s > 0; s--) {
		own(steps, n, s, owners);
		for (i = 0; i < n; i++)
			for (j = i + 1; j < n; j++)
				if (owners[i] == owners[j])
					heights[clustering_place(n, i, j)] =
						steps[s - 1].height;
	}
	free(owners);
}

void
clustering_cut(const struct clustering_step *steps, size_t n, size_t k,
               size_t *parts)
{
	size_t *owners = ilo_xcalloc(n + 1, sizeof(*owners));
	size_t i, count = 0;

	own(steps, n, n - k, owners);
	for (i = 0; i < n; i++)
		parts[i] = owners[i] == i ? ++count : parts[owners[i]];
	free(owners);
}

/* Mean distance of a thing to a part, itself left out; NaN for none. */
static double
mean_distance(const double *distances, size_t n, const size_t *parts, size_t i,
              size_t part)
{
	struct sum total = {0, 0};
	double count = 0;
	size_t j;

	for (j = 0; j < n; j++) {
		if (j == i || parts[j] != part)
			continue;
		sum_add(&total, distances[clustering_place(n, i, j)]);
		count++;
	}
	return count > 0 ? sum_total(&total) / count : (double)NAN;
}

static double
width_of(const double *distances, size_t n, const size_t *parts, size_t i,
         size_t count)
{
	double within = mean_distance(distances, n, parts, i, parts[i]);
	double nearest_other = (double)INFINITY;
	size_t part;

	for (part = 1; part <= count; part++)
		if (part != parts[i])
			nearest_other = fmin(
				nearest_other,
				mean_distance(distances, n, parts, i, part));
	if (isnan(within) || !(fmax(within, nearest_other) > 0))
		return 0;
	return (nearest_other - within) / fmax(within, nearest_other);
}

struct estimate
clustering_silhouette(const double *distances, size_t n, const size_t *parts,
                      double *widths)
{
	struct estimate result = {.state = EST_UNDEFINED, .n = n};
	size_t i, count = 0;

	for (i = 0; i < n; i++)
		count = parts[i] > count ? parts[i] : count;
	if (count < 2)
		return result;
	for (i = 0; i < n; i++)
		widths[i] = width_of(distances, n, parts, i, count);
	result.value = sum_mean(widths, n);
	result.state = EST_OK;
	return result;
}

/* a log(a / m), 0 for a share of 0. */
static double
information(double a, double m)
{
	return a > 0 ? a * log(a / m) : 0;
}

static struct estimate
ratio(double over, double under, size_t n)
{
	struct estimate result = {.state = EST_UNDEFINED, .n = n};

	if (under > 0) {
		result.value = over / under;
		result.state = EST_OK;
	}
	return result;
}

struct clustering_distance
clustering_distance(const double *a, const double *b, size_t n)
{
	struct clustering_distance result;
	struct sum size = {0, 0}, square = {0, 0}, roots = {0, 0};
	struct sum bits = {0, 0}, total = {0, 0};
	struct sum product = {0, 0}, aa = {0, 0}, bb = {0, 0};
	size_t i;

	for (i = 0; i < n; i++) {
		double root = sqrt(a[i]) - sqrt(b[i]);
		double middle = (a[i] + b[i]) / 2;

		sum_add(&size, fabs(a[i] - b[i]));
		sum_add(&square, (a[i] - b[i]) * (a[i] - b[i]));
		sum_add(&roots, root * root);
		sum_add(&bits, information(a[i], middle));
		sum_add(&bits, information(b[i], middle));
		sum_add(&total, a[i] + b[i]);
		sum_add(&product, a[i] * b[i]);
		sum_add(&aa, a[i] * a[i]);
		sum_add(&bb, b[i] * b[i]);
	}
	result.variation = sum_total(&size) / 2;
	result.euclid = sqrt(sum_total(&square));
	result.cosine = ratio(sum_total(&product),
	                      sqrt(sum_total(&aa) * sum_total(&bb)), n);
	result.jensen_shannon = sum_total(&bits) / 2;
	result.hellinger = sqrt(sum_total(&roots) / 2);
	result.bray_curtis = ratio(sum_total(&size), sum_total(&total), n);
	return result;
}
