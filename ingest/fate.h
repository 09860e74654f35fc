/*
 * The fate of a file: what the judgement and the register together make of it.
 *
 *     accepted                taken
 *     accepted-with-findings  taken, with warnings
 *     superseded    taken, but a later version of it was taken before
 *     duplicate     the archive has the same bytes, the same document or the
 *                   same content already
 *     rejected      its findings say why; the sender's to mend
 *     quarantined   it could not be judged; ours to look at
 *     not-for-us    plainly no submission
 */

#ifndef ILO_INGEST_FATE_H
#define ILO_INGEST_FATE_H

#include <stdbool.h>

#include "ingest/answer.h"
#include "ingest/registry.h"

struct fate {
	struct registry *registry;
	const char *file;        /* its path, for findings */
	struct ilo_arena *arena; /* for the record's texts */
	struct ilo_diag *diag;
	bool repeat; /* a row with the same bytes and name is there already;
	              * this one would add nothing */
};

/* Whether these bytes were taken before, so that nobody need judge them. */
ILO_MUST_CHECK enum ilo_status fate_is_known(struct registry *registry,
                                             const char *sha256,
                                             struct ilo_diag *diag,
                                             bool *known);

/*
 * Fill record, of which sha256, file, size, received, ingested and tool are
 * set, from the answer, which is not looked at when the bytes are known.
 * Findings are reported, the answer's first.  Sets fate->repeat.
 *
 * Bytes that were rejected before are judged again, since the reason may have
 * been an option or a rule; they are a duplicate when they fail again.
 */
ILO_MUST_CHECK enum ilo_status fate_decide(struct fate *fate,
                                           const struct answer *answer,
                                           struct record *record);

/* For a container that was unpacked, or refused.  One that comes again is
 * unpacked again: some of what it holds may have been rejected. */
ILO_MUST_CHECK enum ilo_status fate_of_container(struct fate *fate,
                                                 const struct answer *answer,
                                                 struct record *record);

/* For a file that nobody could judge: why has been reported. */
ILO_MUST_CHECK enum ilo_status fate_hold(struct fate *fate,
                                         struct record *record);

#endif
