/* Opened without following or blocking, judged by fstat, read to the end. */

#include "common/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum ilo_status
refuse(struct ilo_diag *diag, const char *path, const char *why)
{
	ilo_diag_report(diag, ILO_D_FILE_REFUSED, path, 0, "%s", why);
	return ILO_FAILED;
}

static enum ilo_status
judge(int fd, const char *path, enum ilo_file_trust trust,
      struct ilo_diag *diag, struct stat *info)
{
	if (fstat(fd, info) != 0)
		return refuse(diag, path, strerror(errno));
	if (!S_ISREG(info->st_mode))
		return refuse(diag, path, "not a plain file");
	if (trust == ILO_FILE_OWN)
		return ILO_OK;
	if (info->st_nlink != 1)
		return refuse(diag, path,
		              "it has more than one name (hard link); copy it");
	if (info->st_size > (off_t)ILO_FILE_MAX_BYTES)
		return refuse(diag, path, "larger than 64 MiB; split it");
	return ILO_OK;
}

static enum ilo_status
read_all(int fd, const char *path, const struct stat *info,
         struct ilo_diag *diag, struct ilo_buf *out)
{
	char chunk[65536];
	size_t total = 0;
	ssize_t got;

	for (;;) {
		got = read(fd, chunk, sizeof(chunk));
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		ilo_buf_add(out, chunk, (size_t)got);
		total += (size_t)got;
		if (total > (size_t)info->st_size)
			break;
	}
	if (got < 0)
		return refuse(diag, path, strerror(errno));
	if (total != (size_t)info->st_size)
		return refuse(
			diag, path,
			"it is being written; try again when it is complete");
	return ILO_OK;
}

enum ilo_status
ilo_file_read(const char *path, enum ilo_file_trust trust,
              struct ilo_diag *diag, struct ilo_buf *out)
{
	int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
	enum ilo_status status;
	struct stat info;
	int fd;

	fd = open(path, trust == ILO_FILE_FOREIGN ? flags | O_NOFOLLOW : flags);
	if (fd < 0)
		return refuse(diag, path,
		              errno == ELOOP
		                      ? "a symbolic link; give the file itself"
		                      : strerror(errno));
	status = judge(fd, path, trust, diag, &info);
	if (status == ILO_OK)
		status = read_all(fd, path, &info, diag, out);
	(void)close(fd); /* only read from */
	return status;
}
