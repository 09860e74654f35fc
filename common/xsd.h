/* Compiled schemas of ours, and the check of a whole tree against one. */

#ifndef ILO_COMMON_XSD_H
#define ILO_COMMON_XSD_H

#include <libxml/tree.h>
#include <libxml/xmlschemas.h>

#include "common/diag.h"

struct ilo_xsd;

/* Compile the schema at path.  End it with ilo_xsd_free(). */
ILO_MUST_CHECK enum ilo_status
ilo_xsd_read(const char *path, struct ilo_diag *diag, struct ilo_xsd **out);
void ilo_xsd_free(struct ilo_xsd *xsd);

/* For the streaming validator of native.c; owned by xsd. */
xmlSchema *ilo_xsd_schema(const struct ilo_xsd *xsd);

/* Check a document of ours; what is wrong is reported as XML_INVALID_OUTPUT
 * under the name of file. */
ILO_MUST_CHECK enum ilo_status ilo_xsd_check(const struct ilo_xsd *xsd,
                                             xmlDoc *document, const char *file,
                                             struct ilo_diag *diag);

/* The same for a file that we have just written, read as a stream: no tree of
 * it stands in memory.  Findings name it as shown. */
ILO_MUST_CHECK enum ilo_status ilo_xsd_check_file(const struct ilo_xsd *xsd,
                                                  const char *path,
                                                  const char *shown,
                                                  struct ilo_diag *diag);

#endif
