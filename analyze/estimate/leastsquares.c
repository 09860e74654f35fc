/*
 * Householder QR and iterative refinement.  It must not know what is explained.
 *
 * Matrices are column after column here; row i, column j is at j * rows + i.
 */

#include "analyze/estimate/leastsquares.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/sum.h"
#include "common/mem.h"

#define RANK_LIMIT                                                             \
	1e-13 /* of a column of length 1, what others leave of it              \
	       */
#define REFINEMENTS 10

struct system {
	size_t rows;
	size_t columns;
	double *a;     /* scaled by column and by root of weight */
	double *qr;    /* Householder vectors below, R on and above */
	double *beta;  /* of each reflection I - beta v v' */
	double *head;  /* first element of each v */
	double *scale; /* power of two that each column was multiplied by */
	double *b;     /* y, times root of weight */
	double *x;     /* solution, scaled */
	double *rest;  /* residuals, weighted */
	double *f;     /* scratch, rows */
	double *g;     /* scratch, columns */
};

/* Adds a product with what its rounding loses. */
static void
add_product(struct sum *sum, double a, double b)
{
	double product = a * b;

	sum_add(sum, product);
	sum_add(sum, fma(a, b, -product));
}

static double
norm(const double *values, size_t n)
{
	struct sum squares = {0, 0};
	size_t i;

	for (i = 0; i < n; i++)
		sum_add(&squares, values[i] * values[i]);
	return sqrt(sum_total(&squares));
}

static void
system_init(struct system *s, const struct leastsquares_data *data)
{
	size_t n = data->count;
	size_t p = data->width + data->constant;

	*s = (struct system){
		.rows = n,
		.columns = p,
		.a = ilo_xcalloc(n * p + 1, sizeof(double)),
		.qr = ilo_xcalloc(n * p + 1, sizeof(double)),
		.beta = ilo_xcalloc(p + 1, sizeof(double)),
		.head = ilo_xcalloc(p + 1, sizeof(double)),
		.scale = ilo_xcalloc(p + 1, sizeof(double)),
		.b = ilo_xcalloc(n + 1, sizeof(double)),
		.x = ilo_xcalloc(p + 1, sizeof(double)),
		.rest = ilo_xcalloc(n + 1, sizeof(double)),
		.f = ilo_xcalloc(n + 1, sizeof(double)),
		.g = ilo_xcalloc(p + 1, sizeof(double)),
	};
}

static void
system_release(struct system *s)
{
	free(s->g);
	free(s->f);
	free(s->rest);
	free(s->x);
	free(s->b);
	free(s->scale);
	free(s->head);
	free(s->beta);
	free(s->qr);
	free(s->a);
}

static double
root_weight(const struct leastsquares_data *data, size_t i)
{
	return data->weights == NULL ? 1 : sqrt(data->weights[i]);
}

/* False where a column is 0 or no number. */
static bool
system_fill(struct system *s, const struct leastsquares_data *data)
{
	size_t n = s->rows;
	size_t i, j;
	int exponent;
	double w, length;

	for (i = 0; i < n; i++) {
		w = root_weight(data, i);
		s->b[i] = w * data->y[i];
		for (j = 0; j < s->columns; j++)
			s->a[j * n + i] =
				data->constant && j == 0
					? w
					: w * data->x[i * data->width + j -
			                              data->constant];
	}
	for (j = 0; j < s->columns; j++) {
		length = norm(s->a + j * n, n);
		if (!(length > 0) || !isfinite(length))
			return false;
		(void)frexp(length, &exponent); /* the mantissa is not needed */
		s->scale[j] = ldexp(1, -exponent);
		for (i = 0; i < n; i++)
			s->a[j * n + i] *= s->scale[j];
	}
	return isfinite(norm(s->b, n));
}

/* Apply reflection j to a vector of `rows`. */
static void
reflect(const struct system *s, size_t j, double *vector)
{
	const double *v = s->qr + j * s->rows;
	struct sum dot = {0, 0};
	double factor;
	size_t i;

	sum_add(&dot, s->head[j] * vector[j]);
	for (i = j + 1; i < s->rows; i++)
		sum_add(&dot, v[i] * vector[i]);
	factor = s->beta[j] * sum_total(&dot);
	vector[j] -= factor * s->head[j];
	for (i = j + 1; i < s->rows; i++)
		vector[i] -= factor * v[i];
}

