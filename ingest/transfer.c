/*
 * The handle is hardened option by option; an answer is judged by its status
 * and headers before the first byte of its body is kept, and by its length,
 * size and digest behind the last.
 */

#include "ingest/transfer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/num.h"
#include "ingest/fetch.h"
#include "ingest/fetch_policy.h"
#include "ingest/reply.h"

#define SLOW_BYTES 100L /* a second; below it a transfer is stalled or slow */
#define CONNECT_SECONDS_MAX 30

/* ---- what curl calls ---- */

static size_t
refuse(struct flight *flight, enum ilo_code code, const char *detail)
{
	flight->code = code;
	flight->detail = detail;
	flight->refused = true;
	return 0; /* ends the transfer */
}

static size_t
on_header(char *bytes, size_t size, size_t count, void *context)
{
	struct flight *flight = context;

	count *= size;
	flight->last_byte_ms = fetch_clock();
	if (flight->headers.count + count > REPLY_HEADER_BYTES)
		return refuse(flight, ILO_D_FETCH_HEADERS,
		              "more than 64 KiB of them");
	if (memchr(bytes, '\0', count) != NULL)
		return refuse(flight, ILO_D_FETCH_HEADERS,
		              "one holds a NUL byte");
	ilo_buf_add(&flight->headers, bytes, count);
	return count;
}

static size_t
keep(struct flight *flight, const char *bytes, size_t count)
{
	size_t put = 0;
	ssize_t wrote;

	while (put < count) {
		wrote = write(flight->fd, bytes + put, count - put);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0) {
			flight->spool_error = errno;
			return 0;
		}
		put += (size_t)wrote;
	}
	flight->transfer->got += (int64_t)count;
	return count;
}

static size_t
on_body(char *bytes, size_t size, size_t count, void *context)
{
	struct flight *flight = context;
	const struct transfer *transfer = flight->transfer;

	count *= size;
	flight->last_byte_ms = fetch_clock();
	if (!flight->begun && !reply_begin(flight))
		return 0;
	if (transfer->got + (int64_t)count > transfer->max_bytes)
		return refuse(flight, ILO_D_FETCH_TOO_LONG,
		              ilo_arena_printf(transfer->arena,
		                               "more than %lld bytes",
		                               (long long)transfer->max_bytes));
	return keep(flight, bytes, count);
}

/* Called with the address that the name was resolved to. */
static curl_socket_t
on_socket(void *context, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct flight *flight = context;
	struct transfer *transfer = flight->transfer;
	char text[INET6_ADDRSTRLEN] = "?";
	const char *why;

	(void)purpose; /* there is one */
	why = fetch_policy_refusal(transfer->settings->allow, &to->addr,
	                           fetch_policy_is_own(&to->addr));
	flight->dialled = flight->dialled || why == NULL;
	if (why == NULL)
		return socket(to->family, to->socktype | SOCK_CLOEXEC,
		              to->protocol);
	if (to->family == AF_INET)
		(void)inet_ntop(
			AF_INET,
			&((const struct sockaddr_in *)(const void *)&to->addr)
				 ->sin_addr,
			text, sizeof(text)); /* "?" stays */
	else if (to->family == AF_INET6)
		(void)inet_ntop(
			AF_INET6,
			&((const struct sockaddr_in6 *)(const void *)&to->addr)
				 ->sin6_addr,
			text, sizeof(text)); /* "?" stays */
	flight->address =
		ilo_arena_printf(transfer->arena, "%s is %s", text, why);
	return CURL_SOCKET_BAD;
}

/* ---- the handle ---- */

/* Options stick: the first that fails is remembered. */
#define SET(flight, option, value)                                             \
	do {                                                                   \
		if ((flight)->setup == CURLE_OK)                               \
			(flight)->setup = curl_easy_setopt((flight)->curl,     \
			                                   option, value);     \
	} while (0)

