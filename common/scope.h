/*
 * What the calendar says of a semester: regime, Presidency, states, and why its
 * reports are due on its last day.  All of it from schema/codelists.
 */

#ifndef ILO_COMMON_SCOPE_H
#define ILO_COMMON_SCOPE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/codebook.h"
#include "common/diag.h"
#include "common/mem.h"

struct ilo_scope_state {
	const char *code;
	const char *group; /* member, associated */
	bool bound;        /* on the semester's last day */
	double place;      /* in the protocol order */
};

struct ilo_scope {
	char start[ILO_DATE_SIZE], end[ILO_DATE_SIZE];
	const char *regime;
	/* Why reports are due on its last day: legal or house, and the reason;
	 * NULL where the list does not say. */
	const char *due_basis, *due_text;
	const char *presidency;
	struct ilo_scope_state *states; /* in protocol order */
	size_t count;
};

/* ILO_FAILED, reported, when the calendar does not reach to the semester.
 * *out lives as long as codebook and arena. */
ILO_MUST_CHECK enum ilo_status
ilo_scope_make(const struct ilo_codebook *codebook, ilo_semester semester,
               struct ilo_arena *arena, struct ilo_diag *diag,
               struct ilo_scope *out);

#endif
