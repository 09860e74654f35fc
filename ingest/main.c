/*
 * ilo-ingest: files in, archived originals with a verdict and a receipt out.
 *
 * Reads schema/ and the files named; writes the archive.  The only place of the
 * chain that reads the clock, once, here.
 */

#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "common/archive.h"
#include "common/codebook.h"
#include "common/datadir.h"
#include "common/xmlio.h"
#include "common/xmlsec.h"
#include "common/xsd.h"
#include "ingest/batch.h"
#include "ingest/fetch.h"
#include "ingest/gather.h"
#include "ingest/office.h"
#include "ingest/options.h"
#include "ingest/trust.h"
#include "ingest/walk.h"

/* What a run needs from the program's own data. */
struct rules {
	struct ilo_codebook *codebook;
	struct ilo_xsd *schema;
	struct trust *trust;
	struct wordings *wordings;
};

static enum ilo_status
read_rules(const char *archive, const struct config *config,
           struct ilo_arena *arena, struct ilo_diag *diag, struct rules *rules)
{
	size_t sections = 0;
	const struct trust_section *trusted =
		source_trust(config, arena, &sections);
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
	if (status == ILO_OK)
		status = trust_read(
			&(struct trust_sources){
				.folder = ilo_arena_printf(arena, "%s/trust",
		                                           archive),
				.sections = trusted,
				.section_count = sections,
				.codebook = rules->codebook},
			diag, &rules->trust);
	if (status == ILO_OK)
		status = wordings_read(datadir, rules->codebook, diag,
		                       &rules->wordings);
	if (status == ILO_OK)
		status = office_read(config, diag, rules->wordings);
	if (status == ILO_OK)
		status = source_check_senders(config, rules->codebook, diag);
	return status;
}

/* What --sender names. */
static enum ilo_status
check_sender(const char *sender, const struct ilo_codebook *codebook,
             struct ilo_diag *diag)
{
	if (sender == NULL || ilo_codebook_sender(codebook, sender) != NULL)
		return ILO_OK;
	ilo_diag_report(diag, ILO_D_USAGE, NULL, 0,
	                "--sender must be a code of "
	                "schema/codelists/members.xml, such as FR or FRONTEX");
	return ILO_USAGE;
}

/* What --kind names. */
static enum ilo_status
find_kind(const char *name, const struct ilo_codebook *codebook,
          struct ilo_diag *diag, const struct ilo_kind **out)
{
	if (name == NULL)
		return ILO_OK;
	*out = ilo_kind_find(codebook, name);
	if (*out != NULL)
		return ILO_OK;
	ilo_diag_report(diag, ILO_D_USAGE, NULL, 0,
	                "--kind must be native, form-ods, form-xlsx, sdmx-ml, "
	                "sdmx-csv or the name of a layout in schema/layouts, "
	                "such as frontex-monthly");
	return ILO_USAGE;
}

static enum ilo_status
take(struct batch *batch, const struct walk *walk)
{
	struct handling *handling = &batch->handling;
	enum ilo_status status;

	status = registry_new(ilo_archive_register(handling->archive),
	                      handling->diag, &handling->registry);
	if (status == ILO_OK)
		status = batch_recover(batch);
	if (status == ILO_OK)
		status = batch_run(batch, walk);
	registry_free(handling->registry);
	return status;
}

/* The pool first: workers are to hold nothing of the archive. */
static enum ilo_status
open_all(const struct options *options, const struct judge *judge,
         struct handling *handling)
{
	const struct pool_setup setup = {.workers = options->jobs,
	                                 .limits = &options->limits,
	                                 .work = judge_work,
	                                 .context = judge};
	enum ilo_status status;

	status = pool_new(&setup, handling->diag, &handling->pool);
	if (status == ILO_OK)
		status = ilo_archive_open(options->archive, ILO_DB_WRITE,
		                          handling->diag, &handling->archive);
	return status;
}

/* ilo.conf: needed where there is no path; asked for whom to trust otherwise,
 * if it is there. */
