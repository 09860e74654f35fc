/*
 * manifest.json: an in-toto statement on a run, with the digest of every output
 * (its subjects) and of every input: submissions, programs, schemas,
 * stylesheets.
 */

#ifndef ILO_DRIVER_MANIFEST_H
#define ILO_DRIVER_MANIFEST_H

#include <jansson.h>

#include "common/cli.h"
#include "common/diag.h"
#include "common/mem.h"

/* An option of the run: one value, NULL where it was not given, or a list,
 * which is written with blanks between. */
struct manifest_parameter {
	const char *name, *value;
	const struct ilo_strings *list;
};

struct manifest {
	const char *folder; /* of the run */
	const char *bindir; /* of the programs */
	const char *semester;
	const char *known_at;
	const struct manifest_parameter
		*parameters; /* up to one without name */
};

/* Digest all there is and write folder/manifest.json. */
ILO_MUST_CHECK enum ilo_status manifest_write(const struct manifest *manifest,
                                              struct ilo_arena *arena,
                                              struct ilo_diag *diag);

/* Whether the file of that name in folder is as the manifest says: ILO_OK, or
 * ILO_INTEGRITY, reported. */
ILO_MUST_CHECK enum ilo_status manifest_check(const char *folder,
                                              const char *name,
                                              struct ilo_arena *arena,
                                              struct ilo_diag *diag);

/* What the manifest says of a run: its predicate, which the caller owns; NULL,
 * reported, when there is none. */
json_t *manifest_read(const char *folder, struct ilo_arena *arena,
                      struct ilo_diag *diag);

#endif
