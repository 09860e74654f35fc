/*
 * getopt_long() with its tables made from ours.  What is wrong with the line is
 * said in one sentence, and nothing else is done.
 */

#include "common/cli.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/mem.h"

/* Values that getopt_long() returns for options without a letter. */
#define FIRST_LONG 256
#define HELP_COLUMN 26

static size_t
option_count(const struct ilo_cli *cli)
{
	size_t count = 0;

	while (cli->options[count].name != NULL)
		count++;
	return count;
}

static void
print_option(const struct ilo_option *option)
{
	char left[80];
	int width;

	width = snprintf(left, sizeof(left), "  %c%c%s --%s%s%s",
	                 option->letter == 0 ? ' ' : '-',
	                 option->letter == 0 ? ' ' : option->letter,
	                 option->letter == 0 ? " " : ",", option->name,
	                 option->argument == NULL ? "" : " ",
	                 option->argument == NULL ? "" : option->argument);
	if (width >= HELP_COLUMN)
		(void)printf("%s\n%*s%s\n", left, HELP_COLUMN, "",
		             option->help);
	else
		(void)printf("%-*s%s\n", HELP_COLUMN, left, option->help);
}

/* "ilo run" has its page under ilo-run. */
static void
print_page(const char *program)
{
	const char *p;

	(void)fputs("4 failed,\n5 integrity, 75 try again.  See ", stdout);
	for (p = program; *p != '\0'; p++)
		(void)putchar(*p == ' ' ? '-' : *p);
	(void)fputs("(1).\n", stdout);
}

static enum ilo_cli_result
print_help(const struct ilo_cli *cli)
{
	const struct ilo_option *option;

	(void)printf("usage: %s %s\n\n%s\n\n", cli->program, cli->synopsis,
	             cli->summary);
	for (option = cli->options; option->name != NULL; option++)
		print_option(option);
	print_option(&(struct ilo_option){
		.letter = 'h', .name = "help", .help = "print this and exit"});
	print_option(
		&(struct ilo_option){.letter = 'V',
	                             .name = "version",
	                             .help = "print the version and exit"});
	(void)fputs(
		"\nExit status: 0 done, 1 findings, 2 usage, 3 incomplete, ",
		stdout);
	print_page(cli->program);
	return fflush(stdout) == 0 ? ILO_CLI_DONE : ILO_CLI_BAD;
}

static enum ilo_cli_result
bad(const struct ilo_cli *cli, const char *what, const char *which)
{
	(void)fprintf(stderr, "%s: %s%s%s; see %s --help\n", cli->program, what,
	              which == NULL ? "" : " ", which == NULL ? "" : which,
	              cli->program);
	return ILO_CLI_BAD;
}

/* What getopt_long() did not know: a long option as it stands, a letter, which
 * may be one of several, by itself. */
static enum ilo_cli_result
unknown(const struct ilo_cli *cli, const char *argument)
{
	const char letter[] = {'-', (char)optopt, '\0'};

	if (optopt >= FIRST_LONG)
		return bad(cli, "no argument goes with this option:", argument);
	return bad(cli, "no such option:", optopt == 0 ? argument : letter);
}

static void
take(const struct ilo_option *option, const char *value)
{
	struct ilo_strings *list = option->list;

	if (option->flag != NULL) {
		*option->flag = true;
	} else if (option->text != NULL) {
		*option->text = value;
	} else {
		list->items = ilo_grow(list->items, list->count,
		                       &list->capacity, sizeof(*list->items));
		list->items[list->count++] = value;
	}
}

/* The tables that getopt_long() wants; both on the heap. */
static struct option *
make_tables(const struct ilo_cli *cli, char *letters)
{
	size_t count = option_count(cli), i;
	struct option *table = ilo_xcalloc(count + 3, sizeof(*table));
	const struct ilo_option *option;

	*letters++ = ':'; /* missing arguments are told apart */
	for (i = 0; i < count; i++) {
		option = &cli->options[i];
		table[i] =
			(struct option){option->name, option->argument != NULL,
		                        NULL, FIRST_LONG + (int)i};
		if (option->letter == 0)
			continue;
		*letters++ = option->letter;
		if (option->argument != NULL)
			*letters++ = ':';
	}
	table[count] = (struct option){"help", 0, NULL, 'h'};
	table[count + 1] = (struct option){"version", 0, NULL, 'V'};
	(void)strcpy(letters, "hV");
	return table;
}

