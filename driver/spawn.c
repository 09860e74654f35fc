/* posix_spawn() with an absolute path; the child sees our environment. */

#include "driver/spawn.h"

#include <errno.h>
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

enum ilo_status
spawn_and_wait(const char *bindir, const struct ilo_strings *command,
               struct ilo_diag *diag)
{
	char **argv = ilo_xcalloc(command->count + 1, sizeof(*argv));
	struct ilo_buf path = ILO_BUF_INIT;
	enum ilo_status status = ILO_FAILED;
	pid_t child;
	size_t i;
	int error;

	for (i = 0; i < command->count; i++)
		argv[i] = ilo_xstrdup(command->items[i]);
	ilo_buf_printf(&path, "%s/%s", bindir, command->items[0]);
	error = posix_spawn(&child, ilo_buf_text(&path), NULL, NULL, argv,
	                    environ);
	if (error == 0)
		status = wait_for(child, command->items[0], diag);
	else
		ilo_diag_report(diag, ILO_D_STAGE_MISSING, ilo_buf_text(&path),
		                0, "%s", strerror(error));
	ilo_buf_release(&path);
	for (i = 0; i < command->count; i++)
		free(argv[i]);
	free(argv);
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
