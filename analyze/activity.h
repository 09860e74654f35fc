/*
 * What a network did: who acts for whom (A3) and its meetings (A4), each thing
 * once however many contributions tell of it.  Statements are never added to
 * each other.
 */

#ifndef ILO_ANALYZE_ACTIVITY_H
#define ILO_ANALYZE_ACTIVITY_H

#include <stddef.h>

#include "analyze/symbols.h"
#include "common/xmlio.h"

/* An officer of state by acts for state on_behalf in a host country. */
struct arrangement {
	const struct symbol *host, *by, *on_behalf;
};

/* Told apart by date and convener. */
struct meeting {
	const struct symbol *host, *date, *convener;
};

struct participant {
	size_t meeting; /* place among the meetings */
	const struct symbol *state;
};

/* Begins all zero; in the order of networks.xml. */
struct activity {
	struct arrangement *arrangements;
	size_t arrangement_count, arrangement_capacity;
	struct meeting *meetings;
	size_t meeting_count, meeting_capacity;
	struct participant *participants;
	size_t participant_count, participant_capacity;
};

void activity_release(struct activity *activity);

/* Add what an element network says; a record without its attributes is passed
 * over.  The arena is scratch. */
void activity_read(const xmlNode *network, const struct symbol *host,
                   struct symbols *symbols, struct ilo_arena *arena,
                   struct activity *activity);

#endif
