/* One prepared statement a question; the columns are listed once. */

#include "ingest/registry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The columns that are text, in the order of every list below. */
/* clang-format off */
#define TEXT_COLUMNS(X)                                                        \
	X(sha256) X(file) X(kind) X(fate) X(received) X(ingested) X(sender)    \
	X(report) X(nature) X(host) X(region) X(first) X(last) X(document) X(language)   \
	X(marking) X(published) X(zero_from) X(zero_to) X(series) X(version)   \
	X(tool) X(source) X(container) X(canonical) X(content) X(signature)
/* clang-format on */
#define TAKEN "('accepted', 'accepted-with-findings', 'superseded')"
#define COLUMN_NAME(name) ", " #name
#define COLUMN_VALUE(name) ", ?"

enum statement {
	/* in the order of enum registry_question */
	FIND_TAKEN,
	FIND_REFUSED,
	FIND_NAMED,
	FIND_HELD,
	FIND_CANONICAL,
	FIND_CONTENT,
	FIND_CONTAINER,
	FIND_SAME,
	FIND_LATER,
	FIND_NATURE,
	ADD_ROW,
	ADD_FINDING,
	ADD_SIGNATURE,
	GET_ROW,
	GET_FINDINGS,
	GET_SIGNATURE,
	GET_LAST,
	LINK_LAST,
	LINK_ADD,
	LINK_FIND,
	STATEMENT_COUNT
};

/* clang-format off */
static const char *const sources[STATEMENT_COUNT] = {
	[FIND_TAKEN] =
		"SELECT id FROM submission WHERE sha256 = ?"
		" AND fate IN " TAKEN " AND kind NOT IN ('gzip', 'zip')"
		" ORDER BY id LIMIT 1",
	[FIND_REFUSED] =
		"SELECT id FROM submission WHERE sha256 = ?"
		" AND fate = 'rejected' ORDER BY id LIMIT 1",
	[FIND_NAMED] =
		"SELECT id FROM submission WHERE sha256 = ? AND file = ?"
		" ORDER BY id LIMIT 1",
	[FIND_HELD] =
		"SELECT id FROM submission WHERE sha256 IS ? AND file = ?"
		" AND fate = 'quarantined' ORDER BY id LIMIT 1",
	[FIND_CANONICAL] =
		"SELECT id FROM submission WHERE canonical = ?"
		" AND fate IN " TAKEN " ORDER BY id LIMIT 1",
	[FIND_CONTENT] =
		"SELECT id FROM submission WHERE content = ?"
		" AND fate IN " TAKEN " ORDER BY id LIMIT 1",
	[FIND_CONTAINER] =
		"SELECT id FROM submission WHERE sha256 = ?"
		" AND fate = 'accepted' ORDER BY id LIMIT 1",
	[FIND_SAME] =
		"SELECT id FROM submission WHERE series = ? AND version = ?"
		" AND fate IN " TAKEN " ORDER BY id LIMIT 1",
	[FIND_LATER] =
		"SELECT id FROM submission WHERE series = ? AND version > ?"
		" AND fate IN ('accepted', 'accepted-with-findings')"
		" ORDER BY version DESC, id LIMIT 1",
	[FIND_NATURE] =
		"SELECT id, nature FROM submission WHERE nature IS NOT NULL"
		" AND fate IN " TAKEN " ORDER BY id LIMIT 1",
	[ADD_ROW] =
		"INSERT INTO submission (size, revision, run"
		TEXT_COLUMNS(COLUMN_NAME)
		") VALUES (?, nullif(?, 0), nullif(?, 0)"
		TEXT_COLUMNS(COLUMN_VALUE)
		") RETURNING id",
	[ADD_FINDING] =
		"INSERT INTO finding"
		" (submission, number, line, id, severity, text, detail)"
		" VALUES (?, ?, ?, ?, ?, ?, ?)",
	[ADD_SIGNATURE] =
		"INSERT INTO signature"
		" (submission, method, signer, signer_sha256, evidence)"
		" VALUES (?, ?, ?, ?, ?)",
	[GET_ROW] =
		"SELECT id, size, ifnull(revision, 0), ifnull(run, 0)"
		TEXT_COLUMNS(COLUMN_NAME)
		" FROM submission WHERE id = ?",
	[GET_FINDINGS] =
		"SELECT line, id, severity, text, detail FROM finding"
		" WHERE submission = ? ORDER BY number",
	[GET_SIGNATURE] =
		"SELECT method, signer, signer_sha256, evidence FROM signature"
		" WHERE submission = ?",
	[GET_LAST] =
		"SELECT ifnull(max(id), 0) FROM submission",
	[LINK_LAST] =
		"SELECT number, sha256 FROM ledger"
		" ORDER BY number DESC LIMIT 1",
	[LINK_ADD] =
		"INSERT INTO ledger (number, receipt, previous, sha256)"
		" VALUES (?, ?, ?, ?)",
	[LINK_FIND] =
		"SELECT number, previous, sha256 FROM ledger WHERE receipt = ?",
};
/* clang-format on */

