/*
 * What a figure is comes from its own attributes, how it is made from
 * codelists/methods.xml, with what from the manifest.  Text is wrapped for a
 * terminal of 80 columns.
 */

#include "driver/card.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "common/cli.h"
#include "common/codelist.h"
#include "common/datadir.h"
#include "common/digest.h"
#include "common/num.h"
#include "common/semester.h"
#include "common/xmlio.h"
#include "driver/edition.h"
#include "driver/manifest.h"

enum { WIDTH = 76, INDENT = 12, NAMED_FIGURES = 8, LISTS = 4 };

struct options {
	const char *archive, *run, *semester;
	char **figures;
	size_t figure_count;
};

static const char *const list_names[LISTS] = {"methods", "measures",
                                              "indicators", "countries"};

enum list { METHODS, MEASURES, INDICATORS, COUNTRIES };

struct cards {
	struct edition *edition;
	struct ilo_codelist *lists[LISTS];
	const char *methods_path;
	json_t *manifest;
	struct ilo_arena *arena;
	struct ilo_diag *diag;
};

/* ---- text -------------------------------------------------------------- */

/* Print label and text, its white space folded, in a column of its own. */
static void
print_field(const char *label, const char *text)
{
	size_t column = INDENT, length;
	bool first = true;

	if (text == NULL || text[strspn(text, " \n\t")] == '\0')
		return;
	(void)printf("%-*s", INDENT, label);
	for (text += strspn(text, " \n\t"); *text != '\0';
	     text += length, text += strspn(text, " \n\t")) {
		length = strcspn(text, " \n\t");
		if (!first && column + 1 + length > WIDTH) {
			(void)printf("\n%-*s", INDENT, "");
			column = INDENT;
		} else if (!first) {
			(void)putchar(' ');
			column++;
		}
		(void)printf("%.*s", (int)length, text);
		column += length;
		first = false;
	}
	(void)putchar('\n'); /* the stream is checked at the end */
}

/* ---- what the figure is ------------------------------------------------ */

static const char *
attr(struct cards *cards, const struct edition_figure *figure, const char *name)
{
	return edition_attr(cards->edition, figure, name);
}

static const char *
short_number(struct cards *cards, const char *number)
{
	char text[ILO_NUM_SIZE];
	double value;

	if (number == NULL || !ilo_num_real(number, &value))
		return number; /* INF */
	return ilo_arena_strdup(cards->arena, ilo_num_print_short(value, text));
}

/* The label of a code with the code; the code alone where it has none. */
static const char *
named(struct cards *cards, enum list list, const char *code)
{
	const struct ilo_code_entry *entry =
		ilo_codelist_find(cards->lists[list], code);

	if (entry == NULL)
		return code;
	return ilo_arena_printf(cards->arena, "%s (%s)",
	                        ilo_code_label(entry, "en"), code);
}

static void
append(struct cards *cards, const char **text, const char *label,
       const char *value)
{
	if (value != NULL)
		*text = ilo_arena_printf(cards->arena, "%s%s%s%s", *text,
		                         **text == '\0' ? "" : "; ", label,
		                         value);
}

static void
print_subject(struct cards *cards, const struct edition_figure *figure)
{
	const char *host = attr(cards, figure, "host");
	const char *indicator = attr(cards, figure, "indicator");
	const char *by = attr(cards, figure, "by");
	const char *code = attr(cards, figure, "code");
	const char *text = "";

	if (host == NULL)
		append(cards, &text, "the semester as a whole", "");
	else if (strcmp(host, "_T") == 0)
		append(cards, &text, "all host countries", "");
	else
		append(cards, &text, "", named(cards, COUNTRIES, host));
	if (indicator != NULL)
		append(cards, &text, "", named(cards, INDICATORS, indicator));
	append(cards, &text, "", attr(cards, figure, "period"));
	if (by != NULL && strcmp(by, "total") != 0)
		append(cards, &text, "",
		       ilo_arena_printf(cards->arena, "%s %s", by,
		                        code == NULL ? "" : code));
	append(cards, &text, "with ", attr(cards, figure, "other"));
	append(cards, &text, "counted by ", attr(cards, figure, "counted-by"));
	print_field("About", text);
}

static const char *
interval(struct cards *cards, const struct edition_figure *figure,
         const char *lower, const char *upper)
{
	if (attr(cards, figure, lower) == NULL ||
	    attr(cards, figure, upper) == NULL)
		return NULL;
	return ilo_arena_printf(
		cards->arena, "%s to %s",
		short_number(cards, attr(cards, figure, lower)),
		short_number(cards, attr(cards, figure, upper)));
}

