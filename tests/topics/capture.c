/* 14: two lists, log-linear models, frequencies of sightings. */

#include "analyze/estimate/capture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/topics/matrix.h"

/* The reference says infinity where nothing limits the number. */
static void
emit_or_infinite(const struct sample *sample, const char *name,
                 struct estimate estimate)
{
	emit(sample, name, 1,
	     estimate.state == EST_OK ? estimate.value : (double)INFINITY);
}

static void
run_two(const struct sample *sample)
{
	struct capture_two result = capture_two_lists(
		get_or(sample, "n1", 0), get_or(sample, "n2", 0),
		get_or(sample, "m", 0), LEVEL);

	emit_one(sample, "D_observed", result.state, result.observed);
	emit_one(sample, "chapman", result.state, result.chapman);
	emit_one(sample, "chapman_var", result.state, result.variance);
	emit_one(sample, "chapman_se", result.state, sqrt(result.variance));
	emit_one(sample, "wald_lo", result.state, result.wald_lower);
	emit_one(sample, "wald_hi", result.state, result.wald_upper);
	emit_one(sample, "log_lo", result.state, result.lower);
	emit_one(sample, "log_hi", result.state, result.upper);
	emit_or_infinite(sample, "lincoln_petersen", result.lincoln_petersen);
	emit_or_infinite(sample, "lp_var", result.lincoln_variance);
	emit_estimate(sample, "overlap_jaccard", result.jaccard);
	emit_estimate(sample, "coverage1", result.coverage1);
	emit_estimate(sample, "coverage2", result.coverage2);
}

/* A model as in R: lists by letters, "A*B" both and their interaction. */
struct formula {
	size_t order[CAPTURE_LISTS_MAX];
	size_t lists;
	size_t pairs[CAPTURE_TERMS_MAX][2];
	size_t pair_count;
};

static void
add_list(struct formula *formula, size_t list)
{
	size_t i;

	for (i = 0; i < formula->lists; i++)
		if (formula->order[i] == list)
			return;
	formula->order[formula->lists++] = list;
}

/* The end of the id is the formula; none is a model of main effects. */
static struct formula
get_formula(const struct sample *sample, size_t lists)
{
	struct formula formula = {.lists = 0};
	const char *text = strrchr(sample->id, '_') + 1;
	size_t i;

	for (; strpbrk(sample->id, "+*") != NULL && *text != '\0'; text++) {
		if (*text == '+' || *text == '*')
			continue;
		add_list(&formula, (size_t)(*text - 'A'));
		if (text[1] == '*') {
			size_t *pair = formula.pairs[formula.pair_count++];

			pair[0] = (size_t)(text[0] - 'A');
			pair[1] = (size_t)(text[2] - 'A');
		}
	}
	for (i = 0; i < lists; i++)
		add_list(&formula, i);
	return formula;
}

static void
emit_model(const struct sample *sample, const struct capture_model *model,
           size_t n)
{
	emit_one(sample, "M", model->state, model->observed);
	emit_one(sample, "f0", model->state, model->unobserved);
	emit_one(sample, "N", model->state, model->total);
	emit_one(sample, "se_N", model->state, model->se);
	emit_one(sample, "log_lo", model->state, model->lower);
	emit_one(sample, "log_hi", model->state, model->upper);
	emit_all(sample, "coef", model->coef, model->terms);
	emit_all(sample, "se", model->coef_se, model->terms);
	emit_one(sample, "deviance", model->state, model->deviance);
	emit_one(sample, "df", model->state, (double)model->df);
	emit_one(sample, "aic", model->state, model->aic);
	emit_one(sample, "bic", model->state, model->bic);
	emit_all(sample, "fitted", model->fitted, n);
}

static void
run_lists(const struct sample *sample)
{
	struct matrix matrix = get_matrix(sample, "cell.");
	struct formula formula = get_formula(sample, matrix.columns);
	unsigned cells[CAPTURE_CELLS_MAX] = {0};
	struct capture_lists lists = {.cells = cells,
	                              .lists = matrix.columns,
	                              .pairs =
	                                      (const size_t(*)[2])formula.pairs,
	                              .pair_count = formula.pair_count,
	                              .order = formula.order};
	struct capture_model model;
	double *counts = get_vector(sample, "n", &lists.n);
	size_t i, j;

	for (i = 0; i < matrix.rows && i < CAPTURE_CELLS_MAX; i++)
		for (j = 0; j < matrix.columns; j++)
			if (matrix.values[j * matrix.rows + i] > 0)
				cells[i] |= 1U << j;
	lists.counts = counts;
	model = capture_log_linear(&lists, LEVEL);
	emit_model(sample, &model, lists.n);
	free(counts);
	free(matrix.values);
}

static void
run_frequencies(const struct sample *sample)
{
	size_t n;
	double *times = get_vector(sample, "k", &n);
	double *counts = get_vector(sample, "f", &n);
	struct capture_frequencies result =
		capture_frequencies(times, counts, n);

	emit_one(sample, "M", result.state, result.observed);
	emit_one(sample, "total", result.state, result.sightings);
	emit(sample, "ztp_lambda", 1,
	     result.poisson_rate.state == EST_OK ? result.poisson_rate.value
	                                         : 0);
	emit_or_infinite(sample, "ztp_N", result.poisson_total);
	emit_estimate(sample, "chao_N", result.chao);
	emit_one(sample, "chao_bc_N", result.state, result.chao_corrected);
	emit_estimate(sample, "chao_var", result.chao_variance);
	emit_or_infinite(sample, "zelterman_lambda", result.zelterman_rate);
	emit_or_infinite(sample, "zelterman_N", result.zelterman);
	free(counts);
	free(times);
}

void
run_capture(const struct sample *sample)
{
	if (begins(sample, "two_"))
		run_two(sample);
	else if (begins(sample, "ll"))
		run_lists(sample);
	else
		run_frequencies(sample);
}
