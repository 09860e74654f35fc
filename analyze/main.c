/*
 * ilo-analyze: networks.xml and flows.csv in, statistics.xml out.
 *
 * This file only parses options and wires the steps together; the work is in
 * its siblings.
 */

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/annual.h"
#include "analyze/cube.h"
#include "analyze/estimate/libraries.h"
#include "analyze/estimate/widening.h"
#include "analyze/history.h"
#include "analyze/intervals.h"
#include "analyze/rules.h"
#include "analyze/statistics.h"
#include "analyze/sums.h"
#include "analyze/vintage.h"
#include "common/cli.h"
#include "common/codelist.h"
#include "common/datadir.h"
#include "common/num.h"
#include "common/xmlio.h"

struct options {
	const char *output;
	const char *csv; /* NULL: no CSV is asked for */
	struct rules_text rules;
	struct ilo_strings history;
	struct ilo_strings vintages;
	struct ilo_strings compositions;
	struct ilo_strings sums;
	const char *threads;
	bool no_packs, keep_packs, check;
	bool json, quiet;
	bool libraries; /* answered before anything else is looked at */
};

/* The program's own data. */
struct lists {
	struct ilo_codelist *indicators;
	struct ilo_codelist *statuses;
	struct ilo_codelist *countries;
	struct ilo_codelist *members;
};

static enum ilo_cli_result
parse(struct options *opts, int argc, char **argv, int *operand)
{
	const struct ilo_option table[] = {
		{'o', "output", "FILE", "write statistics.xml here",
	         &opts->output, NULL, NULL},
		{0, "csv", "FILE", "write it as SDMX-CSV too", &opts->csv, NULL,
	         NULL},
		{0, "history", "DIR",
	         "an earlier semester's networks.xml and flows.csv", NULL,
	         &opts->history, NULL},
		{0, "keep-packs", NULL,
	         "write flows.pack into each of them that has none to be used",
	         NULL, NULL, &opts->keep_packs},
		{0, "no-packs", NULL, "read flows.csv, whatever is beside it",
	         NULL, NULL, &opts->no_packs},
		{0, "vintage", "DIR",
	         "one of them as it was known earlier, the same two files",
	         NULL, &opts->vintages, NULL},
		{0, "confidence", "LEVEL", "of all intervals (0.95)",
	         &opts->rules.confidence, NULL, NULL},
		{0, "small-number", "N", "no percentage on a base under N (20)",
	         &opts->rules.small_number, NULL, NULL},
		{0, "mirror-factor", "F",
	         "observers that differ by more contradict (1.5)",
	         &opts->rules.mirror_factor, NULL, NULL},
		{0, "composition", "DAY|STATES",
	         "totals of the Union for its members of a day, or of a list",
	         NULL, &opts->compositions, NULL},
		{0, "sum", "NAME=CELL+CELL",
	         "add cells up, where they may be added", NULL, &opts->sums,
	         NULL},
		{0, "seed", "N", "of what is drawn at random (1)",
	         &opts->rules.seed, NULL, NULL},
		{0, "withhold-under", "N",
	         "withhold counts of persons under N and what would tell them "
	         "(0: none)",
	         &opts->rules.disclosure, NULL, NULL},
		{0, "threads", "N",
	         "read and compute with so many (one a processor)",
	         &opts->threads, NULL, NULL},
		{0, "check", NULL, "check the output as who reads it does",
	         NULL, NULL, &opts->check},
		{0, "libraries", NULL,
	         "alone: print the libraries it computes with", NULL, NULL,
	         &opts->libraries},
		{0, "json", NULL, "findings as JSON lines", NULL, NULL,
	         &opts->json},
		{'q', "quiet", NULL, "print only errors", NULL, NULL,
	         &opts->quiet},
		{0, NULL, NULL, NULL, NULL, NULL, NULL},
	};
	const struct ilo_cli cli = {
		"ilo-analyze",
		"[OPTION]... -o STATISTICS NETWORKS FLOWS",
		"Make the figures of a semester from what was observed.",
		table,
		2,
		2,
	};

	return ilo_cli_parse(&cli, argc, argv, operand);
}

