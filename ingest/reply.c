/*
 * Status and headers first, then what libcurl says, then sizes and digest. What
 * is temporary is so by its code alone: one table.
 */

#include "ingest/reply.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "common/num.h"
#include "ingest/fetch.h"
#include "ingest/reply_tls.h"

#define STATUS_OK 200
#define STATUS_PARTIAL 206
#define STATUS_UNCHANGED 304
#define STATUS_RANGE 416
#define HEADER_SHOWN_BYTES 200

/* ---- headers ---- */

/* The header of that name in the last answer, NULL when there is none;
 * *amount is how often it stands there. */
static const char *
header(const struct flight *flight, const char *name, size_t *amount)
{
	struct curl_header *found;

	*amount = 0;
	if (curl_easy_header(flight->curl, name, 0, CURLH_HEADER, -1, &found) !=
	    CURLHE_OK)
		return NULL;
	*amount = found->amount;
	return found->value;
}

/* A copy to keep, cut to a sensible length. */
static const char *
kept(const struct flight *flight, const char *name)
{
	size_t amount;
	const char *value = header(flight, name, &amount);

	if (value == NULL || strlen(value) > HEADER_SHOWN_BYTES)
		return NULL;
	return ilo_arena_strdup(flight->transfer->arena, value);
}

static void
read_answer(struct flight *flight)
{
	struct fetch_answer *answer = &flight->transfer->answer;
	curl_off_t wait = 0;

	(void)curl_easy_getinfo(flight->curl, CURLINFO_RESPONSE_CODE,
	                        &answer->status); /* 0 stays */
	(void)curl_easy_getinfo(flight->curl, CURLINFO_RETRY_AFTER,
	                        &wait); /* 0 stays */
	answer->retry_after = wait;
	answer->date = kept(flight, "Date");
	answer->etag = kept(flight, "ETag");
	answer->modified = kept(flight, "Last-Modified");
	answer->type = kept(flight, "Content-Type");
	answer->headers = ilo_arena_strndup(flight->transfer->arena,
	                                    ilo_buf_text(&flight->headers),
	                                    flight->headers.count);
	answer->certificate =
		reply_certificates(flight->curl, flight->transfer->arena);
}

static bool
refuse(struct flight *flight, enum ilo_code code, const char *detail)
{
	flight->refused = true;
	flight->code = code;
	flight->detail = detail;
	return false;
}

/* ---- before the body ---- */

static const char *
number(struct flight *flight, const char *before, long value)
{
	return ilo_arena_printf(flight->transfer->arena, "%s%ld", before,
	                        value);
}

static bool
check_status(struct flight *flight)
{
	const long status = flight->transfer->answer.status;
	const char *to;
	size_t amount;

	if (status == STATUS_OK ||
	    (status == STATUS_PARTIAL && flight->offset > 0))
		return true;
	if (status >= 300 && status <= 399 && status != STATUS_UNCHANGED) {
		to = header(flight, "Location", &amount);
		return refuse(flight, ILO_D_FETCH_REDIRECT,
		              ilo_arena_printf(flight->transfer->arena,
		                               "status %ld, to %.200s", status,
		                               to == NULL ? "nowhere" : to));
	}
	if (status == 408 || status == 429 || (status >= 500 && status <= 599))
		return refuse(flight, ILO_D_FETCH_BUSY,
		              number(flight, "status ", status));
	if (status == STATUS_RANGE && flight->offset > 0)
		return refuse(flight, ILO_D_FETCH_RANGE,
		              "it has no such part any more");
	if (status >= 400 && status <= 499)
		return refuse(flight, ILO_D_FETCH_REFUSED,
		              number(flight, "status ", status));
	return refuse(flight, ILO_D_FETCH_STATUS,
	              number(flight, "status ", status));
}

/* "bytes 10-99/100" must go on where the spool ends, up to the end. */
static bool
check_range(struct flight *flight)
{
	struct transfer *transfer = flight->transfer;
	size_t amount;
	const char *range = header(flight, "Content-Range", &amount);
	const char *etag = header(flight, "ETag", &amount);
	const char *slash = range == NULL ? NULL : strchr(range, '/');
	const char *expected;
	int64_t total = 0;

	if (slash == NULL || !ilo_num_count(slash + 1, &total))
		return refuse(flight, ILO_D_FETCH_RANGE,
		              "it does not say which part it sends");
	expected = ilo_arena_printf(transfer->arena, "bytes %lld-%lld/%lld",
	                            (long long)flight->offset,
	                            (long long)total - 1, (long long)total);
	if (strcmp(range, expected) != 0 ||
	    (etag != NULL && strcmp(etag, transfer->partial_etag) != 0))
		return refuse(flight, ILO_D_FETCH_RANGE,
		              "it sends another part than was asked for");
	return true;
}

