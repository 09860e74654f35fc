/*
 * One thing to be fetched over HTTPS: what is wanted, and what came of it.  The
 * only file that sets options of a libcurl transfer; it never looks into what
 * is fetched.
 */

#ifndef ILO_INGEST_TRANSFER_H
#define ILO_INGEST_TRANSFER_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/diag.h"
#include "common/digest.h"
#include "common/mem.h"

/* How a collection is fetched from; texts are NULL where not given. */
struct fetch_settings {
	const char *source; /* its name in ilo.conf */
	const char *ca, *crl;
	const char *client_cert, *client_key;
	const char *pin;
	const char *allow; /* see fetch_policy.h */
	const char *proxy;
	int64_t max_bytes; /* of one file */
	int64_t max_files;
	int64_t max_seconds;
	int64_t stall_seconds;
	int64_t rate; /* bytes a second for one transfer; 0: no limit */
	int64_t connections;
	int64_t attempts;
	int64_t back_off; /* seconds before the second attempt */
	int64_t max_wait; /* the longest wait that is kept, in seconds */
};

enum fetch_outcome {
	FETCH_WAITING, /* not tried yet */
	FETCH_FETCHED, /* whole and on disk in the spool */
	FETCH_UNCHANGED,
	FETCH_TEMPORARY, /* failed; another time may do */
	FETCH_FAILED     /* failed, and will again */
};

/* Evidence: what the last answer said of itself.  Texts in the arena, cut to
 * what a header may be; NULL where not said. */
struct fetch_answer {
	long status; /* 0: none came */
	const char *date, *etag, *modified, *type;
	const char *headers;     /* all of them */
	const char *certificate; /* SHA-256 of each of the chain's, leaf first,
	                          * parted by blanks */
	int64_t retry_after;     /* seconds; 0: not said */
};

struct transfer {
	/* wanted */
	struct ilo_arena *arena; /* for the texts of the answer */
	const struct fetch_settings *settings;
	const char *url;
	const char *spool;           /* file to write to */
	const char *etag, *modified; /* of what is there already, or NULL */
	const char *sha256;          /* what it must be, or NULL */
	int64_t size;                /* in bytes, or -1 */
	int64_t max_bytes;
	const char *partial_etag; /* the spool holds the beginning of an answer
	                           * with this strong validator; or NULL */

	/* came of it */
	enum fetch_outcome outcome;
	enum ilo_code code; /* where it failed */
	const char *detail;
	struct fetch_answer answer;
	int64_t got; /* bytes in the spool */
	char digest[ILO_DIGEST_SIZE];
	int64_t tries;
};

/* One attempt under way. */
struct flight;

/* Open the spool and set up a handle for the next attempt.  ILO_FAILED,
 * reported, when this machine does not let us. */
ILO_MUST_CHECK enum ilo_status flight_new(struct transfer *transfer,
                                          struct ilo_diag *diag,
                                          struct flight **out);
CURL *flight_handle(struct flight *flight);

/* The attempt is over with that result: judge it, fill the transfer, free
 * *flight.  ILO_FAILED, reported, when the spool could not be written. */
ILO_MUST_CHECK enum ilo_status
flight_land(struct flight **flight, CURLcode result, struct ilo_diag *diag);

/* Drop an attempt. */
void flight_free(struct flight *flight);

#endif
