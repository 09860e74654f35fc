/*
 * Certified regressions and analyses of variance of NIST StRD
 * (tests/nist/README.md): data from the original files, values from
 * certified.csv.  Runs from the top of the checkout.
 */

#include <gsl/gsl_errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/estimate/anova.h"
#include "analyze/estimate/leastsquares.h"
#include "tests/analyze/near.h"

#define ROWS_MAX 20000
#define WIDTH_MAX 7
#define EXACT 17
#define ZERO 1e-20 /* what a certified 0 may be, of the total squares */

/* Digits that must agree: coefficients or F, standard errors, sums. */
struct demand {
	const char *name;
	size_t width;  /* numbers in a row of the file */
	size_t degree; /* of the polynomial, 0 for none */
	bool constant;
	double first;
	double errors;
	double sums;
};

static const struct demand regressions[] = {
	{"Norris", 2, 0, true, 13.5, 13.5, 13.5},
	{"NoInt1", 2, 0, false, 14, 14, 14},
	{"NoInt2", 2, 0, false, 14, 14, 14},
	{"Longley", 7, 0, true, 14, 14, 14},
	{"Wampler1", 2, 5, true, 14, EXACT, 14},
	{"Wampler2", 2, 5, true, 13, EXACT, 14},
	{"Wampler4", 2, 5, true, 14, 13, 14},
};

static const struct demand analyses[] = {
	{"SiRstv", 2, 0, false, 13, 13, 13},
	{"SmLs01", 2, 0, false, 14, 14, 14},
	{"SmLs02", 2, 0, false, 14, 14, 14},
	{"SmLs03", 2, 0, false, 14, 14, 14},
	{"AtmWtAg", 2, 0, false, 10, 11, 10},
};

struct dataset {
	size_t count;
	double values[ROWS_MAX][WIDTH_MAX];
};

/* Rows of the lines that the header names: "Data (lines 61 to 96)". */
static void
read_dataset(const struct demand *demand, struct dataset *data)
{
	char path[64], line[256];
	unsigned long number = 0, first = 0, last = 0;
	FILE *file;
	char *at, *end;
	size_t i;

	(void)snprintf(path, sizeof(path), "tests/nist/%s.dat", demand->name);
	file = fopen(path, "r");
	assert_non_null(file);
	data->count = 0;
	while (fgets(line, sizeof(line), file) != NULL) {
		number++;
		at = strstr(line, "(lines");
		if (first == 0 && at != NULL && strstr(line, "Data ") != NULL) {
			first = strtoul(at + 6, &end, 10);
			last = strtoul(strstr(end, "to") + 2, NULL, 10);
		}
		if (first == 0 || number < first || number > last)
			continue;
		assert_true(data->count < ROWS_MAX);
		for (at = line, i = 0; i < demand->width; i++, at = end) {
			data->values[data->count][i] = strtod(at, &end);
			assert_true(end != at);
		}
		data->count++;
	}
	assert_int_equal(fclose(file), 0);
	assert_true(first > 0);
	assert_true(data->count == last - first + 1);
}

/* A certified value; infinity where it is printed so. */
static double
certified(const char *name, const char *quantity)
{
	FILE *file = fopen("tests/nist/certified.csv", "r");
	double value = (double)NAN;
	char line[128], start[64];

	assert_non_null(file);
	while (fgets(line, sizeof(line), file) != NULL) {
		const char *comma = strrchr(line, ',');
		size_t length = comma == NULL ? 0 : (size_t)(comma - line);

		(void)snprintf(start, sizeof(start), "%s,", name);
		if (length == 0 || strncmp(line, start, strlen(start)) != 0)
			continue;
		(void)snprintf(start, sizeof(start), ",%s", quantity);
		if (length > strlen(start) &&
		    strncmp(comma - strlen(start), start, strlen(start)) == 0)
			value = strtod(comma + 1, NULL);
	}
	assert_int_equal(fclose(file), 0);
	assert_true(value >= 0 || value < 0);
	return value;
}

/* `zero` is how large a value may be whose certified one is 0. */
static void
demand_digits(const char *name, const char *quantity, double got, double digits,
              double zero)
{
	double want = certified(name, quantity);
	double reached = EXACT;

	if (fabs(want) > 0 && fabs(got - want) > 0)
		reached = -log10(fabs(got - want) / fabs(want));
	else if (!(fabs(want) > 0) && fabs(got) > zero)
		reached = 0;
	if (!(reached >= digits) && !(reached >= EXACT))
		fail_msg("%s %s is %.17g, certified %.17g: %.1f digits", name,
		         quantity, got, want, reached);
}

