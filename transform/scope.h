/* What the calendar says of a semester: regime, Presidency, states. */

#ifndef ILO_TRANSFORM_SCOPE_H
#define ILO_TRANSFORM_SCOPE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/codebook.h"
#include "common/diag.h"
#include "common/mem.h"
#include "common/xmlio.h"

struct scope_state {
	const char *code;
	const char *group; /* member, associated */
	bool bound;        /* on the semester's last day */
	double place;      /* in the protocol order */
};

struct scope {
	char start[ILO_DATE_SIZE], end[ILO_DATE_SIZE];
	const char *regime;
	const char *presidency;
	struct scope_state *states; /* in protocol order */
	size_t count;
};

/* ILO_FAILED, reported, when the calendar does not reach to the semester.
 * *out lives as long as codebook and arena. */
ILO_MUST_CHECK enum ilo_status
scope_make(const struct ilo_codebook *codebook, ilo_semester semester,
           struct ilo_arena *arena, struct ilo_diag *diag, struct scope *out);

void scope_write(const struct scope *scope, struct ilo_xmlwriter *writer);

#endif
