/* One statement a question.  What was unchanged adds no row: the row of its
 * index says when the server was asked. */

#include "ingest/evidence.h"

#include <stdlib.h>

/* clang-format off */
static const char find_taken[] =
	"SELECT etag, modified, sha256 FROM fetch AS f"
	" WHERE source = ? AND url = ? AND outcome = 'fetched'"
	" AND EXISTS (SELECT 1 FROM submission AS s"
	"  WHERE (s.sha256 = f.sha256 OR s.container = f.sha256)"
	"  AND s.fate <> 'quarantined')"
	" ORDER BY id DESC LIMIT 1";
static const char find_last[] =
	"SELECT outcome = 'temporary', etag, size,"
	" EXISTS (SELECT 1 FROM fetch AS g WHERE g.source = f.source"
	"  AND g.url = f.url AND g.outcome = 'fetched')"
	" FROM fetch AS f WHERE source = ? AND url = ?"
	" ORDER BY id DESC LIMIT 1";
static const char add_row[] =
	"INSERT INTO fetch (source, url, time, outcome, finding, detail, status,"
	" date, etag, modified, type, headers, certificate, size, sha256)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
/* clang-format on */

struct evidence {
	struct ilo_db *db;
	struct ilo_query *taken, *last, *add;
};

enum ilo_status
evidence_new(struct ilo_db *db, struct ilo_diag *diag, struct evidence **out)
{
	struct evidence *evidence = ilo_xcalloc(1, sizeof(*evidence));
	enum ilo_status status;

	evidence->db = db;
	status = ilo_query_new(db, find_taken, diag, &evidence->taken);
	if (status == ILO_OK)
		status = ilo_query_new(db, find_last, diag, &evidence->last);
	if (status == ILO_OK)
		status = ilo_query_new(db, add_row, diag, &evidence->add);
	if (status != ILO_OK) {
		evidence_free(evidence);
		evidence = NULL;
	}
	*out = evidence;
	return status;
}

void
evidence_free(struct evidence *evidence)
{
	if (evidence == NULL)
		return;
	ilo_query_free(evidence->taken);
	ilo_query_free(evidence->last);
	ilo_query_free(evidence->add);
	free(evidence);
}

/* Step past the only row. */
static enum ilo_status
finish(struct ilo_query *query, struct ilo_diag *diag)
{
	enum ilo_status status = ILO_OK;
	bool row = true;

	while (status == ILO_OK && row)
		status = ilo_query_step(query, diag, &row);
	return status;
}

static enum ilo_status
ask(struct ilo_query *query, const struct transfer *transfer,
    struct ilo_diag *diag, bool *row)
{
	ilo_query_bind(query, 1, transfer->settings->source);
	ilo_query_bind(query, 2, transfer->url);
	return ilo_query_step(query, diag, row);
}

enum ilo_status
evidence_find(struct evidence *evidence, const struct transfer *transfer,
              struct ilo_diag *diag, struct known *known)
{
	struct ilo_arena *arena = transfer->arena;
	enum ilo_status status;
	bool row = false;

	*known = (struct known){.etag = NULL};
	status = ask(evidence->taken, transfer, diag, &row);
	if (status == ILO_OK && row) {
		known->etag = ilo_query_text(evidence->taken, arena, 0);
		known->modified = ilo_query_text(evidence->taken, arena, 1);
		known->sha256 = ilo_query_text(evidence->taken, arena, 2);
		status = finish(evidence->taken, diag);
	}
	row = false;
	if (status == ILO_OK)
		status = ask(evidence->last, transfer, diag, &row);
	if (status != ILO_OK || !row)
		return status;
	if (ilo_query_count(evidence->last, 0) == 1) {
		known->partial_etag = ilo_query_text(evidence->last, arena, 1);
		known->partial_bytes = ilo_query_count(evidence->last, 2);
	}
	known->fetched = ilo_query_count(evidence->last, 3) == 1;
	return finish(evidence->last, diag);
}

static const char *
outcome_name(enum fetch_outcome outcome)
{
	switch (outcome) {
	case FETCH_FETCHED:
		return "fetched";
	case FETCH_TEMPORARY:
		return "temporary";
	case FETCH_FAILED:
		return "failed";
	case FETCH_WAITING:
	case FETCH_UNCHANGED:
		break;
	}
	return NULL; /* no row */
}

static enum ilo_status
add(struct evidence *evidence, const struct transfer *transfer, const char *now,
    struct ilo_diag *diag)
{
	const bool whole = transfer->outcome == FETCH_FETCHED;
	const struct fetch_answer *answer = &transfer->answer;
	const char *const texts[] = {transfer->settings->source,
	                             transfer->url,
	                             now,
	                             outcome_name(transfer->outcome),
	                             whole ? NULL : ilo_diag_id(transfer->code),
	                             whole ? NULL : transfer->detail};
	const char *const fields[] = {answer->date,     answer->etag,
	                              answer->modified, answer->type,
	                              answer->headers,  answer->certificate};
	struct ilo_query *query = evidence->add;
	bool row;
	int i;

	for (i = 0; i < 6; i++)
		ilo_query_bind(query, 1 + i, texts[i]);
	ilo_query_bind_count(query, 7, answer->status);
	for (i = 0; i < 6; i++)
		ilo_query_bind(query, 8 + i, fields[i]);
	ilo_query_bind_count(query, 14, transfer->got);
	ilo_query_bind(query, 15, whole ? transfer->digest : NULL);
	return ilo_query_step(query, diag, &row);
}

enum ilo_status
evidence_add(struct evidence *evidence, const struct transfer *transfers,
             size_t count, const char *now, struct ilo_diag *diag)
{
	enum ilo_status status =
		ilo_db_run(evidence->db, "BEGIN IMMEDIATE", diag);
	size_t i;

	for (i = 0; status == ILO_OK && i < count; i++)
		if (outcome_name(transfers[i].outcome) != NULL)
			status = add(evidence, &transfers[i], now, diag);
	/* A transaction left open by a failure dies with the process. */
	return status == ILO_OK ? ilo_db_run(evidence->db, "COMMIT", diag)
	                        : status;
}
