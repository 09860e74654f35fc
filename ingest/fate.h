/*
 * The fate of a file: what the judgement and the register together make of it.
 *
 *     rejected    its findings say why
 *     duplicate   the archive has the very same bytes already
 *     superseded  taken, but a later version of it was taken before
 *     accepted    taken
 */

#ifndef ILO_INGEST_FATE_H
#define ILO_INGEST_FATE_H

#include <stdbool.h>

#include "ingest/judge.h"
#include "ingest/registry.h"

struct fate {
	struct registry *registry;
	const struct judge *judge;
	struct ilo_diag *diag;
	bool repeat; /* a row with the same bytes and name is there already;
	              * this one would add nothing */
};

/*
 * Judge the file unless its bytes were taken before, and fill record, of which
 * sha256, file, size, received, ingested and tool are set.  Sets fate->repeat.
 *
 * Bytes that were rejected before are judged again, since the reason may have
 * been an option or a rule; they are a duplicate when they fail again.
 */
ILO_MUST_CHECK enum ilo_status fate_decide(struct fate *fate,
                                           const struct judge_case *given,
                                           struct record *record);

#endif
