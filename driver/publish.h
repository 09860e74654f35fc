/*
 * Making a run visible in one step: it is built in a folder beside its place,
 * synced, and renamed there.  Readers see the old run or the new one, whole.
 */

#ifndef ILO_DRIVER_PUBLISH_H
#define ILO_DRIVER_PUBLISH_H

#include "common/diag.h"
#include "common/mem.h"

/* Where a run goes. */
struct place {
	const char *parent; /* folder that holds the runs; exists */
	const char *name;   /* of the folder to make; NULL: the next number */
	const char *work;   /* where the run is built, inside parent */
};

/*
 * The place for a run of semester: OUT itself where out is given, otherwise
 * the next number under the archive's runs/SEMESTER/.  Makes parent and work;
 * leftovers of earlier runs that were killed are removed.
 */
ILO_MUST_CHECK enum ilo_status
publish_begin(const char *archive, const char *semester, const char *out,
              struct ilo_arena *arena, struct ilo_diag *diag,
              struct place *place);

/*
 * Sync what is in work and make it visible; *shown is the folder, in the arena.
 * Numbered runs get the link "latest"; one whose manifest.json equals that of
 * the latest run is dropped and *shown is the latest.  A folder of the name OUT
 * is replaced only where it holds a run.
 */
ILO_MUST_CHECK enum ilo_status publish_commit(const struct place *place,
                                              struct ilo_arena *arena,
                                              struct ilo_diag *diag,
                                              const char **shown);

/* Remove work.  Best effort: the next run removes what is left. */
void publish_discard(const struct place *place);

#endif
