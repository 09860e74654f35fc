/*
 * The register's layout: how a new one is made, and how one of an older version
 * is brought up to date or read as if it were.  What the rows mean is their
 * users' business.
 */

#ifndef ILO_COMMON_REGISTER_H
#define ILO_COMMON_REGISTER_H

#include "common/db.h"
#include "common/diag.h"

/* Lay out an empty database. */
ILO_MUST_CHECK enum ilo_status ilo_register_make(struct ilo_db *db,
                                                 struct ilo_diag *diag);

/*
 * Check the version of a register that was opened in that mode.  One of version
 * 1 is brought to version 2, in one transaction, when it was opened for
 * writing; opened for reading it stays as it is and answers as one of version 2
 * does, the newer columns NULL.  Any other is ILO_FAILED, reported for folder,
 * the archive it belongs to.
 */
ILO_MUST_CHECK enum ilo_status ilo_register_adopt(struct ilo_db *db,
                                                  enum ilo_db_mode mode,
                                                  const char *folder,
                                                  struct ilo_diag *diag);

#endif