static void
demand_regression(const struct demand *demand, const struct leastsquares *fit)
{
	double noise = sqrt(ZERO * (fit->explained_ss + 1));
	char quantity[16];
	size_t i, number;

	assert_int_equal(fit->state, EST_OK);
	for (i = 0; i < fit->parameters; i++) {
		number = demand->constant ? i : i + 1;
		(void)snprintf(quantity, sizeof(quantity), "b%zu", number);
		demand_digits(demand->name, quantity, fit->coefficients[i],
		              demand->first, 0);
		(void)snprintf(quantity, sizeof(quantity), "se_b%zu", number);
		demand_digits(demand->name, quantity,
		              leastsquares_se(fit, i).value, demand->errors,
		              noise);
	}
	demand_digits(demand->name, "resid_sd", fit->residual_sd.value,
	              demand->sums, noise);
	demand_digits(demand->name, "r_squared", fit->r_squared.value,
	              demand->sums, 0);
	demand_digits(demand->name, "regression_ss", fit->explained_ss,
	              demand->sums, 0);
	demand_digits(demand->name, "residual_ss", fit->residual_ss,
	              demand->sums, noise * noise);
	demand_digits(demand->name, "regression_df", (double)fit->explained_df,
	              EXACT, 0);
	demand_digits(demand->name, "residual_df", (double)fit->residual_df,
	              EXACT, 0);
	if (isfinite(certified(demand->name, "F")))
		demand_digits(demand->name, "F", fit->f.value, demand->sums, 0);
}

static void
leastsquares_is_certified(void **state)
{
	const struct demand *demand = *state;
	struct dataset *set = malloc(sizeof(*set));
	size_t width = demand->degree > 0 ? demand->degree : demand->width - 1;
	struct leastsquares_data data = {.width = width,
	                                 .constant = demand->constant};
	struct leastsquares fit;
	double *x, *y;
	size_t i, j;

	assert_non_null(set);
	read_dataset(demand, set);
	x = calloc(set->count * width, sizeof(*x));
	y = calloc(set->count, sizeof(*y));
	assert_non_null(x);
	assert_non_null(y);
	for (i = 0; i < set->count; i++) {
		y[i] = set->values[i][0];
		for (j = 0; j < width; j++)
			x[i * width + j] = demand->degree == 0
			                           ? set->values[i][j + 1]
			                   : j == 0 ? set->values[i][1]
			                            : x[i * width + j - 1] *
			                                      set->values[i][1];
	}
	data.x = x;
	data.y = y;
	data.count = set->count;
	fit = leastsquares_fit(&data, NULL, NULL);
	demand_regression(demand, &fit);
	free(y);
	free(x);
	free(set);
}

static void
demand_anova(const struct demand *demand, const struct anova *result)
{
	const char *name = demand->name;

	assert_int_equal(result->state, EST_OK);
	demand_digits(name, "F", result->f.value, demand->first, 0);
	demand_digits(name, "r_squared", result->r_squared.value, demand->sums,
	              0);
	demand_digits(name, "resid_sd", result->residual_sd.value,
	              demand->errors, 0);
	demand_digits(name, "between_ss", result->between_ss, demand->sums, 0);
	demand_digits(name, "within_ss", result->within_ss, demand->sums, 0);
	demand_digits(name, "between_df", (double)result->between_df, EXACT, 0);
	demand_digits(name, "within_df", (double)result->within_df, EXACT, 0);
}

static void
anova_is_certified(void **state)
{
	const struct demand *demand = *state;
	struct dataset *set = malloc(sizeof(*set));
	struct anova result;
	double *values;
	size_t *group, i;

	assert_non_null(set);
	read_dataset(demand, set);
	values = calloc(set->count, sizeof(*values));
	group = calloc(set->count, sizeof(*group));
	assert_non_null(values);
	assert_non_null(group);
	for (i = 0; i < set->count; i++) {
		group[i] = (size_t)set->values[i][0];
		values[i] = set->values[i][1];
	}
	result = anova_one_way(values, group, set->count, 10);
	demand_anova(demand, &result);
	free(group);
	free(values);
	free(set);
}

int
main(void)
{
	enum {
		FITS = sizeof(regressions) / sizeof(*regressions),
		SETS = sizeof(analyses) / sizeof(*analyses)
	};
	struct CMUnitTest tests[FITS + SETS];
	size_t i;

	gsl_set_error_handler_off();
	for (i = 0; i < FITS; i++)
		tests[i] = (struct CMUnitTest){
			.name = regressions[i].name,
			.test_func = leastsquares_is_certified,
			.initial_state = (void *)(uintptr_t)&regressions[i],
		};
	for (i = 0; i < SETS; i++)
		tests[FITS + i] = (struct CMUnitTest){
			.name = analyses[i].name,
			.test_func = anova_is_certified,
			.initial_state = (void *)(uintptr_t)&analyses[i],
		};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
