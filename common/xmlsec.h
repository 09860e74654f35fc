/*
 * The xmlsec seam: one initialisation, shared by who signs and who verifies.
 * Afterwards xmlsec opens no file, makes no connection and prints nothing.
 */

#ifndef ILO_COMMON_XMLSEC_H
#define ILO_COMMON_XMLSEC_H

#include "common/diag.h"

/*
 * Once, from main(), behind ilo_xml_init() and before a sandbox is entered:
 * libcrypto without a configuration file, xmlsec with the OpenSSL functions
 * that it is linked with.  ILO_FAILED, reported, when a library refuses.
 */
ILO_MUST_CHECK enum ilo_status ilo_xmlsec_init(struct ilo_diag *diag);

#endif
