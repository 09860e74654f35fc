/* networks.xml: schema/networks.xsd says what it holds and in which order. */

#ifndef ILO_TRANSFORM_NETWORKS_H
#define ILO_TRANSFORM_NETWORKS_H

#include <stdio.h>

#include "common/codebook.h"
#include "common/diag.h"
#include "common/scope.h"
#include "common/sources.h"
#include "transform/gather.h"

struct networks {
	ilo_semester semester;
	const struct ilo_codebook *codebook;
	const struct ilo_scope *scope;
	const struct ilo_sources *sources;
	const struct gathering *gathering;
};

/* Write the whole file.  Elements of a submission that belong to no field are
 * reported. */
ILO_MUST_CHECK enum ilo_status networks_write(const struct networks *networks,
                                              FILE *stream,
                                              struct ilo_diag *diag);

#endif
