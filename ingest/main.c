/*
 * ilo-ingest: files in, archived originals with a verdict and a receipt out.
 *
 * Reads schema/ and the files named; writes the archive.  The only place of the
 * chain that reads the clock, once, here.
 */

#include <stdio.h>
#include <time.h>

#include "common/archive.h"
#include "common/codebook.h"
#include "common/datadir.h"
#include "common/xmlio.h"
#include "common/xsd.h"
#include "ingest/batch.h"
#include "ingest/fetch.h"
#include "ingest/gather.h"
#include "ingest/options.h"
#include "ingest/walk.h"

/* What a run needs from the program's own data. */
struct rules {
	struct ilo_codebook *codebook;
	struct ilo_xsd *schema;
};

static enum ilo_status
read_rules(struct ilo_arena *arena, struct ilo_diag *diag, struct rules *rules)
{
	const char *datadir = ilo_datadir(arena, diag);
	enum ilo_status status;

	if (datadir == NULL)
		return ILO_FAILED;
	status = ilo_codebook_read(datadir, diag, &rules->codebook);
	if (status == ILO_OK)
		status = ilo_xsd_read(
			ilo_arena_printf(arena, "%s/schema/submission.xsd",
		                         datadir),
			diag, &rules->schema);
	return status;
}

/* What --kind names. */
static enum ilo_status
find_kind(const char *name, const struct ilo_codebook *codebook,
          struct ilo_diag *diag, struct judge *judge)
{
	if (name == NULL)
		return ILO_OK;
	judge->kind = ilo_kind_find(codebook, name);
	if (judge->kind != NULL)
		return ILO_OK;
	ilo_diag_report(diag, ILO_D_USAGE, NULL, 0,
	                "--kind must be native, sdmx-csv or the name of a "
	                "layout in schema/layouts, such as frontex-monthly");
	return ILO_USAGE;
}

static enum ilo_status
take(struct batch *batch, const struct walk *walk)
{
	enum ilo_status status;

	status = registry_new(ilo_archive_register(batch->archive), batch->diag,
	                      &batch->registry);
	if (status == ILO_OK)
		status = batch_recover(batch);
	if (status == ILO_OK)
		status = batch_run(batch, walk);
	registry_free(batch->registry);
	return status;
}

/* What to take: the paths given, or else what the sources of ilo.conf hold. */
static enum ilo_status
find_files(struct batch *batch, char **paths, struct gather *gather,
           struct walk *walk)
{
	if (gather->config != NULL)
		return gather_walk(gather, batch->archive, batch->now, walk,
		                   batch->diag);
	for (; *paths != NULL; paths++)
		walk_add(walk, *paths, batch->diag);
	return ILO_OK;
}

/* ilo.conf, where there is no path. */
static enum ilo_status
read_config(const struct options *options, char **paths,
            struct ilo_arena *arena, struct ilo_diag *diag,
            struct gather *gather)
{
	const char *path = options->config;
	enum ilo_status status;

	if (*paths != NULL)
		return ILO_OK;
	if (path == NULL)
		path = ilo_arena_printf(arena, "%s/ilo.conf", options->archive);
	status = fetch_init(diag);
	return status == ILO_OK ? gather_read(gather, path, diag) : status;
}

static enum ilo_status
run(const struct options *options, char **paths, const char *now,
    struct ilo_diag *diag)
{
	struct ilo_arena *arena = ilo_arena_new();
	struct rules rules = {NULL, NULL};
	struct walk walk = {.arena = arena};
	struct gather gather = {.config = NULL};
	struct batch batch = {.received = options->received,
	                      .now = now,
	                      .json = options->json,
	                      .quiet = options->quiet,
	                      .diag = diag};
	enum ilo_status status;

	status = read_config(options, paths, arena, diag, &gather);
	if (status == ILO_OK)
		status = read_rules(arena, diag, &rules);
	if (status == ILO_OK)
		status = find_kind(options->kind, rules.codebook, diag,
		                   &batch.judge);
	batch.judge = (struct judge){.kind = batch.judge.kind,
	                             .sender = options->sender,
	                             .published = options->published,
	                             .codebook = rules.codebook,
	                             .schema = rules.schema};
	if (status == ILO_OK)
		status = ilo_archive_open(options->archive, ILO_DB_WRITE, diag,
		                          &batch.archive);
	if (status == ILO_OK)
		status = find_files(&batch, paths, &gather, &walk);
	if (status == ILO_OK) {
		status = take(&batch, &walk);
		if (gather.config != NULL)
			status = gather_finish(&gather, &walk, status, diag);
	}
	gather_release(&gather);
	ilo_archive_close(batch.archive);
	walk_release(&walk);
	ilo_xsd_free(rules.schema);
	ilo_codebook_free(rules.codebook);
	ilo_arena_free(arena);
	return ilo_cli_status(status, diag, options->fail_on);
}

/* The instant of the run, in UTC. */
static enum ilo_status
read_clock(char now[ILO_TIME_SIZE], struct ilo_diag *diag)
{
	time_t seconds = time(NULL);
	struct tm utc;

	if (seconds != (time_t)-1 && gmtime_r(&seconds, &utc) != NULL &&
	    strftime(now, ILO_TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &utc) > 0)
		return ILO_OK;
	ilo_diag_report(diag, ILO_D_LIBRARY, NULL, 0,
	                "the clock of this machine cannot be read");
	return ILO_FAILED;
}

int
main(int argc, char **argv)
{
	char now[ILO_TIME_SIZE];
	struct options options;
	struct ilo_diag diag;
	enum ilo_cli_result result;

	ilo_cli_start();
	ilo_diag_init(&diag, "ilo-ingest", stderr);
	if (read_clock(now, &diag) != ILO_OK)
		return ILO_FAILED;
	result = options_parse(argc, argv, now, &diag, &options);
	if (result != ILO_CLI_RUN)
		return (int)ilo_cli_exit(result);
	ilo_xml_init();
	return (int)run(&options, argv + options.operand, now, &diag);
}
