/*
 * Which addresses a collection may be fetched from: public ones of other
 * machines, and what the configuration allows by name.  Judged after names are
 * resolved, so that no name can lead elsewhere.
 */

#ifndef ILO_INGEST_FETCH_POLICY_H
#define ILO_INGEST_FETCH_POLICY_H

#include <stdbool.h>
#include <sys/socket.h>

/*
 * allowed is a list, parted by blanks, of addresses (10.1.2.3, fd00::1), ranges
 * (10.1.0.0/16) and words (loopback, private, link-local, own); NULL or ""
 * allows nothing more.  True when each of its words is one of these.
 */
bool fetch_policy_check(const char *allowed);

/*
 * Why there must be no connection to address, as words for a diagnostic, or
 * NULL when there may be one.  own says that it is one of this machine's
 * (fetch_policy_is_own()).  An IPv4 address inside an IPv6 one is judged as
 * itself.  What is neither IPv4 nor IPv6 is refused.
 */
const char *fetch_policy_refusal(const char *allowed,
                                 const struct sockaddr *address, bool own);

/* Whether the address is one of this machine's own interfaces; true, too, when
 * they cannot be listed. */
bool fetch_policy_is_own(const struct sockaddr *address);

#endif
