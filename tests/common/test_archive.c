/* The archive's promises: one holder, nothing altered, nothing half there. */

#include "common/archive.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/outfile.h"
#include "tests/common/scratch.h"

/* Of the three bytes "abc", FIPS 180-2, B.1. */
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

struct fixture {
	char scratch[SCRATCH_SIZE];
	char folder[SCRATCH_SIZE + 16];
	struct ilo_diag diag;
	struct ilo_archive *archive;
	struct ilo_buf bytes;
};

static int
setup(void **state)
{
	struct fixture *fixture = ilo_xcalloc(1, sizeof(*fixture));

	*state = fixture;
	if (scratch_new(fixture->scratch) != 0)
		return -1;
	(void)snprintf(fixture->folder, sizeof(fixture->folder), "%s/archive",
	               fixture->scratch);
	ilo_diag_init(&fixture->diag, "test", NULL);
	ilo_buf_puts(&fixture->bytes, "abc");
	if (ilo_archive_create(fixture->folder, &fixture->diag) != ILO_OK)
		return -1;
	return ilo_archive_open(fixture->folder, ILO_DB_WRITE, &fixture->diag,
	                        &fixture->archive) == ILO_OK
	               ? 0
	               : -1;
}

static int
teardown(void **state)
{
	struct fixture *fixture = *state;
	int status;

	ilo_archive_close(fixture->archive);
	ilo_buf_release(&fixture->bytes);
	status = scratch_free(fixture->scratch);
	free(fixture);
	return status;
}

static void
put_abc(struct fixture *fixture)
{
	assert_int_equal(ilo_archive_put(fixture->archive, &fixture->bytes, ABC,
	                                 &fixture->diag),
	                 ILO_OK);
	assert_int_equal(ilo_archive_sync(fixture->archive, &fixture->diag),
	                 ILO_OK);
}

/* The path of a file below the fixture's folder. */
static const char *
below(struct fixture *fixture, char path[2 * SCRATCH_SIZE], const char *name)
{
	(void)snprintf(path, 2 * SCRATCH_SIZE, "%s/%s", fixture->folder, name);
	return path;
}

static void
object_comes_back(void **state)
{
	struct fixture *fixture = *state;
	struct ilo_buf out = ILO_BUF_INIT;
	char path[2 * SCRATCH_SIZE];
	struct stat info;

	assert_int_equal(ilo_archive_put(fixture->archive, &fixture->bytes, ABC,
	                                 &fixture->diag),
	                 ILO_OK);
	assert_false(ilo_archive_has(fixture->archive, "objects/ba/" ABC));
	put_abc(fixture); /* the same twice in a batch */
	put_abc(fixture); /* and when it is there */
	assert_int_equal(stat(below(fixture, path, "objects/ba/" ABC), &info),
	                 0);
	assert_int_equal(info.st_mode & 0333, 0);
	ilo_buf_puts(&out, "before ");
	assert_int_equal(
		ilo_archive_get(fixture->archive, ABC, &fixture->diag, &out),
		ILO_OK);
	assert_string_equal(ilo_buf_text(&out), "before abc");
	ilo_buf_release(&out);
	assert_int_equal(ilo_diag_count(&fixture->diag, ILO_INFO), 0);
}

static void
altered_object_is_found(void **state)
{
	struct fixture *fixture = *state;
	struct ilo_buf out = ILO_BUF_INIT;
	char path[2 * SCRATCH_SIZE];

	put_abc(fixture);
	assert_int_equal(
		ilo_outfile_put(below(fixture, path, "objects/ba/" ABC), "abd",
	                        3, &fixture->diag),
		ILO_OK);
	assert_int_equal(
		ilo_archive_get(fixture->archive, ABC, &fixture->diag, &out),
		ILO_INTEGRITY);
	assert_int_equal(out.count, 0);
	assert_int_equal(ilo_archive_put(fixture->archive, &fixture->bytes, ABC,
	                                 &fixture->diag),
	                 ILO_INTEGRITY);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(
		ilo_archive_get(fixture->archive, ABC, &fixture->diag, &out),
		ILO_INTEGRITY);
	assert_int_equal(ilo_archive_get(fixture->archive,
	                                 "../../../../etc/hostname",
	                                 &fixture->diag, &out),
	                 ILO_INTEGRITY);
	assert_int_equal(ilo_diag_count(&fixture->diag, ILO_FATAL), 4);
	ilo_buf_release(&out);
}

