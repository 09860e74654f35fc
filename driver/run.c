/*
 * The stages are programs of their own; this file decides their arguments and
 * their order.  It reads the register only to learn what "latest" and "history"
 * mean, and never the clock: without --known-at, the cut-off is the latest
 * receipt in the archive.
 */

#include "driver/run.h"

#include <stdio.h>
#include <string.h>

#include "common/archive.h"
#include "common/cli.h"
#include "common/datadir.h"
#include "common/mem.h"
#include "common/semester.h"
#include "driver/manifest.h"
#include "driver/publish.h"
#include "driver/spawn.h"
#include "driver/vintage.h"

struct options {
	const char *archive;
	const char *out;
	const char *known_at;
	const char *lang;
	const char *withhold_under; /* this and seed: NULL where not given */
	const char *seed;
	struct ilo_strings compositions, sums;
	const char *to;
	const char *semester_text;
	ilo_semester semester;
	bool json;
	bool quiet;
};

struct run {
	const struct options *options;
	const char *bindir;
	char known_at[ILO_TIME_SIZE];
	ilo_semester earliest; /* with anything known; 0: nothing is */
	struct vintages vintages;
	struct place place;
	struct ilo_arena *arena;
	struct ilo_diag *diag;
};

/* The worse of two results that both let a run go on. */
static enum ilo_status
worse(enum ilo_status a, enum ilo_status b)
{
	return a > b ? a : b;
}

/* Findings and incompleteness do not stop a run, everything else does. */
static bool
goes_on(enum ilo_status status)
{
	return status == ILO_OK || status == ILO_FINDINGS ||
	       status == ILO_INCOMPLETE;
}

static enum ilo_status
ask_register(struct run *run, struct ilo_db *db)
{
	static const char sql[] =
		"SELECT max(received), min(CASE WHEN fate IN ('accepted', "
		"'accepted-with-findings', 'superseded') THEN first END) "
		"FROM submission "
		"WHERE ?1 IS NULL OR received <= ?1";
	struct ilo_query *query = NULL;
	enum ilo_status status;
	const char *latest, *first;
	bool row = false;

	status = ilo_query_new(db, sql, run->diag, &query);
	if (status == ILO_OK) {
		ilo_query_bind(query, 1,
		               run->known_at[0] == '\0' ? NULL : run->known_at);
		status = ilo_query_step(query, run->diag, &row);
	}
	if (status == ILO_OK && row) {
		latest = ilo_query_text(query, run->arena, 0);
		first = ilo_query_text(query, run->arena, 1);
		if (run->known_at[0] == '\0' && latest != NULL)
			(void)snprintf(run->known_at, sizeof(run->known_at),
			               "%s", latest);
		if (first == NULL || !ilo_semester_parse(first, &run->earliest))
			run->earliest = 0;
	}
	ilo_query_free(query);
	return status;
}

static enum ilo_status
resolve(struct run *run)
{
	struct ilo_archive *archive = NULL;
	enum ilo_status status;

	status = ilo_archive_open(run->options->archive, ILO_DB_READ, run->diag,
	                          &archive);
	if (status == ILO_OK)
		status = ask_register(run, ilo_archive_register(archive));
	if (status == ILO_OK && run->known_at[0] == '\0') {
		ilo_diag_report(run->diag, ILO_D_NOTHING_KNOWN,
		                run->options->archive, 0,
		                "'ilo ingest' takes submissions in");
		status = ILO_FAILED;
	}
	if (status == ILO_OK)
		status = vintages_find(
			&(struct vintage_grounds){run->options->archive,
		                                  run->options->semester,
		                                  run->earliest, run->known_at},
			ilo_archive_register(archive), run->arena, run->diag,
			&run->vintages);
	ilo_archive_close(archive);
	return status;
}

static void
add_common(const struct run *run, struct ilo_strings *command)
{
	if (run->options->json)
		command_add(command, "--json");
	if (run->options->quiet)
		command_add(command, "--quiet");
}

/* Transform one semester into folder, in silence but for the one that is
 * evaluated: findings of others were said in their own runs. */