static const struct ilo_option *
find_option(const struct ilo_cli *cli, int got)
{
	const struct ilo_option *option;

	if (got >= FIRST_LONG)
		return &cli->options[got - FIRST_LONG];
	for (option = cli->options; option->name != NULL; option++)
		if (option->letter == got)
			return option;
	return NULL;
}

static enum ilo_cli_result
parse_all(const struct ilo_cli *cli, int argc, char **argv, const char *letters,
          const struct option *table)
{
	const struct ilo_option *option;
	int got;

	opterr = 0;
	while ((got = getopt_long(argc, argv, letters, table, NULL)) != -1) {
		if (got == 'h')
			return print_help(cli);
		if (got == 'V') {
			(void)printf("%s %s\n", cli->program, ILO_VERSION);
			return fflush(stdout) == 0 ? ILO_CLI_DONE : ILO_CLI_BAD;
		}
		if (got == ':')
			return bad(cli, "an argument is missing after",
			           argv[optind - 1]);
		option = find_option(cli, got);
		if (option == NULL)
			return unknown(cli, argv[optind - 1]);
		take(option, optarg);
	}
	return ILO_CLI_RUN;
}

enum ilo_cli_result
ilo_cli_parse(const struct ilo_cli *cli, int argc, char **argv, int *operand)
{
	char *letters = ilo_xcalloc(2 * option_count(cli) + 4, 1);
	struct option *table = make_tables(cli, letters);
	enum ilo_cli_result result;
	size_t operands;

	result = parse_all(cli, argc, argv, letters, table);
	free(table);
	free(letters);
	if (result != ILO_CLI_RUN)
		return result;
	*operand = optind;
	operands = (size_t)(argc - optind);
	if (operands < cli->operands_min)
		return bad(cli, "something is missing: usage is",
		           cli->synopsis);
	if (operands > cli->operands_max)
		return bad(cli,
		           "too much:", argv[optind + (int)cli->operands_max]);
	return ILO_CLI_RUN;
}

/* A standard stream that the caller closed must not become the next file that
 * is opened: what is printed would go into that.  One that cannot be written to
 * fails where output is checked. */
static void
hold(int stream, int flags)
{
	if (fcntl(stream, F_GETFD) < 0 && errno == EBADF)
		(void)open("/dev/null", flags); /* the lowest that is free */
}

void
ilo_cli_start(void)
{
	/* Ignoring these two cannot fail. */
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN);
	hold(STDIN_FILENO, O_RDONLY);
	hold(STDOUT_FILENO, O_RDONLY);
	hold(STDERR_FILENO, O_WRONLY);
}

enum ilo_status
ilo_cli_exit(enum ilo_cli_result result)
{
	assert(result != ILO_CLI_RUN);
	return result == ILO_CLI_DONE ? ILO_OK : ILO_USAGE;
}

void
ilo_strings_release(struct ilo_strings *strings)
{
	free(strings->items);
	*strings = (struct ilo_strings){NULL, 0, 0};
}

enum ilo_status
ilo_cli_status(enum ilo_status status, const struct ilo_diag *diag,
               enum ilo_severity fail_on)
{
	if (status == ILO_OK && ilo_diag_count(diag, fail_on) > 0)
		return ILO_FINDINGS;
	return status;
}

enum ilo_status
ilo_cli_told(enum ilo_status status, struct ilo_diag *diag)
{
	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	ilo_diag_report(diag, ILO_D_OUTPUT, "standard output", 0, "%s",
	                errno != 0 ? strerror(errno)
	                           : "an earlier part was lost");
	return ILO_FAILED;
}
