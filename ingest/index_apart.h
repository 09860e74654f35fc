/* The index of a collection, read in a process of its own: what is foreign is
 * parsed there, and only a listing in normal form comes back. */

#ifndef ILO_INGEST_INDEX_APART_H
#define ILO_INGEST_INDEX_APART_H

#include "ingest/index.h"

/* index_parse(), or another that keeps to its terms. */
typedef enum ilo_status index_reader(const struct index_reading *reading,
                                     struct ilo_diag *diag,
                                     struct index *index);

/* As the reader, which runs shut in.  A process that dies of the index, or says
 * what it must not, is ILO_FINDINGS, reported; ILO_FAILED when there can be
 * none. */
ILO_MUST_CHECK enum ilo_status index_apart(index_reader *read,
                                           const struct index_reading *reading,
                                           struct ilo_diag *diag,
                                           struct index *index);

#endif
