/* The SQLite seam: values, errors, other holders, media that cannot be written.
 */

#include "common/db.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/common/scratch.h"

struct fixture {
	char folder[SCRATCH_SIZE];
	char path[SCRATCH_SIZE + 16];
	struct ilo_diag diag;
	struct ilo_db *db;
};

static int
setup(void **state)
{
	struct fixture *fixture = ilo_xcalloc(1, sizeof(*fixture));

	*state = fixture;
	if (scratch_new(fixture->folder) != 0)
		return -1;
	(void)snprintf(fixture->path, sizeof(fixture->path), "%s/a?b %%.db",
	               fixture->folder);
	ilo_diag_init(&fixture->diag, "test", NULL);
	if (ilo_db_open(fixture->path, ILO_DB_CREATE, &fixture->diag,
	                &fixture->db) != ILO_OK)
		return -1;
	return ilo_db_run(fixture->db,
	                  "CREATE TABLE t (a TEXT, n INTEGER CHECK (n > 0))",
	                  &fixture->diag) == ILO_OK
	               ? 0
	               : -1;
}

static int
teardown(void **state)
{
	struct fixture *fixture = *state;
	int status;

	ilo_db_close(fixture->db);
	status = scratch_free(fixture->folder);
	free(fixture);
	return status;
}

static enum ilo_status
insert(struct fixture *fixture, const char *text, int64_t number)
{
	struct ilo_query *query = NULL;
	enum ilo_status status;
	bool row;

	status = ilo_query_new(fixture->db, "INSERT INTO t VALUES (?, ?)",
	                       &fixture->diag, &query);
	assert_int_equal(status, ILO_OK);
	ilo_query_bind(query, 1, text);
	ilo_query_bind_count(query, 2, number);
	status = ilo_query_step(query, &fixture->diag, &row);
	assert_false(row);
	ilo_query_free(query);
	return status;
}

static void
values_come_back(void **state)
{
	struct fixture *fixture = *state;
	struct ilo_arena *arena = ilo_arena_new();
	struct ilo_query *query = NULL;
	bool row;

	assert_int_equal(insert(fixture, "x'; DROP TABLE t; --", 1), ILO_OK);
	assert_int_equal(insert(fixture, NULL, INT64_MAX), ILO_OK);
	assert_int_equal(ilo_query_new(fixture->db,
	                               "SELECT a, n FROM t WHERE n >= ?"
	                               " ORDER BY n",
	                               &fixture->diag, &query),
	                 ILO_OK);
	ilo_query_bind_count(query, 1, 1);
	assert_int_equal(ilo_query_step(query, &fixture->diag, &row), ILO_OK);
	assert_true(row);
	assert_string_equal(ilo_query_text(query, arena, 0),
	                    "x'; DROP TABLE t; --");

	/* Left before its end and bound anew, it starts anew. */
	ilo_query_bind_count(query, 1, 2);
	assert_int_equal(ilo_query_step(query, &fixture->diag, &row), ILO_OK);
	assert_true(row);
	assert_null(ilo_query_text(query, arena, 0));
	assert_true(ilo_query_count(query, 1) == INT64_MAX);
	assert_int_equal(ilo_query_step(query, &fixture->diag, &row), ILO_OK);
	assert_false(row);
	ilo_query_free(query);
	ilo_arena_free(arena);
}

static void
errors_are_reported_once(void **state)
{
	struct fixture *fixture = *state;
	struct ilo_query *query = NULL;
	bool row;

	assert_int_equal(insert(fixture, "a", 0), ILO_FAILED);
	assert_int_equal(ilo_diag_count(&fixture->diag, ILO_FATAL), 1);
	assert_int_equal(ilo_query_new(fixture->db, "SELECT * FROM absent",
	                               &fixture->diag, &query),
	                 ILO_FAILED);
	assert_null(query);
	assert_int_equal(ilo_diag_count(&fixture->diag, ILO_FATAL), 2);
	assert_int_equal(ilo_query_new(fixture->db, "SELECT n FROM t",
	                               &fixture->diag, &query),
	                 ILO_OK);
	ilo_query_bind(query, 7, "there is no such parameter");
	assert_int_equal(ilo_query_step(query, &fixture->diag, &row),
	                 ILO_FAILED);
	assert_int_equal(ilo_diag_count(&fixture->diag, ILO_FATAL), 3);
	ilo_query_free(query);
}

