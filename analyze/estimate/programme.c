/* GLPK behind a seam.  Must not know what the equations mean. */

#include "analyze/estimate/programme.h"

#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>

#include "common/mem.h"

struct programme {
	glp_prob *problem; /* NULL after an error inside GLPK */
};

/* GLPK calls this in place of ending the process; it must not return. */
static void
leave(void *info)
{
	jmp_buf *back = info;

	if (back == NULL)
		ilo_out_of_memory(); /* what building a problem can fail of */
	longjmp(*back, 1);
}

static void
load(glp_prob *problem, const struct programme_term *terms, size_t count)
{
	int *rows = ilo_xcalloc(count + 1, sizeof(*rows));
	int *columns = ilo_xcalloc(count + 1, sizeof(*columns));
	double *factors = ilo_xcalloc(count + 1, sizeof(*factors));
	size_t i;

	for (i = 0; i < count; i++) {
		rows[i + 1] = (int)terms[i].row + 1;
		columns[i + 1] = (int)terms[i].column + 1;
		factors[i + 1] = terms[i].factor;
	}
	glp_load_matrix(problem, (int)count, rows, columns, factors);
	free(factors);
	free(columns);
	free(rows);
}

struct programme *
programme_new(size_t rows, size_t columns, const struct programme_term *terms,
              size_t count)
{
	struct programme *programme = ilo_xcalloc(1, sizeof(*programme));
	size_t i;

	if (rows >= INT_MAX || columns >= INT_MAX || count >= INT_MAX)
		ilo_out_of_memory();
	glp_error_hook(leave, NULL);
	programme->problem = glp_create_prob();
	if (rows > 0)
		(void)glp_add_rows(programme->problem,
		                   (int)rows); /* first: 1 */
	if (columns > 0)
		(void)glp_add_cols(programme->problem, (int)columns); /* 1 */
	for (i = 0; i < rows; i++)
		programme_row(programme, i, 0);
	if (count > 0)
		load(programme->problem, terms, count);
	return programme;
}

void
programme_free(struct programme *programme)
{
	if (programme != NULL && programme->problem != NULL)
		glp_delete_prob(programme->problem);
	free(programme);
}

void
programme_row(struct programme *programme, size_t row, double value)
{
	if (programme->problem != NULL)
		glp_set_row_bnds(programme->problem, (int)row + 1, GLP_FX,
		                 value, value);
}

void
programme_column(struct programme *programme, size_t column, double lower,
                 double upper)
{
	int kind = isinf(upper) ? GLP_LO : upper <= lower ? GLP_FX : GLP_DB;

	if (programme->problem != NULL)
		glp_set_col_bnds(programme->problem, (int)column + 1, kind,
		                 lower, isinf(upper) ? 0 : upper);
}

void
programme_cost(struct programme *programme, size_t column, double cost)
{
	if (programme->problem != NULL)
		glp_set_obj_coef(programme->problem, (int)column + 1, cost);
}

/* From the basis of the answer before, which is near. */
static int
run(glp_prob *problem)
{
	glp_smcp settings;

	glp_init_smcp(&settings);
	settings.msg_lev = GLP_MSG_OFF;
	return glp_simplex(problem, &settings);
}

static enum programme_verdict
verdict_of(glp_prob *problem)
{
	switch (glp_get_status(problem)) {
	case GLP_OPT:
		return PROGRAMME_SOLVED;
	case GLP_UNBND:
		return PROGRAMME_UNBOUNDED;
	case GLP_NOFEAS:
	case GLP_INFEAS:
		return PROGRAMME_IMPOSSIBLE;
	default:
		return PROGRAMME_BROKEN;
	}
}

static enum programme_verdict
solve(struct programme *programme, int direction, double *value)
{
	glp_prob *problem = programme->problem;
	enum programme_verdict verdict;
	jmp_buf back;
	int code;

	if (problem == NULL)
		return PROGRAMME_BROKEN;
	glp_set_obj_dir(problem, direction);
	if (setjmp(back) != 0) {
		glp_free_env(); /* frees the problem, too */
		programme->problem = NULL;
		return PROGRAMME_BROKEN;
	}
	glp_error_hook(leave, &back);
	code = run(problem);
	if (code != 0) {
		glp_std_basis(problem);
		code = run(problem);
	}
	glp_error_hook(leave, NULL);
	verdict = code == 0 ? verdict_of(problem) : PROGRAMME_BROKEN;
	*value = glp_get_obj_val(problem);
	return verdict;
}

enum programme_verdict
programme_minimise(struct programme *programme, double *value)
{
	return solve(programme, GLP_MIN, value);
}

enum programme_verdict
programme_maximise(struct programme *programme, double *value)
{
	return solve(programme, GLP_MAX, value);
}

double
programme_unknown(const struct programme *programme, size_t column)
{
	if (programme->problem == NULL)
		return (double)NAN;
	return glp_get_col_prim(programme->problem, (int)column + 1);
}

const char *
programme_library(void)
{
	return glp_version();
}