struct registry {
	struct ilo_db *db;
	struct ilo_query *queries[STATEMENT_COUNT];
	/* Of the first row that was taken, once there is one; looking for it
	 * again would be to read the whole table for each file. */
	int64_t first;
	char nature[16];
};

enum ilo_status
registry_new(struct ilo_db *db, struct ilo_diag *diag, struct registry **out)
{
	struct registry *registry = ilo_xcalloc(1, sizeof(*registry));
	enum ilo_status status = ILO_OK;
	int i;

	registry->db = db;
	for (i = 0; status == ILO_OK && i < STATEMENT_COUNT; i++)
		status = ilo_query_new(db, sources[i], diag,
		                       &registry->queries[i]);
	if (status != ILO_OK) {
		registry_free(registry);
		registry = NULL;
	}
	*out = registry;
	return status;
}

void
registry_free(struct registry *registry)
{
	int i;

	if (registry == NULL)
		return;
	for (i = 0; i < STATEMENT_COUNT; i++)
		ilo_query_free(registry->queries[i]);
	free(registry);
}

enum ilo_status
registry_begin(struct registry *registry, struct ilo_diag *diag)
{
	return ilo_db_run(registry->db, "BEGIN IMMEDIATE", diag);
}

enum ilo_status
registry_commit(struct registry *registry, struct ilo_diag *diag)
{
	return ilo_db_run(registry->db, "COMMIT", diag);
}

void
registry_rollback(struct registry *registry)
{
	struct ilo_diag
		silent; /* the failure that led here is reported; a
	                 * transaction left open dies with the process */

	registry->first = 0;
	ilo_diag_init(&silent, "", NULL);
	if (ilo_db_run(registry->db, "ROLLBACK", &silent) != ILO_OK)
		return;
}

/* Step to the only row; *row false when there is none. */
static enum ilo_status
step(struct registry *registry, enum statement which, struct ilo_diag *diag,
     bool *row)
{
	return ilo_query_step(registry->queries[which], diag, row);
}

/* Step past the only row, so that the statement is done. */
static enum ilo_status
finish(struct registry *registry, enum statement which, struct ilo_diag *diag)
{
	bool row = true;
	enum ilo_status status = ILO_OK;

	while (status == ILO_OK && row)
		status = step(registry, which, diag, &row);
	return status;
}

enum ilo_status
registry_find(struct registry *registry, enum registry_question question,
              const char *const texts[2], struct ilo_diag *diag, int64_t *found)
{
	enum statement which = (enum statement)question;
	struct ilo_query *query = registry->queries[which];
	enum ilo_status status;
	bool row = false;

	*found = 0;
	ilo_query_bind(query, 1, texts[0]);
	if (texts[1] != NULL)
		ilo_query_bind(query, 2, texts[1]);
	status = step(registry, which, diag, &row);
	if (status == ILO_OK && row) {
		*found = ilo_query_count(query, 0);
		status = finish(registry, which, diag);
	}
	return status;
}

static enum ilo_status
learn_nature(struct registry *registry, struct ilo_diag *diag)
{
	struct ilo_query *query = registry->queries[FIND_NATURE];
	struct ilo_arena *arena;
	enum ilo_status status;
	bool row = false;

	status = step(registry, FIND_NATURE, diag, &row);
	if (status != ILO_OK || !row)
		return status;
	arena = ilo_arena_new();
	registry->first = ilo_query_count(query, 0);
	(void)snprintf(registry->nature, sizeof(registry->nature), "%s",
	               ilo_query_text(query, arena, 1)); /* a short word */
	ilo_arena_free(arena);
	return finish(registry, FIND_NATURE, diag);
}

enum ilo_status
registry_nature(struct registry *registry, const char *nature,
                struct ilo_diag *diag, int64_t *other)
{
	enum ilo_status status = ILO_OK;

