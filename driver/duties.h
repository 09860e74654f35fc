/*
 * Who owes which report for a semester, and how it stands at an instant:
 * docs/decisions/23-calendar.md says what follows from what.
 */

#ifndef ILO_DRIVER_DUTIES_H
#define ILO_DRIVER_DUTIES_H

#include "common/scope.h"
#include "driver/posts.h"

enum standing {
	STANDING_EARLY,
	STANDING_IN_TIME,
	STANDING_LATE,
	STANDING_MISSING,
	STANDING_REJECTED,  /* came, and was not taken: missing */
	STANDING_AWAITED,   /* has not come and is not due yet */
	STANDING_VOLUNTARY, /* has not come and is not demanded */
	STANDING_COUNT
};

struct duty {
	const char *host;
	const char *report; /* contribution, network-report */
	const char *state;  /* NULL: the acting Presidency, whoever it is */
	const char *known;  /* semester whose reports say so */
	bool demanded;      /* the state is bound */
	enum standing standing;
	long days;           /* how early, late or missing so far */
	const char *arrived; /* NULL: not taken */
	const char *file;    /* what came; NULL: nothing */
};

struct duties {
	struct duty *items; /* by host, report, state */
	size_t count, capacity;
	size_t counts[STANDING_COUNT];
	const char **silent; /* bound states of which no officer is known, in
	                      * protocol order; in the arena */
	size_t silent_count;
};

/* What the duties follow from. */
struct duties_grounds {
	const struct ilo_scope *scope;
	const struct ilo_sources *sources; /* of the semester */
	const struct posts *posts;         /* of the semester */
	const struct posts *earlier; /* of the last semester with reports */
	const char *semester;
	const char *earlier_semester; /* NULL: there is none */
	const char *as_of;            /* an instant */
	struct ilo_arena *arena;
};

/* End it with duties_release(). */
void duties_make(const struct duties_grounds *grounds, struct duties *out);
void duties_release(struct duties *duties);

const char *standing_name(enum standing standing); /* "in time" */

#endif