static void
another_holder_means_try_again(void **state)
{
	struct fixture *fixture = *state;
	struct ilo_db *other = NULL;

	assert_int_equal(
		ilo_db_run(fixture->db, "BEGIN IMMEDIATE", &fixture->diag),
		ILO_OK);
	assert_int_equal(ilo_db_open(fixture->path, ILO_DB_WRITE,
	                             &fixture->diag, &other),
	                 ILO_OK);
	assert_int_equal(ilo_db_run(other, "BEGIN IMMEDIATE", &fixture->diag),
	                 ILO_TRY_AGAIN);
	ilo_db_close(other);
}

static void
reader_cannot_write(void **state)
{
	struct fixture *fixture = *state;
	struct ilo_db *reader = NULL;

	assert_int_equal(ilo_db_open(fixture->path, ILO_DB_READ, &fixture->diag,
	                             &reader),
	                 ILO_OK);
	assert_int_equal(ilo_db_run(reader, "DELETE FROM t", &fixture->diag),
	                 ILO_FAILED);
	ilo_db_close(reader);
}

static void
damage_is_an_integrity_failure(void **state)
{
	struct fixture *fixture = *state;
	struct ilo_db *db = NULL;
	char path[SCRATCH_SIZE + 16];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/bad.db", fixture->folder);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs("this is no database, however long one reads in it "
	                  "and wherever one begins, it is a sentence",
	                  file) >= 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(ilo_db_open(path, ILO_DB_READ, &fixture->diag, &db),
	                 ILO_INTEGRITY);
	assert_null(db);
	(void)snprintf(path, sizeof(path), "%s/absent.db", fixture->folder);
	assert_int_equal(ilo_db_open(path, ILO_DB_WRITE, &fixture->diag, &db),
	                 ILO_FAILED);
	assert_null(db);
}

/* The checkout lies in a folder that only its owner enters. */
#define UNREACHABLE 77

/* As someone whom permissions bind; exits with 0 when the reading went well. */
static void
read_as_nobody(const char *path)
{
	struct ilo_diag diag;
	struct ilo_db *db = NULL;
	int failure = 0;

	ilo_diag_init(&diag, "test", stderr);
	if (geteuid() == 0 && setuid(65534) != 0)
		_exit(2);
	if (access(path, R_OK) != 0)
		_exit(UNREACHABLE);
	if (ilo_db_open(path, ILO_DB_READ, &diag, &db) != ILO_OK ||
	    ilo_db_run(db, "SELECT a FROM t", &diag) != ILO_OK)
		failure = 1;
	ilo_db_close(db);
	_exit(failure);
}

static void
read_only_folder_is_read(void **state)
{
	struct fixture *fixture = *state;
	int outcome = -1;
	pid_t child;

	assert_int_equal(insert(fixture, "a", 1), ILO_OK);
	ilo_db_close(fixture->db);
	fixture->db = NULL;
	assert_int_equal(chmod(fixture->folder, 0555), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		read_as_nobody(fixture->path);
	assert_int_equal(waitpid(child, &outcome, 0), child);
	assert_true(WIFEXITED(outcome));
	assert_int_equal(chmod(fixture->folder, 0755), 0);
	if (WEXITSTATUS(outcome) == UNREACHABLE)
		skip();
	assert_int_equal(WEXITSTATUS(outcome), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(values_come_back, setup,
	                                        teardown),
		cmocka_unit_test_setup_teardown(errors_are_reported_once, setup,
	                                        teardown),
		cmocka_unit_test_setup_teardown(another_holder_means_try_again,
	                                        setup, teardown),
		cmocka_unit_test_setup_teardown(reader_cannot_write, setup,
	                                        teardown),
		cmocka_unit_test_setup_teardown(damage_is_an_integrity_failure,
	                                        setup, teardown),
		cmocka_unit_test_setup_teardown(read_only_folder_is_read, setup,
	                                        teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
