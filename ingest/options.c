/* The option table, and what the texts must be. */

#include "ingest/options.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/num.h"

/* More are of no use to a disk that must keep what they judged. */
#define JOBS_DEFAULT 8
#define JOBS_MAX 64

/* Options as they were typed. */
struct texts {
	const char *kind;
	const char *received;
	const char *fail_on;
	const char *jobs;
	struct ilo_strings limits;
};

static const char summary[] =
	"Take files, or all files in folders, into the "
	"archive: judge them,\nkeep their bytes, register "
	"them and write receipts and letters.  Without a "
	"path,\ntake what the sources of ilo.conf(5) hold.";

static enum ilo_cli_result
parse(const struct ilo_option *table, int argc, char **argv, int *operand)
{
	const struct ilo_cli cli = {.program = "ilo-ingest",
	                            .synopsis = "-a DIR [OPTION]... [PATH]...",
	                            .summary = summary,
	                            .options = table,
	                            .operands_max = SIZE_MAX};

	return ilo_cli_parse(&cli, argc, argv, operand);
}

static enum ilo_cli_result
parse_texts(int argc, char **argv, struct options *options, struct texts *texts)
{
	const struct ilo_option table[] = {
		{.letter = 'a',
	         .name = "archive",
	         .argument = "DIR",
	         .help = "the archive to add to",
	         .text = &options->archive},
		{.name = "config",
	         .argument = "FILE",
	         .help = "the configuration; default: DIR/ilo.conf",
	         .text = &options->config},
		{.name = "kind",
	         .argument = "KIND",
	         .help = "what the files are: native, sdmx-csv or a layout",
	         .text = &texts->kind},
		{.name = "sender",
	         .argument = "CODE",
	         .help = "who sent them, where they do not say it",
	         .text = &options->sender},
		{.name = "nature",
	         .argument = "NATURE",
	         .help = "real (default) or exercise, where they do not say it",
	         .text = &options->nature},
		{.name = "published",
	         .argument = "DATE",
	         .help = "when they were published, where they do not say it",
	         .text = &options->published},
		{.name = "received",
	         .argument = "TIME",
	         .help = "when they became known; default: published, or now",
	         .text = &texts->received},
		{.name = "signature",
	         .argument = "FILE",
	         .help = "the detached signature of the one file given",
	         .text = &options->signature},
		{.name = "fail-on",
	         .argument = "SEVERITY",
	         .help = "exit 1 from info, warning or error (default) on",
	         .text = &texts->fail_on},
		{.letter = 'j',
	         .name = "jobs",
	         .argument = "N",
	         .help = "files judged at a time; default: one a processor",
	         .text = &texts->jobs},
		{.name = "limit",
	         .argument = "NAME=N",
	         .help = "lower a limit on files; see ilo-ingest(1)",
	         .list = &texts->limits},
		{.name = "json", .help = "write JSON", .flag = &options->json},
		{.letter = 'q',
	         .name = "quiet",
	         .help = "tell of rejected files and errors only",
	         .flag = &options->quiet},
		{.name = NULL}};

	return parse(table, argc, argv, &options->operand);
}

/*
 * The instant of a day or time that a person gave, or NULL when it is none or
 * later than now.  Today means now: its end has not come yet.
 */
static const char *
instant(const char *text, const char *now, char time[ILO_TIME_SIZE])
{
	if (!ilo_time_parse(text, time))
		return NULL;
	if (strlen(text) == ILO_DATE_SIZE - 1 &&
	    strncmp(text, now, ILO_DATE_SIZE - 1) == 0)
		(void)snprintf(time, ILO_TIME_SIZE, "%s", now);
	return strcmp(time, now) > 0 ? NULL : time;
}

/* What is wrong with the options, or NULL. */
static const char *
check(const struct texts *texts, const char *now, struct options *options)
{
	char published[ILO_TIME_SIZE];
	long day;

	if (options->archive == NULL)
		return "-a DIR is missing: the archive to add to";
	options->kind = texts->kind; /* looked up where layouts are known */
	if (texts->fail_on != NULL &&
	    !ilo_severity_parse(texts->fail_on, &options->fail_on))
		return "--fail-on must be info, warning, error or fatal";
	if (options->nature != NULL && strcmp(options->nature, "real") != 0 &&
	    strcmp(options->nature, "exercise") != 0)
		return "--nature must be real or exercise";
	(void)snprintf(options->received, ILO_TIME_SIZE, "%s", now);
	if (options->published != NULL) {
		if (!ilo_date_parse(options->published, &day) ||
		    instant(options->published, now, published) == NULL)
			return "--published must be a day like 2024-01-31, not "
			       "later than today";
		(void)snprintf(options->received, ILO_TIME_SIZE, "%s",
		               published);
	}
	if (texts->received != NULL &&
	    instant(texts->received, now, options->received) == NULL)
		return "--received must be a day like 2024-01-31 or a time in "
		       "UTC like 2024-01-31T12:00:00Z, not later than now";
	return NULL;
}

/* One worker a processor, as far as there is use for them. */
static size_t
default_jobs(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	if (processors < 1)
		return 1;
	return processors > JOBS_DEFAULT ? JOBS_DEFAULT : (size_t)processors;
}

static enum ilo_status
set_work(const struct texts *texts, struct ilo_diag *diag,
         struct options *options)
{
	enum ilo_status status = ILO_OK;
	int64_t jobs = 0;
	size_t i;

	options->jobs = default_jobs();
	if (texts->jobs != NULL) {
		if (!ilo_num_count(texts->jobs, &jobs) || jobs < 1 ||
		    jobs > JOBS_MAX) {
			ilo_diag_report(diag, ILO_D_USAGE, NULL, 0,
			                "--jobs must be a number from 1 to %d",
			                JOBS_MAX);
			return ILO_USAGE;
		}
		options->jobs = (size_t)jobs;
	}
	options->limits = *ilo_limits_default();
	for (i = 0; status == ILO_OK && i < texts->limits.count; i++)
		status = ilo_limits_lower(&options->limits,
		                          texts->limits.items[i], diag);
	return status;
}

enum ilo_cli_result
options_parse(int argc, char **argv, const char *now, struct ilo_diag *diag,
              struct options *options)
{
	struct texts texts = {.kind = NULL};
	enum ilo_cli_result result;
	const char *wrong;

	*options = (struct options){.fail_on = ILO_ERROR};
	result = parse_texts(argc, argv, options, &texts);
	diag->json = options->json;
	diag->quiet = options->quiet;
	if (result == ILO_CLI_RUN && set_work(&texts, diag, options) != ILO_OK)
		result = ILO_CLI_BAD;
	ilo_strings_release(&texts.limits);
	if (result != ILO_CLI_RUN)
		return result;
	wrong = check(&texts, now, options);
	if (wrong == NULL)
		return ILO_CLI_RUN;
	ilo_diag_report(diag, ILO_D_USAGE, NULL, 0, "%s", wrong);
	return ILO_CLI_BAD;
}
