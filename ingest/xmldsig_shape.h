/*
 * The one form of XML signature that is taken, checked on the tree: where it
 * stands, what it refers to, by which algorithms, with which key information.
 */

#ifndef ILO_INGEST_XMLDSIG_SHAPE_H
#define ILO_INGEST_XMLDSIG_SHAPE_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "common/mem.h"
#include "ingest/proof.h"

/* Algorithms that are taken, of each use, ended by NULL: how we name it, and
 * its identifier. */
struct xmldsig_algorithm {
	const char *name; /* "rsa-sha256" */
	const char *uri;
};

struct xmldsig_shape {
	xmlNode *signature; /* in the document given */
	const char *fault;  /* why it is not taken; NULL: it is */
};

/* Judge the form and gather into proof the algorithm and the certificates. */
struct xmldsig_shape xmldsig_shape(xmlDoc *document, struct ilo_arena *arena,
                                   struct proof *proof);

#endif