static enum ilo_status
read_list(const char *datadir, const char *name, struct ilo_diag *diag,
          struct ilo_codelist **out)
{
	struct ilo_arena *arena = ilo_arena_new();
	enum ilo_status status = ilo_codelist_read(
		ilo_arena_printf(arena, "%s/schema/codelists/%s.xml", datadir,
	                         name),
		diag, out);

	ilo_arena_free(arena);
	return status;
}

static enum ilo_status
read_lists(const char *datadir, struct ilo_diag *diag, struct lists *lists)
{
	enum ilo_status status =
		read_list(datadir, "indicators", diag, &lists->indicators);

	if (status == ILO_OK)
		status = read_list(datadir, "obs_status", diag,
		                   &lists->statuses);
	if (status == ILO_OK)
		status = read_list(datadir, "countries", diag,
		                   &lists->countries);
	if (status == ILO_OK)
		status = read_list(datadir, "members", diag, &lists->members);
	return status;
}

static void
lists_release(struct lists *lists)
{
	ilo_codelist_free(lists->indicators);
	ilo_codelist_free(lists->statuses);
	ilo_codelist_free(lists->countries);
	ilo_codelist_free(lists->members);
}

/* Not said: as many as there are processors. */
static enum ilo_status
parse_threads(const char *text, struct ilo_diag *diag, unsigned *threads)
{
	int64_t count = sysconf(_SC_NPROCESSORS_ONLN);

	if (text != NULL && (!ilo_num_count(text, &count) || count < 1 ||
	                     count > HISTORY_THREADS_MAX)) {
		ilo_diag_report(diag, ILO_D_USAGE, NULL, 0,
		                "--threads takes a number from 1 to %d",
		                HISTORY_THREADS_MAX);
		return ILO_USAGE;
	}
	if (count > HISTORY_THREADS_MAX)
		count = HISTORY_THREADS_MAX;
	*threads = count < 1 ? 1U : (unsigned)count;
	return ILO_OK;
}

/* What is made on request. */
struct requests {
	struct compositions compositions;
	struct sums sums;
};

static enum ilo_status
take_requests(const struct options *opts, const struct ilo_codelist *members,
              struct ilo_arena *arena, struct ilo_diag *diag,
              struct requests *out)
{
	enum ilo_status status = ILO_OK;
	size_t i;

	for (i = 0; i < opts->compositions.count && status == ILO_OK; i++)
		status = compositions_ask(&out->compositions,
		                          opts->compositions.items[i], members,
		                          arena, diag);
	for (i = 0; i < opts->sums.count && status == ILO_OK; i++)
		status = sums_ask(&out->sums, opts->sums.items[i], arena, diag);
	return status;
}

static struct history_paths
paths_of(const struct options *opts, char *const *operands)
{
	return (struct history_paths){.networks = operands[0],
	                              .flows = operands[1],
	                              .earlier = opts->history.items,
	                              .earlier_count = opts->history.count,
	                              .packs = !opts->no_packs,
	                              .keep_packs = opts->keep_packs};
}

/* What is read. */
struct inputs {
	struct history *history;
	struct vintages vintages;
	struct ilo_flows *annual;
};

static enum ilo_status
read_inputs(const struct options *opts, const struct history_paths *paths,
            const struct ilo_codelist *indicators, struct ilo_diag *diag,
            struct inputs *out)
{
	enum ilo_status status =
		history_read(paths, indicators, diag, &out->history);

	if (status == ILO_OK)
		status = vintages_read(&opts->vintages, out->history,
		                       indicators, diag, &out->vintages);
	if (status == ILO_OK)
		status = annual_read(out->history, diag, &out->annual);
	return status;
}

static void
inputs_release(struct inputs *inputs)
{
	ilo_flows_free(inputs->annual);
	vintages_release(&inputs->vintages);
	history_free(inputs->history);
}

