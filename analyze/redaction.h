/*
 * An element of statistics.xml copied with less in it: its numbers withheld,
 * or only what tells of their spread.
 */

#ifndef ILO_ANALYZE_REDACTION_H
#define ILO_ANALYZE_REDACTION_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "common/mem.h"
#include "common/xmlio.h"

enum redaction {
	REDACT_NOTHING,
	REDACT_SHARE,  /* how much of a sum is normal */
	REDACT_SPREAD, /* also the interval and the dispersion */
	REDACT_ALL     /* every number that is a finding; n and coverage stay */
};

/* Open a copy of the element; its children are the caller's, and of one that
 * is withheld altogether there should be none. */
void redaction_start(struct ilo_xmlwriter *writer, struct ilo_arena *arena,
                     const xmlNode *node, enum redaction redaction);

#endif
