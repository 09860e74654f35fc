/* What a process that was shut in can no longer do, tried in children. */

#define _GNU_SOURCE /* syscall() */

#include "common/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/common/scratch.h"

/* Ends a child: 0 when all was as it should be. */
typedef int attempt(const char *scratch);

static char scratch_path[SCRATCH_SIZE];

static int
setup(void **state)
{
	(void)state;
	return scratch_new(scratch_path);
}

static int
teardown(void **state)
{
	(void)state;
	return scratch_free(scratch_path);
}

/* The attempt's result in a child that has entered the sandbox. */
static int
within(const struct ilo_sandbox *sandbox, attempt *try)
{
	struct ilo_diag diag;
	pid_t child;
	int how = 0;

	ilo_diag_init(&diag, "test", NULL);
	child = fork();
	if (child == 0)
		_exit(ilo_sandbox_enter(sandbox, &diag) != ILO_OK
		              ? 100
		              : try(scratch_path));
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_true(WIFEXITED(how));
	return WEXITSTATUS(how);
}

static int
open_paths(const char *scratch)
{
	if (open("/etc/passwd", O_RDONLY) >= 0)
		return 1;
	if (open(scratch, O_RDONLY | O_DIRECTORY) >= 0)
		return 2;
	return open("/proc/self/mem", O_RDWR) >= 0 ? 3 : 0;
}

static int
use_network(const char *scratch)
{
	(void)scratch;
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0)
		return 1;
	return socket(AF_UNIX, SOCK_STREAM, 0) >= 0 ? 2 : 0;
}

static int
start_programs(const char *scratch)
{
	char *const argv[] = {NULL};

	(void)scratch;
	(void)execve("/bin/true", argv, argv);
	if (fork() == 0)
		_exit(0);
	return errno == EPERM ? 0 : 1;
}

static int
signal_others(const char *scratch)
{
	(void)scratch;
	return kill(getppid(), 0) == 0 ? 1 : 0;
}

static int
compute(const char *scratch)
{
	char *bytes = calloc(1, (size_t)1 << 20);
	int digit;

	(void)scratch;
	if (bytes == NULL)
		return 1;
	memset(bytes, 'x', (size_t)1 << 20);
	digit = bytes[(size_t)1 << 19] == 'x';
	free(bytes);
	return digit == 1 ? 0 : 2;
}

static int
write_beyond_limit(const char *scratch)
{
	struct rlimit files;

	(void)scratch;
	if (getrlimit(RLIMIT_FSIZE, &files) == 0 && files.rlim_cur > 4096)
		return 1;
	return 0;
}

static int
read_and_write_where_allowed(const char *scratch)
{
	char path[2 * SCRATCH_SIZE];

	(void)snprintf(path, sizeof(path), "%s/out", scratch);
	if (open(path, O_WRONLY | O_CREAT, 0600) < 0)
		return 1;
	if (open("/etc/passwd", O_RDONLY) < 0)
		return 2;
	if (open("/etc/new-file-of-a-test", O_WRONLY | O_CREAT, 0600) >= 0)
		return 3;
	if (open("/usr/bin/env", O_RDONLY) >= 0)
		return 4;
	return use_network(scratch) != 0 ? 5 : 0;
}

static void
needs(unsigned part)
{
	if ((ilo_sandbox_support() & part) == 0)
		skip();
}

static void
no_path_can_be_opened(void **state)
{
	(void)state;
	if (ilo_sandbox_support() == 0)
		skip();
	assert_int_equal(
		within(&(struct ilo_sandbox){.descriptors = 16}, open_paths),
		0);
}

static void
no_network_no_program_no_signal(void **state)
{
	const struct ilo_sandbox none = {.descriptors = 16};

	(void)state;
	needs(ILO_SANDBOX_SECCOMP);
	assert_int_equal(within(&none, use_network), 0);
	assert_int_equal(within(&none, start_programs), 0);
	assert_int_equal(within(&none, signal_others), 0);
}

static void
computing_goes_on(void **state)
{
	const struct ilo_sandbox sandbox = {.memory_bytes = (size_t)64 << 20,
	                                    .file_bytes = 4096};

	(void)state;
	assert_int_equal(within(&sandbox, compute), 0);
	assert_int_equal(within(&sandbox, write_beyond_limit), 0);
}

static void
paths_that_are_named_stay(void **state)
{
	const char *const readable[] = {"/etc", NULL};
	const char *const writable[] = {scratch_path, NULL};
	const struct ilo_sandbox sandbox = {.readable = readable,
	                                    .writable = writable};

	(void)state;
	needs(ILO_SANDBOX_LANDLOCK);
	needs(ILO_SANDBOX_SECCOMP);
	assert_int_equal(within(&sandbox, read_and_write_where_allowed), 0);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(no_path_can_be_opened),
		TEST(no_network_no_program_no_signal),
		TEST(computing_goes_on),
		TEST(paths_that_are_named_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
