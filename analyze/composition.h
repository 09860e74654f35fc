/*
 * Which states make up a total of the Union: the members of a day, or a list.
 * Associated states are in none.
 */

#ifndef ILO_ANALYZE_COMPOSITION_H
#define ILO_ANALYZE_COMPOSITION_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/history.h"
#include "common/codelist.h"
#include "common/diag.h"
#include "common/mem.h"

struct composition {
	const char *id;      /* "EU27-2020-02-01", or "EU3-AT-BE-BG" */
	const char **states; /* in the order of the list, or as asked */
	size_t count;
	bool fixed; /* asked for, not of a semester's last day */
};

/* Begins all zero. */
struct compositions {
	struct composition *items;
	size_t count, capacity;
};

void compositions_release(struct compositions *compositions);

/*
 * Add the composition that text asks for: a day ("2020-02-01") or codes with
 * commas between ("AT,BE,BG").  ILO_USAGE, reported, for what is neither, for a
 * day without members, and for a state that was never a member.  Texts live on
 * the list and the arena.
 */
ILO_MUST_CHECK enum ilo_status
compositions_ask(struct compositions *compositions, const char *text,
                 const struct ilo_codelist *members, struct ilo_arena *arena,
                 struct ilo_diag *diag);

/* The members on the last day of a semester; count is 0 where networks.xml
 * names none.  End it with free() of states. */
struct composition composition_of_term(const struct term *term,
                                       struct ilo_arena *arena);

bool composition_has(const struct composition *composition, const char *state);

#endif
