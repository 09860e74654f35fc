/* What lies in a folder. */

#ifndef ILO_INGEST_FOLDER_H
#define ILO_INGEST_FOLDER_H

#include <dirent.h>
#include <stddef.h>

#include "common/mem.h"

/*
 * The names in a folder in byte order, without those that begin with a dot
 * and, where the folder is an archive, without what belongs to that; closes it.
 *  The names live in the arena; the caller frees the array,
 * NULL when there are none.  *error is 0, or the errno that ended the reading
 * before its end: then some names may be missing.
 */
const char **folder_names(DIR *folder, struct ilo_arena *arena, size_t *count,
                          int *error);

#endif
