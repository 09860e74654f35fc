/* Options, the run to look at, and the explanation printed as text or JSON. */

#include "driver/why.h"

#include <math.h>
#include <stdio.h>

#include "common/cli.h"
#include "common/num.h"
#include "common/semester.h"
#include "driver/explain.h"

struct options {
	const char *archive;
	const char *run;
	const char *semester;
	char **figures;
	size_t figure_count; /* 0: all */
	bool json;
};

static const char *
text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text == NULL ? "" : text;
}

/* A number for people, four decimals at most (--json has all of them); "-"
 * where there is none. */
static const char *
number_of(const json_t *object, const char *key, char text[ILO_NUM_SIZE])
{
	const json_t *value = json_object_get(object, key);

	if (json_is_string(value))
		return json_string_value(value); /* INF */
	if (!json_is_number(value))
		return "-";
	return ilo_num_print(round(json_number_value(value) * 1e4) / 1e4, text);
}

/* A value with its interval, where it has them, or why there is none. */
static void
print_value(const json_t *figure)
{
	char value[ILO_NUM_SIZE], lower[ILO_NUM_SIZE], upper[ILO_NUM_SIZE];

	if (json_object_get(figure, "value") == NULL)
		(void)printf("  %s", text_of(figure, "state"));
	else
		(void)printf("  %s", number_of(figure, "value", value));
	if (json_object_get(figure, "value") != NULL &&
	    json_object_get(figure, "lower") != NULL)
		(void)printf(" (%s to %s)", number_of(figure, "lower", lower),
		             number_of(figure, "upper", upper));
	(void)printf(" %s", text_of(figure, "unit"));
}

/* A run has no value of its own, the result of an analysis no contributions. */
static void
print_head(const json_t *figure)
{
	char one[ILO_NUM_SIZE], other[ILO_NUM_SIZE];

	(void)printf("%s\n", text_of(figure, "figure"));
	if (json_object_get(figure, "method") == NULL) {
		(void)printf("  the months that analyses rest on, %s, counted "
		             "by %s\n",
		             text_of(figure, "unit"),
		             text_of(figure, "counted-by"));
		return;
	}
	print_value(figure);
	if (json_object_get(figure, "counted-by") != NULL)
		(void)printf(", counted by %s", text_of(figure, "counted-by"));
	(void)printf(", method %s, flag %s\n", text_of(figure, "method"),
	             text_of(figure, "flag"));
	if (json_object_get(figure, "wide-lower") != NULL)
		(void)printf("  widened for dispersion: %s to %s\n",
		             number_of(figure, "wide-lower", one),
		             number_of(figure, "wide-upper", other));
	if (json_object_get(figure, "reported") != NULL)
		(void)printf("  %s of %s contributions\n",
		             number_of(figure, "reported", one),
		             number_of(figure, "expected", other));
	if (json_object_get(figure, "reported") == NULL ||
	    json_object_get(figure, "counted-by") == NULL)
		(void)printf("  from %s observations\n",
		             number_of(figure, "n", one));
}

static void
print_rows(const json_t *figure)
{
	const json_t *row;
	char value[ILO_NUM_SIZE], line[ILO_NUM_SIZE];
	size_t i;

	json_array_foreach(json_object_get(figure, "contributors"), i, row)
	{
		(void)printf("  %s\t%s %s %s %s %s %s\t%s:%s\t%s\tsha256 %s\n",
		             number_of(row, "value", value),
		             text_of(row, "reporter"), text_of(row, "period"),
		             text_of(row, "citizenship"), text_of(row, "route"),
		             text_of(row, "border"), text_of(row, "status"),
		             text_of(row, "file"), number_of(row, "line", line),
		             text_of(row, "locator"), text_of(row, "sha256"));
	}
}

