/*
 * Written to tmp/N, synced, renamed, and the folders synced: in that order, so
 * that a name never stands for bytes that are not there.
 */

#define _GNU_SOURCE /* syncfs(), which reports errors since Linux 5.8 */

#include "common/staging.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/flusher.h"
#include "common/keymap.h"
#include "common/mem.h"
#include "common/outfile.h"

/* Up to here each file is synced by itself.  Beyond, the whole file system is:
 * for 256 files that took a sixth of the time, but it waits for everybody. */
#define FEW 16
/* So many are written to the disk while others are made. */
#define FLUSHED 64

struct staged {
	char *temporary; /* NULL: it has its name already, or was withdrawn */
	char *path;      /* NULL: not named yet, or withdrawn */
};

struct ilo_staging {
	char *folder;
	int fd; /* of the folder, opened before anything is written, so that
	         * syncfs() tells of every failure since */
	struct staged *items;
	size_t count, capacity;
	struct ilo_keymap *names;    /* hash of a name to number, from 1 */
	struct ilo_flusher *flusher; /* from FLUSHED files on */
};

static enum ilo_status
failed(struct ilo_diag *diag, const char *path, const char *what)
{
	ilo_diag_report(diag, ILO_D_OUTPUT, path, 0, "%s: %s", what,
	                strerror(errno));
	return ILO_FAILED;
}

static char *
join(const char *folder, const char *name)
{
	size_t size = strlen(folder) + strlen(name) + 2;
	char *path = ilo_xcalloc(size, 1);

	(void)snprintf(path, size, "%s/%s", folder, name);
	return path;
}

static enum ilo_status
remove_entries(DIR *entries, const char *path, struct ilo_diag *diag)
{
	const struct dirent *entry;

	for (;;) {
		errno = 0;
		entry = readdir(entries);
		if (entry == NULL)
			break;
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		if (unlinkat(dirfd(entries), entry->d_name, 0) != 0)
			return failed(diag, path, "cannot clear");
	}
	return errno == 0 ? ILO_OK : failed(diag, path, "cannot list");
}

static enum ilo_status
clear(const char *folder, struct ilo_diag *diag)
{
	char *path = join(folder, "tmp");
	enum ilo_status status = ilo_make_folder(path, diag);
	DIR *entries = NULL;

	if (status == ILO_OK) {
		entries = opendir(path);
		status = entries == NULL
		                 ? failed(diag, path, "cannot open folder")
		                 : remove_entries(entries, path, diag);
	}
	if (entries != NULL)
		(void)closedir(entries); /* only read from */
	free(path);
	return status;
}

enum ilo_status
ilo_staging_new(const char *folder, struct ilo_diag *diag,
                struct ilo_staging **out)
{
	struct ilo_staging *staging = ilo_xcalloc(1, sizeof(*staging));
	enum ilo_status status;

	staging->folder = ilo_xstrdup(folder);
	staging->names = ilo_keymap_new();
	staging->fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	status = staging->fd < 0 ? failed(diag, folder, "cannot open folder")
	                         : clear(folder, diag);
	if (status != ILO_OK) {
		ilo_staging_free(staging);
		staging = NULL;
	}
	*out = staging;
	return status;
}

static void
drop(struct ilo_staging *staging)
{
	size_t i;

	for (i = 0; i < staging->count; i++) {
		if (staging->items[i].temporary != NULL)
			(void)unlink(staging->items[i].temporary); /* or the
			                         next run clears it */
		free(staging->items[i].temporary);
		free(staging->items[i].path);
	}
	staging->count = 0;
	ilo_keymap_free(staging->names);
	staging->names = ilo_keymap_new();
}

void
ilo_staging_free(struct ilo_staging *staging)
{
	if (staging == NULL)
		return;
	ilo_flusher_free(staging->flusher);
	drop(staging);
	if (staging->fd >= 0)
		(void)close(staging->fd); /* nothing was written to it */
	ilo_keymap_free(staging->names);
	free(staging->items);
	free(staging->folder);
	free(staging);
}