static void
many_files_are_kept(void **state)
{
	struct fixture *fixture = *state;
	char name[64];
	int i;

	for (i = 0; i < 40; i++) {
		(void)snprintf(name, sizeof(name), "receipts/%02d/%d", i % 7,
		               i);
		assert_int_equal(ilo_archive_keep(fixture->archive, name,
		                                  &fixture->bytes,
		                                  &fixture->diag),
		                 ILO_OK);
		assert_false(ilo_archive_has(fixture->archive, name));
	}
	assert_int_equal(ilo_archive_sync(fixture->archive, &fixture->diag),
	                 ILO_OK);
	for (i = 0; i < 40; i++) {
		(void)snprintf(name, sizeof(name), "receipts/%02d/%d", i % 7,
		               i);
		assert_true(ilo_archive_has(fixture->archive, name));
	}
	assert_false(ilo_archive_has(fixture->archive, "tmp/1"));
}

static void
one_writer_many_readers(void **state)
{
	struct fixture *fixture = *state;
	struct ilo_archive *other = NULL;

	assert_int_equal(ilo_archive_open(fixture->folder, ILO_DB_WRITE,
	                                  &fixture->diag, &other),
	                 ILO_TRY_AGAIN);
	assert_null(other);
	assert_int_equal(ilo_archive_open(fixture->folder, ILO_DB_READ,
	                                  &fixture->diag, &other),
	                 ILO_OK);
	ilo_archive_close(other);
}

static void
leftovers_are_cleared(void **state)
{
	struct fixture *fixture = *state;
	char path[2 * SCRATCH_SIZE];

	ilo_archive_close(fixture->archive);
	assert_int_equal(ilo_outfile_put(below(fixture, path, "tmp/1"), "abc",
	                                 3, &fixture->diag),
	                 ILO_OK);
	assert_int_equal(ilo_archive_open(fixture->folder, ILO_DB_WRITE,
	                                  &fixture->diag, &fixture->archive),
	                 ILO_OK);
	assert_int_not_equal(access(path, F_OK), 0);
}

static void
creation_is_repeatable_and_careful(void **state)
{
	struct fixture *fixture = *state;
	char path[2 * SCRATCH_SIZE];
	struct ilo_archive *none = NULL;

	assert_int_equal(ilo_archive_create(fixture->folder, &fixture->diag),
	                 ILO_OK);
	/* The folder above holds the archive and is none itself. */
	assert_int_equal(ilo_archive_create(fixture->scratch, &fixture->diag),
	                 ILO_FAILED);
	assert_int_equal(ilo_archive_open(fixture->scratch, ILO_DB_READ,
	                                  &fixture->diag, &none),
	                 ILO_FAILED);
	/* A creation that died before the register was there is completed. */
	ilo_archive_close(fixture->archive);
	assert_int_equal(unlink(below(fixture, path, "register.db")), 0);
	assert_int_equal(ilo_archive_create(fixture->folder, &fixture->diag),
	                 ILO_OK);
	assert_int_equal(ilo_archive_open(fixture->folder, ILO_DB_WRITE,
	                                  &fixture->diag, &fixture->archive),
	                 ILO_OK);
}

static void
register_is_append_only(void **state)
{
	static const char *const refused[] = {
		"UPDATE ledger SET receipt = 'b'", "DELETE FROM ledger",
		"UPDATE submission SET fate = 'accepted'",
		"DELETE FROM submission"};
	struct fixture *fixture = *state;
	struct ilo_db *db = ilo_archive_register(fixture->archive);
	size_t i;

	assert_int_equal(
		ilo_db_run(db,
	                   "INSERT INTO ledger VALUES (1, 'a', 'b', 'c');"
	                   "INSERT INTO submission (sha256, size, file, kind,"
	                   " fate, received, ingested, tool) VALUES ('a', 1,"
	                   " 'f', 'native', 'rejected', 't', 't', '1')",
	                   &fixture->diag),
		ILO_OK);
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		assert_int_equal(ilo_db_run(db, refused[i], &fixture->diag),
		                 ILO_FAILED);
}

static void
other_version_is_refused(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(ilo_db_run(ilo_archive_register(fixture->archive),
	                            "UPDATE meta SET value = '3'",
	                            &fixture->diag),
	                 ILO_OK);
	ilo_archive_close(fixture->archive);
	assert_int_equal(ilo_archive_open(fixture->folder, ILO_DB_READ,
	                                  &fixture->diag, &fixture->archive),
	                 ILO_FAILED);
	assert_null(fixture->archive);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(object_comes_back),
		TEST(altered_object_is_found),
		TEST(many_files_are_kept),
		TEST(one_writer_many_readers),
		TEST(leftovers_are_cleared),
		TEST(creation_is_repeatable_and_careful),
		TEST(register_is_append_only),
		TEST(other_version_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
