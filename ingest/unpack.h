/*
 * Containers: a gzip file holds one file, a zip file several.  What is in one
 * is written to a descriptor, one after the other, and judged as files of their
 * own; a container that breaks a rule is refused whole.  Spreadsheets are zip
 * files too, but kinds of their own, and come before.
 */

#ifndef ILO_INGEST_UNPACK_H
#define ILO_INGEST_UNPACK_H

#include "common/limits.h"
#include "ingest/judge.h"

/* "gzip", "zip", or NULL: by the first bytes and by a name that admits it. */
const char *unpack_identify(const char *bytes, size_t count, const char *file);

/* Fill answer: status, findings, members. */
void unpack_file(const struct ilo_limits *limits,
                 const struct judge_case *given, int out,
                 struct answer *answer);

#endif
