/*
 * Three rounds of transfers: the indexes, the files that may be new, the
 * signatures of those that came.  Each round's answers go into the register
 * before the next begins.
 */

#include "ingest/collection.h"

#include <stdlib.h>
#include <string.h>

#include "common/file.h"
#include "ingest/evidence.h"
#include "ingest/fetch.h"
#include "ingest/index_apart.h"
#include "ingest/spool.h"

struct collection {
	const struct source *source;
	const char *folder; /* of the spool */
	struct index index;
	struct transfer asked;      /* its index */
	struct transfer *files;     /* one for each of the index */
	struct transfer *seals;     /* their signatures; idle where none */
	const char **known_digests; /* of files that are there; NULL: none */
	enum source_result result;
};

struct collections {
	struct ilo_arena *arena;
	const struct collection_errand *errand;
	struct evidence *evidence;
	struct collection *items;
	size_t count;
	struct ilo_diag *diag;
};

/* ---- transfers ---- */

static struct transfer
transfer_of(const struct collections *all, const struct collection *one,
            const char *name, const char *url)
{
	return (struct transfer){
		.arena = all->arena,
		.settings = &one->source->fetch,
		.url = url,
		.spool = spool_path(all->arena, one->folder, name),
		.size = -1,
		.max_bytes = one->source->fetch.max_bytes};
}

/* Note what a round brought: failures are said, in their order. */
static void
note(struct collections *all, struct collection *one,
     const struct transfer *transfer)
{
	const bool temporary = transfer->outcome == FETCH_TEMPORARY;

	if (!temporary && transfer->outcome != FETCH_FAILED)
		return;
	ilo_diag_report(all->diag, transfer->code, transfer->url, 0, "%s",
	                transfer->detail);
	if (!temporary)
		one->result = SOURCE_FAILED;
	else if (one->result == SOURCE_WORKED)
		one->result = SOURCE_TEMPORARY;
}

/* Fetch transfers, and keep the evidence. */
static enum ilo_status
fetch(struct collections *all, struct transfer *transfers, size_t count)
{
	enum ilo_status status = fetch_run(transfers, count, all->diag);

	if (status == ILO_OK)
		status = evidence_add(all->evidence, transfers, count,
		                      all->errand->now, all->diag);
	return status;
}

/* ---- the indexes ---- */

static enum ilo_status
read_index(struct collections *all, struct collection *one)
{
	struct ilo_buf bytes = ILO_BUF_INIT;
	const struct fetch_settings *settings = &one->source->fetch;
	enum ilo_status status;

	status = ilo_file_read(one->asked.spool, ILO_FILE_OWN, all->diag,
	                       &bytes);
	if (status == ILO_OK) {
		const struct index_reading reading = {
			.url = one->source->url,
			.bytes = ilo_buf_text(&bytes),
			.count = bytes.count,
			.max_files = (size_t)settings->max_files};

		status = index_apart(index_parse, &reading, all->diag,
		                     &one->index);
		if (status == ILO_FINDINGS) {
			one->result = SOURCE_FAILED;
			status = ILO_OK;
		}
	}
	ilo_buf_release(&bytes);
	return status;
}

static enum ilo_status
fetch_indexes(struct collections *all)
{
	struct transfer *round = ilo_xcalloc(all->count + 1, sizeof(*round));
	enum ilo_status status;
	struct collection *one;
	size_t i;

	for (i = 0; i < all->count; i++) {
		one = &all->items[i];
		round[i] = transfer_of(all, one, ".index", one->source->url);
		if (round[i].max_bytes > (int64_t)INDEX_BYTES)
			round[i].max_bytes = (int64_t)INDEX_BYTES;
	}
	status = fetch(all, round, all->count);
	for (i = 0; status == ILO_OK && i < all->count; i++) {
		one = &all->items[i];
		one->asked = round[i];
		note(all, one, &one->asked);
		if (one->asked.outcome == FETCH_FETCHED)
			status = read_index(all, one);
	}
	free(round);
	return status;
}

/* ---- the files ---- */

/* The URL of what an index names. */
static const char *
url_of(const struct collections *all, const struct collection *one,
       const char *name)
{
	return ilo_arena_printf(all->arena, "%s%s",
	                        index_folder(all->arena, one->source->url),
	                        name);
}

static const char *
seal_name(const struct collections *all, const struct index_file *file)
{
	return ilo_arena_printf(all->arena, "%s" WALK_P7S, file->name);
}

/* Whether the signature of a file was fetched before, where it has one. */
static enum ilo_status
is_sealed(struct collections *all, const struct collection *one,
          const struct index_file *file, bool *sealed)
{
	enum ilo_status status;
	struct transfer seal;
	struct known known;

	*sealed = true;
	if (file->signature == NULL)
		return ILO_OK;
	seal = transfer_of(all, one, seal_name(all, file),
	                   url_of(all, one, file->signature));
	status = evidence_find(all->evidence, &seal, all->diag, &known);
	*sealed = known.fetched;
	return status;
}

