/* The files of the stage, under their names only when all are right. */

#ifndef ILO_TRANSFORM_PUBLISH_H
#define ILO_TRANSFORM_PUBLISH_H

#include "common/diag.h"
#include "transform/networks.h"

/*
 * Write networks.xml, flows.csv and flows.pack into folder, which is made if
 * missing, and check networks.xml, as it lies on disk, against the schema at
 * that path.  Unless all are whole none appears.
 */
ILO_MUST_CHECK enum ilo_status publish(const char *folder, const char *schema,
                                       const struct networks *networks,
                                       struct ilo_diag *diag);

#endif