/* False where a column is a combination of those before it. */
static bool
decompose(struct system *s)
{
	size_t n = s->rows;
	size_t j, k;
	double *column;
	double length;

	memcpy(s->qr, s->a, n * s->columns * sizeof(*s->qr));
	for (j = 0; j < s->columns; j++) {
		column = s->qr + j * n;
		length = norm(column + j, n - j);
		if (!(length > RANK_LIMIT))
			return false;
		if (column[j] > 0)
			length = -length;
		s->head[j] = column[j] - length;
		s->beta[j] = -1 / (length * s->head[j]);
		column[j] = length;
		for (k = j + 1; k < s->columns; k++)
			reflect(s, j, s->qr + k * n);
	}
	return true;
}

/* Q' times a vector, in place, and Q times it. */
static void
rotate(const struct system *s, double *vector)
{
	size_t j;

	for (j = 0; j < s->columns; j++)
		reflect(s, j, vector);
}

static void
rotate_back(const struct system *s, double *vector)
{
	size_t j;

	for (j = s->columns; j > 0; j--)
		reflect(s, j - 1, vector);
}

/* Solve R x = vector, in place. */
static void
solve(const struct system *s, double *vector)
{
	size_t i, j;

	for (j = s->columns; j > 0; j--) {
		vector[j - 1] /= s->qr[(j - 1) * s->rows + j - 1];
		for (i = 0; i + 1 < j; i++)
			vector[i] -=
				vector[j - 1] * s->qr[(j - 1) * s->rows + i];
	}
}

/* Solve R' x = vector, in place. */
static void
solve_transposed(const struct system *s, double *vector)
{
	size_t i, j;

	for (j = 0; j < s->columns; j++) {
		for (i = 0; i < j; i++)
			vector[j] -= vector[i] * s->qr[j * s->rows + i];
		vector[j] /= s->qr[j * s->rows + j];
	}
}

/* What is left of  rest + A x = b  and  A' rest = 0,  into f and g. */
static void
leftovers(struct system *s)
{
	size_t n = s->rows;
	size_t i, j;

	for (i = 0; i < n; i++) {
		struct sum sum = {s->b[i], 0};

		sum_add(&sum, -s->rest[i]);
		for (j = 0; j < s->columns; j++)
			add_product(&sum, -s->a[j * n + i], s->x[j]);
		s->f[i] = sum_total(&sum);
	}
	for (j = 0; j < s->columns; j++) {
		struct sum sum = {0, 0};

		for (i = 0; i < n; i++)
			add_product(&sum, -s->a[j * n + i], s->rest[i]);
		s->g[j] = sum_total(&sum);
	}
}

/* One correction of x and rest; how large it is against x. */
static double
refine(struct system *s)
{
	size_t p = s->columns;
	double step, largest = 0;
	size_t i, j;

	leftovers(s);
	solve_transposed(s, s->g);
	rotate(s, s->f);
	for (j = 0; j < p; j++) {
		step = s->f[j] - s->g[j];
		s->f[j] = s->g[j];
		s->g[j] = step;
	}
	solve(s, s->g);
	rotate_back(s, s->f);
	for (j = 0; j < p; j++) {
		s->x[j] += s->g[j];
		largest = fmax(largest, fabs(s->g[j]) / fabs(s->x[j]));
	}
	for (i = 0; i < s->rows; i++)
		s->rest[i] += s->f[i];
	return largest;
}

/* Each coefficient's variance for a noise of 1: rows of the inverse of R. */
static void
find_variances(const struct system *s, double *variances)
{
	double unit[LEASTSQUARES_MAX];
	size_t i, j;

	for (i = 0; i < s->columns; i++) {
		struct sum squares = {0, 0};

		memset(unit, 0, sizeof(unit));
		unit[i] = 1;
		solve_transposed(s, unit);
		for (j = 0; j < s->columns; j++)
			sum_add(&squares, unit[j] * unit[j]);
		variances[i] = sum_total(&squares) * s->scale[i] * s->scale[i];
	}
}

