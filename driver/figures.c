/* Picks figures by measure, host country and pattern, and prints each on a
 * line, as text for people or as JSON with all digits. */

#include "driver/figures.h"

#include <fnmatch.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "common/cli.h"
#include "common/num.h"
#include "common/semester.h"
#include "common/xmlio.h"
#include "driver/edition.h"

struct options {
	const char *archive, *run, *semester;
	const char *measure, *host, *pattern; /* NULL: any */
	bool json;
};

static const char *
or_any(const char *asked)
{
	return asked == NULL ? "*" : asked;
}

static const char *
attr_or(struct edition *edition, const struct edition_figure *figure,
        const char *name, const char *otherwise)
{
	const char *value = edition_attr(edition, figure, name);

	return value == NULL ? otherwise : value;
}

/* Runs are months that results are made from; points are levels. */
static const char *
measure_of(struct edition *edition, const struct edition_figure *figure)
{
	return attr_or(edition, figure, "measure", "level");
}

static bool
is_wanted(const struct options *options, struct edition *edition,
          const struct edition_figure *figure)
{
	if (ilo_xml_is(figure->node, "run"))
		return false;
	if (options->measure != NULL &&
	    strcmp(measure_of(edition, figure), options->measure) != 0)
		return false;
	if (options->host != NULL &&
	    strcmp(attr_or(edition, figure, "host", "_"), options->host) != 0)
		return false;
	return options->pattern == NULL ||
	       fnmatch(options->pattern, figure->id, 0) == 0;
}

/* The interval that the report prints; NULL where there is none. */
static const char *
limit_of(struct edition *edition, const struct edition_figure *figure,
         bool upper)
{
	const char *wide = edition_attr(edition, figure,
	                                upper ? "wide-upper" : "wide-lower");

	return wide != NULL ? wide
	                    : edition_attr(edition, figure,
	                                   upper ? "upper" : "lower");
}

/* Six significant digits; --json has all of them. */
static const char *
rounded(const char *number, char text[ILO_NUM_SIZE])
{
	double value;

	if (!ilo_num_real(number, &value))
		return number; /* INF */
	return ilo_num_print_short(value, text);
}

static void
print_text(struct edition *edition, const struct edition_figure *figure)
{
	const char *value = edition_attr(edition, figure, "value");
	const char *lower = limit_of(edition, figure, false);
	const char *upper = limit_of(edition, figure, true);
	char text[ILO_NUM_SIZE], low[ILO_NUM_SIZE], high[ILO_NUM_SIZE];

	(void)printf("%s\t", figure->id); /* the stream is checked at the end */
	if (value == NULL)
		(void)printf("%s", attr_or(edition, figure, "state", "none"));
	else
		(void)printf("%s", rounded(value, text));
	if (value != NULL && lower != NULL && upper != NULL)
		(void)printf(" (%s to %s)", rounded(lower, low),
		             rounded(upper, high));
	(void)printf("\t%s\t%s\n", attr_or(edition, figure, "unit", "-"),
	             attr_or(edition, figure, "flag", "-"));
}

static void
set(json_t *object, const char *key, const char *text)
{
	json_t *number;
	double value;

	if (text == NULL)
		return;
	if (!ilo_num_real(text, &value))
		number = json_string(text); /* INF */
	else if (value == floor(value) && fabs(value) < 1e15)
		number = json_integer((json_int_t)value);
	else
		number = json_real(value);
	if (json_object_set_new(object, key, number) != 0)
		ilo_out_of_memory();
}

static void
set_text(json_t *object, const char *key, const char *text)
{
	if (text != NULL &&
	    json_object_set_new(object, key, json_string(text)) != 0)
		ilo_out_of_memory();
}

static void
print_json(struct edition *edition, const struct edition_figure *figure)
{
	static const char *const texts[] = {"state", "unit",    "method",
	                                    "flag",  "verdict", "reason"};
	static const char *const reals[] = {"p", "p-adjusted", "n"};
	json_t *object = json_object();

	set_text(object, "figure", figure->id);
	set_text(object, "measure", measure_of(edition, figure));
	set(object, "value", edition_attr(edition, figure, "value"));
	set(object, "lower", limit_of(edition, figure, false));
	set(object, "upper", limit_of(edition, figure, true));
	for (size_t i = 0; i < sizeof(reals) / sizeof(*reals); i++)
		set(object, reals[i], edition_attr(edition, figure, reals[i]));
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		set_text(object, texts[i],
		         edition_attr(edition, figure, texts[i]));
	if (json_dumpf(object, stdout, JSON_COMPACT) == 0)
		(void)putchar('\n'); /* the stream is checked at the end */
	json_decref(object);
}

static enum ilo_status
list(const struct options *options, struct ilo_diag *diag)
{
	const struct edition_place place = {options->archive, options->run,
	                                    options->semester};
	struct edition *edition = NULL;
	enum ilo_status status = edition_open(&place, diag, &edition);
	size_t found = 0;

	for (size_t i = 0; status == ILO_OK && i < edition_count(edition);
	     i++) {
		const struct edition_figure *one = edition_at(edition, i);

		if (!is_wanted(options, edition, one))
			continue;
		found++;
		if (options->json)
			print_json(edition, one);
		else
			print_text(edition, one);
	}
	if (status == ILO_OK && found == 0) {
		ilo_diag_report(
			diag, ILO_D_NO_FIGURE, edition_folder(edition), 0,
			"id '%s', measure '%s', host '%s'; without "
			"these all are listed",
			or_any(options->pattern), or_any(options->measure),
			or_any(options->host));
		status = ILO_FINDINGS;
	}
	edition_close(edition);
	return ilo_cli_told(status, diag);
}

static enum ilo_cli_result
parse(struct options *options, int argc, char **argv, int *operand)
{
	const struct ilo_option table[] = {
		{'a', "archive", "DIR",
	         "the archive, whose latest run is listed", &options->archive,
	         NULL, NULL},
		{0, "run", "FOLDER",
	         "another run, or one made with 'ilo run -o'", &options->run,
	         NULL, NULL},
		{0, "measure", "M", "only this, such as level or trend-slope",
	         &options->measure, NULL, NULL},
		{0, "host", "H", "only this host country; _T is all of them",
	         &options->host, NULL, NULL},
		{0, "json", NULL, "one JSON object a line", NULL, NULL,
	         &options->json},
		{0, NULL, NULL, NULL, NULL, NULL, NULL}};
	const struct ilo_cli cli = {
		"ilo figures",
		"-a DIR [OPTION]... SEMESTER [PATTERN]",
		"List the figures of a run: id, value with interval, unit, "
		"flag.  PATTERN is one\nof the shell's, for the whole id.",
		table,
		1,
		2};

	return ilo_cli_parse(&cli, argc, argv, operand);
}

enum ilo_status
figures_main(int argc, char **argv, struct ilo_diag *diag)
{
	struct options options = {.json = false};
	enum ilo_cli_result result;
	int operand;

	result = parse(&options, argc, argv, &operand);
	if (result != ILO_CLI_RUN)
		return ilo_cli_exit(result);
	options.semester = argv[operand];
	options.pattern = argv[operand + 1]; /* NULL ends argv */
	return list(&options, diag);
}
