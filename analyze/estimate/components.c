/* Principal components. */

#include "analyze/estimate/components.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/sum.h"
#include "common/mem.h"

#define NOISE 1e-12

/* Centred, and scaled if asked, column by column; false for a constant one. */
static bool
standardise(const struct components_data *data, double *centre, double *copy)
{
	size_t i, j;

	for (j = 0; j < data->columns; j++) {
		const double *column = data->values + j * data->rows;
		double scale = 1;

		centre[j] = sum_mean(column, data->rows);
		if (data->scale)
			scale = sqrt(
				sum_squares(column, data->rows, centre[j]) /
				(double)(data->rows - 1));
		if (!(scale > NOISE * fabs(centre[j])) || !isfinite(scale))
			return false;
		for (i = 0; i < data->rows; i++)
			copy[j * data->rows + i] =
				(column[i] - centre[j]) / scale;
	}
	return true;
}

/*
 * Decompose; GSL wants no fewer rows than columns.  `tall` says that the rows
 * of the matrix are observations.
 */
static bool
decompose(gsl_matrix *matrix, gsl_matrix *right, gsl_vector *singular)
{
	gsl_vector *work = gsl_vector_alloc(matrix->size2);
	int status;

	if (work == NULL)
		ilo_out_of_memory();
	status = gsl_linalg_SV_decomp(matrix, right, singular, work);
	gsl_vector_free(work);
	return status == GSL_SUCCESS;
}

/* 1 or -1, so that the loading of largest size is positive. */
static double
sign_of(const gsl_matrix *loadings, size_t component)
{
	double largest = 0;
	size_t j;

	for (j = 0; j < loadings->size1; j++) {
		double loading = gsl_matrix_get(loadings, j, component);

		if (fabs(loading) > fabs(largest) * (1 + 1e-9))
			largest = loading;
	}
	return largest < 0 ? -1 : 1;
}

static double
score(const double *copy, size_t rows, size_t row, const double *loadings,
      size_t columns)
{
	struct sum total = {0, 0};
	size_t j;

	for (j = 0; j < columns; j++)
		sum_add(&total, copy[j * rows + row] * loadings[j]);
	return sum_total(&total);
}

static void
read_off(const struct components_data *data, const double *copy,
         const gsl_matrix *loadings, struct components_result *result,
         double *out[3], const gsl_vector *singular)
{
	double first = gsl_vector_get(singular, 0);
	size_t i, j, k;

	for (k = 0; k < result->components; k++) {
		double *rotation = out[1] + k * data->columns;
		double size = gsl_vector_get(singular, k);
		double sign = sign_of(loadings, k);
		bool real = size > NOISE * first;

		result->rank += real;
		out[0][k] = real ? size / sqrt((double)(data->rows - 1)) : 0;
		for (j = 0; j < data->columns; j++)
			rotation[j] =
				real ? sign * gsl_matrix_get(loadings, j, k)
				     : (double)NAN;
		for (i = 0; i < data->rows; i++)
			out[2][k * data->rows + i] =
				real ? score(copy, data->rows, i, rotation,
			                     data->columns)
				     : 0;
	}
}

struct components_result
components_of(const struct components_data *data, double *centre,
              double *deviation, double *rotation, double *scores)
{
	struct components_result result = {.state = EST_TOO_FEW};
	bool tall = data->rows >= data->columns;
	size_t length = tall ? data->rows : data->columns;
	double *out[3] = {deviation, rotation, scores};
	gsl_matrix *matrix, *right;
	gsl_vector *singular;
	double *copy;
	size_t i, j;

	if (data->rows < 2 || data->columns == 0)
		return result;
	result.state = EST_UNDEFINED;
	result.components = tall ? data->columns : data->rows;
	copy = ilo_xcalloc(data->rows * data->columns, sizeof(*copy));
	matrix = gsl_matrix_alloc(length, result.components);
	right = gsl_matrix_alloc(result.components, result.components);
	singular = gsl_vector_alloc(result.components);
	if (matrix == NULL || right == NULL || singular == NULL)
		ilo_out_of_memory();
	if (standardise(data, centre, copy)) {
		for (j = 0; j < data->columns; j++)
			for (i = 0; i < data->rows; i++)
				gsl_matrix_set(matrix, tall ? i : j,
				               tall ? j : i,
				               copy[j * data->rows + i]);
		if (decompose(matrix, right, singular) &&
		    gsl_vector_get(singular, 0) > 0) {
			read_off(data, copy, tall ? right : matrix, &result,
			         out, singular);
			result.state = EST_OK;
		}
	}
	gsl_vector_free(singular);
	gsl_matrix_free(right);
	gsl_matrix_free(matrix);
	free(copy);
	return result;
}
