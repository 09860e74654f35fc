/*
 * oracle: runs the estimators on an input file of the oracle format.
 *
 *     oracle TOPIC INPUTS.csv
 *
 * Reads rows of case,name,index,value (tests/oracles/README.md) and writes, in
 * the same form and with 17 digits, the quantities of the topic that are
 * implemented.  A quantity that is not defined for a case is NaN, as in the
 * expected files.  Exit status: 2 for a wrong call, 4 for a bad file.
 */

#include <errno.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/descriptive.h"
#include "analyze/poisson.h"
#include "common/status.h"

#define FIELDS 4
#define LEVEL 0.95 /* where a case states none */

struct row {
	char *id;
	char *name;
	double value; /* NaN for NA */
};

struct rows {
	struct row *items;
	size_t count;
	size_t capacity;
};

/* The rows of one case; they stand together in the file. */
struct sample {
	const char *id;
	const struct row *rows;
	size_t count;
};

struct topic {
	const char *name;
	void (*run)(const struct sample *sample);
};

static void *
checked(void *memory)
{
	if (memory == NULL) {
		perror("oracle");
		exit(ILO_FAILED);
	}
	return memory;
}

/* Print one quantity; NaN and infinities as R spells them. */
static void
emit(const struct sample *sample, const char *name, size_t index, double value)
{
	printf("\"%s\",\"%s\",%zu,", sample->id, name, index);
	if (isnan(value))
		puts("NaN");
	else if (isinf(value))
		puts(value > 0 ? "Inf" : "-Inf");
	else
		printf("%.17g\n", value);
}

static void
emit_one(const struct sample *sample, const char *name, enum est_state state,
         double value)
{
	emit(sample, name, 1, state == EST_OK ? value : (double)NAN);
}

static void
emit_estimate(const struct sample *sample, const char *name,
              struct estimate estimate)
{
	emit_one(sample, name, estimate.state, estimate.value);
}

/* First value of a name; false if the case has no such name. */
static bool
get_scalar(const struct sample *sample, const char *name, double *value)
{
	size_t i;

	for (i = 0; i < sample->count; i++) {
		if (strcmp(sample->rows[i].name, name) == 0) {
			*value = sample->rows[i].value;
			return true;
		}
	}
	return false;
}

/* All values of a name that are not missing; the caller frees them. */
static double *
get_vector(const struct sample *sample, const char *name, size_t *count)
{
	double *values = checked(calloc(sample->count + 1, sizeof(*values)));
	size_t i;

	*count = 0;
	for (i = 0; i < sample->count; i++)
		if (strcmp(sample->rows[i].name, name) == 0 &&
		    !isnan(sample->rows[i].value))
			values[(*count)++] = sample->rows[i].value;
	return values;
}

static int
compare_doubles(const void *a, const void *b)
{
	const double *x = a;
	const double *y = b;

	return (*x > *y) - (*x < *y);
}

/* Sorts the values. */
static void
run_quantiles(const struct sample *sample, double *values, size_t n)
{
	static const double probabilities[] = {
		0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1};
	const size_t count = sizeof(probabilities) / sizeof(*probabilities);
	struct estimate quantile;
	size_t i;

	qsort(values, n, sizeof(*values), compare_doubles);
	for (i = 0; i < count; i++) {
		quantile = descriptive_quantile(values, n, probabilities[i]);
		emit(sample, "quantile_p", i + 1, probabilities[i]);
		emit(sample, "quantile.type7", i + 1,
		     quantile.state == EST_OK ? quantile.value : (double)NAN);
	}
}

static void
run_descriptive(const struct sample *sample)
{
	size_t n;
	double *values = get_vector(sample, "x", &n);
	double *work = checked(calloc(n + 1, sizeof(*work)));
	struct estimate mean = descriptive_mean(values, n);
	struct estimate sd = descriptive_sd(values, n);
	struct estimate lag1 = descriptive_lag1(values, n);

	emit(sample, "n", 1, (double)n);
	emit_estimate(sample, "mean", mean);
	emit_estimate(sample, "sd", sd);
	emit_estimate(sample, "lag1_autocorr", lag1);
	emit_estimate(sample, "median", descriptive_median(values, n, work));
	emit_estimate(sample, "mad_raw", descriptive_mad(values, n, work));
	run_quantiles(sample, values, n);
	if (strncmp(sample->id, "nist_", strlen("nist_")) == 0) {
		emit_estimate(sample, "nist_mean", mean);
		emit_estimate(sample, "nist_sd", sd);
		emit_estimate(sample, "nist_r1", lag1);
	}
	free(work);
	free(values);
}

