/*
 * ilo-transform: an archive in, networks.xml, flows.csv and flows.pack out.
 *
 * This file parses options and wires the steps together; the work is in its
 * siblings.
 */

#include <string.h>

#include "common/cli.h"
#include "common/xmlio.h"
#include "transform/compile.h"

struct options {
	struct job job;
	const char *semester, *known_at, *fail_on_text;
	char known_at_time[ILO_TIME_SIZE];
	enum ilo_severity fail_on;
	bool json, quiet;
};

static bool
bad_value(struct ilo_diag *diag, const char *option, const char *form)
{
	ilo_diag_report(diag, ILO_D_USAGE, NULL, 0, "%s: %s", option, form);
	return false;
}

static bool
check_options(struct options *options, struct ilo_diag *diag)
{
	if (options->job.archive == NULL)
		return bad_value(diag, "-a", "name the archive");
	if (options->job.output == NULL)
		return bad_value(diag, "-o", "name the folder for the output");
	if (options->semester == NULL ||
	    !ilo_semester_parse(options->semester, &options->job.semester))
		return bad_value(diag, "--semester",
		                 "name one semester, as 2024-S1");
	if (options->known_at != NULL &&
	    !ilo_time_parse(options->known_at, options->known_at_time))
		return bad_value(diag, "--known-at",
		                 "a day as 2024-07-31, or an instant in UTC "
		                 "as 2024-07-31T12:00:00Z");
	if (options->fail_on_text != NULL &&
	    !ilo_severity_parse(options->fail_on_text, &options->fail_on))
		return bad_value(diag, "--fail-on",
		                 "info, warning, error or fatal");
	if (options->known_at != NULL)
		options->job.known_at = options->known_at_time;
	return true;
}

static enum ilo_cli_result
parse_options(int argc, char **argv, struct options *o)
{
	const struct ilo_option table[] = {
		{'a', "archive", "DIR", "the archive to read", &o->job.archive,
	         NULL, NULL},
		{'s', "semester", "SEMESTER", "the semester, as 2024-S1",
	         &o->semester, NULL, NULL},
		{'k', "known-at", "DATE",
	         "as it was known then; default: the latest arrival",
	         &o->known_at, NULL, NULL},
		{'o', "output", "DIR", "folder for networks.xml and flows.csv",
	         &o->job.output, NULL, NULL},
		{0, "fail-on", "SEVERITY",
	         "status 1 from this severity on; default: error",
	         &o->fail_on_text, NULL, NULL},
		{0, "json", NULL, "findings as JSON lines", NULL, NULL,
	         &o->json},
		{'q', "quiet", NULL, "print errors only", NULL, NULL,
	         &o->quiet},
		{0}};
	const struct ilo_cli cli = {
		"ilo-transform",
		"-a DIR --semester SEMESTER -o DIR [OPTION]...",
		"Write what is in force for a semester as networks.xml and "
		"flows.csv.",
		table,
		0,
		0};
	int operand;

	*o = (struct options){.fail_on = ILO_ERROR};
	return ilo_cli_parse(&cli, argc, argv, &operand);
}

int
main(int argc, char **argv)
{
	struct options options;
	struct ilo_diag diag;
	enum ilo_cli_result result = parse_options(argc, argv, &options);

	ilo_cli_start();
	if (result != ILO_CLI_RUN)
		return (int)ilo_cli_exit(result);
	ilo_xml_init();
	ilo_diag_init(&diag, "ilo-transform", stderr);
	diag.json = options.json;
	diag.quiet = options.quiet;
	if (!check_options(&options, &diag))
		return ILO_USAGE;
	return (int)ilo_cli_status(compile(&options.job, &diag), &diag,
	                           options.fail_on);
}
