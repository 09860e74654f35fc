/*
 * Asks the register what was in force at an instant, reads the reports of the
 * semester and of the last one before it for who has officers where, and prints
 * what follows.  Writes nothing.
 */

#include "driver/expected.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "common/cli.h"
#include "common/codebook.h"
#include "common/datadir.h"
#include "driver/duties.h"

struct options {
	const char *archive, *as_of_text, *fail_on_text;
	ilo_semester semester;
	char as_of[ILO_TIME_SIZE]; /* "": the latest receipt */
	enum ilo_severity fail_on;
	bool json;
};

/* Everything that is made on the way. */
struct state {
	struct ilo_arena *arena;
	struct ilo_archive *archive;
	struct ilo_codebook *codebook;
	struct ilo_scope scope;
	struct ilo_sources sources, earlier_sources;
	struct posts posts, earlier_posts;
	struct duties_grounds grounds;
	struct duties duties;
};

/* The first column of the only row, in the arena; NULL when it is NULL. */
static enum ilo_status
ask(struct state *state, const char *sql, const char *const texts[2],
    struct ilo_diag *diag, const char **out)
{
	struct ilo_query *query = NULL;
	enum ilo_status status;
	bool row = false;

	*out = NULL;
	status = ilo_query_new(ilo_archive_register(state->archive), sql, diag,
	                       &query);
	if (status == ILO_OK && texts[0] != NULL)
		ilo_query_bind(query, 1, texts[0]);
	if (status == ILO_OK && texts[1] != NULL)
		ilo_query_bind(query, 2, texts[1]);
	if (status == ILO_OK)
		status = ilo_query_step(query, diag, &row);
	if (status == ILO_OK && row)
		*out = ilo_query_text(query, state->arena, 0);
	ilo_query_free(query);
	return status;
}

/* No clock: the archive is judged as of its latest receipt, an empty one as of
 * the semester's end. */
static enum ilo_status
settle_as_of(struct state *state, struct options *options,
             struct ilo_diag *diag)
{
	static const char sql[] = "SELECT max(received) FROM submission";
	const char *const none[2] = {NULL, NULL};
	const char *latest;
	enum ilo_status status = ILO_OK;

	if (options->as_of[0] == '\0') {
		status = ask(state, sql, none, diag, &latest);
		if (status == ILO_OK && latest == NULL)
			latest = state->scope.end;
		if (status == ILO_OK &&
		    !ilo_time_parse(latest, options->as_of)) {
			ilo_diag_report(diag, ILO_D_DATABASE, NULL, 0,
			                "time of arrival is \"%s\"", latest);
			status = ILO_INTEGRITY;
		}
	}
	state->grounds.as_of = options->as_of;
	return status;
}

static enum ilo_status
read_posts(struct state *state, ilo_semester semester,
           struct ilo_sources *sources, struct posts *posts,
           struct ilo_diag *diag)
{
	enum ilo_status status = ilo_sources_read(
		ilo_archive_register(state->archive), semester,
		state->grounds.as_of, state->arena, diag, sources);

	if (status == ILO_OK)
		status = posts_read(
			&(struct posts_query){state->archive, state->codebook,
		                              state->arena, sources},
			diag, posts);
	return status;
}

/* The last semester before that one with a report in force. */
static enum ilo_status
read_earlier(struct state *state, struct ilo_diag *diag)
{
	static const char sql[] =
		"SELECT max(last) FROM submission WHERE last < ?1"
		" AND received <= ?2 AND coalesce(host, region) IS NOT NULL"
		" AND report IN ('contribution', 'network-report')"
		" AND fate IN ('accepted', 'accepted-with-findings',"
		" 'superseded')";
	const char *const texts[2] = {state->grounds.semester,
	                              state->grounds.as_of};
	enum ilo_status status;
	ilo_semester earlier;
	const char *name;

	status = ask(state, sql, texts, diag, &name);
	if (status != ILO_OK || name == NULL ||
	    !ilo_semester_parse(name, &earlier))
		return status;
	state->grounds.earlier_semester = name;
	return read_posts(state, earlier, &state->earlier_sources,
	                  &state->earlier_posts, diag);
}

