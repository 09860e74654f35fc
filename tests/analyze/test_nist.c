/*
 * Certified values of NIST StRD (tests/nist/README.md), read from the original
 * files together with the data.  Runs from the top of the checkout.
 */

#include <gsl/gsl_errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/estimate/descriptive.h"

#define VALUES_MAX 5000
#define EXACT 16 /* digits reported for equal numbers */

struct certified {
	double mean;
	double sd;
	double lag1;
};

struct dataset {
	struct certified certified;
	size_t count;
	double values[VALUES_MAX];
};

/* Digits that must agree with the certified values. */
struct demand {
	const char *path;
	size_t count;
	double mean;
	double sd;
	double lag1;
};

static const struct demand demands[] = {
	{"tests/nist/Lew.dat", 200, 13, 12, 13},
	{"tests/nist/Michelso.dat", 100, 13, 12, 13},
	{"tests/nist/NumAcc1.dat", 3, 13, 12, 13},
	{"tests/nist/NumAcc2.dat", 1001, 13, 12, 13},
	{"tests/nist/NumAcc3.dat", 1001, 13, 9, 13},
	{"tests/nist/PiDigits.dat", 5000, 13, 12, 13},
};

/* The number after the last colon of a line that starts with `label`. */
static void
read_certified(const char *line, const char *label, double *value)
{
	const char *colon = strrchr(line, ':');
	char *end;

	if (strncmp(line, label, strlen(label)) != 0)
		return;
	assert_non_null(colon);
	*value = strtod(colon + 1, &end);
	assert_true(end != colon + 1);
}

/* Header with the certified values, "Data: Y", a rule, one value a line. */
static void
read_dataset(const char *path, struct dataset *data)
{
	FILE *file = fopen(path, "r");
	bool in_data = false;
	char line[256];
	char *end;
	double value;

	assert_non_null(file);
	*data = (struct dataset){.certified = {
					 .mean = (double)NAN,
					 .sd = (double)NAN,
					 .lag1 = (double)NAN,
				 }};
	while (fgets(line, sizeof(line), file) != NULL) {
		if (!in_data) {
			read_certified(line, "Sample Mean",
			               &data->certified.mean);
			read_certified(line, "Sample Standard Deviation",
			               &data->certified.sd);
			read_certified(line, "Sample Autocorrelation",
			               &data->certified.lag1);
			in_data = strncmp(line, "Data: Y", 7) == 0;
			continue;
		}
		value = strtod(line, &end);
		if (end == line)
			continue; /* the rule under "Data: Y" */
		assert_true(data->count < VALUES_MAX);
		data->values[data->count++] = value;
	}
	assert_false(ferror(file));
	assert_int_equal(fclose(file), 0);
}

static void
demand_digits(const char *what, struct estimate got, double want, double digits)
{
	double error;
	double reached = EXACT;

	assert_int_equal(got.state, EST_OK);
	error = fabs(got.value - want) / fabs(want);
	if (error > 0)
		reached = -log10(error);
	if (!(reached >= digits))
		fail_msg("%s is %.17g, certified %.17g: %.1f digits", what,
		         got.value, want, reached);
}

static void
certified_values_are_met(void **state)
{
	const struct demand *demand = *state;
	struct dataset *data = malloc(sizeof(*data));

	assert_non_null(data);
	read_dataset(demand->path, data);
	assert_int_equal(data->count, demand->count);
	demand_digits("mean", descriptive_mean(data->values, data->count),
	              data->certified.mean, demand->mean);
	demand_digits("sd", descriptive_sd(data->values, data->count),
	              data->certified.sd, demand->sd);
	demand_digits("lag1", descriptive_lag1(data->values, data->count),
	              data->certified.lag1, demand->lag1);
	free(data);
}

int
main(void)
{
	struct CMUnitTest tests[sizeof(demands) / sizeof(*demands)];
	size_t i;

	gsl_set_error_handler_off();
	for (i = 0; i < sizeof(tests) / sizeof(*tests); i++)
		tests[i] = (struct CMUnitTest){
			.name = demands[i].path,
			.test_func = certified_values_are_met,
			.initial_state = (void *)(uintptr_t)&demands[i],
		};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
