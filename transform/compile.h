/* The stage as one step: from an archive to the two files of a semester. */

#ifndef ILO_TRANSFORM_COMPILE_H
#define ILO_TRANSFORM_COMPILE_H

#include "common/diag.h"
#include "common/semester.h"

struct job {
	const char *archive;
	const char *output; /* folder */
	ilo_semester semester;
	const char *known_at; /* as ilo_time_parse() prints it; NULL: the latest
	                       * arrival */
};

/* Nothing is written unless all of it could be. */
ILO_MUST_CHECK enum ilo_status compile(const struct job *job,
                                       struct ilo_diag *diag);

#endif
