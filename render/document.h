/* The neutral document between the two passes: numbers its parts, resolves its
 * references and gives each printed figure its one anchor. */

#ifndef ILO_RENDER_DOCUMENT_H
#define ILO_RENDER_DOCUMENT_H

#include <libxml/tree.h>

#include "common/diag.h"

/*
 * Chapters get 1, 2, ..., annexes A, B, ..., their sections 1.1; tables and
 * charts count through.  ref elements take kind and number of what they point
 * at; ILO_FAILED, reported, when it is not there or an id stands twice.
 */
ILO_MUST_CHECK enum ilo_status document_settle(xmlDoc *document,
                                               struct ilo_diag *diag);

#endif