static void
print_value(struct cards *cards, const struct edition_figure *figure)
{
	const char *value = attr(cards, figure, "value"), *text = "";

	append(cards, &text, "",
	       value == NULL ? attr(cards, figure, "state")
	                     : short_number(cards, value));
	append(cards, &text, "because ", attr(cards, figure, "reason"));
	append(cards, &text, "interval ",
	       interval(cards, figure, "lower", "upper"));
	append(cards, &text, "widened ",
	       interval(cards, figure, "wide-lower", "wide-upper"));
	append(cards, &text, "p ",
	       short_number(cards, attr(cards, figure, "p")));
	append(cards, &text, "adjusted p ",
	       short_number(cards, attr(cards, figure, "p-adjusted")));
	append(cards, &text, "verdict ", attr(cards, figure, "verdict"));
	append(cards, &text, "unit ", attr(cards, figure, "unit"));
	append(cards, &text, "flag ", attr(cards, figure, "flag"));
	print_field("Value", text);
}

/* ---- what it was made from --------------------------------------------- */

static void
print_parameters(struct cards *cards)
{
	const xmlNode *node =
		ilo_xml_child(edition_root(cards->edition), "parameters");
	const char *text = "";

	for (const xmlAttr *one = node == NULL ? NULL : node->properties;
	     one != NULL; one = one->next)
		append(cards, &text,
		       ilo_arena_printf(cards->arena, "%s ",
		                        (const char *)one->name),
		       ilo_xml_attr(cards->arena, node,
		                    (const char *)one->name));
	print_field("Parameters", text);
}

static void
print_counts(struct cards *cards, const struct edition_figure *figure)
{
	static const char *const counts[] = {"reported", "expected", "absent",
	                                     "months", "months-expected"};
	const char *text = "";

	append(cards, &text, "n ", attr(cards, figure, "n"));
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		append(cards, &text,
		       ilo_arena_printf(cards->arena, "%s ", counts[i]),
		       attr(cards, figure, counts[i]));
	append(cards, &text, "compared with ",
	       attr(cards, figure, "base-period"));
	print_field("Counts", text);
}

/* The first few ids, and how many more there are. */
static void
print_from(struct cards *cards, const struct edition_figure *figure)
{
	const char *from = attr(cards, figure, "from");
	const char *rows = attr(cards, figure, "rows"), *text = "";
	size_t count = 0;

	while (from != NULL && *from != '\0') {
		size_t length = strcspn(from, " ");

		if (length > 0 && count++ < NAMED_FIGURES)
			append(cards, &text, "",
			       ilo_arena_strndup(cards->arena, from, length));
		from += length + strspn(from + length, " ");
	}
	if (count > NAMED_FIGURES)
		append(cards, &text, "",
		       ilo_arena_printf(cards->arena, "and %zu more",
		                        count - NAMED_FIGURES));
	if (rows != NULL)
		append(cards, &text, "rows of flows.csv, which 'ilo why' lists",
		       "");
	print_field("From", text);
}

/* ---- how and with what ------------------------------------------------- */

/* The text may have changed since the run. */
static enum ilo_status
print_stale(struct cards *cards)
{
	const char *stated = json_string_value(
		json_object_get(json_object_get(cards->manifest, "data"),
	                        "schema/codelists/methods.xml"));
	char sha256[ILO_DIGEST_SIZE];
	enum ilo_status status =
		ilo_digest_file(cards->methods_path, cards->diag, sha256);

	if (status == ILO_OK && stated != NULL && strcmp(stated, sha256) != 0)
		print_field("Note", "The list of methods is not the one that "
		                    "the run was made with.");
	return status;
}

static void
print_method(struct cards *cards, const struct edition_figure *figure)
{
	const char *id = attr(cards, figure, "method");
	const struct ilo_code_entry *method =
		id == NULL ? NULL
			   : ilo_codelist_find(cards->lists[METHODS], id);

	if (id != NULL)
		print_field("Method", named(cards, METHODS, id));
	if (method == NULL)
		return;
	print_field("Formula", ilo_code_property(method, "formula"));
	print_field("Assumes", ilo_code_note(method));
	print_field("Reference", ilo_code_property(method, "reference"));
}

static void
print_tool(struct cards *cards)
{
	json_t *tool = json_object_get(cards->manifest, "tool"), *version;
	const char *text = "", *name;

	append(cards, &text, "ilo ",
	       json_string_value(json_object_get(tool, "version")));
	json_object_foreach(json_object_get(tool, "libraries"), name, version)
	{
		append(cards, &text,
		       ilo_arena_printf(cards->arena, "%s ", name),
		       json_string_value(version));
	}
	print_field("Made with", text);
}

static enum ilo_status
print_card(struct cards *cards, const struct edition_figure *figure)
{
	const char *measure = attr(cards, figure, "measure");

	(void)printf("%s\n", figure->id);
	print_field("Measure", named(cards, MEASURES,
	                             measure == NULL ? "level" : measure));
	print_subject(cards, figure);
	print_value(cards, figure);
	print_method(cards, figure);
	print_parameters(cards);
	print_counts(cards, figure);
	print_from(cards, figure);
	print_tool(cards);
	return print_stale(cards);
}

/* ---- options ----------------------------------------------------------- */