/* A count that the estimators refuse stands for one that cannot be. */
static uint64_t
to_count(double value)
{
	if (value >= 0 && value <= (double)POISSON_COUNT_MAX)
		return (uint64_t)value;
	return POISSON_COUNT_MAX + 1;
}

static void
run_interval(const struct sample *sample, double confidence)
{
	struct poisson_sample counted;
	struct interval rate;
	double x = 0;
	double exposure = 0;

	(void)get_scalar(sample, "x", &x);
	(void)get_scalar(sample, "T", &exposure);
	counted.count = to_count(x);
	counted.exposure = exposure;
	rate = poisson_interval(counted, confidence);
	emit_one(sample, "rate", rate.state, rate.value);
	emit_one(sample, "lower", rate.state, rate.lower);
	emit_one(sample, "upper", rate.state, rate.upper);
}

static void
run_test(const struct sample *sample, double expected)
{
	struct poisson_test test;
	double x = 0;

	(void)get_scalar(sample, "x", &x);
	test = poisson_test(to_count(x), expected);
	emit_one(sample, "p_two", test.state, test.p_two);
	emit_one(sample, "p_greater", test.state, test.p_greater);
	emit_one(sample, "p_less", test.state, test.p_less);
}

/* The oracle says infinity for a ratio to 0, where the API says undefined. */
static double
ratio_as_in_r(const struct poisson_comparison *comparison,
              struct poisson_sample after)
{
	if (comparison->ratio.state == EST_OK)
		return comparison->ratio.value;
	return after.count > 0 ? (double)INFINITY : (double)NAN;
}

static void
run_ratio(const struct sample *sample, double x1)
{
	struct poisson_sample after = {.count = to_count(x1)};
	struct poisson_sample before = {0};
	struct poisson_comparison result;
	double x2 = 0;

	(void)get_scalar(sample, "x2", &x2);
	(void)get_scalar(sample, "T1", &after.exposure);
	(void)get_scalar(sample, "T2", &before.exposure);
	before.count = to_count(x2);
	result = poisson_compare(after, before, LEVEL);
	emit_one(sample, "ratio", result.state, ratio_as_in_r(&result, after));
	emit_one(sample, "lower95", result.state, result.ratio.lower);
	emit_one(sample, "upper95", result.state, result.ratio.upper);
	emit_one(sample, "p_minlike", result.state, result.p_minlike);
	emit_one(sample, "p_central", result.state, result.p_central);
	emit_one(sample, "p_midp", result.state, result.p_midp);
	emit_estimate(sample, "z_score", result.z_score);
}

static void
run_dispersion(const struct sample *sample)
{
	struct poisson_dispersion result;
	size_t n;
	double *counts = get_vector(sample, "x", &n);

	result = poisson_dispersion(counts, n);
	emit_one(sample, "D", result.state, result.index);
	emit_one(sample, "chi2", result.state, result.chi2);
	emit_one(sample, "p_upper", result.state, result.p_upper);
	free(counts);
}

/* The inputs that a case has say what it asks for. */
static void
run_poisson(const struct sample *sample)
{
	double value;

	if (get_scalar(sample, "conf", &value))
		run_interval(sample, value);
	else if (get_scalar(sample, "mu", &value))
		run_test(sample, value);
	else if (get_scalar(sample, "x1", &value))
		run_ratio(sample, value);
	else
		run_dispersion(sample);
}

static const struct topic topics[] = {
	{"01_descriptive", run_descriptive},
	{"02_poisson", run_poisson},
};

static const struct topic *
find_topic(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(topics) / sizeof(*topics); i++)
		if (strcmp(topics[i].name, name) == 0)
			return &topics[i];
	return NULL;
}

