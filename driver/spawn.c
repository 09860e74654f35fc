/* posix_spawn() with an absolute path; the child sees our environment. */

#define _GNU_SOURCE /* pipe2() */

#include "driver/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/buf.h"

extern char **environ;

void
command_add(struct ilo_strings *command, const char *text)
{
	command->items = ilo_grow(command->items, command->count,
	                          &command->capacity, sizeof(*command->items));
	command->items[command->count++] = text;
}

static enum ilo_status
wait_for(pid_t child, const char *program, struct ilo_diag *diag)
{
	int how;

	while (waitpid(child, &how, 0) < 0) {
		if (errno == EINTR)
			continue;
		ilo_diag_report(diag, ILO_D_STAGE_LOST, program, 0, "%s",
		                strerror(errno));
		return ILO_FAILED;
	}
	if (WIFEXITED(how))
		return (enum ilo_status)WEXITSTATUS(how);
	ilo_diag_report(diag, ILO_D_STAGE_LOST, program, 0,
	                "killed by signal %d", WTERMSIG(how));
	return ILO_FAILED;
}

/* *child runs; actions NULL: with this process's own files. */
static enum ilo_status
spawn(const char *bindir, const struct ilo_strings *command,
      const posix_spawn_file_actions_t *actions, struct ilo_diag *diag,
      pid_t *child)
{
	char **argv = ilo_xcalloc(command->count + 1, sizeof(*argv));
	struct ilo_buf path = ILO_BUF_INIT;
	size_t i;
	int error;

	for (i = 0; i < command->count; i++)
		argv[i] = ilo_xstrdup(command->items[i]);
	ilo_buf_printf(&path, "%s/%s", bindir, command->items[0]);
	error = posix_spawn(child, ilo_buf_text(&path), actions, NULL, argv,
	                    environ);
	if (error != 0)
		ilo_diag_report(diag, ILO_D_STAGE_MISSING, ilo_buf_text(&path),
		                0, "%s", strerror(error));
	ilo_buf_release(&path);
	for (i = 0; i < command->count; i++)
		free(argv[i]);
	free(argv);
	return error == 0 ? ILO_OK : ILO_FAILED;
}

enum ilo_status
spawn_and_wait(const char *bindir, const struct ilo_strings *command,
               struct ilo_diag *diag)
{
	pid_t child;
	enum ilo_status status = spawn(bindir, command, NULL, diag, &child);

	if (status == ILO_OK)
		status = wait_for(child, command->items[0], diag);
	return status;
}

static void
drain(int fd, struct ilo_buf *out)
{
	char bytes[4096];
	ssize_t count;

	while ((count = read(fd, bytes, sizeof(bytes))) > 0 ||
	       (count < 0 && errno == EINTR))
		if (count > 0)
			ilo_buf_add(out, bytes, (size_t)count);
}

static enum ilo_status
read_child(const char *bindir, const struct ilo_strings *command,
           const int ends[2], struct ilo_diag *diag, struct ilo_buf *out)
{
	posix_spawn_file_actions_t actions;
	enum ilo_status status = ILO_FAILED;
	pid_t child = -1;

	if (posix_spawn_file_actions_init(&actions) != 0)
		ilo_out_of_memory();
	if (posix_spawn_file_actions_adddup2(&actions, ends[1],
	                                     STDOUT_FILENO) == 0)
		status = spawn(bindir, command, &actions, diag, &child);
	(void)posix_spawn_file_actions_destroy(&actions); /* cannot fail */
	(void)close(ends[1]); /* the child's copy is the one that counts */
	if (status != ILO_OK)
		return status;
	drain(ends[0], out);
	return wait_for(child, command->items[0], diag);
}

enum ilo_status
spawn_and_read(const char *bindir, const struct ilo_strings *command,
               struct ilo_diag *diag, struct ilo_buf *out)
{
	enum ilo_status status;
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0) {
		ilo_diag_report(diag, ILO_D_STAGE_LOST, command->items[0], 0,
		                "%s", strerror(errno));
		return ILO_FAILED;
	}
	status = read_child(bindir, command, ends, diag, out);
	(void)close(ends[0]); /* only read from */
	return status;
}

enum ilo_status
become(const char *bindir, const char *program, char **argv,
       struct ilo_diag *diag)
{
	struct ilo_buf path = ILO_BUF_INIT;

	ilo_buf_printf(&path, "%s/%s", bindir, program);
	(void)execv(ilo_buf_text(&path), argv); /* returns only on failure */
	ilo_diag_report(diag, ILO_D_STAGE_MISSING, ilo_buf_text(&path), 0, "%s",
	                strerror(errno));
	ilo_buf_release(&path);
	return ILO_FAILED;
}

bool
fop_is_installed(void)
{
	return access("/usr/bin/fop", X_OK) == 0;
}
