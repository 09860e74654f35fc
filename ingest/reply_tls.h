/* What TLS says of a server: its certificates, and why they were not taken. */

#ifndef ILO_INGEST_REPLY_TLS_H
#define ILO_INGEST_REPLY_TLS_H

#include <curl/curl.h>

#include "common/diag.h"
#include "common/mem.h"

/* The SHA-256 of each certificate of the chain that the server sent, as
 * hexadecimal text, its own first, parted by blanks; NULL when there is none.
 * In the arena. */
const char *reply_certificates(CURL *curl, struct ilo_arena *arena);

/* Which diagnostic fits a certificate that was not taken. */
enum ilo_code reply_certificate_code(CURL *curl);

#endif