/*
 * Cut a line into fields in place, quotes removed; true if there are FIELDS.
 * The format has no quote and no line break inside a field.
 */
static bool
split(char *line, char *fields[FIELDS])
{
	size_t count = 0;
	char *end;
	bool quoted;

	line[strcspn(line, "\r\n")] = '\0';
	for (; line != NULL && count < FIELDS; count++) {
		quoted = *line == '"';
		fields[count] = quoted ? line + 1 : line;
		end = strpbrk(fields[count], quoted ? "\"" : ",");
		if (quoted && end != NULL)
			*end++ = '\0';
		line = end != NULL && *end == ',' ? end + 1 : NULL;
		if (end != NULL)
			*end = '\0';
	}
	return count == FIELDS && line == NULL;
}

static bool
parse_value(const char *text, double *value)
{
	char *end;

	if (strcmp(text, "NA") == 0) {
		*value = (double)NAN;
		return true;
	}
	*value = strtod(text, &end);
	return end != text && *end == '\0';
}

static void
append(struct rows *rows, char *const fields[FIELDS], double value)
{
	struct row *row;

	if (rows->count == rows->capacity) {
		rows->capacity = 2 * rows->capacity + 64;
		rows->items = checked(realloc(
			rows->items, rows->capacity * sizeof(*rows->items)));
	}
	row = &rows->items[rows->count++];
	row->id = checked(strdup(fields[0]));
	row->name = checked(strdup(fields[1]));
	row->value = value;
}

static bool
read_rows(FILE *file, const char *path, struct rows *rows)
{
	char *fields[FIELDS];
	char *line = NULL;
	size_t capacity = 0;
	size_t number = 0;
	bool good = true;
	double value;

	while (good && getline(&line, &capacity, file) != -1) {
		if (number++ == 0)
			continue; /* header */
		good = split(line, fields) && parse_value(fields[3], &value);
		if (good)
			append(rows, fields, value);
		else
			fprintf(stderr, "oracle: %s:%zu: malformed row\n", path,
			        number);
	}
	free(line);
	if (good && ferror(file)) {
		fprintf(stderr, "oracle: %s: cannot read\n", path);
		good = false;
	}
	return good;
}

static void
rows_release(struct rows *rows)
{
	size_t i;

	for (i = 0; i < rows->count; i++) {
		free(rows->items[i].id);
		free(rows->items[i].name);
	}
	free(rows->items);
}

static void
run_topic(const struct topic *topic, const struct rows *rows)
{
	struct sample sample;
	size_t i;

	puts("case,name,index,value");
	for (i = 0; i < rows->count; i += sample.count) {
		sample.id = rows->items[i].id;
		sample.rows = &rows->items[i];
		sample.count = 1;
		while (i + sample.count < rows->count &&
		       strcmp(rows->items[i + sample.count].id, sample.id) == 0)
			sample.count++;
		topic->run(&sample);
	}
}

static enum ilo_status
run_file(const struct topic *topic, const char *path)
{
	enum ilo_status status = ILO_FAILED;
	struct rows rows = {0};
	FILE *file = fopen(path, "r");

	if (file == NULL) {
		fprintf(stderr, "oracle: %s: %s\n", path, strerror(errno));
		return ILO_FAILED;
	}
	if (read_rows(file, path, &rows)) {
		run_topic(topic, &rows);
		if (fflush(stdout) == 0 && !ferror(stdout))
			status = ILO_OK;
		else
			perror("oracle: standard output");
	}
	rows_release(&rows);
	(void)fclose(file); /* only read from */
	return status;
}

int
main(int argc, char **argv)
{
	const struct topic *topic;

	gsl_set_error_handler_off();
	if (argc != 3) {
		fputs("usage: oracle TOPIC INPUTS.csv\n", stderr);
		return ILO_USAGE;
	}
	topic = find_topic(argv[1]);
	if (topic == NULL) {
		fprintf(stderr, "oracle: unknown topic: %s\n", argv[1]);
		return ILO_USAGE;
	}
	return (int)run_file(topic, argv[2]);
}
