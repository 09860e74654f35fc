/*
 * One pass over the register, ordered so that the last version of each series
 * is the one in force; a submission counts in every semester it speaks of.
 */

#include "driver/status.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/archive.h"
#include "common/cli.h"
#include "common/semester.h"

struct counts {
	size_t in_force, superseded, rejected, duplicate, quarantined,
		not_for_us;
};

struct holdings {
	const char *folder;
	struct counts all;
	struct counts *semesters; /* from first on */
	size_t capacity;
	ilo_semester first, last; /* last < first: none */
	char latest[ILO_TIME_SIZE];
	struct counts unknown; /* whose semester could not be read */
};

/* One row of the register, as much as is counted. */
struct entry {
	const char *fate, *series, *first, *last, *received;
};

static void
count_in(struct counts *counts, const struct entry *entry, bool in_force)
{
	if (strcmp(entry->fate, "rejected") == 0)
		counts->rejected++;
	else if (strcmp(entry->fate, "duplicate") == 0)
		counts->duplicate++;
	else if (strcmp(entry->fate, "quarantined") == 0)
		counts->quarantined++;
	else if (strcmp(entry->fate, "not-for-us") == 0)
		counts->not_for_us++;
	else if (in_force)
		counts->in_force++;
	else
		counts->superseded++;
}

static void
count_entry(struct holdings *holdings, const struct entry *entry, bool in_force)
{
	ilo_semester first, last, i;

	count_in(&holdings->all, entry, in_force);
	if (strcmp(entry->received, holdings->latest) > 0)
		(void)snprintf(holdings->latest, sizeof(holdings->latest), "%s",
		               entry->received);
	if (entry->first == NULL || !ilo_semester_parse(entry->first, &first) ||
	    !ilo_semester_parse(entry->last, &last)) {
		count_in(&holdings->unknown, entry, in_force);
		return;
	}
	for (i = first; i <= last; i++)
		if (i >= holdings->first && i <= holdings->last)
			count_in(&holdings->semesters[i - holdings->first],
			         entry, in_force);
}

static bool
is_version(const struct entry *entry)
{
	return strcmp(entry->fate, "accepted") == 0 ||
	       strcmp(entry->fate, "accepted-with-findings") == 0 ||
	       strcmp(entry->fate, "superseded") == 0;
}

/* entry is in force when the next row, if any, is of another series. */
static void
take_entry(struct holdings *holdings, const struct entry *entry,
           const struct entry *next)
{
	bool last = next == NULL || next->series == NULL ||
	            entry->series == NULL ||
	            strcmp(entry->series, next->series) != 0;

	count_entry(holdings, entry, is_version(entry) && last);
}

static enum ilo_status
next_entry(struct ilo_query *query, struct ilo_arena *arena,
           struct ilo_diag *diag, struct entry *entry, bool *row)
{
	enum ilo_status status = ilo_query_step(query, diag, row);

	if (status == ILO_OK && *row)
		*entry = (struct entry){ilo_query_text(query, arena, 0),
		                        ilo_query_text(query, arena, 1),
		                        ilo_query_text(query, arena, 2),
		                        ilo_query_text(query, arena, 3),
		                        ilo_query_text(query, arena, 4)};
	return status;
}

static enum ilo_status
count_all(struct holdings *holdings, struct ilo_db *db, struct ilo_arena *arena,
          struct ilo_diag *diag)
{
	/* Versions come last, series by series.  Of a container only what is
	 * in it counts. */
	static const char sql[] =
		"SELECT fate, series, first, last, received FROM submission "
		"WHERE kind NOT IN ('gzip', 'zip') "
		"ORDER BY fate IN ('accepted', 'accepted-with-findings', "
		"'superseded'), series, version, received, id";
	struct ilo_query *query = NULL;
	struct entry entry, next;
	enum ilo_status status;
	bool row = false, more = false;

	status = ilo_query_new(db, sql, diag, &query);
	if (status == ILO_OK)
		status = next_entry(query, arena, diag, &entry, &row);
	while (status == ILO_OK && row) {
		status = next_entry(query, arena, diag, &next, &more);
		if (status == ILO_OK)
			take_entry(holdings, &entry, more ? &next : NULL);
		entry = next;
		row = more;
	}
	ilo_query_free(query);
	return status;
}

static enum ilo_status
find_range(struct holdings *holdings, struct ilo_db *db,
           struct ilo_arena *arena, struct ilo_diag *diag)
{
	struct ilo_query *query = NULL;
	enum ilo_status status;
	const char *first, *last;
	bool row = false;

	holdings->last = holdings->first - 1;
	status = ilo_query_new(db,
	                       "SELECT min(first), max(last) FROM submission "
	                       "WHERE first IS NOT NULL AND last IS NOT NULL",
	                       diag, &query);
	if (status == ILO_OK)
		status = ilo_query_step(query, diag, &row);
	if (status == ILO_OK && row) {
		first = ilo_query_text(query, arena, 0);
		last = ilo_query_text(query, arena, 1);
		if (first != NULL && last != NULL &&
		    (!ilo_semester_parse(first, &holdings->first) ||
		     !ilo_semester_parse(last, &holdings->last)))
			holdings->last = holdings->first - 1;
	}
	ilo_query_free(query);
	if (holdings->last >= holdings->first)
		holdings->semesters = ilo_xcalloc(
			(size_t)(holdings->last - holdings->first) + 1,
			sizeof(*holdings->semesters));
	return status;
}

static size_t
total(const struct counts *counts)
{
	return counts->in_force + counts->superseded + counts->rejected +
	       counts->duplicate + counts->quarantined + counts->not_for_us;
}

