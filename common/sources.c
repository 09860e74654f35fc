/*
 * Two queries: the files of the semester in their total order, and the findings
 * of each.  Register ids and the time of writing stay in here, so that the same
 * files give the same answer in whatever order they came in.
 */

#include "common/sources.h"

#include <stdlib.h>
#include <string.h>

#include "common/digest.h"

/*
 * In force is the greatest version of each series; the file's own digest
 * settles what version and arrival leave open.  The same bytes count once, by
 * the best of their fates.  Only what is due at the semester's end can be late:
 * a table that an agency publishes, without revisions, is not.  A rejected file
 * whose semester could not be read belongs to the semester within or after
 * whose year it came.
 */
static const char query_sources[] =
	"WITH known AS ("
	" SELECT *, row_number() OVER (PARTITION BY series"
	"  ORDER BY version DESC, received DESC, sha256 DESC) AS age,"
	" min(received) OVER (PARTITION BY series) AS arrived"
	" FROM submission WHERE received <= ?1"
	"  AND fate IN ('accepted', 'accepted-with-findings', 'superseded')),"
	"found AS ("
	" SELECT id AS row_id, sha256, kind, file, received, sender, report,"
	"  host, region, document, language, marking, published, zero_from,"
	"  zero_to, nature, size, revision, first, last, arrived,"
	"  CASE age WHEN 1 THEN 'in-force' ELSE 'superseded' END AS fate"
	" FROM known WHERE first <= ?2 AND last >= ?2"
	" UNION ALL"
	" SELECT id, sha256, kind, file, received, sender, report,"
	"  host, region, document, language, marking, published, zero_from,"
	"  zero_to, nature, size, revision, first, last, received, 'rejected'"
	" FROM submission WHERE fate = 'rejected' AND received <= ?1 AND ("
	"  (first <= ?2 AND last >= ?2) OR ((first IS NULL OR last IS NULL)"
	"  AND date(received) >= ?3"
	"  AND date(received) <= date(?4, '+366 days')))),"
	"chosen AS ("
	" SELECT *, row_number() OVER (PARTITION BY sha256 ORDER BY"
	"  CASE fate WHEN 'in-force' THEN 1 WHEN 'superseded' THEN 2 ELSE 3 "
	"END,"
	"  received, file) AS turn FROM found) "
	"SELECT sha256, kind, file, fate, received, sender, report, host,"
	" region, document, language, marking, published, zero_from, zero_to,"
	" nature, size, revision, row_id,"
	" CASE WHEN revision > 0 THEN"
	"  CAST(julianday(date(arrived)) - julianday(?4) AS INTEGER)"
	"  ELSE 0 END, arrived "
	"FROM chosen WHERE turn = 1 "
	"ORDER BY coalesce(sender, ''), kind, coalesce(host, ''),"
	" coalesce(document, ''), coalesce(revision, 0), sha256";

/*
 * That a file came after its successor is news of the archive, not of the file:
 * its fate says it, whichever came first.  Which other file holds its version
 * is told by register ids.
 */
static const char query_remarks[] =
	"SELECT id, severity, line, text,"
	" CASE WHEN id IN (?2, ?4) THEN NULL ELSE detail END"
	" FROM finding WHERE submission = ?1 AND id <> ?3 ORDER BY number";

static enum ilo_status
latest_arrival(struct ilo_db *db, ilo_semester semester,
               struct ilo_arena *arena, struct ilo_diag *diag,
               struct ilo_sources *out)
{
	struct ilo_query *query = NULL;
	char end[ILO_DATE_SIZE];
	const char *text = NULL;
	enum ilo_status status;
	bool row = false;

	status = ilo_query_new(db, "SELECT max(received) FROM submission", diag,
	                       &query);
	if (status == ILO_OK)
		status = ilo_query_step(query, diag, &row);
	if (status == ILO_OK && row)
		text = ilo_query_text(query, arena, 0);
	if (status == ILO_OK && text == NULL) {
		ilo_diag_report(diag, ILO_D_ARCHIVE_EMPTY, NULL, 0, NULL);
		text = ilo_semester_end(semester, end);
		out->archive_empty = true;
	}
	if (status == ILO_OK && !ilo_time_parse(text, out->known_at)) {
		ilo_diag_report(diag, ILO_D_DATABASE, NULL, 0,
		                "time of arrival is \"%s\"", text);
		status = ILO_INTEGRITY;
	}
	ilo_query_free(query);
	return status;
}

/* An empty text says as little as none. */
static const char *
text_at(struct ilo_query *query, struct ilo_arena *arena, int column)
{
	const char *text = ilo_query_text(query, arena, column);

	return text == NULL || *text == '\0' ? NULL : text;
}

static struct ilo_source
source_of(struct ilo_query *query, struct ilo_arena *arena, int64_t *row_id)
{
	struct ilo_source source = {
		.sha256 = text_at(query, arena, 0),
		.kind = text_at(query, arena, 1),
		.file = text_at(query, arena, 2),
		.fate = text_at(query, arena, 3),
		.received = text_at(query, arena, 4),
		.sender = text_at(query, arena, 5),
		.report = text_at(query, arena, 6),
		.host = text_at(query, arena, 7),
		.region = text_at(query, arena, 8),
		.document = text_at(query, arena, 9),
		.language = text_at(query, arena, 10),
		.marking = text_at(query, arena, 11),
		.published = text_at(query, arena, 12),
		.zero_from = text_at(query, arena, 13),
		.zero_to = text_at(query, arena, 14),
		.nature = text_at(query, arena, 15),
		.size = ilo_query_count(query, 16),
		.revision = ilo_query_count(query, 17),
		.arrived = text_at(query, arena, 20),
	};
	int64_t late = ilo_query_count(query, 19);

	*row_id = ilo_query_count(query, 18);
	source.days_late = late > 0 ? (long)late : 0;
	source.in_force = strcmp(source.fate, "in-force") == 0;
	source.id =
		ilo_arena_strndup(arena, source.sha256, ILO_SOURCE_ID_SIZE - 1);
	return source;
}