static bool
check_length(struct flight *flight)
{
	struct transfer *transfer = flight->transfer;
	size_t lengths, codings;
	curl_off_t length = -1;
	const char *coding;

	(void)header(flight, "Content-Length", &lengths);
	coding = header(flight, "Transfer-Encoding", &codings);
	if (lengths > 1 || codings > 1 || (lengths > 0 && codings > 0))
		return refuse(flight, ILO_D_FETCH_HEADERS,
		              "it gives its length more than once");
	if (codings > 0 && strcasecmp(coding, "chunked") != 0)
		return refuse(flight, ILO_D_FETCH_HEADERS,
		              "a transfer encoding other than chunked");
	if (lengths + codings == 0)
		return refuse(flight, ILO_D_FETCH_NO_LENGTH, "");
	(void)curl_easy_getinfo(flight->curl,
	                        CURLINFO_CONTENT_LENGTH_DOWNLOAD_T,
	                        &length); /* -1 stays */
	if (flight->offset + length > transfer->max_bytes)
		return refuse(flight, ILO_D_FETCH_TOO_LONG,
		              ilo_arena_printf(transfer->arena,
		                               "%lld bytes announced",
		                               (long long)length));
	if (lengths > 0 && transfer->size >= 0 &&
	    flight->offset + length != transfer->size)
		return refuse(flight, ILO_D_FETCH_SIZE,
		              ilo_arena_printf(transfer->arena,
		                               "%lld bytes instead of %lld",
		                               (long long)length,
		                               (long long)transfer->size));
	return true;
}

static bool
check_content(struct flight *flight)
{
	size_t amount;
	const char *value = header(flight, "Content-Encoding", &amount);

	if (value != NULL && strcasecmp(value, "identity") != 0)
		return refuse(flight, ILO_D_FETCH_ENCODING,
		              ilo_arena_printf(flight->transfer->arena, "%.40s",
		                               value));
	value = header(flight, "Content-Type", &amount);
	if (value == NULL || (strncasecmp(value, "text/html", 9) != 0 &&
	                      strncasecmp(value, "application/xhtml", 17) != 0))
		return true;
	return refuse(
		flight, ILO_D_FETCH_PAGE,
		ilo_arena_printf(flight->transfer->arena, "%.60s", value));
}

/* A whole answer where the rest was asked for: from the start, then. */
static bool
start_over(struct flight *flight)
{
	flight->offset = 0;
	flight->transfer->got = 0;
	if (ftruncate(flight->fd, 0) == 0 &&
	    lseek(flight->fd, 0, SEEK_SET) == 0)
		return true;
	flight->spool_error = errno;
	return false;
}

bool
reply_begin(struct flight *flight)
{
	read_answer(flight);
	if (!check_status(flight))
		return false;
	if (flight->transfer->answer.status == STATUS_OK &&
	    flight->offset > 0 && !start_over(flight))
		return false;
	if (flight->offset > 0 && !check_range(flight))
		return false;
	flight->begun = check_content(flight) && check_length(flight);
	return flight->begun;
}

/* ---- behind the body ---- */

/* What libcurl's results mean; those of certificates are judged apart. */
static const struct {
	CURLcode result;
	enum ilo_code code;
} meanings[] = {
	{CURLE_COULDNT_RESOLVE_HOST, ILO_D_FETCH_UNREACHABLE},
	{CURLE_COULDNT_RESOLVE_PROXY, ILO_D_FETCH_UNREACHABLE},
	{CURLE_COULDNT_CONNECT, ILO_D_FETCH_UNREACHABLE},
	{CURLE_PARTIAL_FILE, ILO_D_FETCH_CUT},
	{CURLE_GOT_NOTHING, ILO_D_FETCH_CUT},
	{CURLE_RECV_ERROR, ILO_D_FETCH_CUT},
	{CURLE_SEND_ERROR, ILO_D_FETCH_CUT},
	{CURLE_WEIRD_SERVER_REPLY, ILO_D_FETCH_PROTOCOL},
	{CURLE_UNSUPPORTED_PROTOCOL, ILO_D_FETCH_PROTOCOL},
	{CURLE_HTTP2, ILO_D_FETCH_PROTOCOL},
	{CURLE_BAD_CONTENT_ENCODING, ILO_D_FETCH_PROTOCOL},
	{CURLE_SSL_CONNECT_ERROR, ILO_D_FETCH_TLS},
	{CURLE_PEER_FAILED_VERIFICATION, ILO_D_FETCH_CERTIFICATE},
	{CURLE_SSL_PINNEDPUBKEYNOTMATCH, ILO_D_FETCH_PIN},
	{CURLE_SSL_CACERT_BADFILE, ILO_D_FETCH_FILES},
	{CURLE_SSL_CRL_BADFILE, ILO_D_FETCH_FILES},
	{CURLE_SSL_CERTPROBLEM, ILO_D_FETCH_FILES},
	{CURLE_SSL_ISSUER_ERROR, ILO_D_FETCH_CERTIFICATE},
	{CURLE_PROXY, ILO_D_FETCH_PROXY},
};

static bool
is_temporary(enum ilo_code code)
{
	switch ((int)code) {
	case ILO_D_FETCH_UNREACHABLE:
	case ILO_D_FETCH_CUT:
	case ILO_D_FETCH_STALLED:
	case ILO_D_FETCH_SLOW:
	case ILO_D_FETCH_BUSY:
	case ILO_D_FETCH_RANGE:
		return true;
	default:
		return false;
	}
}

