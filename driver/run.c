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

struct options {
	const char *archive;
	const char *out;
	const char *known_at;
	const char *lang;
	const char *withhold_under; /* NULL: nothing is withheld */
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
	ilo_archive_close(archive);
	if (status == ILO_OK && run->known_at[0] == '\0') {
		ilo_diag_report(run->diag, ILO_D_NOTHING_KNOWN,
		                run->options->archive, 0,
		                "'ilo ingest' takes submissions in");
		status = ILO_FAILED;
	}
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

/* transform one semester into folder */
static enum ilo_status
transform(const struct run *run, ilo_semester semester, const char *folder)
{
	struct ilo_strings command = {NULL, 0, 0};
	char text[ILO_SEMESTER_SIZE];
	enum ilo_status status;

	command_add(&command, "ilo-transform");
	command_add(&command, "-a");
	command_add(&command, run->options->archive);
	command_add(&command, "--semester");
	command_add(&command, ilo_semester_print(semester, text));
	command_add(&command, "--known-at");
	command_add(&command, run->known_at);
	command_add(&command, "-o");
	command_add(&command, folder);
	if (semester == run->options->semester)
		add_common(run, &command);
	else
		command_add(&command, "--quiet"); /* said in its own run */
	status = spawn_and_wait(run->bindir, &command, run->diag);
	ilo_strings_release(&command);
	return status;
}

static const char *
history_folder(const struct run *run, ilo_semester semester)
{
	char text[ILO_SEMESTER_SIZE];

	return ilo_arena_printf(run->arena, "%s/history/%s", run->place.work,
	                        ilo_semester_print(semester, text));
}

static enum ilo_status
transform_all(const struct run *run)
{
	ilo_semester semester = run->options->semester;
	enum ilo_status status, past;

	status = transform(run, semester, run->place.work);
	if (run->earliest == 0)
		return status;
	while (goes_on(status) && --semester >= run->earliest) {
		past = transform(run, semester, history_folder(run, semester));
		if (!goes_on(past))
			status = past; /* findings of the past are its own */
	}
	return status;
}

static const char *
in_work(const struct run *run, const char *name)
{
	return ilo_arena_printf(run->arena, "%s/%s", run->place.work, name);
}

static enum ilo_status
analyze(const struct run *run)
{
	struct ilo_strings command = {NULL, 0, 0};
	ilo_semester semester = run->options->semester;
	enum ilo_status status;

	command_add(&command, "ilo-analyze");
	while (run->earliest != 0 && --semester >= run->earliest) {
		command_add(&command, "--history");
		command_add(&command, history_folder(run, semester));
	}
	if (run->options->withhold_under != NULL) {
		command_add(&command, "--withhold-under");
		command_add(&command, run->options->withhold_under);
	}
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
		next = manifest_write(
			&(struct manifest){
				.folder = run->place.work,
				.bindir = run->bindir,
				.semester = run->options->semester_text,
				.known_at = run->known_at,
				.lang = run->options->lang,
				.withhold_under = run->options->withhold_under,
				.to = to},
			run->arena, run->diag);
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
	if (status != ILO_OK)
		return status;
	status = build(&run, to);
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
	return status;
}
