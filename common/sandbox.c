/*
 * First the limits, then Landlock, then seccomp, which would refuse the two
 * before it.  Landlock's calls are made by number: the C library has no
 * functions for them, and the kernel's headers may be older than the kernel.
 */

#define _GNU_SOURCE /* syscall(), RLIMIT_NPROC, O_PATH */

#include "common/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <seccomp.h>

#if ILO_SANITIZED
/* The search for leaks traces the process, which the sandbox forbids. */
int __lsan_is_turned_off(void);
int
__lsan_is_turned_off(void)
{
	return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 1;
}
#endif

#define CREATE_RULESET 444
#define ADD_RULE 445
#define RESTRICT_SELF 446
#define CLOSE_RANGE 436

/* From the kernel's landlock.h; the number of bits grows with its version. */
#define RULE_PATH_BENEATH 1
#define FS_READ ((UINT64_C(1) << 2) | (UINT64_C(1) << 3))
#define FS_WRITE                                                               \
	((UINT64_C(1) << 1) | (UINT64_C(1) << 4) | (UINT64_C(1) << 5) |        \
	 (UINT64_C(1) << 7) | (UINT64_C(1) << 8))
#define FS_ALL_1 ((UINT64_C(1) << 13) - 1)
#define FS_REFER (UINT64_C(1) << 13)    /* version 2 */
#define FS_TRUNCATE (UINT64_C(1) << 14) /* version 3 */
#define NET_ALL UINT64_C(3)             /* version 4: bind, connect */
#define FS_IOCTL (UINT64_C(1) << 15)    /* version 5 */
#define SCOPE_ALL UINT64_C(3)           /* version 6: sockets, signals */

struct ruleset {
	uint64_t fs;
	uint64_t net;
	uint64_t scope;
};

struct __attribute__((packed)) path_beneath {
	uint64_t allowed;
	int32_t parent;
};

static enum ilo_status
failed(struct ilo_diag *diag, const char *what, int error)
{
	ilo_diag_report(diag, ILO_D_SANDBOX_FAILED, NULL, 0, "%s: %s", what,
	                strerror(error));
	return ILO_FAILED;
}

/* 0: there is no Landlock. */
static long
landlock_version(void)
{
	long version = syscall(CREATE_RULESET, NULL, (size_t)0, 1U);

	return version < 0 ? 0 : version;
}

unsigned
ilo_sandbox_support(void)
{
	unsigned support = 0;

	if (landlock_version() > 0)
		support |= ILO_SANDBOX_LANDLOCK;
	if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0)
		support |= ILO_SANDBOX_SECCOMP;
	return support;
}

static struct ruleset
ruleset_of(long version)
{
	struct ruleset rules = {.fs = FS_ALL_1};

	if (version >= 2)
		rules.fs |= FS_REFER;
	if (version >= 3)
		rules.fs |= FS_TRUNCATE;
	if (version >= 4)
		rules.net = NET_ALL;
	if (version >= 5)
		rules.fs |= FS_IOCTL;
	if (version >= 6)
		rules.scope = SCOPE_ALL;
	return rules;
}

/* The part of the struct that this version knows. */
static size_t
ruleset_size(long version)
{
	if (version >= 6)
		return sizeof(struct ruleset);
	return version >= 4 ? offsetof(struct ruleset, scope)
	                    : offsetof(struct ruleset, net);
}

static enum ilo_status
allow(int ruleset, const char *const *paths, uint64_t rights,
      struct ilo_diag *diag)
{
	struct path_beneath rule = {.allowed = rights};
	enum ilo_status status = ILO_OK;
	struct stat info;

	for (; status == ILO_OK && paths != NULL && *paths != NULL; paths++) {
		rule.parent = open(*paths, O_PATH | O_CLOEXEC);
		if (rule.parent < 0)
			continue; /* what is not there cannot be read */
		/* The rights on a folder's entries are none of a file. */
		rule.allowed = rights;
		if (fstat(rule.parent, &info) == 0 && !S_ISDIR(info.st_mode))
			rule.allowed &= (UINT64_C(1) << 1) |
			                (UINT64_C(1) << 2) | FS_TRUNCATE;
		if (syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, &rule, 0U) !=
		    0)
			status = failed(diag, "landlock_add_rule", errno);
		(void)close(rule.parent); /* a path alone */
	}
	return status;
}