/* Ask for no more than is not there yet. */
static enum ilo_status
plan_file(struct collections *all, struct collection *one, size_t i)
{
	const struct index_file *file = &one->index.files[i];
	struct transfer *transfer = &one->files[i];
	enum ilo_status status;
	struct known known;
	bool sealed = true;

	*transfer =
		transfer_of(all, one, file->name, url_of(all, one, file->name));
	transfer->sha256 = file->sha256;
	transfer->size = file->size;
	status = evidence_find(all->evidence, transfer, all->diag, &known);
	if (status == ILO_OK)
		status = is_sealed(all, one, file, &sealed);
	if (status != ILO_OK)
		return status;
	if (known.partial_etag != NULL && known.partial_bytes > 0 &&
	    spool_size(transfer->spool) == known.partial_bytes)
		transfer->partial_etag = known.partial_etag;
	if (known.sha256 == NULL || !sealed)
		return ILO_OK;
	one->known_digests[i] = known.sha256;
	if (file->sha256 != NULL && strcmp(file->sha256, known.sha256) == 0)
		transfer->outcome = FETCH_UNCHANGED;
	else if (file->sha256 == NULL) {
		transfer->etag = known.etag;
		transfer->modified = known.modified;
	}
	return ILO_OK;
}

static enum ilo_status
plan(struct collections *all, struct collection *one)
{
	const size_t count = one->index.count;
	enum ilo_status status = ILO_OK;
	size_t i;

	one->files = ilo_xcalloc(count + 1, sizeof(*one->files));
	one->seals = ilo_xcalloc(count + 1, sizeof(*one->seals));
	one->known_digests =
		ilo_xcalloc(count + 1, sizeof(*one->known_digests));
	for (i = 0; status == ILO_OK && i < count; i++)
		status = plan_file(all, one, i);
	return status;
}

/* A server that knows no conditions sends what is there already again. */
static void
drop_same(struct collection *one)
{
	size_t i;

	for (i = 0; i < one->index.count; i++)
		if (one->files[i].outcome == FETCH_FETCHED &&
		    one->known_digests[i] != NULL &&
		    strcmp(one->known_digests[i], one->files[i].digest) == 0)
			one->files[i].outcome = FETCH_UNCHANGED;
}

/* ---- rounds over all collections ---- */

typedef struct transfer *row_of(struct collection *one);

static struct transfer *
files_of(struct collection *one)
{
	return one->files;
}

static struct transfer *
seals_of(struct collection *one)
{
	return one->seals;
}

/* Run a row of transfers of every collection together. */
static enum ilo_status
run_round(struct collections *all, row_of *row)
{
	struct transfer *round;
	enum ilo_status status;
	size_t total = 0, i, at;

	for (i = 0; i < all->count; i++)
		total += all->items[i].index.count;
	round = ilo_xcalloc(total + 1, sizeof(*round));
	for (i = 0, at = 0; i < all->count; at += all->items[i++].index.count)
		memcpy(round + at, row(&all->items[i]),
		       all->items[i].index.count * sizeof(*round));
	status = fetch_run(round, total, all->diag);
	for (i = 0, at = 0; i < all->count; at += all->items[i++].index.count)
		memcpy(row(&all->items[i]), round + at,
		       all->items[i].index.count * sizeof(*round));
	free(round);
	return status;
}

static enum ilo_status
note_round(struct collections *all, row_of *row)
{
	enum ilo_status status = ILO_OK;
	struct collection *one;
	size_t i, j;

	for (i = 0; status == ILO_OK && i < all->count; i++) {
		one = &all->items[i];
		for (j = 0; j < one->index.count; j++)
			note(all, one, &row(one)[j]);
		status = evidence_add(all->evidence, row(one), one->index.count,
		                      all->errand->now, all->diag);
	}
	return status;
}

static enum ilo_status
fetch_files(struct collections *all)
{
	enum ilo_status status = ILO_OK;
	size_t i;

	for (i = 0; status == ILO_OK && i < all->count; i++)
		status = plan(all, &all->items[i]);
	if (status == ILO_OK)
		status = run_round(all, files_of);
	for (i = 0; status == ILO_OK && i < all->count; i++)
		drop_same(&all->items[i]);
	return status == ILO_OK ? note_round(all, files_of) : status;
}