static enum ilo_status
transform(const struct run *run, const struct vintage *what, const char *folder)
{
	struct ilo_strings command = {NULL, 0, 0};
	char text[ILO_SEMESTER_SIZE];
	enum ilo_status status;

	command_add(&command, "ilo-transform");
	command_add(&command, "-a");
	command_add(&command, run->options->archive);
	command_add(&command, "--semester");
	command_add(&command, ilo_semester_print(what->semester, text));
	command_add(&command, "--known-at");
	command_add(&command, what->known_at);
	command_add(&command, "-o");
	command_add(&command, folder);
	if (folder == run->place.work)
		add_common(run, &command);
	else
		command_add(&command, "--quiet");
	status = spawn_and_wait(run->bindir, &command, run->diag);
	ilo_strings_release(&command);
	return status;
}

/* Where an earlier semester, or one as it was earlier, lies in the run. */
static const char *
folder_of(const struct run *run, const char *kind, ilo_semester semester)
{
	char text[ILO_SEMESTER_SIZE];

	return ilo_arena_printf(run->arena, "%s/%s/%s", run->place.work, kind,
	                        ilo_semester_print(semester, text));
}

static enum ilo_status
transform_all(const struct run *run)
{
	struct vintage now = {.semester = run->options->semester};
	enum ilo_status status, past = ILO_OK;
	size_t i;

	(void)snprintf(now.known_at, sizeof(now.known_at), "%s", run->known_at);
	status = transform(run, &now, run->place.work);
	while (goes_on(status) && goes_on(past) && run->earliest != 0 &&
	       --now.semester >= run->earliest)
		past = transform(run, &now,
		                 folder_of(run, "history", now.semester));
	for (i = 0; goes_on(status) && goes_on(past) && i < run->vintages.count;
	     i++)
		past = transform(run, &run->vintages.items[i],
		                 folder_of(run, "vintage",
		                           run->vintages.items[i].semester));
	return goes_on(past) ? status : past;
}

static const char *
in_work(const struct run *run, const char *name)
{
	return ilo_arena_printf(run->arena, "%s/%s", run->place.work, name);
}

/* Where there is a value. */
static void
add_option(struct ilo_strings *command, const char *option, const char *value)
{
	if (value == NULL)
		return;
	command_add(command, option);
	command_add(command, value);
}

static enum ilo_status
analyze(const struct run *run)
{
	const struct options *options = run->options;
	struct ilo_strings command = {NULL, 0, 0};
	ilo_semester semester = options->semester;
	enum ilo_status status;
	size_t i;

	command_add(&command, "ilo-analyze");
	while (run->earliest != 0 && --semester >= run->earliest)
		add_option(&command, "--history",
		           folder_of(run, "history", semester));
	for (i = 0; i < run->vintages.count; i++)
		add_option(&command, "--vintage",
		           folder_of(run, "vintage",
		                     run->vintages.items[i].semester));
	for (i = 0; i < options->compositions.count; i++)
		add_option(&command, "--composition",
		           options->compositions.items[i]);
	for (i = 0; i < options->sums.count; i++)
		add_option(&command, "--sum", options->sums.items[i]);
	add_option(&command, "--seed", options->seed);
	add_option(&command, "--withhold-under", options->withhold_under);
	add_common(run, &command);
	command_add(&command, "-o");
	command_add(&command, in_work(run, "statistics.xml"));
	command_add(&command, "--csv");
	command_add(&command, in_work(run, "statistics.csv"));
	command_add(&command, in_work(run, "networks.xml"));
	command_add(&command, in_work(run, "flows.csv"));
	status = spawn_and_wait(run->bindir, &command, run->diag);
	ilo_strings_release(&command);
	return status;
}

static enum ilo_status
render(const struct run *run, const char *target, const char *lang,
       const char *name)
{
	struct ilo_strings command = {NULL, 0, 0};
	enum ilo_status status;

	command_add(&command, "ilo-render");
	command_add(&command, "--to");
	command_add(&command, target);
	command_add(&command, "--lang");
	command_add(&command, lang);
	add_common(run, &command);
	command_add(&command, "-o");
	command_add(&command, in_work(run, name));
	command_add(&command, in_work(run, "networks.xml"));
	command_add(&command, in_work(run, "statistics.xml"));
	status = spawn_and_wait(run->bindir, &command, run->diag);
	ilo_strings_release(&command);
	return status;
}

