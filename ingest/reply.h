/*
 * What a server answered, judged: whether its body may be kept, whether it is
 * whole, and what is wrong with it otherwise.  Headers are foreign text that is
 * compared and kept, never obeyed.
 */

#ifndef ILO_INGEST_REPLY_H
#define ILO_INGEST_REPLY_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/diag.h"
#include "ingest/transfer.h"

#define REPLY_HEADER_BYTES ((size_t)64 * 1024)

/* One attempt under way. */
struct flight {
	struct transfer *transfer;
	CURL *curl;
	CURLcode setup;            /* of its options */
	struct curl_slist *fields; /* of the request */
	int fd;                    /* of the spool */
	int spool_error;           /* errno of a failed write, or 0 */
	int64_t offset; /* where the spool goes on; 0: from the start */
	int64_t last_byte_ms;
	struct ilo_buf headers;
	bool begun;   /* the body may be kept */
	bool refused; /* by us, for the reason below */
	enum ilo_code code;
	const char *detail;
	const char *address; /* that was not allowed, in words; or NULL */
	bool dialled;        /* another address was allowed */
	char error[CURL_ERROR_SIZE];
};

/* The headers are there: whether the body may be kept.  False: the reason is in
 * the flight. */
bool reply_begin(struct flight *flight);

/* The attempt is over: fill the transfer's outcome, code, detail and answer. */
void reply_judge(struct flight *flight, CURLcode result);

/* The transfer's digest is known: whether it is the one it must be. */
void reply_check_digest(struct flight *flight);

#endif