/* The signature of each file that came; the others' transfers stay idle. */
static void
plan_seals(struct collections *all, struct collection *one)
{
	const struct index_file *file;
	size_t i;

	for (i = 0; i < one->index.count; i++) {
		file = &one->index.files[i];
		one->seals[i] = (struct transfer){.outcome = FETCH_UNCHANGED};
		if (file->signature != NULL &&
		    one->files[i].outcome == FETCH_FETCHED)
			one->seals[i] =
				transfer_of(all, one, seal_name(all, file),
			                    url_of(all, one, file->signature));
	}
}

static enum ilo_status
fetch_seals(struct collections *all)
{
	enum ilo_status status;
	size_t i;

	for (i = 0; i < all->count; i++)
		plan_seals(all, &all->items[i]);
	status = run_round(all, seals_of);
	return status == ILO_OK ? note_round(all, seals_of) : status;
}

/* ---- the whole ---- */

static enum ilo_status
open_all(struct collections *all)
{
	const struct sources *sources = all->errand->sources;
	struct collection *one;
	size_t i;

	all->items = ilo_xcalloc(sources->count + 1, sizeof(*all->items));
	for (i = 0; i < sources->count; i++) {
		if (sources->items[i].inbox != NULL)
			continue;
		one = &all->items[all->count++];
		one->source = &sources->items[i];
		one->index.arena = all->arena;
		one->folder = spool_open(
			all->arena, ilo_archive_folder(all->errand->archive),
			one->source->name, all->diag);
		if (one->folder == NULL)
			return ILO_FAILED;
	}
	return evidence_new(ilo_archive_register(all->errand->archive),
	                    all->diag, &all->evidence);
}

/* Whether the file at i came with all that belongs to it. */
static bool
is_whole(const struct collection *one, size_t i)
{
	return one->files[i].outcome == FETCH_FETCHED &&
	       one->seals[i].outcome != FETCH_TEMPORARY &&
	       one->seals[i].outcome != FETCH_FAILED;
}

static void
say_summary(struct collections *all, const struct collection *one)
{
	size_t fetched = 0, unchanged = 0, i;

	if (one->asked.outcome != FETCH_FETCHED)
		return;
	for (i = 0; i < one->index.count; i++) {
		fetched += is_whole(one, i);
		unchanged += one->files[i].outcome == FETCH_UNCHANGED;
	}
	ilo_diag_report(all->diag, ILO_D_FETCH_SUMMARY, one->source->url, 0,
	                "%zu fetched, %zu unchanged, %zu failed", fetched,
	                unchanged, one->index.count - fetched - unchanged);
}

enum ilo_status
collection_fetch(const struct collection_errand *errand, struct ilo_diag *diag,
                 struct collections **out)
{
	struct collections *all = ilo_xcalloc(1, sizeof(*all));
	enum ilo_status status;
	size_t i;

	*all = (struct collections){
		.arena = ilo_arena_new(), .errand = errand, .diag = diag};
	status = open_all(all);
	if (status == ILO_OK)
		status = fetch_indexes(all);
	if (status == ILO_OK)
		status = fetch_files(all);
	if (status == ILO_OK)
		status = fetch_seals(all);
	for (i = 0; status == ILO_OK && i < all->count; i++)
		say_summary(all, &all->items[i]);
	if (status != ILO_OK) {
		collection_free(all);
		all = NULL;
	}
	*out = all;
	return status;
}

enum source_result
collection_add(const struct collections *all, const struct source *source,
               struct walk *walk)
{
	const struct collection *one = all->items;
	size_t i;

	while (one->source != source)
		one++;
	for (i = 0; i < one->index.count; i++)
		if (is_whole(one, i))
			walk_take(walk,
			          &(struct walk_file){
					  .path = one->files[i].spool,
					  .p7s = one->seals[i].spool,
					  .name = one->index.files[i].name,
					  .source = source->name,
					  .sender = source->sender});
	return one->result;
}

enum ilo_status
collection_clear(const struct collections *all, struct ilo_diag *diag)
{
	enum ilo_status status = ILO_OK;
	const struct collection *one;
	const char **kept;
	size_t i, j, count;

	for (i = 0; status == ILO_OK && i < all->count; i++) {
		one = &all->items[i];
		kept = ilo_xcalloc(one->index.count + 1, sizeof(*kept));
		for (j = 0, count = 0; j < one->index.count; j++)
			if (one->files[j].partial_etag != NULL &&
			    one->files[j].outcome == FETCH_TEMPORARY)
				kept[count++] = one->files[j].spool;
		status = spool_clear(one->folder, kept, count, diag);
		free(kept);
	}
	return status;
}

void
collection_free(struct collections *all)
{
	size_t i;

	if (all == NULL)
		return;
	for (i = 0; i < all->count; i++) {
		index_release(&all->items[i].index);
		free(all->items[i].files);
		free(all->items[i].seals);
		free(all->items[i].known_digests);
	}
	free(all->items);
	evidence_free(all->evidence);
	ilo_arena_free(all->arena);
	free(all);
}