static void
print_text(const json_t *figure)
{
	char value[ILO_NUM_SIZE];
	const json_t *part;
	size_t i;

	print_head(figure);
	json_array_foreach(json_object_get(figure, "from"), i, part)
	{
		(void)printf("  %s %s", i == 0 ? "from" : "and ",
		             text_of(part, "figure"));
		if (json_object_get(part, "value") != NULL)
			(void)printf(" = %s", number_of(part, "value", value));
		(void)putchar('\n'); /* the stream is checked at the end */
	}
	json_array_foreach(json_object_get(figure, "stated"), i, part)(void)
		printf("  stated in %s\n", json_string_value(part));
	print_rows(figure);
	if (json_object_get(figure, "recomputed") != NULL)
		(void)printf("  recomputed: %s, %s\n",
		             number_of(figure, "recomputed", value),
		             json_is_true(json_object_get(figure, "holds"))
		                     ? "holds"
		                     : "DOES NOT HOLD");
}

static enum ilo_status
explain(const struct options *options, const struct explainer *explainer,
        const struct edition_figure *figure)
{
	json_t *explanation = NULL;
	enum ilo_status status;

	status = explain_figure(explainer, figure, &explanation);
	if (!options->json)
		print_text(explanation);
	else if (json_dumpf(explanation, stdout, JSON_COMPACT) == 0)
		(void)putchar('\n'); /* the stream is checked at the end */
	json_decref(explanation);
	return status;
}

static enum ilo_status
explain_named(const struct options *options, const struct explainer *explainer)
{
	const struct edition_figure *figure;
	enum ilo_status status = ILO_OK, one;
	size_t i;

	for (i = 0; i < options->figure_count; i++) {
		figure = edition_find(explainer->edition, options->figures[i]);
		if (figure == NULL) {
			ilo_diag_report(explainer->diag, ILO_D_NO_FIGURE,
			                options->figures[i], 0,
			                "ids stand in statistics.xml and in "
			                "the report");
			one = ILO_FINDINGS;
		} else {
			one = explain(options, explainer, figure);
		}
		status = one > status ? one : status;
	}
	return status;
}

static enum ilo_status
explain_all(const struct options *options, const struct explainer *explainer)
{
	enum ilo_status status = ILO_OK, one;
	size_t i;

	for (i = 0; i < edition_count(explainer->edition); i++) {
		one = explain(options, explainer,
		              edition_at(explainer->edition, i));
		status = one > status ? one : status;
	}
	return status;
}

static enum ilo_status
answer(const struct options *options, struct ilo_diag *diag)
{
	const struct edition_place place = {options->archive, options->run,
	                                    options->semester};
	struct explainer explainer = {.diag = diag, .told = json_object()};
	enum ilo_status status;

	status = edition_open(&place, diag, &explainer.edition);
	if (status == ILO_OK && options->figure_count == 0)
		status = explain_all(options, &explainer);
	else if (status == ILO_OK)
		status = explain_named(options, &explainer);
	json_decref(explainer.told);
	edition_close(explainer.edition);
	return ilo_cli_told(status, diag);
}

enum ilo_status
why_main(int argc, char **argv, struct ilo_diag *diag)
{
	struct options options = {.json = false};
	const struct ilo_option table[] = {
		{'a', "archive", "DIR",
	         "the archive, whose latest run is asked", &options.archive,
	         NULL, NULL},
		{0, "run", "FOLDER",
	         "another run, or one made with 'ilo run -o'", &options.run,
	         NULL, NULL},
		{0, "json", NULL, "one JSON object a line", NULL, NULL,
	         &options.json},
		{0, NULL, NULL, NULL, NULL, NULL, NULL}};
	const struct ilo_cli cli = {
		"ilo why",
		"-a DIR [OPTION]... SEMESTER [FIGURE]...",
		"Say which lines of which submissions a figure was made from, "
		"and make it\nagain from them.  Without FIGURE: every figure.",
		table,
		1,
		(size_t)argc};
	enum ilo_cli_result result;
	int operand;

	result = ilo_cli_parse(&cli, argc, argv, &operand);
	if (result != ILO_CLI_RUN)
		return ilo_cli_exit(result);
	options.semester = argv[operand];
	options.figures = argv + operand + 1;
	options.figure_count = (size_t)(argc - operand - 1);
	return answer(&options, diag);
}
