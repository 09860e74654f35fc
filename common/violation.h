/* A violation of schema/submission.xsd, from libxml2's words to ours. */

#ifndef ILO_COMMON_VIOLATION_H
#define ILO_COMMON_VIOLATION_H

#include "common/faults.h"
#include "common/xmlio.h"

/* libxml2 says of one bad value twice that it is bad; this remembers. */
struct ilo_violations {
	struct ilo_faults *faults;
	bool after_facet; /* the last one said what is wrong with a value */
	long line;        /* and where */
};

/* Report error, met on line, unless it only repeats the one before. */
void ilo_violation(struct ilo_violations *violations, const xmlError *error,
                   long line);

#endif