/* The number of the latest run of semester, or "-"; in the arena. */
static const char *
latest_run(const struct holdings *holdings, const char *semester,
           struct ilo_arena *arena)
{
	char target[64];
	ssize_t length;

	length = readlink(ilo_arena_printf(arena, "%s/runs/%s/latest",
	                                   holdings->folder, semester),
	                  target, sizeof(target) - 1);
	if (length <= 0)
		return "-";
	return ilo_arena_strndup(arena, target, (size_t)length);
}

static void
print_line(const char *name, const struct counts *counts, const char *run)
{
	(void)printf("%-9s %8zu %10zu %8zu %9zu %11zu %10zu  %s\n", name,
	             counts->in_force, counts->superseded, counts->rejected,
	             counts->duplicate, counts->quarantined, counts->not_for_us,
	             run);
}

static void
print_table(const struct holdings *holdings, struct ilo_arena *arena)
{
	char text[ILO_SEMESTER_SIZE];
	const struct counts *counts;
	ilo_semester i;

	(void)printf("%-9s %8s %10s %8s %9s %11s %10s  %s\n", "semester",
	             "in force", "superseded", "rejected", "duplicate",
	             "quarantined", "not for us", "latest run");
	for (i = holdings->first; i <= holdings->last; i++) {
		counts = &holdings->semesters[i - holdings->first];
		if (total(counts) == 0)
			continue;
		ilo_semester_print(i, text);
		print_line(text, counts, latest_run(holdings, text, arena));
	}
	if (total(&holdings->unknown) > 0)
		print_line("unknown", &holdings->unknown, "-");
	print_line("all files", &holdings->all, "");
	(void)printf("latest receipt: %s\n",
	             holdings->latest[0] == '\0' ? "none" : holdings->latest);
}

static json_t *
counts_json(const struct counts *counts)
{
	return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I}", "in-force",
	                 (json_int_t)counts->in_force, "superseded",
	                 (json_int_t)counts->superseded, "rejected",
	                 (json_int_t)counts->rejected, "duplicate",
	                 (json_int_t)counts->duplicate, "quarantined",
	                 (json_int_t)counts->quarantined, "not-for-us",
	                 (json_int_t)counts->not_for_us);
}

static enum ilo_status
print_json(const struct holdings *holdings, struct ilo_arena *arena,
           struct ilo_diag *diag)
{
	json_t *semesters = json_object(), *root, *one;
	char text[ILO_SEMESTER_SIZE];
	const struct counts *counts;
	const char *run;
	ilo_semester i;
	int failed = 0;

	for (i = holdings->first; i <= holdings->last; i++) {
		counts = &holdings->semesters[i - holdings->first];
		if (total(counts) == 0)
			continue;
		run = latest_run(holdings, ilo_semester_print(i, text), arena);
		one = counts_json(counts);
		failed |= json_object_set_new(
			one, "latest-run",
			strcmp(run, "-") == 0 ? json_null() : json_string(run));
		failed |= json_object_set_new(semesters, text, one);
	}
	root = json_pack("{s:o, s:o, s:o, s:s}", "semesters", semesters,
	                 "unknown", counts_json(&holdings->unknown), "all",
	                 counts_json(&holdings->all), "latest-receipt",
	                 holdings->latest);
	failed |= json_dumpf(root, stdout, JSON_INDENT(2) | JSON_SORT_KEYS);
	(void)putchar('\n'); /* the caller flushes and checks */
	json_decref(root);
	if (failed == 0)
		return ILO_OK;
	ilo_diag_report(diag, ILO_D_LIBRARY, NULL, 0, "jansson");
	return ILO_FAILED;
}

static enum ilo_status
show(const char *folder, bool json, struct ilo_arena *arena,
     struct ilo_diag *diag)
{
	struct holdings holdings = {.folder = folder, .first = 1};
	struct ilo_archive *archive = NULL;
	enum ilo_status status;

	status = ilo_archive_open(folder, ILO_DB_READ, diag, &archive);
	if (status == ILO_OK)
		status = find_range(&holdings, ilo_archive_register(archive),
		                    arena, diag);
	if (status == ILO_OK)
		status = count_all(&holdings, ilo_archive_register(archive),
		                   arena, diag);
	ilo_archive_close(archive);
	if (status == ILO_OK && json)
		status = print_json(&holdings, arena, diag);
	else if (status == ILO_OK)
		print_table(&holdings, arena);
	free(holdings.semesters);
	return ilo_cli_told(status, diag);
}

enum ilo_status
status_main(int argc, char **argv, struct ilo_diag *diag)
{
	const char *folder = NULL;
	bool json = false;
	const struct ilo_option table[] = {
		{'a', "archive", "DIR", "the archive", &folder, NULL, NULL},
		{0, "json", NULL, "as JSON", NULL, NULL, &json},
		{0, NULL, NULL, NULL, NULL, NULL, NULL}};
	const struct ilo_cli cli = {"ilo status",
	                            "-a DIR [--json]",
	                            "Say what an archive holds.",
	                            table,
	                            0,
	                            0};
	struct ilo_arena *arena;
	enum ilo_status status;
	enum ilo_cli_result result;
	int operand;

	result = ilo_cli_parse(&cli, argc, argv, &operand);
	if (result != ILO_CLI_RUN)
		return ilo_cli_exit(result);
	if (folder == NULL) {
		ilo_diag_report(diag, ILO_D_USAGE, NULL, 0,
		                "-a DIR, the archive, is missing");
		return ILO_USAGE;
	}
	arena = ilo_arena_new();
	status = show(folder, json, arena, diag);
	ilo_arena_free(arena);
	return status;
}
