/*
 * FOP runs without a shell of ours, in an environment made here: nothing of the
 * caller's language, time zone or home reaches the PDF.  Distributions start it
 * by a shell script that parts its settings at blanks; so it is given names
 * without any, in a private folder that does not depend on where the report
 * goes.
 */

#include "render/fop.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/file.h"
#include "common/mem.h"
#include "common/outfile.h"
#include "common/semester.h"

#define FOP_PROGRAM "/usr/bin/fop"
#define PRIVATE_FOLDER "/tmp/ilo-fop-%ld-XXXXXX" /* process */
#define SAID_BYTES 400

struct job {
	struct ilo_arena *arena;
	struct ilo_diag *diag;
	const char *folder;
	const char *conf, *fo, *pdf, *log;
};

static enum ilo_status
fail(struct ilo_diag *diag, const char *what, int error)
{
	ilo_diag_report(diag, ILO_D_FOP_FAILED, NULL, 0, "%s: %s", what,
	                strerror(error));
	return ILO_FAILED;
}

static enum ilo_status
make_job(struct job *job)
{
	char *folder =
		ilo_arena_printf(job->arena, PRIVATE_FOLDER, (long)getpid());

	if (mkdtemp(folder) == NULL)
		return fail(job->diag, "private folder", errno);
	job->folder = folder;
	job->conf = ilo_arena_printf(job->arena, "%s/fop.xconf", folder);
	job->fo = ilo_arena_printf(job->arena, "%s/fop.fo", folder);
	job->pdf = ilo_arena_printf(job->arena, "%s/fop.pdf", folder);
	job->log = ilo_arena_printf(job->arena, "%s/fop.log", folder);
	return ILO_OK;
}

static enum ilo_status
copy_conf(const struct job *job, const char *conf)
{
	struct ilo_buf bytes = ILO_BUF_INIT;
	enum ilo_status status =
		ilo_file_read(conf, ILO_FILE_OWN, job->diag, &bytes);

	if (status == ILO_OK)
		status = ilo_outfile_put(job->conf, ilo_buf_text(&bytes),
		                         bytes.count, job->diag);
	ilo_buf_release(&bytes);
	return status;
}

/* A killed run may leave files of its own there; folders it makes none. */
static void
remove_job(const struct job *job)
{
	DIR *folder = job->folder == NULL ? NULL : opendir(job->folder);
	const struct dirent *entry;

	if (folder == NULL)
		return;
	while ((entry = readdir(folder)) != NULL)
		/* "." and ".." are refused, and what stays is only litter. */
		(void)unlinkat(dirfd(folder), entry->d_name, 0);
	(void)closedir(folder); /* it was only read */
	(void)rmdir(job->folder);
}

/* Seconds since 1970 of an instant. */
static const char *
epoch(struct ilo_arena *arena, const char *instant)
{
	const char *date = ilo_arena_strndup(arena, instant, 10);
	long day, second = 0;

	if (strlen(instant) != 20 || !ilo_date_parse(date, &day))
		return "0";
	for (size_t i = 11; i < 19; i += 3)
		second = second * 60 + (instant[i] - '0') * 10 +
		         (instant[i + 1] - '0');
	return ilo_arena_printf(arena, "%ld", day * 86400 + second);
}

static int
start(const struct job *job, char *const argv[], char *const envp[], pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);

	if (error != 0)
		return error;
	error = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null",
	                                         O_RDONLY, 0);
	if (error == 0)
		error = posix_spawn_file_actions_addopen(
			&actions, 1, job->log, O_WRONLY | O_CREAT | O_TRUNC,
			0600);
	if (error == 0)
		error = posix_spawn_file_actions_adddup2(&actions, 1, 2);
	if (error == 0)
		error = posix_spawn(pid, FOP_PROGRAM, &actions, NULL, argv,
		                    envp);
	(void)posix_spawn_file_actions_destroy(&actions); /* cannot fail */
	return error;
}

