/* What the system says of the descriptor counts, never of the path. */

#define _GNU_SOURCE /* F_SETLEASE, syscall() */

#include "ingest/intake.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/deposit.h"

/* openat2(), for which the C library has no function and older headers of the
 * kernel no names. */
#define OPENAT2 437
#define RESOLVE_NO_MAGIC UINT64_C(2)
#define RESOLVE_NO_LINKS UINT64_C(4)
#define RESOLVE_BELOW UINT64_C(8)

struct how {
	uint64_t flags;
	uint64_t mode;
	uint64_t resolve;
};

#define FLAGS (O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)

/* The file is not taken; the run goes on. */
static enum ilo_status
pass_over(struct intake *intake, enum intake_end end, enum ilo_code code,
          const char *why)
{
	intake->end = end;
	intake->code = code;
	(void)snprintf(intake->why, sizeof(intake->why), "%s", why);
	return ILO_OK;
}

static enum ilo_status
hold(struct intake *intake, const char *why)
{
	return pass_over(intake, INTAKE_HELD, ILO_D_NOT_OPENED, why);
}

static enum ilo_status
leave(struct intake *intake, const char *why)
{
	return pass_over(intake, INTAKE_LEFT, ILO_D_BEING_WRITTEN, why);
}

/* Within the folder that was named, if one was. */
static int
open_below(const struct walk_file *file)
{
	const struct how how = {.flags = FLAGS,
	                        .resolve = RESOLVE_NO_MAGIC | RESOLVE_NO_LINKS |
	                                   RESOLVE_BELOW};
	int folder, fd, error;

	if (file->folder == NULL)
		return open(file->path, FLAGS);
	folder = open(file->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return -1;
	fd = (int)syscall(OPENAT2, folder, file->name, &how, sizeof(how));
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		fd = openat(folder, file->name, FLAGS);
	error = errno;
	(void)close(folder); /* only opened below */
	errno = error;
	return fd;
}

/* Why a file could not be opened: by what it is, or by what we lack. */
static enum ilo_status
not_opened(struct intake *intake, struct ilo_diag *diag, const char *path)
{
	switch (errno) {
	case ELOOP:
		return hold(intake, "a symbolic link; give the file itself");
	case EXDEV:
		return hold(intake, "it leads out of its folder");
	case ENXIO:
	case ENODEV:
		return hold(intake, "not a plain file");
	case EMFILE:
	case ENFILE:
	case ENOMEM:
		ilo_diag_report(diag, ILO_D_OUTPUT, path, 0, "cannot open: %s",
		                strerror(errno));
		return ILO_FAILED;
	default:
		return pass_over(intake, INTAKE_ABSENT, ILO_D_FILE_REFUSED,
		                 strerror(errno));
	}
}

/* Whether somebody has it open for writing, as far as that can be told. */
static bool
has_writer(int fd)
{
	if (fcntl(fd, F_SETLEASE, F_RDLCK) != 0)
		return errno == EAGAIN;
	(void)fcntl(fd, F_SETLEASE, F_UNLCK); /* gives back what was got */
	return false;
}

static bool
same(const struct stat *before, const struct stat *after)
{
	return before->st_size == after->st_size &&
	       before->st_mtim.tv_sec == after->st_mtim.tv_sec &&
	       before->st_mtim.tv_nsec == after->st_mtim.tv_nsec;
}

/* On ILO_OK *got is the number of bytes, or -1 with errno. */
static enum ilo_status
copy(int fd, size_t most, struct ilo_deposit *deposit, struct ilo_diag *diag,
     ssize_t *got)
{
	enum ilo_status status = ILO_OK;
	char chunk[65536];

	do {
		*got = read(fd, chunk, sizeof(chunk));
		if (*got > 0)
			status = ilo_deposit_add(deposit, chunk, (size_t)*got,
			                         diag);
	} while (status == ILO_OK && deposit->size <= most &&
	         (*got > 0 || (*got < 0 && errno == EINTR)));
	return status;
}

/* A plain file of a size we take. */
static enum ilo_status
keep(struct ilo_archive *archive, int fd, const char *path,
     const struct stat *before, struct ilo_diag *diag, struct intake *intake)
{
	struct ilo_deposit deposit;
	struct stat after;
	enum ilo_status status;
	ssize_t got = 0;
	int error;

	status = ilo_deposit_begin(archive, diag, &deposit);
	if (status != ILO_OK)
		return status;
	status = copy(fd, (size_t)before->st_size, &deposit, diag, &got);
	error = errno;
	if (status == ILO_OK && got == 0 &&
	    deposit.size == (size_t)before->st_size && fstat(fd, &after) == 0 &&
	    same(before, &after)) {
		intake->size = deposit.size;
		status = ilo_deposit_finish(&deposit, diag);
		memcpy(intake->sha256, deposit.sha256, sizeof(deposit.sha256));
		return status;
	}
	ilo_deposit_abandon(&deposit);
	if (status != ILO_OK)
		return status;
	if (got >= 0)
		return leave(intake, "it changed while it was read");
	errno = error;
	return not_opened(intake, diag, path);
}

enum ilo_status
intake_file(struct ilo_archive *archive, const struct walk_file *file,
            const struct ilo_limits *limits, struct ilo_diag *diag,
            struct intake *intake)
{
	const char *path = file->path;
	enum ilo_status status;
	char why[sizeof(intake->why)];
	struct stat info;
	int fd = open_below(file);

	*intake = (struct intake){.end = INTAKE_KEPT};
	if (fd < 0)
		return not_opened(intake, diag, path);
	if (fstat(fd, &info) != 0) {
		status = not_opened(intake, diag, path);
	} else if (!S_ISREG(info.st_mode)) {
		status = hold(intake, "not a plain file");
	} else if (info.st_nlink != 1) {
		status = hold(intake, "it has more than one name (hard link)");
	} else if ((size_t)info.st_size > limits->bytes) {
		(void)snprintf(why, sizeof(why),
		               "it has %lld bytes, %zu are taken; it was not "
		               "read",
		               (long long)info.st_size, limits->bytes);
		status = pass_over(intake, INTAKE_HELD, ILO_D_LIMIT_BYTES, why);
	} else if (has_writer(fd)) {
		status = leave(intake, "somebody has it open for writing");
	} else {
		status = keep(archive, fd, path, &info, diag, intake);
	}
	(void)close(fd); /* only read from */
	return status;
}
