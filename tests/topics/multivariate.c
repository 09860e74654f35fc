/* 12: principal components, clustering, silhouettes, distances of profiles. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyze/estimate/clustering.h"
#include "analyze/estimate/components.h"
#include "tests/topics/matrix.h"

#define NAME_MAX_BYTES 32

static void
emit_component(const struct sample *sample, const char *what, size_t k,
               const double *values, size_t n)
{
	char name[NAME_MAX_BYTES];

	(void)snprintf(name, sizeof(name), "%s.PC%zu", what, k + 1); /* fits */
	emit_all(sample, name, values + k * n, n);
}

static void
run_components(const struct sample *sample)
{
	struct matrix matrix = get_matrix(sample, "X.");
	const struct components_data data = {matrix.values, matrix.rows,
	                                     matrix.columns,
	                                     get_or(sample, "scale", 0) > 0};
	size_t room = (matrix.rows + 1) * (matrix.columns + 1);
	double *centre = checked(calloc(room, sizeof(*centre)));
	double *deviation = checked(calloc(room, sizeof(*deviation)));
	double *rotation = checked(calloc(room, sizeof(*rotation)));
	double *scores = checked(calloc(room, sizeof(*scores)));
	struct components_result result =
		components_of(&data, centre, deviation, rotation, scores);
	double total = 0;
	size_t k;

	if (result.state == EST_OK)
		emit_all(sample, "centre", centre, data.columns);
	for (k = 0; k < result.components; k++)
		total += deviation[k] * deviation[k];
	for (k = 0; result.state == EST_OK && k < result.components; k++) {
		double eigenvalue = deviation[k] * deviation[k];

		emit(sample, "sdev", k + 1, deviation[k]);
		emit(sample, "eigenvalue", k + 1, eigenvalue);
		emit(sample, "explained", k + 1, eigenvalue / total);
		emit_component(sample, "rotation", k, rotation, data.columns);
		emit_component(sample, "scores", k, scores, data.rows);
	}
	free(scores);
	free(rotation);
	free(deviation);
	free(centre);
	free(matrix.values);
}

/* Cut into k parts and print them with their silhouettes. */
static void
emit_cut(const struct sample *sample, const struct clustering_step *steps,
         const double *distances, size_t n, size_t k)
{
	size_t *parts = checked(calloc(n, sizeof(*parts)));
	double *widths = checked(calloc(n, sizeof(*widths)));
	struct estimate mean;
	char name[NAME_MAX_BYTES];
	size_t i;

	clustering_cut(steps, n, k, parts);
	mean = clustering_silhouette(distances, n, parts, widths);
	(void)snprintf(name, sizeof(name), "cut%zu", k); /* fits, as below */
	for (i = 0; i < n; i++)
		emit(sample, name, i + 1, (double)parts[i]);
	(void)snprintf(name, sizeof(name), "silhouette%zu", k);
	emit_all(sample, name, widths, n);
	(void)snprintf(name, sizeof(name), "silhouette_mean%zu", k);
	emit_estimate(sample, name, mean);
	free(widths);
	free(parts);
}

static enum clustering_method
method_of(const struct sample *sample)
{
	return contains(sample, "_single")     ? CLUSTERING_SINGLE
	       : contains(sample, "_complete") ? CLUSTERING_COMPLETE
	       : contains(sample, "_average")  ? CLUSTERING_AVERAGE
	                                       : CLUSTERING_WARD;
}

static void
emit_tree(const struct sample *sample, const struct clustering_step *steps,
          size_t n)
{
	size_t *order = checked(calloc(n, sizeof(*order)));
	double *heights = checked(calloc(n * n, sizeof(*heights)));
	size_t i;

	clustering_order(steps, n, order);
	clustering_cophenetic(steps, n, heights);
	for (i = 0; i + 1 < n; i++) {
		emit(sample, "height", i + 1, steps[i].height);
		emit(sample, "merge.1", i + 1, (double)steps[i].first);
		emit(sample, "merge.2", i + 1, (double)steps[i].second);
	}
	for (i = 0; i < n; i++)
		emit(sample, "order", i + 1, (double)(order[i] + 1));
	emit_all(sample, "cophenetic", heights, n * (n - 1) / 2);
	free(heights);
	free(order);
}

static void
run_clustering(const struct sample *sample)
{
	size_t pairs, k;
	double *distances =
		get_vector(sample, "distance_lower_by_column", &pairs);
	size_t n = (size_t)get_or(sample, "n", 0);
	struct clustering_step *steps = checked(calloc(n + 1, sizeof(*steps)));

	if (clustering_join(distances, n, method_of(sample), steps) == EST_OK) {
		emit_tree(sample, steps, n);
		for (k = 2; k <= 4 && k < n; k++)
			emit_cut(sample, steps, distances, n, k);
	}
	free(steps);
	free(distances);
}

static void
run_distances(const struct sample *sample)
{
	size_t n;
	double *a = get_vector(sample, "a", &n);
	double *b = get_vector(sample, "b", &n);
	struct clustering_distance result = clustering_distance(a, b, n);

	emit(sample, "tv", 1, result.variation);
	emit(sample, "euclid", 1, result.euclid);
	emit_estimate(sample, "cosine_sim", result.cosine);
	emit(sample, "jsd", 1, result.jensen_shannon);
	emit(sample, "hellinger", 1, result.hellinger);
	emit_estimate(sample, "bray_curtis", result.bray_curtis);
	free(b);
	free(a);
}

void
run_multivariate(const struct sample *sample)
{
	if (begins(sample, "pca_"))
		run_components(sample);
	else if (begins(sample, "hc_"))
		run_clustering(sample);
	else
		run_distances(sample);
}
