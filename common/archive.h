/*
 * The archive: objects/ holds raw bytes by SHA-256, never rewritten;
 * register.db says who sent what, when, and what became of it; receipts/ holds
 * a statement for each file and the letters to the senders.  Append only.
 */

#ifndef ILO_COMMON_ARCHIVE_H
#define ILO_COMMON_ARCHIVE_H

#include <stdbool.h>

#include "common/buf.h"
#include "common/db.h"
#include "common/diag.h"
#include "common/mem.h"

struct ilo_archive;
struct ilo_staging;

/* Whether something of that name in the folder of an archive belongs to it. */
bool ilo_archive_is_part(const char *name);

/* Make an empty archive; a folder that is one already is left alone and is
 * ILO_OK, one that holds anything else is ILO_FAILED. */
ILO_MUST_CHECK enum ilo_status ilo_archive_create(const char *folder,
                                                  struct ilo_diag *diag);

/* ILO_DB_WRITE takes the archive's lock: ILO_TRY_AGAIN while another holds it.
 * End it with ilo_archive_close(). */
ILO_MUST_CHECK enum ilo_status ilo_archive_open(const char *folder,
                                                enum ilo_db_mode mode,
                                                struct ilo_diag *diag,
                                                struct ilo_archive **out);
void ilo_archive_close(struct ilo_archive *archive);

struct ilo_db *ilo_archive_register(struct ilo_archive *archive);
/* For deposit.h; NULL when open for reading. */
struct ilo_staging *ilo_archive_staging(const struct ilo_archive *archive);
const char *ilo_archive_folder(const struct ilo_archive *archive);

/* "objects/ab/ab...", appended to out; false when sha256 is no digest, which a
 * register that was tampered with may hold. */
bool ilo_archive_object_name(const char *sha256, struct ilo_buf *out);

/*
 * Keep bytes under their digest: written aside now, on disk under their name
 * when ilo_archive_sync() has returned ILO_OK.  An object that is there already
 * is checked instead: ILO_INTEGRITY when its bytes are others.
 */
ILO_MUST_CHECK enum ilo_status ilo_archive_put(struct ilo_archive *archive,
                                               const struct ilo_buf *bytes,
                                               const char *sha256,
                                               struct ilo_diag *diag);

/* Likewise any other file of the archive, under a name relative to its folder
 * ("receipts/000001-FR.jsonl"); one that is there is replaced. */
ILO_MUST_CHECK enum ilo_status ilo_archive_keep(struct ilo_archive *archive,
                                                const char *name,
                                                const struct ilo_buf *bytes,
                                                struct ilo_diag *diag);

/* Whether there is a file of that name. */
bool ilo_archive_has(const struct ilo_archive *archive, const char *name);

/* Wait until all that was put or kept is on disk.  Costs as much for many as
 * for a few: call it once a batch, before the register says that they are
 * there. */
ILO_MUST_CHECK enum ilo_status ilo_archive_sync(struct ilo_archive *archive,
                                                struct ilo_diag *diag);

/* Append an object's bytes to out; ILO_INTEGRITY when it is missing or its
 * digest does not hold. */
ILO_MUST_CHECK enum ilo_status ilo_archive_get(struct ilo_archive *archive,
                                               const char *sha256,
                                               struct ilo_diag *diag,
                                               struct ilo_buf *out);

#endif