	*other = 0;
	if (nature == NULL)
		return ILO_OK;
	if (registry->first == 0)
		status = learn_nature(registry, diag);
	if (status == ILO_OK && registry->first != 0 &&
	    strcmp(registry->nature, nature) != 0)
		*other = registry->first;
	return status;
}

static enum ilo_status
add_finding(struct registry *registry, int64_t id, int64_t number,
            const struct remark *remark, struct ilo_diag *diag)
{
	struct ilo_query *query = registry->queries[ADD_FINDING];

	ilo_query_bind_count(query, 1, id);
	ilo_query_bind_count(query, 2, number);
	ilo_query_bind_count(query, 3, remark->line);
	ilo_query_bind(query, 4, remark->id);
	ilo_query_bind(query, 5, remark->severity);
	ilo_query_bind(query, 6, remark->text);
	ilo_query_bind(query, 7, remark->detail);
	return finish(registry, ADD_FINDING, diag);
}

static enum ilo_status
add_signature(struct registry *registry, const struct record *record,
              struct ilo_diag *diag)
{
	struct ilo_query *query = registry->queries[ADD_SIGNATURE];

	if (record->evidence_sha256 == NULL)
		return ILO_OK;
	ilo_query_bind_count(query, 1, record->id);
	ilo_query_bind(query, 2, record->signature_method);
	ilo_query_bind(query, 3, record->signer);
	ilo_query_bind(query, 4, record->signer_sha256);
	ilo_query_bind(query, 5, record->evidence_sha256);
	return finish(registry, ADD_SIGNATURE, diag);
}

enum ilo_status
registry_add(struct registry *registry, struct record *record,
             struct ilo_diag *diag)
{
	struct ilo_query *query = registry->queries[ADD_ROW];
	enum ilo_status status;
	int number = 4;
	bool row = false;
	size_t i;

	ilo_query_bind_count(query, 1, record->size);
	ilo_query_bind_count(query, 2, record->revision);
	ilo_query_bind_count(query, 3, record->run);
#define BIND(name) ilo_query_bind(query, number++, record->name);
	TEXT_COLUMNS(BIND)
#undef BIND
	status = step(registry, ADD_ROW, diag, &row);
	if (status == ILO_OK && row) {
		record->id = ilo_query_count(query, 0);
		status = finish(registry, ADD_ROW, diag);
	}
	for (i = 0; status == ILO_OK && i < record->remark_count; i++)
		status = add_finding(registry, record->id, (int64_t)i + 1,
		                     &record->remarks[i], diag);
	if (status == ILO_OK)
		status = add_signature(registry, record, diag);
	return status;
}

static enum ilo_status
get_findings(struct registry *registry, struct ilo_diag *diag,
             struct ilo_arena *arena, struct record *record)
{
	struct ilo_query *query = registry->queries[GET_FINDINGS];
	struct remark *items = NULL, *copy;
	size_t count = 0, capacity = 0;
	enum ilo_status status;
	bool row = false;

	ilo_query_bind_count(query, 1, record->id);
	while ((status = step(registry, GET_FINDINGS, diag, &row)) == ILO_OK &&
	       row) {
		items = ilo_grow(items, count, &capacity, sizeof(*items));
		items[count++] = (struct remark){
			.line = ilo_query_count(query, 0),
			.id = ilo_query_text(query, arena, 1),
			.severity = ilo_query_text(query, arena, 2),
			.text = ilo_query_text(query, arena, 3),
			.detail = ilo_query_text(query, arena, 4)};
	}
	if (count > 0) {
		copy = ilo_arena_alloc(arena, count * sizeof(*copy));
		memcpy(copy, items, count * sizeof(*copy));
		record->remarks = copy;
		record->remark_count = count;
	}
	free(items);
	return status;
}

static enum ilo_status
get_signature(struct registry *registry, struct ilo_diag *diag,
              struct ilo_arena *arena, struct record *record)
{
	struct ilo_query *query = registry->queries[GET_SIGNATURE];
	enum ilo_status status;
	bool row = false;

	ilo_query_bind_count(query, 1, record->id);
	status = step(registry, GET_SIGNATURE, diag, &row);
	if (status != ILO_OK || !row)
		return status;
	record->signature_method = ilo_query_text(query, arena, 0);
	record->signer = ilo_query_text(query, arena, 1);
	record->signer_sha256 = ilo_query_text(query, arena, 2);
	record->evidence_sha256 = ilo_query_text(query, arena, 3);
	return finish(registry, GET_SIGNATURE, diag);
}

