/* The command line of ilo-ingest, checked. */

#ifndef ILO_INGEST_OPTIONS_H
#define ILO_INGEST_OPTIONS_H

#include <stdbool.h>

#include "common/cli.h"
#include "common/diag.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/semester.h"
#include "common/submission.h"

struct options {
	const char *archive;
	const char *config; /* NULL: ilo.conf in the archive */
	const char *kind;   /* NULL: to be found out */
	const char *sender;
	const char *nature;
	const char *published;
	char received[ILO_TIME_SIZE];
	enum ilo_severity fail_on;
	const char *signature;    /* of the only file; NULL: beside it */
	size_t jobs;              /* workers */
	struct ilo_limits limits; /* lowered as told */
	bool json;
	bool quiet;
	int operand; /* index of the first path in argv */
};

/*
 * now is the instant of the run, in the form of ilo_time_parse().  ILO_CLI_BAD:
 * what is wrong has been said on stderr.
 */
enum ilo_cli_result options_parse(int argc, char **argv, const char *now,
                                  struct ilo_diag *diag,
                                  struct options *options);

#endif
