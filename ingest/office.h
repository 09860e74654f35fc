/* The office that signs letters: sections [office LANGUAGE] of ilo.conf. */

#ifndef ILO_INGEST_OFFICE_H
#define ILO_INGEST_OFFICE_H

#include "common/diag.h"
#include "ingest/config.h"
#include "ingest/wording.h"

/* Hand the letters what the sections say, whose texts are borrowed; config may
 * be NULL.  ILO_FAILED, reported, where there are no letters in a language. */
ILO_MUST_CHECK enum ilo_status office_read(const struct config *config,
                                           struct ilo_diag *diag,
                                           struct wordings *wordings);

#endif