/* The line that names the fault, or else the first one, goes into the finding;
 * the rest is Java's call stack. */
static enum ilo_status
tell_failure(const struct job *job)
{
	struct ilo_buf said = ILO_BUF_INIT;
	const char *text, *fault;
	int length;

	if (ilo_file_read(job->log, ILO_FILE_OWN, job->diag, &said) != ILO_OK)
		ilo_buf_puts(&said, "it left no message");
	text = ilo_buf_text(&said);
	fault = strstr(text, "Exception: ");
	if (fault == NULL)
		fault = strstr(text, "SEVERE: ");
	if (fault == NULL)
		fault = text;
	length = (int)strcspn(fault, "\n");
	ilo_diag_report(job->diag, ILO_D_FOP_FAILED, NULL, 0, "%.*s",
	                length > SAID_BYTES ? SAID_BYTES : length, fault);
	ilo_buf_release(&said);
	return ILO_FAILED;
}

static enum ilo_status
run(const struct job *job, const char *known_at)
{
	char *argv[] = {ilo_arena_strdup(job->arena, "fop"),
	                ilo_arena_strdup(job->arena, "-q"),
	                ilo_arena_strdup(job->arena, "-c"),
	                ilo_arena_strdup(job->arena, job->conf),
	                ilo_arena_strdup(job->arena, "-fo"),
	                ilo_arena_strdup(job->arena, job->fo),
	                ilo_arena_strdup(job->arena, "-pdf"),
	                ilo_arena_strdup(job->arena, job->pdf),
	                NULL};
	char *envp[] = {ilo_arena_strdup(job->arena, "PATH=/usr/bin:/bin"),
	                ilo_arena_strdup(job->arena, "TZ=UTC"),
	                ilo_arena_strdup(job->arena, "LC_ALL=C.UTF-8"),
	                ilo_arena_printf(job->arena, "HOME=%s", job->folder),
	                ilo_arena_printf(job->arena, "TMPDIR=%s", job->folder),
	                ilo_arena_printf(job->arena, "SOURCE_DATE_EPOCH=%s",
	                                 epoch(job->arena, known_at)),
	                ilo_arena_printf(job->arena,
	                                 "JAVA_ARGS=-XX:+UseSerialGC "
	                                 "-XX:TieredStopAtLevel=1 -Xmx1g "
	                                 "-Djava.awt.headless=true "
	                                 "-XX:-UsePerfData -Djava.io.tmpdir=%s",
	                                 job->folder),
	                NULL};
	int status, error;
	pid_t pid;

	error = start(job, argv, envp, &pid);
	if (error != 0)
		return fail(job->diag, FOP_PROGRAM, error);
	while (waitpid(pid, &status, 0) < 0) {
		if (errno != EINTR)
			return fail(job->diag, "waiting", errno);
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return tell_failure(job);
	return ILO_OK;
}

enum ilo_status
fop_run(const struct ilo_buf *fo, const char *conf, const char *known_at,
        struct ilo_diag *diag, struct ilo_buf *pdf)
{
	struct job job = {.arena = ilo_arena_new(), .diag = diag};
	enum ilo_status status;

	if (access(FOP_PROGRAM, X_OK) != 0) {
		ilo_diag_report(diag, ILO_D_FOP_MISSING, NULL, 0, NULL);
		ilo_arena_free(job.arena);
		return ILO_FAILED;
	}
	status = make_job(&job);
	if (status == ILO_OK)
		status = copy_conf(&job, conf);
	if (status == ILO_OK)
		status = ilo_outfile_put(job.fo, ilo_buf_text(fo), fo->count,
		                         diag);
	if (status == ILO_OK)
		status = run(&job, known_at);
	if (status == ILO_OK)
		status = ilo_file_read(job.pdf, ILO_FILE_OWN, diag, pdf);
	remove_job(&job);
	ilo_arena_free(job.arena);
	return status;
}
