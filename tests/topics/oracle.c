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

#include "common/status.h"
#include "tests/topics/topic.h"

#define FIELDS 4

struct rows {
	struct row *items;
	size_t count;
	size_t capacity;
};

struct topic {
	const char *name;
	void (*run)(const struct sample *sample);
};

static const struct topic topics[] = {
#define TOPIC(name, function) {name, function},
#include "tests/topics/topics.def"
#undef TOPIC
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