static enum ilo_status
enter_landlock(const struct ilo_sandbox *sandbox, struct ilo_diag *diag)
{
	long version = landlock_version();
	struct ruleset rules = ruleset_of(version);
	enum ilo_status status;
	int ruleset;

	if (version == 0)
		return ILO_OK;
	ruleset =
		(int)syscall(CREATE_RULESET, &rules, ruleset_size(version), 0U);
	if (ruleset < 0)
		return failed(diag, "landlock_create_ruleset", errno);
	status = allow(ruleset, sandbox->readable, FS_READ, diag);
	if (status == ILO_OK)
		status = allow(ruleset, sandbox->writable,
		               (FS_READ | FS_WRITE | FS_TRUNCATE | FS_REFER) &
		                       rules.fs,
		               diag);
	if (status == ILO_OK && syscall(RESTRICT_SELF, ruleset, 0U) != 0)
		status = failed(diag, "landlock_restrict_self", errno);
	(void)close(ruleset); /* in force without it */
	return status;
}

/* What a program that computes needs: memory, its descriptors, its own end. */
static const int computing[] = {SCMP_SYS(read),
                                SCMP_SYS(readv),
                                SCMP_SYS(pread64),
                                SCMP_SYS(write),
                                SCMP_SYS(writev),
                                SCMP_SYS(pwrite64),
                                SCMP_SYS(lseek),
                                SCMP_SYS(close),
                                SCMP_SYS(fstat),
                                SCMP_SYS(recvmsg),
                                SCMP_SYS(sendmsg),
                                SCMP_SYS(recvfrom),
                                SCMP_SYS(sendto),
                                SCMP_SYS(poll),
                                SCMP_SYS(ppoll),
                                SCMP_SYS(mmap),
                                SCMP_SYS(munmap),
                                SCMP_SYS(mremap),
                                SCMP_SYS(mprotect),
                                SCMP_SYS(madvise),
                                SCMP_SYS(brk),
                                SCMP_SYS(futex),
                                SCMP_SYS(sched_yield),
                                SCMP_SYS(setitimer),
                                SCMP_SYS(clock_gettime),
                                SCMP_SYS(gettimeofday),
                                SCMP_SYS(getrandom),
                                SCMP_SYS(getpid),
                                SCMP_SYS(gettid),
                                SCMP_SYS(getrusage),
                                SCMP_SYS(tgkill),
                                SCMP_SYS(rt_sigaction),
                                SCMP_SYS(rt_sigprocmask),
                                SCMP_SYS(rt_sigreturn),
                                SCMP_SYS(rt_sigtimedwait),
                                SCMP_SYS(sigaltstack),
                                SCMP_SYS(restart_syscall),
                                SCMP_SYS(exit),
                                SCMP_SYS(exit_group)};

/* What one that reads and writes files has no business with. */
static const int refused[] = {SCMP_SYS(socket),
                              SCMP_SYS(socketpair),
                              SCMP_SYS(connect),
                              SCMP_SYS(bind),
                              SCMP_SYS(listen),
                              SCMP_SYS(accept),
                              SCMP_SYS(accept4),
                              SCMP_SYS(execve),
                              SCMP_SYS(execveat),
                              SCMP_SYS(fork),
                              SCMP_SYS(vfork),
                              SCMP_SYS(ptrace),
                              SCMP_SYS(kill),
                              SCMP_SYS(tkill),
                              SCMP_SYS(mount),
                              SCMP_SYS(umount2),
                              SCMP_SYS(pivot_root),
                              SCMP_SYS(chroot),
                              SCMP_SYS(setns),
                              SCMP_SYS(unshare),
                              SCMP_SYS(bpf),
                              SCMP_SYS(keyctl),
                              SCMP_SYS(add_key),
                              SCMP_SYS(request_key),
                              SCMP_SYS(io_uring_setup),
                              SCMP_SYS(userfaultfd),
                              SCMP_SYS(perf_event_open),
                              SCMP_SYS(process_vm_readv),
                              SCMP_SYS(process_vm_writev),
                              SCMP_SYS(kexec_load),
                              SCMP_SYS(init_module),
                              SCMP_SYS(finit_module),
                              SCMP_SYS(delete_module),
                              SCMP_SYS(memfd_create),
                              SCMP_SYS(open_by_handle_at),
                              SCMP_SYS(name_to_handle_at)};

static int
add_calls(scmp_filter_ctx filter, bool files)
{
	const int *calls = files ? refused : computing;
	size_t count = files ? sizeof(refused) / sizeof(refused[0])
	                     : sizeof(computing) / sizeof(computing[0]);
	uint32_t action = files ? SCMP_ACT_ERRNO(EPERM) : SCMP_ACT_ALLOW;
	int error = 0;
	size_t i;

	/* A call that this architecture lacks is no loss. */
	for (i = 0; error == 0 && i < count; i++)
		if (calls[i] >= 0)
			error = seccomp_rule_add(filter, action, calls[i], 0);
	/* fstat() of the C library, which is a call on paths: without one. */
	if (error == 0 && !files)
		error = seccomp_rule_add(
			filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1,
			SCMP_A3(SCMP_CMP_MASKED_EQ, 0x1000, 0x1000));
	return error;
}

