/* The register of an archive, as ingest asks it and adds to it. */

#ifndef ILO_INGEST_REGISTRY_H
#define ILO_INGEST_REGISTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "common/db.h"
#include "common/diag.h"
#include "common/digest.h"
#include "ingest/record.h"

struct registry;

/* End it with registry_free(), before the database is closed. */
ILO_MUST_CHECK enum ilo_status
registry_new(struct ilo_db *db, struct ilo_diag *diag, struct registry **out);
void registry_free(struct registry *registry);

ILO_MUST_CHECK enum ilo_status registry_begin(struct registry *registry,
                                              struct ilo_diag *diag);
ILO_MUST_CHECK enum ilo_status registry_commit(struct registry *registry,
                                               struct ilo_diag *diag);
/* Undo what was added since registry_begin(). */
void registry_rollback(struct registry *registry);

/* What is asked for by a text or two, the second NULL where there is one;
 * *found is 0 when there is none, else the id of the first such row. */
enum registry_question {
	/* For all but containers: */
	REGISTRY_TAKEN,   /* accepted (with findings) or superseded, with these
	                   * bytes */
	REGISTRY_REFUSED, /* rejected, with these bytes */
	REGISTRY_NAMED,   /* with these bytes and this name */
	REGISTRY_HELD,    /* quarantined, with these bytes or none, and name */
	REGISTRY_CANONICAL, /* taken, with this canonical form */
	REGISTRY_CONTENT,   /* taken, with this content */
	REGISTRY_CONTAINER, /* accepted, with these bytes */
	REGISTRY_SAME,      /* taken, of this series and version */
	REGISTRY_LATER /* accepted, of this series, with a greater version */
};
ILO_MUST_CHECK enum ilo_status registry_find(struct registry *registry,
                                             enum registry_question question,
                                             const char *const texts[2],
                                             struct ilo_diag *diag,
                                             int64_t *found);

/* *other is the first row that was taken when it is of another nature, or 0: in
 * an archive all are of one. */
ILO_MUST_CHECK enum ilo_status registry_nature(struct registry *registry,
                                               const char *nature,
                                               struct ilo_diag *diag,
                                               int64_t *other);

/* Add a row with its findings; sets record->id. */
ILO_MUST_CHECK enum ilo_status registry_add(struct registry *registry,
                                            struct record *record,
                                            struct ilo_diag *diag);

/* The row of that id with its findings, in the arena; there must be one. */
ILO_MUST_CHECK enum ilo_status registry_get(struct registry *registry,
                                            int64_t id, struct ilo_diag *diag,
                                            struct ilo_arena *arena,
                                            struct record *record);

/* The greatest id, 0 when there is none. */
ILO_MUST_CHECK enum ilo_status
registry_last(struct registry *registry, struct ilo_diag *diag, int64_t *id);

/* A link of the ledger. */
struct link {
	int64_t number;
	char previous[ILO_DIGEST_SIZE];
	char sha256[ILO_DIGEST_SIZE];
};

/* Add the link for a receipt's digest. */
ILO_MUST_CHECK enum ilo_status registry_chain(struct registry *registry,
                                              const char *receipt,
                                              struct ilo_diag *diag);

/* The link of a receipt's digest; ILO_INTEGRITY, reported, when there is none.
 */
ILO_MUST_CHECK enum ilo_status registry_link(struct registry *registry,
                                             const char *receipt,
                                             struct ilo_diag *diag,
                                             struct link *link);

#endif