enum ilo_status
registry_get(struct registry *registry, int64_t id, struct ilo_diag *diag,
             struct ilo_arena *arena, struct record *record)
{
	struct ilo_query *query = registry->queries[GET_ROW];
	enum ilo_status status;
	int column = 4;
	bool row = false;

	*record = (struct record){.id = id};
	ilo_query_bind_count(query, 1, id);
	status = step(registry, GET_ROW, diag, &row);
	if (status == ILO_OK && !row) {
		ilo_diag_report(diag, ILO_D_LEDGER_BROKEN, NULL, 0,
		                "there is no submission no. %lld",
		                (long long)id);
		return ILO_INTEGRITY;
	}
	if (status != ILO_OK)
		return status;
	record->size = ilo_query_count(query, 1);
	record->revision = ilo_query_count(query, 2);
	record->run = ilo_query_count(query, 3);
#define READ(name) record->name = ilo_query_text(query, arena, column++);
	TEXT_COLUMNS(READ)
#undef READ
	status = finish(registry, GET_ROW, diag);
	if (status == ILO_OK)
		status = get_findings(registry, diag, arena, record);
	if (status == ILO_OK)
		status = get_signature(registry, diag, arena, record);
	return status;
}

enum ilo_status
registry_last(struct registry *registry, struct ilo_diag *diag, int64_t *id)
{
	bool row = false;
	enum ilo_status status = step(registry, GET_LAST, diag, &row);

	*id = 0;
	if (status == ILO_OK && row) {
		*id = ilo_query_count(registry->queries[GET_LAST], 0);
		status = finish(registry, GET_LAST, diag);
	}
	return status;
}

static void
copy_digest(struct ilo_query *query, int column, char text[ILO_DIGEST_SIZE])
{
	struct ilo_arena *arena = ilo_arena_new();
	const char *value = ilo_query_text(query, arena, column);

	(void)snprintf(text, ILO_DIGEST_SIZE, "%s",
	               value == NULL ? ""
	                             : value); /* longer ones do not hold */
	ilo_arena_free(arena);
}

/* The end of the chain; before the first link, 64 zeros. */
static enum ilo_status
last_link(struct registry *registry, struct ilo_diag *diag, struct link *link)
{
	struct ilo_query *query = registry->queries[LINK_LAST];
	enum ilo_status status;
	bool row = false;

	*link = (struct link){.number = 0};
	memset(link->sha256, '0', ILO_DIGEST_SIZE - 1);
	status = step(registry, LINK_LAST, diag, &row);
	if (status == ILO_OK && row) {
		link->number = ilo_query_count(query, 0);
		copy_digest(query, 1, link->sha256);
		status = finish(registry, LINK_LAST, diag);
	}
	return status;
}

enum ilo_status
registry_chain(struct registry *registry, const char *receipt,
               struct ilo_diag *diag)
{
	struct ilo_query *query = registry->queries[LINK_ADD];
	char joined[2 * ILO_DIGEST_SIZE], sha256[ILO_DIGEST_SIZE];
	enum ilo_status status;
	struct link last;

	status = last_link(registry, diag, &last);
	if (status != ILO_OK)
		return status;
	(void)snprintf(joined, sizeof(joined), "%s%s", last.sha256, receipt);
	status = ilo_digest_bytes(joined, strlen(joined), diag, sha256);
	if (status != ILO_OK)
		return status;
	ilo_query_bind_count(query, 1, last.number + 1);
	ilo_query_bind(query, 2, receipt);
	ilo_query_bind(query, 3, last.sha256);
	ilo_query_bind(query, 4, sha256);
	return finish(registry, LINK_ADD, diag);
}

enum ilo_status
registry_link(struct registry *registry, const char *receipt,
              struct ilo_diag *diag, struct link *link)
{
	struct ilo_query *query = registry->queries[LINK_FIND];
	enum ilo_status status;
	bool row = false;

	*link = (struct link){.number = 0};
	ilo_query_bind(query, 1, receipt);
	status = step(registry, LINK_FIND, diag, &row);
	if (status == ILO_OK && !row) {
		ilo_diag_report(diag, ILO_D_LEDGER_BROKEN, NULL, 0,
		                "no link for a receipt with the digest %s",
		                receipt);
		return ILO_INTEGRITY;
	}
	if (status != ILO_OK)
		return status;
	link->number = ilo_query_count(query, 0);
	copy_digest(query, 1, link->previous);
	copy_digest(query, 2, link->sha256);
	return finish(registry, LINK_FIND, diag);
}
