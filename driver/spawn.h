/* Running the stage programs beside this one: argument vectors, no shell. */

#ifndef ILO_DRIVER_SPAWN_H
#define ILO_DRIVER_SPAWN_H

#include "common/buf.h"
#include "common/cli.h"
#include "common/diag.h"
#include "common/mem.h"

/* Append text to a command under construction. */
void command_add(struct ilo_strings *command, const char *text);

/*
 * Run the program items[0], found in bindir, with these arguments and wait.
 * Standard output and error are this process's own.  Its exit status is
 * returned; a program that cannot be started or dies by a signal is reported
 * and is ILO_FAILED.
 */
ILO_MUST_CHECK enum ilo_status spawn_and_wait(const char *bindir,
                                              const struct ilo_strings *command,
                                              struct ilo_diag *diag);

/* The same, but its standard output is appended to out. */
ILO_MUST_CHECK enum ilo_status spawn_and_read(const char *bindir,
                                              const struct ilo_strings *command,
                                              struct ilo_diag *diag,
                                              struct ilo_buf *out);

/* Become that program: returns only on failure, reported. */
ILO_MUST_CHECK enum ilo_status become(const char *bindir, const char *program,
                                      char **argv, struct ilo_diag *diag);

/* Whether Apache FOP is where ilo-render looks for it. */
bool fop_is_installed(void);

#endif