static enum ilo_status
read_config(const struct options *options, bool paths, struct ilo_arena *arena,
            struct ilo_diag *diag, struct gather *gather)
{
	const char *path = options->config;
	enum ilo_status status;

	if (path == NULL)
		path = ilo_arena_printf(arena, "%s/ilo.conf", options->archive);
	if (paths && options->config == NULL && access(path, F_OK) != 0)
		return ILO_OK;
	status = fetch_init(diag);
	if (status == ILO_OK)
		status = config_read(path, diag, &gather->config);
	if (status == ILO_OK && !paths)
		status = source_read(gather->config, diag, &gather->sources);
	return status;
}

/* What to take: the paths given, or else what the sources of ilo.conf hold. */
static enum ilo_status
find_files(const struct options *options, char **paths, struct gather *gather,
           const struct handling *handling, struct walk *walk)
{
	struct ilo_diag *diag = handling->diag;

	if (*paths == NULL)
		return gather_walk(gather, handling->archive, handling->now,
		                   walk, diag);
	for (; *paths != NULL; paths++)
		walk_add(walk, *paths, diag);
	if (options->signature == NULL)
		return ILO_OK;
	if (walk->count != 1 || walk->files[0].folder != NULL) {
		ilo_diag_report(diag, ILO_D_USAGE, NULL, 0,
		                "--signature is of one file, and no folder");
		return ILO_USAGE;
	}
	walk->files[0].p7s = options->signature;
	return ILO_OK;
}

static enum ilo_status
run(const struct options *options, char **paths, const char *now,
    struct ilo_diag *diag)
{
	struct ilo_arena *arena = ilo_arena_new();
	struct rules rules = {.codebook = NULL};
	struct walk walk = {.arena = arena};
	struct gather gather = {.config = NULL};
	struct batch batch = {.handling = {.limits = &options->limits,
	                                   .sender = options->sender,
	                                   .nature = options->nature,
	                                   .published = options->published,
	                                   .received = options->received,
	                                   .now = now,
	                                   .diag = diag},
	                      .json = options->json,
	                      .quiet = options->quiet};
	struct judge judge = {.limits = &options->limits};
	enum ilo_status status =
		read_config(options, *paths != NULL, arena, diag, &gather);

	if (status == ILO_OK)
		status = read_rules(options->archive, gather.config, arena,
		                    diag, &rules);

	judge.codebook = rules.codebook;
	judge.schema = rules.schema;
	judge.trust = rules.trust;
	batch.handling.wordings = rules.wordings;
	if (status == ILO_OK)
		status = find_kind(options->kind, rules.codebook, diag,
		                   &batch.handling.kind);
	if (status == ILO_OK)
		status = check_sender(options->sender, rules.codebook, diag);
	if (status == ILO_OK)
		status = open_all(options, &judge, &batch.handling);
	if (status == ILO_OK)
		status = find_files(options, paths, &gather, &batch.handling,
		                    &walk);
	if (status == ILO_OK)
		status = take(&batch, &walk);
	if (*paths == NULL)
		status = gather_finish(&gather, &walk, status, diag);
	gather_release(&gather);
	pool_free(batch.handling.pool);
	ilo_archive_close(batch.handling.archive);
	walk_release(&walk);
	wordings_free(rules.wordings);
	trust_free(rules.trust);
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
	/* A writer that opens a file while we hold it back is no reason to end.
	 */
	(void)signal(SIGIO, SIG_IGN);
	ilo_diag_init(&diag, "ilo-ingest", stderr);
	if (read_clock(now, &diag) != ILO_OK)
		return ILO_FAILED;
	result = options_parse(argc, argv, now, &diag, &options);
	if (result != ILO_CLI_RUN)
		return (int)ilo_cli_exit(result);
	ilo_xml_init();
	if (ilo_xmlsec_init(&diag) != ILO_OK)
		return ILO_FAILED;
	return (int)run(&options, argv + options.operand, now, &diag);
}
