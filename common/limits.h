/*
 * How much of anything a foreign file may hold: far above every honest file,
 * far below what hurts.  The operator may lower a limit, never raise it.
 */

#ifndef ILO_COMMON_LIMITS_H
#define ILO_COMMON_LIMITS_H

#include <stddef.h>

#include "common/diag.h"

/* The defaults, which are the most there can be. */
#define ILO_LIMIT_BYTES ((size_t)64 * 1024 * 1024)
#define ILO_LIMIT_DEPTH ((size_t)32)
#define ILO_LIMIT_ATTRIBUTES ((size_t)64)
#define ILO_LIMIT_NAMESPACES ((size_t)16)
#define ILO_LIMIT_TAG_BYTES ((size_t)64 * 1024)
#define ILO_LIMIT_NAME_BYTES ((size_t)100)
#define ILO_LIMIT_TEXT_BYTES ((size_t)16 * 1024 * 1024)
#define ILO_LIMIT_RUN_BYTES ((size_t)1024 * 1024)
#define ILO_LIMIT_NODES ((size_t)100000)
#define ILO_LIMIT_ENTRIES ((size_t)64)
#define ILO_LIMIT_RATIO ((size_t)100)
#define ILO_LIMIT_TOTAL_BYTES ((size_t)1024 * 1024 * 1024)
#define ILO_LIMIT_MILLISECONDS ((size_t)60000)
#define ILO_LIMIT_MEMORY_BYTES ((size_t)512 * 1024 * 1024)

/* Each is the most that is taken; the option's name is the field's with '-' for
 * '_'. */
struct ilo_limits {
	size_t bytes;        /* of a file */
	size_t depth;        /* of elements, the root is 1 */
	size_t attributes;   /* of a tag */
	size_t namespaces;   /* declared in a tag */
	size_t tag_bytes;    /* from '<' to '>' */
	size_t name_bytes;   /* of an element's or attribute's local name */
	size_t text_bytes;   /* of a document beside its rows */
	size_t run_bytes;    /* of text without a tag in it */
	size_t nodes;        /* elements beside the rows */
	size_t entries;      /* of a container */
	size_t ratio;        /* unpacked bytes for each packed one */
	size_t total_bytes;  /* of all that a container holds, unpacked */
	size_t milliseconds; /* of processor time for one file */
	size_t memory_bytes; /* of address space for one worker */
};

/* Never NULL, never to be freed. */
const struct ilo_limits *ilo_limits_default(void);

/* limits, or the defaults where that is NULL. */
const struct ilo_limits *ilo_limits_or_default(const struct ilo_limits *limits);

/*
 * Lower one limit: text is "NAME=N", N a whole number from 1 to what the limit
 * is now.  ILO_USAGE, reported with the names there are, when it is not.
 */
ILO_MUST_CHECK enum ilo_status ilo_limits_lower(struct ilo_limits *limits,
                                                const char *text,
                                                struct ilo_diag *diag);

#endif
