/*
 * libcurl's multi interface in one loop: start what may start, wait for the
 * network or for the next attempt's time, land what has ended.
 */

#include "ingest/fetch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include <curl/curl.h>

/* Of all collections together. */
#define ACTIVE_MAX 32
/* The longest that one wait for the network lasts; it ends early by itself. */
#define POLL_MS 1000
#define DOUBLINGS_MAX 10

/* The transfers of one collection. */
struct group {
	const struct fetch_settings *settings;
	int64_t active;
};

/* The schedule of one transfer. */
struct slot {
	struct transfer *transfer;
	struct group *group;
	struct flight *flight; /* NULL: not under way */
	int64_t not_before_ms;
};

struct fetch {
	CURLM *multi;
	struct slot *slots;
	size_t count;
	struct group *groups;
	size_t group_count;
	size_t active;
	struct ilo_diag *diag;
};

static enum ilo_status
library_failed(struct ilo_diag *diag, const char *what)
{
	ilo_diag_report(diag, ILO_D_LIBRARY, NULL, 0, "libcurl: %s", what);
	return ILO_FAILED;
}

enum ilo_status
fetch_init(struct ilo_diag *diag)
{
	CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);

	return result == CURLE_OK
	               ? ILO_OK
	               : library_failed(diag, curl_easy_strerror(result));
}

int64_t
fetch_clock(void)
{
	struct timespec now = {0, 0};

	(void)clock_gettime(CLOCK_MONOTONIC, &now); /* Linux always has it */
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- waiting and trying again ---- */

/*
 * Milliseconds to wait before the next attempt: the back-off, doubled with each
 * attempt and spread by half of it, so that many clients of a server that comes
 * back do not all come at once; or what the server asked for, where that is
 * longer.
 */
static int64_t
wait_ms(const struct transfer *transfer)
{
	int64_t doublings = transfer->tries - 1, wait;
	uint32_t chance = 0;

	if (doublings > DOUBLINGS_MAX)
		doublings = DOUBLINGS_MAX;
	wait = transfer->settings->back_off * 1000 << doublings;
	if (getrandom(&chance, sizeof(chance), GRND_NONBLOCK) !=
	    (ssize_t)sizeof(chance))
		chance = 0; /* then without */
	wait = wait / 2 + wait * (int64_t)(chance % 1024) / 1024;
	if (transfer->code == ILO_D_FETCH_BUSY &&
	    transfer->answer.retry_after * 1000 > wait)
		wait = transfer->answer.retry_after * 1000;
	return wait;
}

/* Put a failed transfer back in line where that may help. */
static void
try_again(struct slot *slot)
{
	struct transfer *transfer = slot->transfer;
	const int64_t wait = wait_ms(transfer);

	if (transfer->outcome != FETCH_TEMPORARY ||
	    transfer->tries >= transfer->settings->attempts ||
	    wait > transfer->settings->max_wait * 1000)
		return;
	transfer->outcome = FETCH_WAITING;
	slot->not_before_ms = fetch_clock() + wait;
}

/* ---- the loop ---- */

static enum ilo_status
start(struct fetch *fetch, struct slot *slot)
{
	enum ilo_status status =
		flight_new(slot->transfer, fetch->diag, &slot->flight);

	if (status != ILO_OK)
		return status;
	fetch->active++;
	slot->group->active++;
	if (curl_easy_setopt(flight_handle(slot->flight), CURLOPT_PRIVATE,
	                     slot) != CURLE_OK ||
	    curl_multi_add_handle(fetch->multi, flight_handle(slot->flight)) !=
	            CURLM_OK)
		return library_failed(fetch->diag, "cannot add a transfer");
	return ILO_OK;
}

/* Start what may start; *next_ms is when the next of the others may, or -1. */
static enum ilo_status
start_all(struct fetch *fetch, int64_t *next_ms, bool *waiting)
{
	const int64_t now = fetch_clock();
	enum ilo_status status = ILO_OK;
	struct slot *slot;
	size_t i;

	*next_ms = -1;
	*waiting = false;
	for (i = 0; status == ILO_OK && i < fetch->count; i++) {
		slot = &fetch->slots[i];
		if (slot->flight != NULL ||
		    slot->transfer->outcome != FETCH_WAITING)
			continue;
		*waiting = true;
		if (slot->not_before_ms > now) {
			if (*next_ms < 0 || slot->not_before_ms < *next_ms)
				*next_ms = slot->not_before_ms;
			continue;
		}
		if (fetch->active >= ACTIVE_MAX)
			break;
		if (slot->group->active < slot->group->settings->connections)
			status = start(fetch, slot);
	}
	return status;
}

static enum ilo_status
land_all(struct fetch *fetch)
{
	enum ilo_status status = ILO_OK;
	const CURLMsg *message;
	struct slot *slot = NULL;
	CURLcode result;
	int left;

	while (status == ILO_OK &&
	       (message = curl_multi_info_read(fetch->multi, &left)) != NULL) {
		if (message->msg != CURLMSG_DONE)
			continue;
		result = message->data.result;
		if (curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE,
		                      &slot) != CURLE_OK ||
		    curl_multi_remove_handle(fetch->multi,
		                             message->easy_handle) != CURLM_OK)
			return library_failed(fetch->diag, "lost a transfer");
		fetch->active--;
		slot->group->active--;
		status = flight_land(&slot->flight, result, fetch->diag);
		try_again(slot);
	}
	return status;
}