/* The next word of a comma-separated list, in the arena; NULL at its end. */
static const char *
next_word(struct ilo_arena *arena, const char **list)
{
	size_t length = strcspn(*list, ",");
	const char *word;

	if (length == 0)
		return NULL;
	word = ilo_arena_strndup(arena, *list, length);
	*list += length + ((*list)[length] == ',');
	return word;
}

/* The first language gives evaluation.html, the next evaluation.fr.html. */
static enum ilo_status
render_all(const struct run *run, const char *to)
{
	const char *langs = run->options->lang, *targets, *lang, *target, *name;
	enum ilo_status status = ILO_OK;
	bool first = true;

	while (goes_on(status) &&
	       (lang = next_word(run->arena, &langs)) != NULL) {
		targets = to;
		while (goes_on(status) &&
		       (target = next_word(run->arena, &targets)) != NULL) {
			name = first ? ilo_arena_printf(run->arena,
			                                "evaluation.%s", target)
			             : ilo_arena_printf(run->arena,
			                                "evaluation.%s.%s",
			                                lang, target);
			status = worse(status, render(run, target, lang, name));
		}
		first = false;
	}
	return status;
}

static enum ilo_status
write_manifest(const struct run *run, const char *to)
{
	const struct options *options = run->options;
	const struct manifest_parameter parameters[] = {
		{"lang", options->lang, NULL},
		{"to", to, NULL},
		{"composition", NULL, &options->compositions},
		{"sum", NULL, &options->sums},
		{"seed", options->seed, NULL},
		{"withhold-under", options->withhold_under, NULL},
		{NULL, NULL, NULL},
	};

	return manifest_write(
		&(struct manifest){.folder = run->place.work,
	                           .bindir = run->bindir,
	                           .semester = options->semester_text,
	                           .known_at = run->known_at,
	                           .parameters = parameters},
		run->arena, run->diag);
}

static enum ilo_status
build(const struct run *run, const char *to)
{
	enum ilo_status status, next;

	status = transform_all(run);
	if (goes_on(status)) {
		next = analyze(run);
		status = goes_on(next) ? worse(status, next) : next;
	}
	if (goes_on(status)) {
		next = render_all(run, to);
		status = goes_on(next) ? worse(status, next) : next;
	}
	if (goes_on(status)) {
		next = write_manifest(run, to);
		status = goes_on(next) ? status : next;
	}
	return status;
}

static enum ilo_status
say_where(const struct run *run, const char *shown, const char *to)
{
	const char *target;

	(void)printf("%s as known at %s\n", run->options->semester_text,
	             run->known_at);
	while ((target = next_word(run->arena, &to)) != NULL)
		(void)printf("%s/evaluation.%s\n", shown, target);
	(void)printf("%s/statistics.xml\n%s/manifest.json\n", shown, shown);
	if (fflush(stdout) == 0)
		return ILO_OK;
	ilo_diag_report(run->diag, ILO_D_OUTPUT, "standard output", 0, NULL);
	return ILO_FAILED;
}

static const char *
targets_of(const struct options *options, struct ilo_diag *diag)
{
	if (options->to != NULL)
		return options->to;
	if (fop_is_installed())
		return "html,fo,pdf";
	ilo_diag_report(diag, ILO_D_NO_FOP, NULL, 0, NULL);
	return "html,fo";
}

static enum ilo_status
run_semester(const struct options *options, struct ilo_arena *arena,
             struct ilo_diag *diag)
{
	struct run run = {.options = options, .arena = arena, .diag = diag};
	const char *shown = NULL, *to = targets_of(options, diag);
	enum ilo_status status, published;