static void
set_tls(struct flight *flight)
{
	const struct fetch_settings *settings = flight->transfer->settings;

	SET(flight, CURLOPT_SSL_VERIFYPEER, 1L);
	SET(flight, CURLOPT_SSL_VERIFYHOST, 2L);
	SET(flight, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(flight, CURLOPT_SSL_SESSIONID_CACHE, 0L);
	SET(flight, CURLOPT_CERTINFO, 1L);
	if (settings->ca != NULL) {
		SET(flight, CURLOPT_CAINFO, settings->ca);
		SET(flight, CURLOPT_CAPATH, NULL);
		SET(flight, CURLOPT_PROXY_CAINFO, settings->ca);
		SET(flight, CURLOPT_PROXY_CAPATH, NULL);
	}
	if (settings->crl != NULL)
		SET(flight, CURLOPT_CRLFILE, settings->crl);
	if (settings->pin != NULL)
		SET(flight, CURLOPT_PINNEDPUBLICKEY, settings->pin);
	if (settings->client_cert != NULL) {
		SET(flight, CURLOPT_SSLCERT, settings->client_cert);
		SET(flight, CURLOPT_SSLKEY, settings->client_key);
	}
}

static void
set_limits(struct flight *flight)
{
	const struct fetch_settings *settings = flight->transfer->settings;
	const int64_t connect = settings->stall_seconds < CONNECT_SECONDS_MAX
	                                ? settings->stall_seconds
	                                : CONNECT_SECONDS_MAX;

	SET(flight, CURLOPT_TIMEOUT, (long)settings->max_seconds);
	SET(flight, CURLOPT_CONNECTTIMEOUT, (long)connect);
	SET(flight, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES);
	SET(flight, CURLOPT_LOW_SPEED_TIME, (long)settings->stall_seconds);
	if (settings->rate > 0)
		SET(flight, CURLOPT_MAX_RECV_SPEED_LARGE,
		    (curl_off_t)settings->rate);
}

/* Nothing but this request to this host, whatever the environment says. */
static void
set_request(struct flight *flight)
{
	const struct transfer *transfer = flight->transfer;

	SET(flight, CURLOPT_URL, transfer->url);
	SET(flight, CURLOPT_PROTOCOLS_STR, "https");
	SET(flight, CURLOPT_FOLLOWLOCATION, 0L);
	SET(flight, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	SET(flight, CURLOPT_HTTP09_ALLOWED, 0L);
	SET(flight, CURLOPT_PROXY,
	    transfer->settings->proxy == NULL ? "" : transfer->settings->proxy);
	SET(flight, CURLOPT_NOPROXY, "");
	SET(flight, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	SET(flight, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	SET(flight, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	SET(flight, CURLOPT_NOSIGNAL, 1L);
	SET(flight, CURLOPT_FRESH_CONNECT, 1L);
	SET(flight, CURLOPT_FORBID_REUSE, 1L);
	SET(flight, CURLOPT_USERAGENT, "ilo-ingest/" ILO_VERSION);
	SET(flight, CURLOPT_ERRORBUFFER, flight->error);
	SET(flight, CURLOPT_HEADERFUNCTION, on_header);
	SET(flight, CURLOPT_HEADERDATA, flight);
	SET(flight, CURLOPT_WRITEFUNCTION, on_body);
	SET(flight, CURLOPT_WRITEDATA, flight);
	SET(flight, CURLOPT_OPENSOCKETFUNCTION, on_socket);
	SET(flight, CURLOPT_OPENSOCKETDATA, flight);
}

static void
add_field(struct flight *flight, const char *name, const char *value)
{
	struct curl_slist *longer = curl_slist_append(
		flight->fields, ilo_arena_printf(flight->transfer->arena,
	                                         "%s: %s", name, value));

	if (longer == NULL)
		ilo_out_of_memory();
	flight->fields = longer;
}

/* What is there already need not come again. */
static void
set_conditions(struct flight *flight)
{
	const struct transfer *transfer = flight->transfer;

	if (flight->offset > 0) {
		SET(flight, CURLOPT_RANGE,
		    ilo_arena_printf(transfer->arena, "%lld-",
		                     (long long)flight->offset));
		add_field(flight, "If-Range", transfer->partial_etag);
	} else if (transfer->etag != NULL) {
		add_field(flight, "If-None-Match", transfer->etag);
	} else if (transfer->modified != NULL) {
		add_field(flight, "If-Modified-Since", transfer->modified);
	}
	if (flight->fields != NULL)
		SET(flight, CURLOPT_HTTPHEADER, flight->fields);
}

/* The spool, empty or at the end of what an earlier attempt left. */
static bool
open_spool(struct flight *flight)
{
	struct transfer *transfer = flight->transfer;
	struct stat info;

	flight->fd = open(transfer->spool,
	                  O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (flight->fd < 0 || fstat(flight->fd, &info) != 0)
		return false;
	if (transfer->partial_etag != NULL && info.st_size > 0 &&
	    info.st_size < transfer->max_bytes)
		flight->offset = info.st_size;
	else if (ftruncate(flight->fd, 0) != 0)
		return false;
	transfer->got = flight->offset;
	return lseek(flight->fd, flight->offset, SEEK_SET) == flight->offset;
}

enum ilo_status
flight_new(struct transfer *transfer, struct ilo_diag *diag,
           struct flight **out)
{
	struct flight *flight = ilo_xcalloc(1, sizeof(*flight));

	*out = NULL;
	flight->transfer = transfer;
	flight->last_byte_ms = fetch_clock();
	transfer->answer = (struct fetch_answer){.status = 0};
	if (!open_spool(flight)) {
		ilo_diag_report(diag, ILO_D_OUTPUT, transfer->spool, 0, "%s",
		                strerror(errno));
		flight_free(flight);
		return ILO_FAILED;
	}
	flight->curl = curl_easy_init();
	if (flight->curl == NULL)
		ilo_out_of_memory();
	set_request(flight);
	set_tls(flight);
	set_limits(flight);
	set_conditions(flight);
	if (flight->setup != CURLE_OK) {
		ilo_diag_report(diag, ILO_D_LIBRARY, transfer->url, 0,
		                "libcurl: %s",
		                curl_easy_strerror(flight->setup));
		flight_free(flight);
		return ILO_FAILED;
	}
	*out = flight;
	return ILO_OK;
}

CURL *
flight_handle(struct flight *flight)
{
	return flight->curl;
}

void
flight_free(struct flight *flight)
{
	if (flight == NULL)
		return;
	curl_easy_cleanup(flight->curl);
	curl_slist_free_all(flight->fields);
	ilo_buf_release(&flight->headers);
	if (flight->fd >= 0)
		(void)close(flight->fd); /* synced where it matters */
	free(flight);
}

/* ---- landing ---- */

/* A beginning is kept where the server can say that it is one of the same. */
static enum ilo_status
keep_partial(struct flight *flight)
{
	struct transfer *transfer = flight->transfer;
	const char *etag = transfer->answer.etag;
	const bool useful = transfer->got > 0 && flight->begun &&
	                    transfer->outcome == FETCH_TEMPORARY &&
	                    etag != NULL && etag[0] == '"';

	transfer->partial_etag = useful ? etag : NULL;
	if (!useful)
		transfer->got = 0;
	if (!useful && ftruncate(flight->fd, 0) != 0)
		return ILO_FAILED;
	return fsync(flight->fd) == 0 ? ILO_OK : ILO_FAILED;
}

enum ilo_status
flight_land(struct flight **flight_at, CURLcode result, struct ilo_diag *diag)
{
	struct flight *flight = *flight_at;
	struct transfer *transfer = flight->transfer;
	enum ilo_status status = ILO_OK;

	transfer->tries++;
	errno = flight->spool_error;
	if (errno != 0)
		status = ILO_FAILED;
	if (status == ILO_OK) {
		reply_judge(flight, result);
		status =
			transfer->outcome == FETCH_FETCHED
				? (fsync(flight->fd) == 0 ? ILO_OK : ILO_FAILED)
				: keep_partial(flight);
	}
	if (status != ILO_OK)
		ilo_diag_report(diag, ILO_D_OUTPUT, transfer->spool, 0, "%s",
		                strerror(errno));
	if (status == ILO_OK && transfer->outcome == FETCH_FETCHED)
		status = ilo_digest_file(transfer->spool, diag,
		                         transfer->digest);
	if (status == ILO_OK && transfer->outcome == FETCH_FETCHED)
		reply_check_digest(flight);
	flight_free(flight);
	*flight_at = NULL;
	return status;
}
