/*
 * The check of a file against a schema in a thread of its own, while the file
 * is still being written.
 */

#ifndef ILO_COMMON_XSD_FOLLOW_H
#define ILO_COMMON_XSD_FOLLOW_H

#include <stdint.h>

#include "common/xsd.h"

struct ilo_xsd_follow;

/* Begin.  NULL when it cannot be: then check the file when it is whole.  The
 * schema is borrowed until _end(). */
struct ilo_xsd_follow *ilo_xsd_follow_new(const struct ilo_xsd *xsd,
                                          const char *path);

/* So many bytes stand in the file. */
void ilo_xsd_follow_tell(struct ilo_xsd_follow *follow, uint64_t size_bytes);

/* There are no more: as ilo_xsd_check_file().  Frees follow. */
ILO_MUST_CHECK enum ilo_status ilo_xsd_follow_end(struct ilo_xsd_follow *follow,
                                                  const char *shown,
                                                  struct ilo_diag *diag);

#endif