/* FNV-1a. */
static uint64_t
hash(const char *name)
{
	uint64_t value = UINT64_C(0xcbf29ce484222325);

	for (; *name != '\0'; name++)
		value = (value ^ (unsigned char)*name) *
		        UINT64_C(0x100000001b3);
	return value;
}

static void
give_path(struct ilo_staging *staging, size_t number, const char *name)
{
	staging->items[number].path = join(staging->folder, name);
	/* The first of a name stays the one that is found. */
	(void)ilo_keymap_add(staging->names, hash(name), (long)number + 1);
}

static struct staged *
append(struct ilo_staging *staging, const char *name)
{
	struct staged *item;

	if (staging->count > 0 && staging->count % FLUSHED == 0) {
		if (staging->flusher == NULL)
			staging->flusher = ilo_flusher_new(staging->folder);
		ilo_flusher_wake(staging->flusher);
	}
	staging->items = ilo_grow(staging->items, staging->count,
	                          &staging->capacity, sizeof(*staging->items));
	item = &staging->items[staging->count++];
	*item = (struct staged){.path = NULL};
	if (name != NULL)
		give_path(staging, staging->count - 1, name);
	return item;
}

static const struct staged *
find(const struct ilo_staging *staging, const char *name)
{
	const size_t skip = strlen(staging->folder) + 1;
	const long number = ilo_keymap_find(staging->names, hash(name));
	size_t i;

	/* From the first that has the hash, which may be another's. */
	for (i = (size_t)number; number > 0 && i <= staging->count; i++)
		if (staging->items[i - 1].path != NULL &&
		    strcmp(staging->items[i - 1].path + skip, name) == 0)
			return &staging->items[i - 1];
	return NULL;
}

bool
ilo_staging_has(const struct ilo_staging *staging, const char *name)
{
	return find(staging, name) != NULL;
}

void
ilo_staging_touch(struct ilo_staging *staging, const char *name)
{
	(void)append(staging, name);
}

static enum ilo_status
write_all(int fd, const char *bytes, size_t count, const char *path,
          struct ilo_diag *diag)
{
	ssize_t put;

	while (count > 0) {
		put = write(fd, bytes, count);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return failed(diag, path, "cannot write");
		bytes += put;
		count -= (size_t)put;
	}
	return ILO_OK;
}

/* Open the temporary file of the last item. */
static enum ilo_status
create(struct ilo_staging *staging, struct ilo_diag *diag, int *fd)
{
	struct staged *item = &staging->items[staging->count - 1];
	char number[32];

	(void)snprintf(number, sizeof(number), "tmp/%zu", staging->count);
	item->temporary = join(staging->folder, number);
	*fd = open(item->temporary,
	           O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0444);
	return *fd < 0 ? failed(diag, item->temporary, "cannot create")
	               : ILO_OK;
}

enum ilo_status
ilo_staging_create(struct ilo_staging *staging, struct ilo_diag *diag, int *fd,
                   size_t *number)
{
	(void)append(staging, NULL); /* found by its number */
	*number = staging->count - 1;
	return create(staging, diag, fd);
}

void
ilo_staging_name(struct ilo_staging *staging, size_t number, const char *name)
{
	give_path(staging, number, name);
}

void
ilo_staging_withdraw(struct ilo_staging *staging, size_t number)
{
	struct staged *item = &staging->items[number];

	if (item->temporary != NULL)
		(void)unlink(item->temporary); /* or the next run clears it */
	free(item->temporary);
	free(item->path);
	*item = (struct staged){NULL, NULL};
}

