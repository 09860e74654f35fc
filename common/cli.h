/*
 * The command line as a table: every program takes its options the same way
 * and prints its help from the same list.
 */

#ifndef ILO_COMMON_CLI_H
#define ILO_COMMON_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "common/diag.h"

/* One option: "-a DIR", "--archive DIR".  What is given goes to where text,
 * list or flag points; exactly one of them is not NULL. */
struct ilo_option {
	char letter;          /* 0: none */
	const char *name;     /* "archive" */
	const char *argument; /* "DIR"; NULL for a flag */
	const char *help;     /* one line */
	const char **text;
	struct ilo_strings *list; /* may be given several times */
	bool *flag;
};

struct ilo_strings {
	const char **items;
	size_t count, capacity;
};

struct ilo_cli {
	const char *program;              /* "ilo-analyze" */
	const char *synopsis;             /* "[OPTION]... NETWORKS FLOWS" */
	const char *summary;              /* one sentence */
	const struct ilo_option *options; /* ended by one without a name */
	size_t operands_min, operands_max;
};

enum ilo_cli_result { ILO_CLI_RUN, ILO_CLI_DONE, ILO_CLI_BAD };

/* Once, first in main(): a closed pipe or a file that outgrows its limit is a
 * failed write, which is checked, and no signal; so is standard output that the
 * caller closed. */
void ilo_cli_start(void);

/*
 * --help and --version are answered on stdout (ILO_CLI_DONE); a mistake in one
 * line on stderr (ILO_CLI_BAD).  Otherwise *operand is the
 * index of the first operand in argv; options may stand between operands.
 */
enum ilo_cli_result ilo_cli_parse(const struct ilo_cli *cli, int argc,
                                  char **argv, int *operand);

/* The exit status of a program that is not to run: not for ILO_CLI_RUN. */
enum ilo_status ilo_cli_exit(enum ilo_cli_result result);

/* Frees what a list option gathered. */
void ilo_strings_release(struct ilo_strings *strings);

/* The exit status: status itself, or ILO_FINDINGS where it is ILO_OK and there
 * is a finding at or above fail_on. */
enum ilo_status ilo_cli_status(enum ilo_status status,
                               const struct ilo_diag *diag,
                               enum ilo_severity fail_on);

/* That of a command whose answer is on standard output, at its end: ILO_FAILED,
 * reported, where it could not be written, else status itself. */
enum ilo_status ilo_cli_told(enum ilo_status status, struct ilo_diag *diag);

#endif