static void
fail(struct transfer *transfer, enum ilo_code code, const char *detail)
{
	transfer->code = code;
	transfer->detail = ilo_arena_strdup(transfer->arena, detail);
	transfer->outcome = is_temporary(code) ? FETCH_TEMPORARY : FETCH_FAILED;
}

/* Which of the limits of time it was. */
static void
fail_by_time(struct flight *flight)
{
	struct transfer *transfer = flight->transfer;
	const struct fetch_settings *settings = transfer->settings;
	const int64_t silent = fetch_clock() - flight->last_byte_ms;
	curl_off_t total = 0, connected = 0;

	(void)curl_easy_getinfo(flight->curl, CURLINFO_TOTAL_TIME_T, &total);
	(void)curl_easy_getinfo(flight->curl, CURLINFO_APPCONNECT_TIME_T,
	                        &connected); /* 0 stays, of both */
	if (connected == 0)
		fail(transfer, ILO_D_FETCH_UNREACHABLE,
		     "it takes connections but does not speak TLS");
	else if (total >= settings->max_seconds * 1000000)
		fail(transfer, ILO_D_FETCH_SLOW,
		     number(flight, "not whole after so many seconds: ",
		            (long)settings->max_seconds));
	/* libcurl looks once a second. */
	else if (silent >= (settings->stall_seconds - 1) * 1000 + 500)
		fail(transfer, ILO_D_FETCH_STALLED,
		     number(flight, "seconds without a byte: ",
		            (long)settings->stall_seconds));
	else
		fail(transfer, ILO_D_FETCH_SLOW, "below 100 bytes a second");
}

static void
fail_by_result(struct flight *flight, CURLcode result)
{
	enum ilo_code code = ILO_D_FETCH_OTHER;
	const char *said = flight->error[0] != '\0'
	                           ? flight->error
	                           : curl_easy_strerror(result);
	size_t i;

	for (i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
		if (meanings[i].result == result)
			code = meanings[i].code;
	if (code == ILO_D_FETCH_CERTIFICATE)
		code = reply_certificate_code(flight->curl);
	if (code == ILO_D_FETCH_UNREACHABLE && flight->address != NULL &&
	    !flight->dialled) {
		code = ILO_D_FETCH_ADDRESS;
		said = flight->address;
	}
	fail(flight->transfer, code, said);
}

/* Whether the headers end as headers do: libcurl takes an answer that breaks
 * off among them for one without a body. */
static bool
headers_end(const struct flight *flight)
{
	const size_t count = flight->headers.count;
	const char *end = ilo_buf_text(&flight->headers) + count;

	return count >= 4 && (memcmp(end - 3, "\n\r\n", 3) == 0 ||
	                      memcmp(end - 2, "\n\n", 2) == 0);
}

/* The end of an answer that came whole, as far as libcurl can tell. */
static void
judge_whole(struct flight *flight)
{
	struct transfer *transfer = flight->transfer;

	if (!headers_end(flight))
		fail(transfer, ILO_D_FETCH_CUT, "within its headers");
	else if (transfer->answer.status == STATUS_UNCHANGED &&
	         flight->offset == 0 &&
	         (transfer->etag != NULL || transfer->modified != NULL))
		transfer->outcome = FETCH_UNCHANGED;
	else if (!flight->begun && !reply_begin(flight))
		fail(transfer, flight->code, flight->detail);
	else if (transfer->got == 0 && transfer->size != 0)
		fail(transfer, ILO_D_FETCH_EMPTY, "");
	else if (transfer->size >= 0 && transfer->got != transfer->size)
		fail(transfer, ILO_D_FETCH_SIZE,
		     ilo_arena_printf(transfer->arena,
		                      "%lld bytes instead of %lld",
		                      (long long)transfer->got,
		                      (long long)transfer->size));
	else
		transfer->outcome = FETCH_FETCHED;
}

void
reply_judge(struct flight *flight, CURLcode result)
{
	struct transfer *transfer = flight->transfer;

	read_answer(flight);
	if (flight->refused)
		fail(transfer, flight->code, flight->detail);
	else if (result == CURLE_OK)
		judge_whole(flight);
	/* libcurl 7.88 says so, too, of a header line that it will not keep. */
	else if (result == CURLE_OUT_OF_MEMORY && !flight->begun &&
	         transfer->answer.status != 0)
		fail(transfer, ILO_D_FETCH_HEADERS, "a line is too long");
	else if (result == CURLE_OUT_OF_MEMORY)
		ilo_out_of_memory();
	else if (result == CURLE_OPERATION_TIMEDOUT)
		fail_by_time(flight);
	else
		fail_by_result(flight, result);
}

void
reply_check_digest(struct flight *flight)
{
	struct transfer *transfer = flight->transfer;

	if (transfer->sha256 != NULL &&
	    strcmp(transfer->sha256, transfer->digest) != 0)
		fail(transfer, ILO_D_FETCH_DIGEST,
		     ilo_arena_printf(transfer->arena, "%.16s instead of %.16s",
		                      transfer->digest, transfer->sha256));
}
