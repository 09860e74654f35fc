/*
 * Every SQLite call of the project is in this file.  A register that is damaged
 * is an integrity failure, one that is held by another a reason to try again.
 */

#include "common/db.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/buf.h"

struct ilo_db {
	sqlite3 *handle;
	char *path;
};

struct ilo_query {
	struct ilo_db *db;
	sqlite3_stmt *statement;
	int bind_error; /* the first one since the last step; SQLITE_OK if none
	                 */
};

static enum ilo_status
failed(const struct ilo_db *db, int code, struct ilo_diag *diag)
{
	const char *why = db->handle == NULL ? sqlite3_errstr(code)
	                                     : sqlite3_errmsg(db->handle);
	enum ilo_code what = ILO_D_DATABASE;
	enum ilo_status status = ILO_FAILED;
	int family = code & 0xff;

	if (family == SQLITE_BUSY || family == SQLITE_LOCKED) {
		what = ILO_D_DATABASE_BUSY;
		status = ILO_TRY_AGAIN;
	} else if (family == SQLITE_CORRUPT || family == SQLITE_NOTADB) {
		status = ILO_INTEGRITY;
	}
	ilo_diag_report(diag, what, db->path, 0, "%s", why);
	return status;
}

/* A file URI for path: everything that could mean something is written %HH. */
static void
print_uri(struct ilo_buf *out, const char *path, const char *query)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789/._-";

	ilo_buf_puts(out, "file:");
	for (; *path != '\0'; path++) {
		if (strchr(plain, *path) != NULL)
			ilo_buf_add(out, path, 1);
		else
			ilo_buf_printf(out, "%%%02X", (unsigned char)*path);
	}
	ilo_buf_puts(out, query);
}

/* Connection settings that last as long as the connection. */
static int
prepare(sqlite3 *handle, enum ilo_db_mode mode)
{
	static const char safe[] = "PRAGMA trusted_schema=OFF;"
				   "PRAGMA cell_size_check=ON;"
				   "PRAGMA foreign_keys=ON;";
	static const char durable[] = "PRAGMA journal_mode=WAL;"
				      "PRAGMA synchronous=FULL;";
	int code = sqlite3_extended_result_codes(handle, 1);

	if (code == SQLITE_OK)
		code = sqlite3_busy_timeout(handle, 0);
	if (code == SQLITE_OK)
		code = sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1,
		                         (int *)NULL);
	if (code == SQLITE_OK)
		code = sqlite3_exec(handle, safe, NULL, NULL, NULL);
	if (code == SQLITE_OK && mode != ILO_DB_READ)
		code = sqlite3_exec(handle, durable, NULL, NULL, NULL);
	/* The first look at the file, so that a bad one fails here. */
	if (code == SQLITE_OK)
		code = sqlite3_exec(handle,
		                    "SELECT count(*) FROM sqlite_schema", NULL,
		                    NULL, NULL);
	return code;
}

static int
flags_of(enum ilo_db_mode mode)
{
	switch (mode) {
	case ILO_DB_READ:
		return SQLITE_OPEN_READONLY;
	case ILO_DB_WRITE:
		return SQLITE_OPEN_READWRITE;
	case ILO_DB_CREATE:
		return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	}
	return SQLITE_OPEN_READONLY;
}

static int
connect(struct ilo_db *db, const char *name, int flags, enum ilo_db_mode mode)
{
	int code = sqlite3_open_v2(name, &db->handle, flags, NULL);

	if (code == SQLITE_OK)
		code = prepare(db->handle, mode);
	return code;
}

static void
disconnect(struct ilo_db *db)
{
	/* Every query is freed before, and all that matters is committed. */
	(void)sqlite3_close(db->handle);
	db->handle = NULL;
}

/* Whether the write-ahead log holds nothing. */
static bool
log_is_empty(const char *path)
{
	struct ilo_buf name = ILO_BUF_INIT;
	struct stat info;
	bool empty;

	ilo_buf_printf(&name, "%s-wal", path);
	empty = stat(ilo_buf_text(&name), &info) != 0 || info.st_size == 0;
	ilo_buf_release(&name);
	return empty;
}

/*
 * A reader of a WAL database makes two small files beside it, which a read-only
 * folder or medium refuses.  When the log is empty the file alone is the whole
 * register and can be read as one that nobody changes; with a log it cannot.
 */
