/* A file is there whole or not at all. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/file.h"
#include "common/outfile.h"

static struct ilo_diag silent = {.program = "test"};

static int
enter_folder(void **state)
{
	char template[] = "/tmp/ilo-outfile-XXXXXX";

	if (mkdtemp(template) == NULL || chdir(template) != 0)
		return -1;
	*state = strdup(template);
	return 0;
}

static int
leave_folder(void **state)
{
	int result = chdir("/") == 0 ? rmdir(*state) : -1;

	free(*state);
	return result;
}

static void
test_appears_on_commit(void **state)
{
	struct ilo_outfile *out = NULL;
	struct ilo_buf bytes = ILO_BUF_INIT;

	(void)state;
	assert_int_equal(ilo_outfile_open("a", &silent, &out), ILO_OK);
	assert_true(fputs("whole", ilo_outfile_stream(out)) >= 0);
	assert_int_not_equal(access("a", F_OK), 0);
	assert_int_equal(ilo_outfile_commit(&out, &silent), ILO_OK);
	assert_null(out);
	assert_int_equal(ilo_file_read("a", ILO_FILE_FOREIGN, &silent, &bytes),
	                 ILO_OK);
	assert_string_equal(ilo_buf_text(&bytes), "whole");
	ilo_buf_release(&bytes);
	assert_int_equal(unlink("a"), 0);
}

static void
test_discard_leaves_nothing(void **state)
{
	struct ilo_outfile *out = NULL;

	(void)state;
	assert_int_equal(ilo_outfile_open("b", &silent, &out), ILO_OK);
	ilo_outfile_discard(out);
	ilo_outfile_discard(NULL);
	assert_int_not_equal(access("b", F_OK), 0);
}

static void
test_missing_folder_is_a_failure(void **state)
{
	struct ilo_outfile *out = NULL;

	(void)state;
	assert_int_equal(ilo_outfile_open("no/such/folder/x", &silent, &out),
	                 ILO_FAILED);
	assert_null(out);
}

static void
test_only_plain_files_are_replaced(void **state)
{
	struct ilo_outfile *out = NULL;
	struct stat info;

	(void)state;
	assert_int_equal(mkfifo("pipe", 0600), 0);
	assert_int_equal(ilo_outfile_open("pipe", &silent, &out), ILO_FAILED);
	assert_null(out);
	assert_int_equal(stat("pipe", &info), 0);
	assert_true(S_ISFIFO(info.st_mode));
	assert_int_equal(unlink("pipe"), 0);
	assert_int_equal(ilo_outfile_put("plain", "old", 3, &silent), ILO_OK);
	assert_int_equal(ilo_outfile_put("plain", "new!", 4, &silent), ILO_OK);
	assert_int_equal(stat("plain", &info), 0);
	assert_int_equal(info.st_size, 4);
	assert_int_equal(unlink("plain"), 0);
}

static void
test_links_and_folders_are_not_read(void **state)
{
	struct ilo_buf bytes = ILO_BUF_INIT;

	(void)state;
	assert_int_equal(ilo_outfile_put("c", "x", 1, &silent), ILO_OK);
	assert_int_equal(symlink("c", "l"), 0);
	assert_int_equal(ilo_file_read("l", ILO_FILE_FOREIGN, &silent, &bytes),
	                 ILO_FAILED);
	assert_int_equal(link("c", "h"), 0);
	assert_int_equal(ilo_file_read("h", ILO_FILE_FOREIGN, &silent, &bytes),
	                 ILO_FAILED);
	assert_int_equal(mkfifo("f", 0600), 0);
	assert_int_equal(ilo_file_read("f", ILO_FILE_FOREIGN, &silent, &bytes),
	                 ILO_FAILED);
	assert_int_equal(ilo_file_read(".", ILO_FILE_FOREIGN, &silent, &bytes),
	                 ILO_FAILED);
	assert_int_equal(bytes.count, 0);
	ilo_buf_release(&bytes);
	assert_int_equal(unlink("c") + unlink("l") + unlink("h") + unlink("f"),
	                 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_appears_on_commit),
		cmocka_unit_test(test_discard_leaves_nothing),
		cmocka_unit_test(test_missing_folder_is_a_failure),
		cmocka_unit_test(test_only_plain_files_are_replaced),
		cmocka_unit_test(test_links_and_folders_are_not_read),
	};

	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