static enum ilo_status
step(struct fetch *fetch, bool *done)
{
	int64_t next_ms, wait = POLL_MS;
	enum ilo_status status;
	int running;
	bool waiting;

	status = start_all(fetch, &next_ms, &waiting);
	*done = fetch->active == 0 && !waiting;
	if (status != ILO_OK || *done)
		return status;
	if (curl_multi_perform(fetch->multi, &running) != CURLM_OK)
		return library_failed(fetch->diag, "cannot go on");
	status = land_all(fetch);
	if (status != ILO_OK || (size_t)running != fetch->active)
		return status;
	if (next_ms >= 0 && next_ms - fetch_clock() < wait)
		wait = next_ms - fetch_clock();
	if (fetch->active > 0 || next_ms >= 0)
		if (curl_multi_poll(fetch->multi, NULL, 0,
		                    wait < 0 ? 0 : (int)wait, NULL) != CURLM_OK)
			return library_failed(fetch->diag, "cannot wait");
	return ILO_OK;
}

static void
drop_all(struct fetch *fetch)
{
	size_t i;

	for (i = 0; i < fetch->count; i++) {
		if (fetch->slots[i].flight == NULL)
			continue;
		(void)curl_multi_remove_handle(
			fetch->multi,
			flight_handle(fetch->slots[i].flight)); /* the end */
		flight_free(fetch->slots[i].flight);
	}
	(void)curl_multi_cleanup(fetch->multi); /* nothing is in it */
	free(fetch->slots);
	free(fetch->groups);
}

/* A slot for each transfer, a group for each collection. */
static void
fill(struct fetch *fetch, struct transfer *transfers)
{
	struct group *group;
	size_t i;

	for (i = 0; i < fetch->count; i++) {
		for (group = fetch->groups;
		     group < fetch->groups + fetch->group_count; group++)
			if (group->settings == transfers[i].settings)
				break;
		if (group == fetch->groups + fetch->group_count)
			fetch->group_count++;
		group->settings = transfers[i].settings;
		fetch->slots[i] = (struct slot){.transfer = &transfers[i],
		                                .group = group};
	}
}

enum ilo_status
fetch_run(struct transfer *transfers, size_t count, struct ilo_diag *diag)
{
	struct fetch fetch = {
		.multi = curl_multi_init(),
		.slots = ilo_xcalloc(count + 1, sizeof(*fetch.slots)),
		.groups = ilo_xcalloc(count + 1, sizeof(*fetch.groups)),
		.count = count,
		.diag = diag};
	enum ilo_status status = ILO_OK;
	bool done = false;

	if (fetch.multi == NULL)
		ilo_out_of_memory();
	fill(&fetch, transfers);
	while (status == ILO_OK && !done)
		status = step(&fetch, &done);
	drop_all(&fetch);
	return status;
}
