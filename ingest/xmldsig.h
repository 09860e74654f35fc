/*
 * Enveloped XML signatures (W3C XML Signature 1.1) in one form only: the last
 * child of the root, one reference, to the whole document.  What else the
 * standard allows is refused before xmlsec sees it.
 */

#ifndef ILO_INGEST_XMLDSIG_H
#define ILO_INGEST_XMLDSIG_H

#include <stddef.h>

#include "common/mem.h"
#include "common/status.h"
#include "ingest/proof.h"

/*
 * The signature of a document that passed ilo_gate_xml(), was read as
 * well-formed and holds at least one ds:Signature.  Fills *proof, whatever the
 * signature is worth; proof_release() ends it.  ILO_FAILED, not reported: no
 * memory.
 */
ILO_MUST_CHECK enum ilo_status xmldsig_verify(const char *bytes, size_t count,
                                              struct ilo_arena *arena,
                                              struct proof *proof);

#endif