/* What the output is held against; NULL: nothing. */
static const char *
schema_of(const struct options *opts, const char *datadir,
          struct ilo_arena *arena)
{
	return opts->check ? ilo_arena_printf(arena, "%s/schema/statistics.xsd",
	                                      datadir)
	                   : NULL;
}

static enum ilo_status
run(const struct options *opts, char *const *operands, struct ilo_diag *diag)
{
	struct history_paths paths = paths_of(opts, operands);
	struct ilo_arena *arena = ilo_arena_new();
	const char *datadir = ilo_datadir(arena, diag);
	struct lists lists = {NULL, NULL, NULL, NULL};
	struct requests requests = {{NULL, 0, 0}, {NULL, 0, 0}};
	struct inputs inputs = {NULL, {NULL, 0}, NULL};
	struct rules rules = {.intervals = NULL};
	struct widening_kept widening;
	enum ilo_status status;

	status = parse_threads(opts->threads, diag, &paths.threads);
	if (status == ILO_OK)
		status = rules_parse(&opts->rules, diag, &rules);
	if (status == ILO_OK && datadir == NULL)
		status = ILO_FAILED;
	if (status == ILO_OK)
		status = read_lists(datadir, diag, &lists);
	if (status == ILO_OK)
		status = take_requests(opts, lists.members, arena, diag,
		                       &requests);
	if (status == ILO_OK) {
		rules_rank_flags(&rules, lists.statuses);
		rules.intervals = intervals_new(rules.confidence);
		widening = widening_keep(rules.confidence);
		rules.widening = &widening;
		status = read_inputs(opts, &paths, lists.indicators, diag,
		                     &inputs);
	}
	if (status == ILO_OK)
		status = sums_check(&requests.sums, inputs.history,
		                    lists.indicators, diag);
	if (status == ILO_OK) {
		const struct statistics statistics = {
			.history = inputs.history,
			.rules = &rules,
			.countries = lists.countries,
			.compositions = &requests.compositions,
			.sums = &requests.sums,
			.vintages = &inputs.vintages,
			.annual = inputs.annual,
			.indicators = lists.indicators,
			.schema = schema_of(opts, datadir, arena),
			.threads = paths.threads,
		};

		status = statistics_write(&statistics, opts->output, diag);
	}
	if (status == ILO_OK && opts->csv != NULL)
		status = cube_write(opts->output, opts->csv, diag);
	inputs_release(&inputs);
	intervals_free(rules.intervals);
	compositions_release(&requests.compositions);
	sums_release(&requests.sums);
	lists_release(&lists);
	ilo_arena_free(arena);
	return status;
}

/* Asked by the driver alone, for its manifest. */
static enum ilo_status
print_libraries(void)
{
	libraries_print(stdout);
	return fflush(stdout) == 0 ? ILO_OK : ILO_FAILED;
}

int
main(int argc, char **argv)
{
	struct options opts = {.output = NULL};
	struct ilo_diag diag;
	enum ilo_status status = ILO_USAGE;
	enum ilo_cli_result parsed;
	int operand = 0;

	ilo_cli_start();
	if (argc == 2 && strcmp(argv[1], "--libraries") == 0)
		return (int)print_libraries();
	ilo_diag_init(&diag, "ilo-analyze", stderr);
	ilo_xml_init();
	(void)gsl_set_error_handler_off(); /* the old handler is not wanted */
	parsed = parse(&opts, argc, argv, &operand);
	diag.json = opts.json;
	diag.quiet = opts.quiet;
	if (parsed == ILO_CLI_DONE)
		status = ILO_OK;
	else if (parsed == ILO_CLI_RUN &&
	         (opts.output == NULL || strcmp(opts.output, "-") == 0))
		ilo_diag_report(&diag, ILO_D_USAGE, NULL, 0,
		                "-o FILE is required: the file appears when it "
		                "is whole");
	else if (parsed == ILO_CLI_RUN)
		status = run(&opts, &argv[operand], &diag);
	ilo_strings_release(&opts.history);
	ilo_strings_release(&opts.vintages);
	ilo_strings_release(&opts.compositions);
	ilo_strings_release(&opts.sums);
	return (int)status;
}