static enum ilo_status
find_duties(struct state *state, struct options *options, struct ilo_diag *diag)
{
	const char *datadir = ilo_datadir(state->arena, diag);
	char *name = ilo_arena_alloc(state->arena, ILO_SEMESTER_SIZE);
	enum ilo_status status = ILO_FAILED;

	state->grounds = (struct duties_grounds){
		.scope = &state->scope,
		.sources = &state->sources,
		.posts = &state->posts,
		.earlier = &state->earlier_posts,
		.semester = ilo_semester_print(options->semester, name),
		.arena = state->arena};
	if (datadir != NULL)
		status = ilo_codebook_read(datadir, diag, &state->codebook);
	if (status == ILO_OK)
		status = ilo_scope_make(state->codebook, options->semester,
		                        state->arena, diag, &state->scope);
	if (status == ILO_OK)
		status = ilo_archive_open(options->archive, ILO_DB_READ, diag,
		                          &state->archive);
	if (status == ILO_OK)
		status = settle_as_of(state, options, diag);
	if (status == ILO_OK)
		status = read_posts(state, options->semester, &state->sources,
		                    &state->posts, diag);
	if (status == ILO_OK)
		status = read_earlier(state, diag);
	if (status == ILO_OK)
		duties_make(&state->grounds, &state->duties);
	return status;
}

static size_t
demanded(const struct duties *duties)
{
	size_t count = 0, i;

	for (i = 0; i < duties->count; i++)
		count += duties->items[i].demanded;
	return count;
}

static void
print_duty(const struct duty *duty)
{
	char days[32] = "";

	if (duty->days > 0)
		(void)snprintf(days, sizeof(days), "%ld", duty->days);
	(void)printf("%-5s %-15s %-7s %-10s %5s  %-11.10s %-8s %-8s %s\n",
	             duty->host, duty->report,
	             duty->state == NULL ? "acting" : duty->state,
	             standing_name(duty->standing), days,
	             duty->arrived == NULL ? "-" : duty->arrived,
	             duty->demanded ? "yes" : "no", duty->known,
	             duty->file == NULL ? "-" : duty->file);
}

static void
print_table(const struct state *state)
{
	const struct duties *duties = &state->duties;
	size_t i;

	(void)printf("%-5s %-15s %-7s %-10s %5s  %-11s %-8s %-8s %s\n", "host",
	             "report", "state", "standing", "days", "received",
	             "demanded", "known by", "file");
	for (i = 0; i < duties->count; i++)
		print_duty(&duties->items[i]);
	(void)printf("%zu reports, %zu of them demanded", duties->count,
	             demanded(duties));
	for (i = 0; i < STANDING_COUNT; i++)
		if (duties->counts[i] > 0)
			(void)printf(", %zu %s", duties->counts[i],
			             standing_name((enum standing)i));
	(void)printf("\nno officer known of:");
	for (i = 0; i < duties->silent_count; i++)
		(void)printf(" %s", duties->silent[i]);
	(void)printf(
		"%s\nas of %s; Presidency %s; due %s (%s: %s)\n"
		"Who has officers where is what the submissions say.\n",
		duties->silent_count == 0 ? " -" : "", state->grounds.as_of,
		state->scope.presidency, state->scope.end,
		state->scope.due_basis == NULL ? "not said"
					       : state->scope.due_basis,
		state->scope.due_text == NULL ? "-" : state->scope.due_text);
}

static json_t *
duty_json(const struct duty *duty)
{
	return json_pack("{s:s, s:s, s:s?, s:s, s:I, s:s?, s:s?, s:b, s:s}",
	                 "host", duty->host, "report", duty->report, "state",
	                 duty->state, "standing", standing_name(duty->standing),
	                 "days", (json_int_t)duty->days, "received",
	                 duty->arrived, "file", duty->file, "demanded",
	                 (int)duty->demanded, "known-by", duty->known);
}

static json_t *
state_json(const struct state *state)
{
	const struct duties *duties = &state->duties;
	json_t *list = json_array(), *silent = json_array();
	json_t *counts = json_object();
	int failed = 0;
	size_t i;

	for (i = 0; i < duties->count; i++)
		failed |= json_array_append_new(list,
		                                duty_json(&duties->items[i]));
	for (i = 0; i < duties->silent_count; i++)
		failed |= json_array_append_new(silent,
		                                json_string(duties->silent[i]));
	for (i = 0; i < STANDING_COUNT; i++)
		failed |= json_object_set_new(
			counts, standing_name((enum standing)i),
			json_integer((json_int_t)duties->counts[i]));
	if (failed != 0) {
		json_decref(list);
		list = NULL; /* and packing fails */
	}
	return json_pack("{s:s, s:s, s:s, s:{s:s, s:s?, s:s?}, s:o, s:o, s:o}",
	                 "semester", state->grounds.semester, "as-of",
	                 state->grounds.as_of, "presidency",
	                 state->scope.presidency, "due", "date",
	                 state->scope.end, "basis", state->scope.due_basis,
	                 "text", state->scope.due_text, "reports", list,
	                 "no-officer-known", silent, "counts", counts);
}

