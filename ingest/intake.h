/*
 * A file that somebody left somewhere, into the archive: opened without
 * following, blocking or leaving its folder, hashed and kept while it is read,
 * never whole in memory and never looked into.
 */

#ifndef ILO_INGEST_INTAKE_H
#define ILO_INGEST_INTAKE_H

#include "common/archive.h"
#include "common/diag.h"
#include "common/digest.h"
#include "common/limits.h"
#include "ingest/walk.h"

enum intake_end {
	INTAKE_KEPT,
	INTAKE_HELD,  /* no plain file of one name, or too large: not read */
	INTAKE_LEFT,  /* still being written */
	INTAKE_ABSENT /* could not be read */
};

struct intake {
	enum intake_end end;
	enum ilo_code code; /* unless kept: what there is to report */
	char why[160];
	char sha256[ILO_DIGEST_SIZE];
	size_t size;
};

/* A failure is the machine's or the archive's, not the file's. */
ILO_MUST_CHECK enum ilo_status intake_file(struct ilo_archive *archive,
                                           const struct walk_file *file,
                                           const struct ilo_limits *limits,
                                           struct ilo_diag *diag,
                                           struct intake *intake);

#endif