	run.bindir = ilo_bindir(arena, diag);
	if (run.bindir == NULL)
		return ILO_FAILED;
	if (options->known_at != NULL &&
	    !ilo_time_parse(options->known_at, run.known_at))
		return ILO_USAGE;
	status = resolve(&run);
	if (status == ILO_OK)
		status = publish_begin(options->archive, options->semester_text,
		                       options->out, arena, diag, &run.place);
	if (status == ILO_OK)
		status = build(&run, to);
	vintages_release(&run.vintages);
	if (run.place.work == NULL)
		return status;
	if (!goes_on(status)) {
		publish_discard(&run.place);
		ilo_diag_report(diag, ILO_D_NOT_PUBLISHED, NULL, 0, "%s",
		                options->semester_text);
		return status;
	}
	published = publish_commit(&run.place, arena, diag, &shown);
	if (published == ILO_OK)
		published = say_where(&run, shown, to);
	return published == ILO_OK ? status : published;
}

static bool
understood(struct options *options, struct ilo_diag *diag)
{
	char time[ILO_TIME_SIZE];
	const char *wrong = NULL;

	if (options->archive == NULL)
		wrong = "-a DIR, the archive, is missing";
	else if (!ilo_semester_parse(options->semester_text,
	                             &options->semester))
		wrong = "SEMESTER is written like 2024-S1";
	else if (options->known_at != NULL &&
	         !ilo_time_parse(options->known_at, time))
		wrong = "--known-at is a day like 2025-02-20, or "
			"2025-02-20T12:00:00Z";
	if (wrong != NULL)
		ilo_diag_report(diag, ILO_D_USAGE, NULL, 0, "%s", wrong);
	return wrong == NULL;
}

enum ilo_status
run_main(int argc, char **argv, struct ilo_diag *diag)
{
	struct options options = {.lang = "en"};
	const struct ilo_option table[] = {
		{'a', "archive", "DIR", "the archive", &options.archive, NULL,
	         NULL},
		{'o', "output", "OUT",
	         "folder to make instead of a numbered run", &options.out, NULL,
	         NULL},
		{0, "known-at", "DATE",
	         "as known at the end of DATE (default: latest receipt)",
	         &options.known_at, NULL, NULL},
		{0, "lang", "LIST", "languages, comma-separated (en)",
	         &options.lang, NULL, NULL},
		{0, "to", "LIST",
	         "html, fo, pdf (all; pdf where FOP is installed)", &options.to,
	         NULL, NULL},
		{0, "composition", "DAY|STATES",
	         "totals of the Union for it too, as ilo-analyze does", NULL,
	         &options.compositions, NULL},
		{0, "sum", "NAME=CELL+CELL",
	         "add cells up, as ilo-analyze does", NULL, &options.sums,
	         NULL},
		{0, "seed", "N", "of what is drawn at random (1)",
	         &options.seed, NULL, NULL},
		{0, "withhold-under", "N",
	         "withhold counts of persons under N, as ilo-analyze does",
	         &options.withhold_under, NULL, NULL},
		{0, "json", NULL, "findings as JSON lines", NULL, NULL,
	         &options.json},
		{0, "quiet", NULL, "only what a person must act on", NULL, NULL,
	         &options.quiet},
		{0, NULL, NULL, NULL, NULL, NULL, NULL}};
	const struct ilo_cli cli = {
		"ilo run",
		"-a DIR [OPTION]... SEMESTER",
		"Compile the evaluation of one semester from what the archive "
		"holds.",
		table,
		1,
		1};
	struct ilo_arena *arena;
	enum ilo_status status;
	enum ilo_cli_result result;
	int operand;

	result = ilo_cli_parse(&cli, argc, argv, &operand);
	if (result != ILO_CLI_RUN)
		return ilo_cli_exit(result);
	options.semester_text = argv[operand];
	diag->json = options.json;
	diag->quiet = options.quiet;
	if (!understood(&options, diag))
		return ILO_USAGE;
	arena = ilo_arena_new();
	status = run_semester(&options, arena, diag);
	ilo_arena_free(arena);
	ilo_strings_release(&options.compositions);
	ilo_strings_release(&options.sums);
	return status;
}