static enum ilo_status
read_remarks(struct ilo_query *query, int64_t row_id, struct ilo_arena *arena,
             struct ilo_diag *diag, struct ilo_source *source)
{
	struct ilo_source_remark *items = NULL, *kept;
	size_t count = 0, capacity = 0;
	enum ilo_status status;
	bool row = false;

	ilo_query_bind_count(query, 1, row_id);
	ilo_query_bind(query, 2, ilo_diag_id(ILO_D_VERSION_TAKEN));
	ilo_query_bind(query, 3, ilo_diag_id(ILO_D_SUPERSEDED));
	ilo_query_bind(query, 4, ilo_diag_id(ILO_D_NATURE_MIXED));
	while ((status = ilo_query_step(query, diag, &row)) == ILO_OK && row) {
		items = ilo_grow(items, count, &capacity, sizeof(*items));
		items[count++] = (struct ilo_source_remark){
			.id = text_at(query, arena, 0),
			.severity = text_at(query, arena, 1),
			.line = ilo_query_count(query, 2),
			.text = text_at(query, arena, 3),
			.detail = text_at(query, arena, 4)};
	}
	kept = ilo_arena_alloc(arena, count * sizeof(*items) + 1);
	if (count > 0)
		memcpy(kept, items, count * sizeof(*items));
	free(items);
	source->remarks = kept;
	source->remark_count = count;
	return status;
}

struct list {
	struct ilo_source *items;
	int64_t *row_ids;
	size_t count, capacity, row_capacity;
};

static enum ilo_status
read_files(struct ilo_query *query, struct ilo_arena *arena,
           struct ilo_diag *diag, struct list *list)
{
	enum ilo_status status;
	bool row = false;

	while ((status = ilo_query_step(query, diag, &row)) == ILO_OK && row) {
		list->items = ilo_grow(list->items, list->count,
		                       &list->capacity, sizeof(*list->items));
		list->row_ids =
			ilo_grow(list->row_ids, list->count,
		                 &list->row_capacity, sizeof(*list->row_ids));
		list->items[list->count] =
			source_of(query, arena, &list->row_ids[list->count]);
		list->count++;
	}
	return status;
}

static enum ilo_status
read_all(struct ilo_db *db, struct ilo_query *query, struct ilo_arena *arena,
         struct ilo_diag *diag, struct list *list)
{
	struct ilo_query *remarks = NULL;
	enum ilo_status status = read_files(query, arena, diag, list);
	size_t i;

	if (status == ILO_OK)
		status = ilo_query_new(db, query_remarks, diag, &remarks);
	for (i = 0; status == ILO_OK && i < list->count; i++)
		status = read_remarks(remarks, list->row_ids[i], arena, diag,
		                      &list->items[i]);
	ilo_query_free(remarks);
	return status;
}

static enum ilo_status
read_semester(struct ilo_db *db, ilo_semester semester, struct ilo_arena *arena,
              struct ilo_diag *diag, struct ilo_sources *out)
{
	char name[ILO_SEMESTER_SIZE], start[ILO_DATE_SIZE], end[ILO_DATE_SIZE];
	struct ilo_query *query = NULL;
	struct list list = {0};
	enum ilo_status status = ilo_query_new(db, query_sources, diag, &query);

	if (status == ILO_OK) {
		ilo_query_bind(query, 1, out->known_at);
		ilo_query_bind(query, 2, ilo_semester_print(semester, name));
		ilo_query_bind(query, 3, ilo_semester_start(semester, start));
		ilo_query_bind(query, 4, ilo_semester_end(semester, end));
		status = read_all(db, query, arena, diag, &list);
	}
	if (status == ILO_OK && list.count > 0) {
		out->items = ilo_arena_alloc(arena,
		                             list.count * sizeof(*out->items));
		memcpy(out->items, list.items,
		       list.count * sizeof(*out->items));
		out->count = list.count;
	}
	ilo_query_free(query);
	free(list.row_ids);
	free(list.items);
	return status;
}

enum ilo_status
ilo_sources_read(struct ilo_db *db, ilo_semester semester, const char *known_at,
                 struct ilo_arena *arena, struct ilo_diag *diag,
                 struct ilo_sources *out)
{
	enum ilo_status status, ended;

	*out = (struct ilo_sources){0};
	/* One view of the register, whatever an ingest adds meanwhile. */
	status = ilo_db_run(db, "BEGIN", diag);
	if (status != ILO_OK)
		return status;
	if (known_at != NULL)
		(void)memcpy(out->known_at, known_at, ILO_TIME_SIZE);
	else
		status = latest_arrival(db, semester, arena, diag, out);
	if (status == ILO_OK)
		status = read_semester(db, semester, arena, diag, out);
	ended = ilo_db_run(db, "COMMIT", diag);
	return status == ILO_OK ? ended : status;
}

const struct ilo_source *
ilo_sources_find(const struct ilo_sources *sources, const char *id)
{
	size_t i;

	for (i = 0; i < sources->count; i++)
		if (strcmp(sources->items[i].id, id) == 0)
			return &sources->items[i];
	return NULL;
}
