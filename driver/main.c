/*
 * ilo: the thin driver.  A table of commands: some are the stage programs
 * themselves, the others put them together.
 */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/archive.h"
#include "common/cli.h"
#include "common/datadir.h"
#include "common/file.h"
#include "common/outfile.h"
#include "common/xmlio.h"
#include "driver/card.h"
#include "driver/expected.h"
#include "driver/figures.h"
#include "driver/form.h"
#include "driver/run.h"
#include "driver/sign.h"
#include "driver/spawn.h"
#include "driver/status.h"
#include "driver/why.h"

static enum ilo_status init_main(int argc, char **argv, struct ilo_diag *diag);

struct command {
	const char *name;
	const char *help;
	const char *stage; /* the program that is started instead; or NULL */
	enum ilo_status (*main)(int argc, char **argv, struct ilo_diag *diag);
};

static const struct command commands[] = {
	{"init", "make an empty archive", NULL, init_main},
	{"form", "write the spreadsheet form of a submission", NULL, form_main},
	{"ingest", "take submissions into the archive", "ilo-ingest", NULL},
	{"run", "compile the evaluation of a semester", NULL, run_main},
	{"why", "say where a figure comes from", NULL, why_main},
	{"figures", "list the figures of a run", NULL, figures_main},
	{"explain", "say how a figure is made", NULL, explain_main},
	{"sign", "sign a submission or a report", NULL, sign_main},
	{"expected", "say who owes what for a semester, and what came", NULL,
         expected_main},
	{"status", "say what the archive holds", NULL, status_main},
	{"transform", "one stage: archive to networks.xml and flows.csv",
         "ilo-transform", NULL},
	{"analyze", "one stage: those to statistics.xml", "ilo-analyze", NULL},
	{"render", "one stage: all of it to HTML, XSL-FO or PDF", "ilo-render",
         NULL},
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

static enum ilo_status
print_help(FILE *stream)
{
	size_t i;

	(void)fputs("usage: ilo COMMAND [OPTION]...\n\n"
	            "Compile the evaluation of the immigration liaison "
	            "officers' networks.\n\n",
	            stream);
	for (i = 0; i < COMMAND_COUNT; i++)
		(void)fprintf(stream, "  %-10s %s\n", commands[i].name,
		              commands[i].help);
	(void)fputs("\n'ilo COMMAND --help' says more; so do ilo(1) and "
	            "ilo-COMMAND(1).\n",
	            stream);
	if (stream != stdout)
		return ILO_USAGE;
	return fflush(stdout) == 0 ? ILO_OK : ILO_FAILED;
}

/* An ilo.conf to fill in, unless there is one. */
static enum ilo_status
put_config(const char *folder, struct ilo_diag *diag)
{
	struct ilo_arena *arena = ilo_arena_new();
	struct ilo_buf bytes = ILO_BUF_INIT;
	const char *path = ilo_arena_printf(arena, "%s/ilo.conf", folder);
	const char *datadir = ilo_datadir(arena, diag);
	enum ilo_status status = ILO_FAILED;

	if (datadir != NULL)
		status = ilo_file_read(
			ilo_arena_printf(arena, "%s/schema/ilo.conf", datadir),
			ILO_FILE_OWN, diag, &bytes);
	if (status == ILO_OK && access(path, F_OK) != 0)
		status = ilo_outfile_put(path, bytes.bytes, bytes.count, diag);
	ilo_buf_release(&bytes);
	ilo_arena_free(arena);
	return status;
}

static enum ilo_status
init_main(int argc, char **argv, struct ilo_diag *diag)
{
	const struct ilo_option table[] = {
		{0, NULL, NULL, NULL, NULL, NULL, NULL}};
	const struct ilo_cli cli = {"ilo init", "DIR", "Make an empty archive.",
	                            table,      1,     1};
	enum ilo_cli_result result;
	enum ilo_status status;
	int operand;

	result = ilo_cli_parse(&cli, argc, argv, &operand);
	if (result != ILO_CLI_RUN)
		return ilo_cli_exit(result);
	status = ilo_archive_create(argv[operand], diag);
	return status == ILO_OK ? put_config(argv[operand], diag) : status;
}

static enum ilo_status
start_stage(const char *stage, char **argv, struct ilo_diag *diag)
{
	struct ilo_arena *arena = ilo_arena_new();
	const char *bindir = ilo_bindir(arena, diag);
	enum ilo_status status = ILO_FAILED;

	if (bindir != NULL)
		status = become(bindir, stage, argv, diag);
	ilo_arena_free(arena);
	return status;
}

static enum ilo_status
dispatch(int argc, char **argv, struct ilo_diag *diag)
{
	size_t i;

	for (i = 0; i < COMMAND_COUNT; i++) {
		if (strcmp(argv[1], commands[i].name) != 0)
			continue;
		if (commands[i].stage != NULL)
			return start_stage(commands[i].stage, argv + 1, diag);
		return commands[i].main(argc - 1, argv + 1, diag);
	}
	ilo_diag_report(diag, ILO_D_NO_COMMAND, NULL, 0, "%s", argv[1]);
	return ILO_USAGE;
}

int
main(int argc, char **argv)
{
	struct ilo_diag diag;

	ilo_cli_start();
	ilo_diag_init(&diag, "ilo", stderr);
	if (argc < 2)
		return (int)print_help(stderr);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return (int)print_help(stdout);
	if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
		(void)printf("ilo %s\n", ILO_VERSION);
		return fflush(stdout) == 0 ? (int)ILO_OK : (int)ILO_FAILED;
	}
	ilo_xml_init();
	return (int)dispatch(argc, argv, &diag);
}