static void
find_leverages(struct system *s, double *leverages)
{
	size_t i, j;

	memset(leverages, 0, s->rows * sizeof(*leverages));
	for (j = 0; j < s->columns; j++) {
		memset(s->f, 0, s->rows * sizeof(*s->f));
		s->f[j] = 1;
		rotate_back(s, s->f);
		for (i = 0; i < s->rows; i++)
			leverages[i] += s->f[i] * s->f[i];
	}
}

/* Squares of y, about their weighted mean if there is a constant. */
static double
total_squares(const struct system *s, const struct leastsquares_data *data)
{
	struct sum weights = {0, 0}, values = {0, 0}, squares = {0, 0};
	double mean = 0;
	double w, d;
	size_t i;

	for (i = 0; i < s->rows; i++) {
		w = data->weights == NULL ? 1 : data->weights[i];
		sum_add(&weights, w);
		sum_add(&values, w * data->y[i]);
	}
	if (data->constant)
		mean = sum_total(&values) / sum_total(&weights);
	for (i = 0; i < s->rows; i++) {
		d = root_weight(data, i) * (data->y[i] - mean);
		sum_add(&squares, d * d);
	}
	return sum_total(&squares);
}

static void
describe(struct leastsquares *fit, const struct system *s,
         const struct leastsquares_data *data)
{
	double total = total_squares(s, data);
	size_t n = s->rows;
	double rest = norm(s->rest, n);
	double mean_square;
	size_t i;

	for (i = 0; i < s->columns; i++)
		fit->coefficients[i] = s->x[i] * s->scale[i];
	find_variances(s, fit->unscaled);
	fit->residual_ss = rest > DBL_EPSILON * norm(s->b, n) ? rest * rest : 0;
	fit->explained_ss = fmax(0, total - fit->residual_ss);
	fit->explained_df = s->columns - data->constant;
	fit->residual_df = n - s->columns;
	fit->state = EST_OK;
	for (i = 0; i < s->columns; i++)
		if (!isfinite(fit->coefficients[i]) ||
		    !isfinite(fit->unscaled[i]))
			fit->state = EST_UNDEFINED;
	if (fit->state != EST_OK || fit->residual_df < 1)
		return;
	mean_square = fit->residual_ss / (double)fit->residual_df;
	fit->residual_sd = est_checked(sqrt(mean_square), n);
	fit->r_squared = est_checked(fit->explained_ss / total, n);
	fit->f = est_checked(
		fit->explained_ss / (double)fit->explained_df / mean_square, n);
}

static void
find_residuals(const struct system *s, const struct leastsquares_data *data,
               double *residuals)
{
	size_t i, j;

	for (i = 0; i < s->rows; i++) {
		struct sum sum = {data->y[i], 0};

		for (j = 0; j < s->columns; j++)
			add_product(&sum, -s->x[j] * s->scale[j],
			            data->constant && j == 0
			                    ? 1
			                    : data->x[i * data->width + j -
			                              data->constant]);
		residuals[i] = sum_total(&sum);
	}
}

struct leastsquares
leastsquares_fit(const struct leastsquares_data *data, double *residuals,
                 double *leverages)
{
	struct leastsquares fit = {
		.state = EST_TOO_FEW,
		.parameters = data->width + data->constant,
		.residual_sd = est_too_few(data->count),
		.r_squared = est_too_few(data->count),
		.f = est_too_few(data->count),
	};
	struct system s;
	double change = 1;
	int i;

	if (fit.parameters < 1 || data->count < fit.parameters)
		return fit;
	fit.state = EST_UNDEFINED;
	if (fit.parameters > LEASTSQUARES_MAX)
		return fit;
	system_init(&s, data);
	if (system_fill(&s, data) && decompose(&s)) {
		for (i = 0; i < REFINEMENTS && change > DBL_EPSILON / 4; i++)
			change = refine(&s);
		describe(&fit, &s, data);
		if (residuals != NULL)
			find_residuals(&s, data, residuals);
		if (leverages != NULL)
			find_leverages(&s, leverages);
	}
	system_release(&s);
	return fit;
}

struct estimate
leastsquares_se(const struct leastsquares *fit, size_t i)
{
	if (fit->state != EST_OK || fit->residual_sd.state != EST_OK)
		return fit->residual_sd;
	return est_checked(fit->residual_sd.value * sqrt(fit->unscaled[i]),
	                   fit->residual_sd.n);
}