int
ilo_staging_open(const struct ilo_staging *staging, size_t number)
{
	return open(staging->items[number].temporary,
	            O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
}

int
ilo_staging_open_name(const struct ilo_staging *staging, const char *name)
{
	const struct staged *item = find(staging, name);

	if (item == NULL) {
		errno = ENOENT;
		return -1;
	}
	return open(item->temporary != NULL ? item->temporary : item->path,
	            O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
}

enum ilo_status
ilo_staging_add(struct ilo_staging *staging, const char *name,
                const void *bytes, size_t count, struct ilo_diag *diag)
{
	const char *path = append(staging, name)->path;
	enum ilo_status status;
	int fd = -1;

	status = create(staging, diag, &fd);
	if (status != ILO_OK)
		return status;
	status = write_all(fd, bytes, count, path, diag);
	if (close(fd) != 0 && status == ILO_OK)
		status = failed(diag, path, "cannot close");
	return status;
}

/* What has no name by now will have none. */
static void
drop_unnamed(struct ilo_staging *staging)
{
	size_t i;

	for (i = 0; i < staging->count; i++)
		if (staging->items[i].path == NULL)
			ilo_staging_withdraw(staging, i);
}

static enum ilo_status
sync_file(const char *path, struct ilo_diag *diag)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	enum ilo_status status = ILO_OK;

	if (fd < 0)
		return failed(diag, path, "cannot open");
	if (fsync(fd) != 0)
		status = failed(diag, path, "cannot sync");
	(void)close(fd); /* nothing was written through it */
	return status;
}

static enum ilo_status
sync_all(const struct ilo_staging *staging, struct ilo_diag *diag)
{
	if (syncfs(staging->fd) != 0)
		return failed(diag, staging->folder, "cannot sync");
	return ILO_OK;
}

static enum ilo_status
sync_contents(const struct ilo_staging *staging, struct ilo_diag *diag)
{
	enum ilo_status status = ILO_OK;
	const struct staged *item;
	size_t i;

	if (staging->count > FEW)
		return sync_all(staging, diag);
	for (i = 0; status == ILO_OK && i < staging->count; i++) {
		item = &staging->items[i];
		if (item->path == NULL)
			continue;
		status = sync_file(item->temporary != NULL ? item->temporary
		                                           : item->path,
		                   diag);
	}
	return status;
}

/* Its folder is there most of the time, and made when it proves not to be. */
static enum ilo_status
give_name(struct staged *item, struct ilo_diag *diag)
{
	char *slash = strrchr(item->path, '/');
	enum ilo_status status;

	if (rename(item->temporary, item->path) == 0)
		return ILO_OK;
	if (errno != ENOENT)
		return failed(diag, item->path, "cannot rename into place");
	*slash = '\0';
	status = ilo_make_folder(item->path, diag);
	*slash = '/';
	if (status == ILO_OK && rename(item->temporary, item->path) != 0)
		status = failed(diag, item->path, "cannot rename into place");
	return status;
}

static enum ilo_status
give_names(struct ilo_staging *staging, struct ilo_diag *diag)
{
	enum ilo_status status = ILO_OK;
	struct staged *item;
	size_t i;

	for (i = 0; status == ILO_OK && i < staging->count; i++) {
		item = &staging->items[i];
		if (item->temporary == NULL)
			continue;
		status = give_name(item, diag);
		if (status == ILO_OK) {
			free(item->temporary);
			item->temporary = NULL;
		}
	}
	return status;
}

/* The folder that holds path, and those above it that may have been made. */
static enum ilo_status
sync_folders(const struct ilo_staging *staging, const char *path,
             struct ilo_diag *diag)
{
	size_t root = strlen(staging->folder);
	char *folder = ilo_xstrdup(path);
	enum ilo_status status = ILO_OK;

	while (status == ILO_OK && strlen(folder) > root) {
		*strrchr(folder, '/') = '\0';
		status = ilo_sync_folder(folder, diag);
	}
	free(folder);
	return status;
}

static enum ilo_status
sync_names(const struct ilo_staging *staging, struct ilo_diag *diag)
{
	enum ilo_status status = ILO_OK;
	size_t i;

	if (staging->count > FEW)
		return sync_all(staging, diag);
	for (i = 0; status == ILO_OK && i < staging->count; i++)
		if (staging->items[i].path != NULL)
			status = sync_folders(staging, staging->items[i].path,
			                      diag);
	return status;
}

enum ilo_status
ilo_staging_sync(struct ilo_staging *staging, struct ilo_diag *diag)
{
	enum ilo_status status;

	drop_unnamed(staging);
	status = sync_contents(staging, diag);
	if (status == ILO_OK)
		status = give_names(staging, diag);
	if (status == ILO_OK)
		status = sync_names(staging, diag);
	drop(staging);
	return status;
}