static int
connect_immutable(struct ilo_db *db, int code)
{
	int family = code & 0xff;
	struct ilo_buf uri = ILO_BUF_INIT;
	struct stat info;

	if (family != SQLITE_CANTOPEN && family != SQLITE_READONLY)
		return code;
	if (stat(db->path, &info) != 0 || !log_is_empty(db->path))
		return code;
	disconnect(db);
	print_uri(&uri, db->path, "?immutable=1");
	code = connect(db, ilo_buf_text(&uri),
	               SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, ILO_DB_READ);
	ilo_buf_release(&uri);
	return code;
}

enum ilo_status
ilo_db_open(const char *path, enum ilo_db_mode mode, struct ilo_diag *diag,
            struct ilo_db **out)
{
	struct ilo_db *db = ilo_xcalloc(1, sizeof(*db));
	enum ilo_status status = ILO_OK;
	int code;

	db->path = ilo_xstrdup(path);
	code = connect(db, path, flags_of(mode), mode);
	if (code != SQLITE_OK && mode == ILO_DB_READ)
		code = connect_immutable(db, code);
	if (code != SQLITE_OK) {
		status = failed(db, code, diag);
		ilo_db_close(db);
		db = NULL;
	}
	*out = db;
	return status;
}

void
ilo_db_close(struct ilo_db *db)
{
	if (db == NULL)
		return;
	disconnect(db);
	free(db->path);
	free(db);
}

enum ilo_status
ilo_db_run(struct ilo_db *db, const char *sql, struct ilo_diag *diag)
{
	int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? ILO_OK : failed(db, code, diag);
}

enum ilo_status
ilo_query_new(struct ilo_db *db, const char *sql, struct ilo_diag *diag,
              struct ilo_query **out)
{
	struct ilo_query *query = ilo_xcalloc(1, sizeof(*query));
	enum ilo_status status = ILO_OK;
	int code;

	query->db = db;
	code = sqlite3_prepare_v2(db->handle, sql, -1, &query->statement, NULL);
	if (code != SQLITE_OK) {
		status = failed(db, code, diag);
		ilo_query_free(query);
		query = NULL;
	}
	*out = query;
	return status;
}

void
ilo_query_free(struct ilo_query *query)
{
	if (query == NULL)
		return;
	/* Repeats the error of the last step, which was reported. */
	(void)sqlite3_finalize(query->statement);
	free(query);
}

/* A query that was left before its last row starts anew when it is bound. */
static void
rewind_query(struct ilo_query *query)
{
	if (sqlite3_stmt_busy(query->statement))
		(void)sqlite3_reset(
			query->statement); /* repeats a known error */
}

static void
keep_error(struct ilo_query *query, int code)
{
	if (query->bind_error == SQLITE_OK)
		query->bind_error = code;
}

void
ilo_query_bind(struct ilo_query *query, int number, const char *text)
{
	rewind_query(query);
	keep_error(query, sqlite3_bind_text(query->statement, number, text, -1,
	                                    SQLITE_TRANSIENT));
}

void
ilo_query_bind_count(struct ilo_query *query, int number, int64_t value)
{
	rewind_query(query);
	keep_error(query, sqlite3_bind_int64(query->statement, number, value));
}

enum ilo_status
ilo_query_step(struct ilo_query *query, struct ilo_diag *diag, bool *row)
{
	enum ilo_status status = ILO_OK;
	int code = query->bind_error;

	*row = false;
	query->bind_error = SQLITE_OK;
	if (code == SQLITE_OK)
		code = sqlite3_step(query->statement);
	if (code == SQLITE_ROW) {
		*row = true;
		return ILO_OK;
	}
	if (code != SQLITE_DONE)
		status = failed(query->db, code, diag);
	(void)sqlite3_reset(query->statement); /* repeats a known error */
	(void)sqlite3_clear_bindings(query->statement); /* cannot fail */
	return status;
}

const char *
ilo_query_text(struct ilo_query *query, struct ilo_arena *arena, int column)
{
	const unsigned char *text =
		sqlite3_column_text(query->statement, column);

	return ilo_arena_strdup(arena, (const char *)text);
}

int64_t
ilo_query_count(struct ilo_query *query, int column)
{
	return sqlite3_column_int64(query->statement, column);
}
