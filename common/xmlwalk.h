/*
 * Walking through a document of ours that need not stand in memory: its
 * elements one by one, as they begin.
 */

#ifndef ILO_COMMON_XMLWALK_H
#define ILO_COMMON_XMLWALK_H

#include <libxml/tree.h>

#include "common/diag.h"

/* Takes an element with its attributes, for common/xmlio.h to read, without
 * what is in it; it is gone when this returns.  depth is 0 for the root. */
typedef void ilo_xml_visit(void *context, const xmlNode *element, int depth);

/* ILO_FAILED, reported, when the file cannot be read or is no XML; what came
 * before was then visited. */
ILO_MUST_CHECK enum ilo_status ilo_xml_walk(const char *path,
                                            struct ilo_diag *diag,
                                            ilo_xml_visit *visit,
                                            void *context);

#endif
