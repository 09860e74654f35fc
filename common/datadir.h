/* Where the program's own data are: schema/, stylesheets, configuration. */

#ifndef ILO_COMMON_DATADIR_H
#define ILO_COMMON_DATADIR_H

#include "common/diag.h"
#include "common/mem.h"

/*
 * The folder that holds schema/ and render/: beside the program's folder in a
 * source tree (build/ilo -> .), or ../share/ilo when installed.  NULL,
 * reported, when there is none.  In the arena.
 */
const char *ilo_datadir(struct ilo_arena *arena, struct ilo_diag *diag);

/* The folder that this program was started from, for its siblings. */
const char *ilo_bindir(struct ilo_arena *arena, struct ilo_diag *diag);

#endif
