/* The two files of the stage, under their names only when both are right. */

#ifndef ILO_TRANSFORM_PUBLISH_H
#define ILO_TRANSFORM_PUBLISH_H

#include "common/diag.h"
#include "transform/networks.h"

/*
 * Write networks.xml and flows.csv into folder, which is made if missing, and
 * check networks.xml, as it lies on disk, against the schema at that path.
 * Unless both are whole neither appears.
 */
ILO_MUST_CHECK enum ilo_status publish(const char *folder, const char *schema,
                                       const struct networks *networks,
                                       struct ilo_diag *diag);

#endif
