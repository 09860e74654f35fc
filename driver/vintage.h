/*
 * Which vintages a run needs: the semester as it was when it was first
 * published, and each earlier semester at the age that this one has now.
 */

#ifndef ILO_DRIVER_VINTAGE_H
#define ILO_DRIVER_VINTAGE_H

#include "common/db.h"
#include "common/diag.h"
#include "common/mem.h"
#include "common/semester.h"

struct vintage {
	ilo_semester semester;
	char known_at[ILO_TIME_SIZE];
};

struct vintages {
	struct vintage *items; /* latest semester first */
	size_t count, capacity;
};

/* The run they are for. */
struct vintage_grounds {
	const char *archive; /* its folder */
	ilo_semester semester, earliest;
	const char *known_at;
};

/*
 * First published is run number 1 of the semester, so that every rerun finds
 * the same; it counts where its cut-off is earlier.  An earlier semester counts
 * where the register has files on it from both before and after that age.  End
 * it with vintages_release(), whatever came.
 */
ILO_MUST_CHECK enum ilo_status
vintages_find(const struct vintage_grounds *grounds, struct ilo_db *db,
              struct ilo_arena *arena, struct ilo_diag *diag,
              struct vintages *out);
void vintages_release(struct vintages *vintages);

#endif
