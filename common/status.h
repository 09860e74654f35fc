/*
 * The one status type: what functions return and what programs exit with.
 * Documented for users in README.md and in every man page.
 */

#ifndef ILO_COMMON_STATUS_H
#define ILO_COMMON_STATUS_H

#define ILO_MUST_CHECK __attribute__((warn_unused_result))

enum ilo_status {
	ILO_OK = 0,         /* done, nothing to report */
	ILO_FINDINGS = 1,   /* done; the data broke a rule, the run is sound */
	ILO_USAGE = 2,      /* bad command line; nothing was read */
	ILO_INCOMPLETE = 3, /* published, but some source failed */
	ILO_FAILED = 4,     /* environment, configuration, I/O or memory */
	ILO_INTEGRITY = 5,  /* a digest or ledger entry does not hold */
	ILO_TRY_AGAIN = 75  /* locked or unreachable for now */
};

#endif
