/* The sources that ilo.conf names, with what it says of each, in the order of
 * their names. */

#ifndef ILO_INGEST_SOURCE_H
#define ILO_INGEST_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/codebook.h"
#include "common/diag.h"
#include "common/mem.h"
#include "ingest/config.h"
#include "ingest/transfer.h"
#include "ingest/trust.h"

struct inbox {
	const char *folder;
	bool sidecar; /* a file counts once NAME.sha256 is beside it */
};

struct source {
	const char *name;
	const char *sender; /* NULL: files say it */
	/* One of the two is not NULL. */
	const struct inbox *inbox;
	const char *url; /* of the index of a collection */
	struct fetch_settings fetch;
};

struct sources {
	struct source *items; /* in the configuration's arena */
	size_t count;
};

/* ILO_FAILED, reported, when there is none.  Texts are borrowed. */
ILO_MUST_CHECK enum ilo_status source_read(const struct config *config,
                                           struct ilo_diag *diag,
                                           struct sources *sources);

/* ILO_FAILED, reported, where the sender of a source is none that there is: its
 * files would all be refused, and their true senders told so.  config may be
 * NULL. */
ILO_MUST_CHECK enum ilo_status
source_check_senders(const struct config *config,
                     const struct ilo_codebook *codebook,
                     struct ilo_diag *diag);

/* The sections [trust SENDER], in the arena; config may be NULL. */
const struct trust_section *source_trust(const struct config *config,
                                         struct ilo_arena *arena,
                                         size_t *count);

#endif