static enum ilo_status
enter_seccomp(bool files, struct ilo_diag *diag)
{
	scmp_filter_ctx filter;
	int error;

	if ((ilo_sandbox_support() & ILO_SANDBOX_SECCOMP) == 0)
		return ILO_OK;
	filter = seccomp_init(files ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(EPERM));
	if (filter == NULL)
		return failed(diag, "seccomp_init", ENOMEM);
	error = add_calls(filter, files);
	if (error == 0)
		error = seccomp_load(filter);
	seccomp_release(filter);
	return error == 0 ? ILO_OK : failed(diag, "seccomp", -error);
}

static enum ilo_status
limit(__rlimit_resource_t resource, size_t value, const char *name,
      struct ilo_diag *diag)
{
	struct rlimit old;
	struct rlimit limits = {.rlim_cur = value, .rlim_max = value};

	/* One that is tighter already stays. */
	if (getrlimit(resource, &old) == 0 && old.rlim_max < limits.rlim_max)
		limits.rlim_cur = limits.rlim_max = old.rlim_max;
	if (setrlimit(resource, &limits) != 0)
		return failed(diag, name, errno);
	return ILO_OK;
}

/* The address space the process has, in bytes; 0 when it cannot be told. */
static size_t
address_space(void)
{
	FILE *stream = fopen("/proc/self/statm", "re");
	size_t pages = 0;
	int digit;

	if (stream == NULL)
		return 0;
	while ((digit = fgetc(stream)) >= '0' && digit <= '9')
		pages = pages * 10 + (size_t)(digit - '0');
	(void)fclose(stream); /* only read from */
	return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static enum ilo_status
set_limits(const struct ilo_sandbox *sandbox, struct ilo_diag *diag)
{
	size_t space = address_space();
	enum ilo_status status;

	status = limit(RLIMIT_CORE, 0, "RLIMIT_CORE", diag);
	if (status == ILO_OK && sandbox->file_bytes > 0)
		status = limit(RLIMIT_FSIZE, sandbox->file_bytes,
		               "RLIMIT_FSIZE", diag);
	if (status == ILO_OK && sandbox->descriptors > 0)
		status = limit(RLIMIT_NOFILE, sandbox->descriptors,
		               "RLIMIT_NOFILE", diag);
	if (status == ILO_OK && !ILO_SANITIZED && sandbox->memory_bytes > 0 &&
	    space > 0)
		status = limit(RLIMIT_AS, space + sandbox->memory_bytes,
		               "RLIMIT_AS", diag);
	return status;
}

enum ilo_status
ilo_sandbox_enter(const struct ilo_sandbox *sandbox, struct ilo_diag *diag)
{
	bool files = sandbox->readable != NULL || sandbox->writable != NULL;
	enum ilo_status status = set_limits(sandbox, diag);

	if (status == ILO_OK && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		status = failed(diag, "PR_SET_DUMPABLE", errno);
	if (status == ILO_OK && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		status = failed(diag, "PR_SET_NO_NEW_PRIVS", errno);
	if (status == ILO_OK)
		status = enter_landlock(sandbox, diag);
	if (status == ILO_OK)
		status = enter_seccomp(files, diag);
	return status;
}

/* ---- a process on its own ---- */

static void
close_from(int first)
{
	long fd, end;

	if (syscall(CLOSE_RANGE, (unsigned)first, ~0U, 0U) == 0)
		return;
	end = sysconf(_SC_OPEN_MAX);
	for (fd = first; fd < (end < 0 || end > 65536 ? 65536 : end); fd++)
		(void)close((int)fd); /* most are not open */
}

static bool
keep_only(int fd)
{
	int null = open("/dev/null", O_RDWR);

	if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 ||
	    (!ILO_SANITIZED && dup2(null, 2) < 0))
		return false;
	if (fd != ILO_ALONE_FD && dup2(fd, ILO_ALONE_FD) < 0)
		return false;
	close_from(ILO_ALONE_FD + 1);
	return true;
}

static void
forget_handlers(void)
{
	static const int signals[] = {
		SIGHUP, SIGINT,  SIGQUIT, SIGILL,  SIGTRAP, SIGABRT, SIGBUS,
		SIGFPE, SIGUSR1, SIGSEGV, SIGUSR2, SIGALRM, SIGTERM, SIGCHLD};
	size_t i;

	for (i = 0; !ILO_SANITIZED && i < sizeof(signals) / sizeof(signals[0]);
	     i++)
		(void)signal(signals[i], SIG_DFL); /* each of them can be */
}

bool
ilo_alone(int fd)
{
	if (!keep_only(fd))
		return false;
	forget_handlers();
	return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0;
}