static enum ilo_status
print_json(const struct state *state, struct ilo_diag *diag)
{
	json_t *root = state_json(state);
	int failed = root == NULL;

	if (!failed)
		failed = json_dumpf(root, stdout,
		                    JSON_INDENT(2) | JSON_SORT_KEYS);
	(void)putchar('\n'); /* the caller flushes and checks */
	json_decref(root);
	if (failed == 0)
		return ILO_OK;
	ilo_diag_report(diag, ILO_D_LIBRARY, NULL, 0, "jansson");
	return ILO_FAILED;
}

/* What a person must act on, a line for each kind of it. */
static void
report(const struct state *state, struct ilo_diag *diag)
{
	const size_t *counts = state->duties.counts;
	size_t missing = counts[STANDING_MISSING] + counts[STANDING_REJECTED];

	if (missing > 0)
		ilo_diag_report(diag, ILO_D_REPORTS_MISSING, NULL, 0,
		                "%zu for %s as of %s, %zu of them sent and "
		                "rejected",
		                missing, state->grounds.semester,
		                state->grounds.as_of,
		                counts[STANDING_REJECTED]);
	if (counts[STANDING_LATE] > 0)
		ilo_diag_report(diag, ILO_D_REPORTS_LATE, NULL, 0, "%zu for %s",
		                counts[STANDING_LATE], state->grounds.semester);
}

static enum ilo_status
show(struct options *options, struct ilo_diag *diag)
{
	struct state state = {.arena = ilo_arena_new()};
	enum ilo_status status = find_duties(&state, options, diag);

	if (status == ILO_OK && options->json)
		status = print_json(&state, diag);
	else if (status == ILO_OK)
		print_table(&state);
	status = ilo_cli_told(status, diag);
	if (status == ILO_OK)
		report(&state, diag);
	duties_release(&state.duties);
	posts_release(&state.posts);
	posts_release(&state.earlier_posts);
	ilo_archive_close(state.archive);
	ilo_codebook_free(state.codebook);
	ilo_arena_free(state.arena);
	return ilo_cli_status(status, diag, options->fail_on);
}

/* What is wrong with the options, or NULL. */
static const char *
check(struct options *options, const char *semester)
{
	if (options->archive == NULL)
		return "-a DIR, the archive, is missing";
	if (!ilo_semester_parse(semester, &options->semester))
		return "name one semester, as 2024-S1";
	if (options->as_of_text != NULL &&
	    !ilo_time_parse(options->as_of_text, options->as_of))
		return "--as-of: a day as 2024-07-31, or an instant in UTC "
		       "as 2024-07-31T12:00:00Z";
	if (options->fail_on_text != NULL &&
	    !ilo_severity_parse(options->fail_on_text, &options->fail_on))
		return "--fail-on: info, warning, error or fatal";
	return NULL;
}

enum ilo_status
expected_main(int argc, char **argv, struct ilo_diag *diag)
{
	struct options options = {.fail_on = ILO_WARNING};
	const struct ilo_option table[] = {
		{'a', "archive", "DIR", "the archive", &options.archive, NULL,
	         NULL},
		{0, "as-of", "DATE",
	         "as it was known then; default: the latest receipt",
	         &options.as_of_text, NULL, NULL},
		{0, "fail-on", "SEVERITY",
	         "status 1 for late reports (warning, the default) or only "
	         "missing ones (error)",
	         &options.fail_on_text, NULL, NULL},
		{0, "json", NULL, "as JSON", NULL, NULL, &options.json},
		{'q', "quiet", NULL, "of findings, print errors only", NULL,
	         NULL, &diag->quiet},
		{0, NULL, NULL, NULL, NULL, NULL, NULL}};
	const struct ilo_cli cli = {
		"ilo expected",
		"-a DIR [OPTION]... SEMESTER",
		"Say who owes a report for a semester, what came and what is "
		"missing.",
		table,
		1,
		1};
	enum ilo_cli_result result;
	const char *mistake;
	int operand;

	result = ilo_cli_parse(&cli, argc, argv, &operand);
	if (result != ILO_CLI_RUN)
		return ilo_cli_exit(result);
	mistake = check(&options, argv[operand]);
	if (mistake != NULL) {
		ilo_diag_report(diag, ILO_D_USAGE, NULL, 0, "%s", mistake);
		return ILO_USAGE;
	}
	diag->json = options.json;
	return show(&options, diag);
}