static enum ilo_status
print_all(struct cards *cards, const struct options *options)
{
	enum ilo_status status = ILO_OK, one;

	for (size_t i = 0; i < options->figure_count; i++) {
		const struct edition_figure *figure =
			edition_find(cards->edition, options->figures[i]);

		if (i > 0)
			(void)putchar('\n');
		if (figure == NULL) {
			ilo_diag_report(cards->diag, ILO_D_NO_FIGURE,
			                options->figures[i], 0,
			                "'ilo figures' lists them");
			one = ILO_FINDINGS;
		} else {
			one = print_card(cards, figure);
		}
		status = one > status ? one : status;
	}
	return ilo_cli_told(status, cards->diag);
}

static enum ilo_status
read_lists(struct cards *cards)
{
	const char *datadir = ilo_datadir(cards->arena, cards->diag);
	enum ilo_status status = datadir == NULL ? ILO_FAILED : ILO_OK;

	for (size_t i = 0; status == ILO_OK && i < LISTS; i++) {
		const char *path = ilo_arena_printf(
			cards->arena, "%s/schema/codelists/%s.xml", datadir,
			list_names[i]);

		if (i == METHODS)
			cards->methods_path = path;
		status = ilo_codelist_read(path, cards->diag, &cards->lists[i]);
	}
	return status;
}

static enum ilo_status
answer(const struct options *options, struct ilo_arena *arena,
       struct ilo_diag *diag)
{
	const struct edition_place place = {options->archive, options->run,
	                                    options->semester};
	struct cards cards = {.arena = arena, .diag = diag};
	enum ilo_status status = edition_open(&place, diag, &cards.edition);

	if (status == ILO_OK)
		status = read_lists(&cards);
	if (status == ILO_OK) {
		cards.manifest = manifest_read(edition_folder(cards.edition),
		                               arena, diag);
		status = cards.manifest == NULL ? ILO_INTEGRITY : ILO_OK;
	}
	if (status == ILO_OK)
		status = print_all(&cards, options);
	json_decref(cards.manifest);
	for (size_t i = 0; i < LISTS; i++)
		ilo_codelist_free(cards.lists[i]);
	edition_close(cards.edition);
	return status;
}

/* The semester that an id names: of "GH.IBC_BETWEEN.2024-05.total" 2024-S1. */
static const char *
semester_of(struct ilo_arena *arena, const char *id)
{
	char text[ILO_SEMESTER_SIZE];
	ilo_semester semester;
	ilo_month month;
	size_t skip;
	const char *word;

	for (skip = 0; skip < 2 && id != NULL; skip++) {
		id = strchr(id, '.');
		id = id == NULL ? NULL : id + 1;
	}
	if (id == NULL)
		return NULL;
	word = ilo_arena_strndup(arena, id, strcspn(id, "."));
	if (ilo_month_parse(word, &month))
		semester = ilo_month_semester(month);
	else if (!ilo_semester_parse(word, &semester))
		return NULL;
	return ilo_arena_strdup(arena, ilo_semester_print(semester, text));
}

/* Operands: a semester or, where it is left out, that of the first figure. */
static bool
understood(struct options *options, struct ilo_arena *arena,
           struct ilo_diag *diag)
{
	const char *wrong = NULL;
	ilo_semester semester;

	if (ilo_semester_parse(options->figures[0], &semester)) {
		options->semester = *options->figures++;
		options->figure_count--;
	} else {
		options->semester = semester_of(arena, options->figures[0]);
	}
	if (options->figure_count == 0)
		wrong = "FIGURE is missing; 'ilo figures' lists them";
	else if (options->semester == NULL && options->run == NULL)
		wrong = "FIGURE names no semester; give SEMESTER before it";
	if (wrong != NULL)
		ilo_diag_report(diag, ILO_D_USAGE, NULL, 0, "%s", wrong);
	return wrong == NULL;
}

enum ilo_status
explain_main(int argc, char **argv, struct ilo_diag *diag)
{
	struct options options = {.archive = NULL};
	const struct ilo_option table[] = {
		{'a', "archive", "DIR",
	         "the archive, whose latest run is asked", &options.archive,
	         NULL, NULL},
		{0, "run", "FOLDER",
	         "another run, or one made with 'ilo run -o'", &options.run,
	         NULL, NULL},
		{0, NULL, NULL, NULL, NULL, NULL, NULL}};
	const struct ilo_cli cli = {
		"ilo explain",
		"-a DIR [OPTION]... [SEMESTER] FIGURE...",
		"Print the method card of a figure: formula, inputs, "
		"assumptions, libraries.",
		table,
		1,
		(size_t)argc};
	struct ilo_arena *arena;
	enum ilo_status status = ILO_USAGE;
	enum ilo_cli_result result;
	int operand;

	result = ilo_cli_parse(&cli, argc, argv, &operand);
	if (result != ILO_CLI_RUN)
		return ilo_cli_exit(result);
	options.figures = argv + operand;
	options.figure_count = (size_t)(argc - operand);
	arena = ilo_arena_new();
	if (understood(&options, arena, diag))
		status = answer(&options, arena, diag);
	ilo_arena_free(arena);
	return status;
}
