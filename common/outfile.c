/* Temporary beside the target, O_EXCL, never followed, renamed at the end. */

#include "common/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/mem.h"

struct ilo_outfile {
	FILE *stream;
	char *path;      /* NULL for standard output */
	char *temporary; /* NULL for standard output */
};

static enum ilo_status
failed(struct ilo_diag *diag, const char *path, const char *what)
{
	ilo_diag_report(diag, ILO_D_OUTPUT, path, 0, "%s: %s", what,
	                strerror(errno));
	return ILO_FAILED;
}

static char *
temporary_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t folder = slash == NULL ? 0 : (size_t)(slash - path) + 1;
	size_t size = strlen(path) + 32;
	char *name = ilo_xcalloc(size, 1);

	(void)snprintf(name, size, "%.*s.%s.tmp-%ld", (int)folder, path,
	               path + folder, (long)getpid());
	return name;
}

/* Renaming over a device or a folder would replace it. */
static bool
may_replace(const char *path)
{
	struct stat info;

	if (lstat(path, &info) != 0 || S_ISREG(info.st_mode) ||
	    S_ISLNK(info.st_mode))
		return true;
	errno = EEXIST;
	return false;
}

static void
release(struct ilo_outfile *out)
{
	free(out->temporary);
	free(out->path);
	free(out);
}

enum ilo_status
ilo_outfile_open(const char *path, struct ilo_diag *diag,
                 struct ilo_outfile **out)
{
	struct ilo_outfile *file = ilo_xcalloc(1, sizeof(*file));
	int fd;

	*out = file;
	if (strcmp(path, "-") == 0) {
		file->stream = stdout;
		return ILO_OK;
	}
	file->path = ilo_xstrdup(path);
	file->temporary = temporary_name(path);
	if (!may_replace(path)) {
		*out = NULL;
		(void)failed(diag, path, "it is there and no plain file");
		release(file);
		return ILO_FAILED;
	}
	if (unlink(file->temporary) != 0 && errno != ENOENT)
		(void)failed(diag, file->temporary, "cannot clear");
	fd = open(file->temporary,
	          O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (fd >= 0)
		file->stream = fdopen(fd, "w");
	if (file->stream != NULL)
		return ILO_OK;
	*out = NULL;
	(void)failed(diag, path, "cannot create");
	if (fd >= 0)
		(void)close(fd); /* the failure is reported already */
	release(file);
	return ILO_FAILED;
}

FILE *
ilo_outfile_stream(struct ilo_outfile *out)
{
	return out->stream;
}

const char *
ilo_outfile_temporary(const struct ilo_outfile *out)
{
	return out->temporary;
}

static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder;

	if (slash == NULL)
		return ilo_xstrdup(".");
	folder = ilo_xstrdup(path);
	folder[slash == path ? 1 : slash - path] = '\0';
	return folder;
}

enum ilo_status
ilo_sync_folder(const char *path, struct ilo_diag *diag)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum ilo_status status = ILO_OK;

	if (fd < 0)
		return failed(diag, path, "cannot open folder");
	if (fsync(fd) != 0)
		status = failed(diag, path, "cannot sync folder");
	if (close(fd) != 0 && status == ILO_OK)
		status = failed(diag, path, "cannot close folder");
	return status;
}

static enum ilo_status
commit_stdout(struct ilo_diag *diag)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		return failed(diag, "standard output", "cannot write");
	return ILO_OK;
}

static enum ilo_status
finish(struct ilo_outfile *file, struct ilo_diag *diag)
{
	FILE *stream = file->stream;
	int bad = ferror(stream);

	file->stream = NULL;
	if (fflush(stream) != 0 || bad || fsync(fileno(stream)) != 0) {
		(void)failed(diag, file->path, "cannot write");
		(void)fclose(stream); /* the failure is reported already */
		return ILO_FAILED;
	}
	if (fclose(stream) != 0)
		return failed(diag, file->path, "cannot close");
	if (rename(file->temporary, file->path) != 0)
		return failed(diag, file->path, "cannot rename into place");
	return ILO_OK;
}

enum ilo_status
ilo_outfile_commit(struct ilo_outfile **out, struct ilo_diag *diag)
{
	struct ilo_outfile *file = *out;
	enum ilo_status status;
	char *folder;

	*out = NULL;
	if (file->path == NULL) {
		status = commit_stdout(diag);
		release(file);
		return status;
	}
	status = finish(file, diag);
	if (status != ILO_OK) {
		(void)unlink(file->temporary); /* best effort */
	} else {
		folder = folder_of(file->path);
		status = ilo_sync_folder(folder, diag);
		free(folder);
	}
	release(file);
	return status;
}

void
ilo_outfile_discard(struct ilo_outfile *out)
{
	if (out == NULL)
		return;
	if (out->path != NULL) {
		(void)fclose(out->stream); /* thrown away on purpose */
		(void)unlink(out->temporary);
	}
	release(out);
}

enum ilo_status
ilo_outfile_put(const char *path, const void *bytes, size_t count,
                struct ilo_diag *diag)
{
	struct ilo_outfile *out = NULL;
	enum ilo_status status = ilo_outfile_open(path, diag, &out);

	if (status != ILO_OK)
		return status;
	/* A short write leaves the error flag, which commit looks at. */
	(void)fwrite(bytes, 1, count, ilo_outfile_stream(out));
	return ilo_outfile_commit(&out, diag);
}

/* What is missing above path. */
static enum ilo_status
make_parents(const char *path, struct ilo_diag *diag)
{
	char *copy = ilo_xstrdup(path), *slash;
	enum ilo_status status = ILO_OK;

	for (slash = copy + 1; status == ILO_OK && *slash != '\0'; slash++) {
		if (*slash != '/')
			continue;
		*slash = '\0';
		if (mkdir(copy, 0777) != 0 && errno != EEXIST)
			status = failed(diag, copy, "cannot make folder");
		*slash = '/';
	}
	free(copy);
	return status;
}

enum ilo_status
ilo_make_folder(const char *path, struct ilo_diag *diag)
{
	enum ilo_status status = ILO_OK;
	struct stat info;
	bool made = mkdir(path, 0777) == 0;

	if (!made && errno == ENOENT) {
		status = make_parents(path, diag);
		made = status == ILO_OK && mkdir(path, 0777) == 0;
	}
	if (status != ILO_OK || made)
		return status;
	if (errno != EEXIST)
		return failed(diag, path, "cannot make folder");
	if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
		return ILO_OK;
	errno = ENOTDIR;
	return failed(diag, path, "cannot make folder");
}
