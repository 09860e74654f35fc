/* renameat2() exchanges a folder with its successor without a gap. */

#define _GNU_SOURCE /* renameat2, nftw */

#include "driver/publish.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/file.h"
#include "common/outfile.h"

#define WORK_PREFIX ".run-"
#define OPEN_FOLDERS 16

static enum ilo_status
failed(struct ilo_diag *diag, const char *path, const char *what)
{
	ilo_diag_report(diag, ILO_D_PUBLISH, path, 0, "%s: %s", what,
	                strerror(errno));
	return ILO_FAILED;
}

static int
remove_entry(const char *path, const struct stat *info, int kind,
             struct FTW *where)
{
	(void)info;
	(void)kind;
	(void)where;
	return remove(path);
}

static void
remove_tree(const char *path)
{
	/* Best effort: what stays is removed by the next run. */
	(void)nftw(path, remove_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}

/* Work folders are left only by runs that were killed: the archive's lock or
 * the process id in their name tells that nobody uses them. */
static void
remove_leftovers(const char *parent, struct ilo_arena *arena)
{
	DIR *folder = opendir(parent);
	struct dirent *entry;
	char proc[64];

	if (folder == NULL)
		return;
	while ((entry = readdir(folder)) != NULL) {
		if (strncmp(entry->d_name, WORK_PREFIX, strlen(WORK_PREFIX)) !=
		    0)
			continue;
		(void)snprintf(proc, sizeof(proc), "/proc/%.20s",
		               entry->d_name + strlen(WORK_PREFIX));
		if (access(proc, F_OK) != 0)
			remove_tree(ilo_arena_printf(arena, "%s/%s", parent,
			                             entry->d_name));
	}
	(void)closedir(folder); /* only read from */
}

static const char *
parent_of(struct ilo_arena *arena, const char *path, const char **name)
{
	const char *slash = strrchr(path, '/');

	*name = slash == NULL ? path : slash + 1;
	if (slash == NULL)
		return ".";
	if (slash == path)
		return "/";
	return ilo_arena_strndup(arena, path, (size_t)(slash - path));
}

static const char *
without_slashes(struct ilo_arena *arena, const char *path)
{
	size_t length = strlen(path);

	while (length > 1 && path[length - 1] == '/')
		length--;
	return ilo_arena_strndup(arena, path, length);
}

enum ilo_status
publish_begin(const char *archive, const char *semester, const char *out,
              struct ilo_arena *arena, struct ilo_diag *diag,
              struct place *place)
{
	enum ilo_status status;

	*place = (struct place){NULL, NULL, NULL};
	if (out == NULL)
		place->parent = ilo_arena_printf(arena, "%s/runs/%s", archive,
		                                 semester);
	else
		place->parent = parent_of(arena, without_slashes(arena, out),
		                          &place->name);
	status = ilo_make_folder(place->parent, diag);
	if (status != ILO_OK)
		return status;
	remove_leftovers(place->parent, arena);
	place->work = ilo_arena_printf(arena, "%s/" WORK_PREFIX "%ld",
	                               place->parent, (long)getpid());
	return ilo_make_folder(place->work, diag);
}

static int
sync_entry(const char *path, const struct stat *info, int kind,
           struct FTW *where)
{
	int fd, result;

	(void)info;
	(void)where;
	if (kind != FTW_F && kind != FTW_DP)
		return 0;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	result = fsync(fd);
	return close(fd) == 0 ? result : -1;
}

static bool
same_manifest(const char *a, const char *b, struct ilo_arena *arena)
{
	struct ilo_buf left = ILO_BUF_INIT, right = ILO_BUF_INIT;
	struct ilo_diag silent;
	const char *name = "manifest.json";
	bool same;

	ilo_diag_init(&silent, "", NULL); /* a missing file is an answer */
	same = ilo_file_read(ilo_arena_printf(arena, "%s/%s", a, name),
	                     ILO_FILE_OWN, &silent, &left) == ILO_OK &&
	       ilo_file_read(ilo_arena_printf(arena, "%s/%s", b, name),
	                     ILO_FILE_OWN, &silent, &right) == ILO_OK &&
	       strcmp(ilo_buf_text(&left), ilo_buf_text(&right)) == 0;
	ilo_buf_release(&left);
	ilo_buf_release(&right);
	return same;
}

/* Point parent/latest at name by renaming a new link over the old one. */
static enum ilo_status
point_latest(const char *parent, const char *name, struct ilo_arena *arena,
             struct ilo_diag *diag)
{
	const char *link = ilo_arena_printf(arena, "%s/latest", parent);
	const char *fresh = ilo_arena_printf(arena, "%s/.latest-%ld", parent,
	                                     (long)getpid());

	if (unlink(fresh) != 0 && errno != ENOENT)
		return failed(diag, fresh, "cannot clear");
	if (symlink(name, fresh) != 0)
		return failed(diag, fresh, "cannot link");
	if (rename(fresh, link) != 0)
		return failed(diag, link, "cannot link");
	return ilo_sync_folder(parent, diag);
}

static enum ilo_status
commit_numbered(const struct place *place, struct ilo_arena *arena,
                struct ilo_diag *diag, const char **shown)
{
	const char *latest =
		ilo_arena_printf(arena, "%s/latest", place->parent);
	const char *target = NULL, *name = NULL;
	long number;

	if (same_manifest(place->work, latest, arena)) {
		publish_discard(place);
		*shown = latest;
		return ILO_OK;
	}
	for (number = 1; number > 0; number++) {
		name = ilo_arena_printf(arena, "%ld", number);
		target = ilo_arena_printf(arena, "%s/%s", place->parent, name);
		if (renameat2(AT_FDCWD, place->work, AT_FDCWD, target,
		              RENAME_NOREPLACE) == 0)
			break;
		if (errno != EEXIST)
			return failed(diag, target, "cannot publish");
	}
	*shown = target;
	return point_latest(place->parent, name, arena, diag);
}

static enum ilo_status
commit_named(const struct place *place, struct ilo_arena *arena,
             struct ilo_diag *diag, const char **shown)
{
	const char *target =
		ilo_arena_printf(arena, "%s/%s", place->parent, place->name);

	*shown = target;
	if (renameat2(AT_FDCWD, place->work, AT_FDCWD, target,
	              RENAME_NOREPLACE) == 0)
		return ilo_sync_folder(place->parent, diag);
	if (errno != EEXIST)
		return failed(diag, target, "cannot publish");
	/* An empty folder may be replaced, and a run by its successor. */
	if (rmdir(target) == 0)
		return rename(place->work, target) == 0
		               ? ilo_sync_folder(place->parent, diag)
		               : failed(diag, target, "cannot publish");
	if (access(ilo_arena_printf(arena, "%s/manifest.json", target), F_OK) !=
	    0) {
		errno = EEXIST;
		return failed(diag, target,
		              "it holds something that is no run");
	}
	if (renameat2(AT_FDCWD, place->work, AT_FDCWD, target,
	              RENAME_EXCHANGE) != 0)
		return failed(diag, target, "cannot publish");
	remove_tree(place->work);
	return ilo_sync_folder(place->parent, diag);
}

enum ilo_status
publish_commit(const struct place *place, struct ilo_arena *arena,
               struct ilo_diag *diag, const char **shown)
{
	if (nftw(place->work, sync_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) !=
	    0)
		return failed(diag, place->work, "cannot sync");
	if (place->name == NULL)
		return commit_numbered(place, arena, diag, shown);
	return commit_named(place, arena, diag, shown);
}

void
publish_discard(const struct place *place)
{
	if (place->work != NULL)
		remove_tree(place->work);
}
